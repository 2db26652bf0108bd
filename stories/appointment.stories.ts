import type { Intervention } from '@parvis/sdk';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { api, find, longName, longText, show, worldWith, write } from './story.ts';

/** A portal in which this one comes next. */
const next = (change: Partial<Intervention> = {}) => {
  const world = worldWith((each) => {
    const job = each.interventions.find(({ status }) => status === 'scheduled')!;
    Object.assign(job, change);
    each.interventions = [job, ...each.interventions.filter(({ status }) => status === 'done')];
    // Whoever comes is called as the story has it.
    const technician = each.members.find(({ id }) => id === job.assigneeId);
    if (technician && change.assignee) Object.assign(technician, { firstName: change.assignee.name });
  });
  return show({ world }, ({ api: server, link }) => html`<parvis-portal api=${server} link=${link}></parvis-portal>`);
};
const hours = (from: number, to: number) => {
  const windowStart = new Date(Date.now() + from * 3_600_000).toISOString();
  return { date: windowStart, windowStart, windowEnd: new Date(Date.now() + to * 3_600_000).toISOString() };
};
const asked = (outcome: NonNullable<Intervention['reschedule']>['outcome']): Partial<Intervention> => ({
  rescheduleRequested: outcome === null,
  reschedule: { wish: 'Plutôt jeudi matin', at: new Date().toISOString(), by: 'Éléonore Girard', outcome },
});

export default { title: 'Portail/Rendez-vous' } satisfies Meta;
type Story = StoryObj;

export const Planned: Story = { render: () => next() };
export const PlannedPhone: Story = { ...Planned };
export const PlannedDarkPhone: Story = { ...Planned, globals: { theme: 'dark' } };
export const PlannedEnglishPhone: Story = { ...Planned, globals: { lang: 'en' } };
export const LatePhone: Story = { render: () => next(hours(-3, -1)) };
export const EnRoute: Story = { render: () => next({ status: 'en_route', ...hours(0, 2) }) };
export const EnRoutePhone: Story = { ...EnRoute };
export const EnRouteDarkPhone: Story = { ...EnRoute, globals: { theme: 'dark' } };
export const InProgressPhone: Story = {
  render: () => next({ status: 'in_progress', ...hours(-1, 1) }),
};
export const WithoutAPersonPhone: Story = { render: () => next({ assigneeId: null, assignee: null }) };
export const LongTextPhone: Story = {
  render: () =>
    next({
      description: longText,
      siteName: longName,
      assignee: { id: '', name: 'Marie-Emmanuelle-Apollonie' },
      ...hours(24 * 300, 24 * 303),
    }),
};

/** The customer has asked for another time. */
export const AskedPhone: Story = { render: () => next(asked(null)) };
export const AskedDarkPhone: Story = { ...AskedPhone, globals: { theme: 'dark' } };
export const KeptPhone: Story = { render: () => next(asked('kept')) };
export const KeptEnglishPhone: Story = { ...KeptPhone, globals: { lang: 'en' } };
export const MovedPhone: Story = { render: () => next(asked('rescheduled')) };

const form = 'parvis-portal >>> parvis-reschedule';
const open = async (canvas: Element) => {
  (await find(canvas, 'parvis-portal >>> parvis-appointment >>> .cannot')).click();
  await find(canvas, `${form} >>> dialog[open]`);
};
const send = async (canvas: Element) => {
  await open(canvas);
  write(await find<HTMLTextAreaElement>(canvas, `${form} >>> textarea`), 'Plutôt jeudi, avant 10 h.');
  (await find(canvas, `${form} >>> form .primary`)).click();
};
export const Form: Story = {
  render: () => next(),
  play: async ({ canvasElement }) => open(canvasElement),
};
export const FormPhone: Story = { ...Form };
export const FormDarkPhone: Story = { ...Form, globals: { theme: 'dark' } };
export const FormEnglishPhone: Story = { ...Form, globals: { lang: 'en' } };
export const SentPhone: Story = {
  render: () => next(),
  play: async ({ canvasElement }) => {
    await send(canvasElement);
    await find(canvasElement, `${form} >>> dialog:not(:has(form))`);
  },
};
/** It is under way meanwhile. */
export const RefusedPhone: Story = {
  render: () => next(),
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'parvis-portal >>> parvis-appointment >>> .cannot');
    api.fail('POST /interventions/:interventionId/reschedule-requests', 409, { code: 'move-not-allowed' });
    await send(canvasElement);
    await find(canvasElement, `${form} >>> .wrong`);
  },
};
export const RefusedDarkPhone: Story = { ...RefusedPhone, globals: { theme: 'dark' } };
export const OfflinePhone: Story = {
  render: () => next(),
  play: async ({ canvasElement }) => {
    await open(canvasElement);
    api.offline = true;
    await send(canvasElement);
    await find(canvasElement, `${form} >>> .wrong`);
  },
};
