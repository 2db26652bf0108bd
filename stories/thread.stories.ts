import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { until } from 'lit/directives/until.js';
import type { Rig } from '../packages/widgets/src/testing/rig.ts';
import { find, hugeText, longText, show, write } from './story.ts';

/** A dossier of the first customer, in which the office has written this. */
async function withMessages(rig: Rig, written: string[]) {
  const dossier = await rig.office.dossiers.create({
    name: 'Salle de bains',
    customerIds: [rig.world.customers[0]!.id],
  });
  for (const body of written) await rig.office.messages.send(dossier.id, { body });
  return dossier;
}

interface Given {
  written?: string[];
  prepare?: (api: Rig) => void;
  isClosed?: boolean;
}
const thread = ({ written = usual, prepare, isClosed }: Given = {}) => {
  let made: Promise<string> | undefined;
  return show(
    {
      prepare: (rig) => {
        made = withMessages(rig, written).then(async (dossier) => {
          if (isClosed) await rig.office.dossiers.update(dossier, { status: 'closed' });
          prepare?.(rig);
          return dossier.id;
        });
      },
    },
    ({ api, link }) =>
      html`<div style="padding: 16px">
        ${until(made?.then((id) => html`<parvis-thread api=${api} link=${link} dossier-id=${id}></parvis-thread>`))}
      </div>`,
  );
};
const usual = [
  'Bonjour, nous commençons la dépose lundi 7 décembre à 8 h. Pourriez-vous libérer le couloir la veille ?',
  'Le plan de la salle de bains est ici : https://atelier-des-monts.example/plans/salle-de-bains.pdf',
  'Il nous manque la référence du receveur de douche.',
];

export default { title: 'Discussion', component: 'parvis-thread' } satisfies Meta;
type Story = StoryObj;

export const Full: Story = { render: () => thread() };
export const Phone: Story = { render: () => thread() };
export const Dark: Story = { ...Full, globals: { theme: 'dark' } };
export const English: Story = { ...Full, globals: { lang: 'en' } };
export const Empty: Story = { render: () => thread({ written: [] }) };
export const One: Story = { render: () => thread({ written: usual.slice(0, 1) }) };
export const Many: Story = { render: () => thread({ written: Array.from({ length: 60 }, (_, n) => `Message ${n}`) }) };
export const LongTextPhone: Story = { render: () => thread({ written: [longText, hugeText.slice(0, 9_000)] }) };
export const Loading: Story = { render: () => thread({ prepare: (api) => (api.latency = 600_000) }) };
export const Error: Story = {
  render: () => thread({ prepare: (api) => api.fail('GET /dossiers/:dossierId/messages', 500) }),
};
export const Offline: Story = { render: () => thread({ prepare: (api) => (api.offline = true) }) };
export const Closed: Story = { render: () => thread({ isClosed: true }) };
const corrected: Story = {
  render: () => thread(),
  play: async ({ canvasElement }) => {
    write(await find(canvasElement, 'parvis-thread >>> textarea'), 'C’est la référence 1490-B. Merci !');
    (await find(canvasElement, 'parvis-thread >>> .primary')).click();
    (await find(canvasElement, 'parvis-thread >>> .own button')).click();
    await find(canvasElement, 'parvis-thread >>> #correction');
  },
};
export const CorrectedPhone: Story = corrected;
export const CorrectedDark: Story = { ...corrected, globals: { theme: 'dark' } };
export const Withdrawn: Story = {
  render: () => thread(),
  play: async ({ canvasElement }) => {
    write(await find(canvasElement, 'parvis-thread >>> textarea'), 'C’est la référence 1490-B. Merci !');
    (await find(canvasElement, 'parvis-thread >>> .primary')).click();
    (await find(canvasElement, 'parvis-thread >>> .own button + button')).click();
    (await find(canvasElement, 'parvis-thread >>> [role="group"] button + button')).click();
    await find(canvasElement, 'parvis-thread >>> .mine > .quiet + .quiet');
  },
};
export const WrittenPhone: Story = {
  render: () => thread(),
  play: async ({ canvasElement }) => {
    write(await find(canvasElement, 'parvis-thread >>> textarea'), 'C’est la référence 1490-B. Merci !');
    (await find(canvasElement, 'parvis-thread >>> .primary')).click();
    await find(canvasElement, 'parvis-thread >>> .mine');
  },
};
