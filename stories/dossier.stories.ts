import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { until } from 'lit/directives/until.js';
import type { Rig } from '../packages/widgets/src/testing/rig.ts';
import { find, longText, show, write } from './story.ts';

interface Given {
  name?: string;
  prepare?: (api: Rig) => void;
  isClosed?: boolean;
}
/** A dossier of the first two customers, with two interventions and a message in it. */
const dossier = ({ name = 'Rénovation de la salle de bains', prepare, isClosed }: Given = {}) => {
  let made: Promise<string> | undefined;
  return show(
    { prepare: (rig) => (made = make(rig, name, isClosed).then((id) => (prepare?.(rig), id))) },
    ({ api, link }) =>
      html`<div style="padding: 16px">
        ${until(made?.then((id) => html`<parvis-dossier api=${api} link=${link} dossier-id=${id}></parvis-dossier>`))}
      </div>`,
  );
};
async function make({ office, world }: Rig, name: string, isClosed = false) {
  const customerIds = world.customers.slice(0, 2).map(({ id }) => id);
  const made = await office.dossiers.create({ name, customerIds, startsOn: '2026-12-07' });
  for (const description of ['Dépose de la baignoire', 'Pose du receveur et de la paroi'])
    await office.interventions.create({ customerId: customerIds[0]!, description, dossierId: made.id });
  await office.messages.send(made.id, { body: 'Bonjour, nous commençons la dépose lundi 7 décembre à 8 h.' });
  if (isClosed) await office.dossiers.update(made, { status: 'closed' });
  return made.id;
}

export default { title: 'Dossier', component: 'parvis-dossier' } satisfies Meta;
type Story = StoryObj;

export const Full: Story = { render: () => dossier() };
export const Phone: Story = { render: () => dossier() };
export const Dark: Story = { ...Full, globals: { theme: 'dark' } };
export const English: Story = { ...Full, globals: { lang: 'en' } };
export const LongTextPhone: Story = { render: () => dossier({ name: longText.slice(0, 160) }) };
export const Loading: Story = { render: () => dossier({ prepare: (api) => (api.latency = 600_000) }) };
export const Error: Story = { render: () => dossier({ prepare: (api) => api.fail('GET /dossiers/:dossierId', 500) }) };
export const Offline: Story = { render: () => dossier({ prepare: (api) => (api.offline = true) }) };
export const Closed: Story = { render: () => dossier({ isClosed: true }) };
export const ReferencePhone: Story = {
  render: () => dossier(),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, 'parvis-dossier >>> #edit')).click();
    write(await find(canvasElement, 'parvis-dossier >>> input#reference'), 'Travaux 2026');
  },
};
