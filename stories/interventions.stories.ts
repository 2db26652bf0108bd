import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { largeWorld, sampleWorld, singleWorld } from '../packages/widgets/src/testing/worlds.ts';
import { find, longName, longText, show, worldWith, write, type Given } from './story.ts';

const list = (given: Given = {}) =>
  show(
    given,
    ({ api, link }) =>
      html`<div style="padding: 16px"><parvis-interventions api=${api} link=${link}></parvis-interventions></div>`,
  );

export default { title: 'Interventions', component: 'parvis-interventions' } satisfies Meta;
type Story = StoryObj;

export const Full: Story = { render: () => list() };
export const Phone: Story = { render: () => list() };
export const Dark: Story = { ...Full, globals: { theme: 'dark' } };
export const English: Story = { ...Full, globals: { lang: 'en' } };
export const Loading: Story = { render: () => list({ prepare: (api) => (api.latency = 600_000) }) };
export const Empty: Story = { render: () => list({ world: { ...sampleWorld(), interventions: [] } }) };
export const One: Story = { render: () => list({ world: singleWorld() }) };
export const Thousands: Story = { render: () => list({ world: largeWorld({ interventions: 2000 }) }) };
export const ThousandsPhone: Story = { ...Thousands };
export const Error: Story = { render: () => list({ prepare: (api) => api.fail('GET /interventions', 500) }) };
export const Offline: Story = { render: () => list({ prepare: (api) => (api.offline = true) }) };
export const LongTextPhone: Story = {
  render: () =>
    list({
      world: worldWith(({ interventions, sites }) => {
        for (const each of interventions) each.description = longText;
        for (const each of sites) each.name = longName;
      }),
    }),
};
export const NothingFound: Story = {
  render: () => list({ world: largeWorld({ interventions: 12 }) }),
  play: async ({ canvasElement }) => {
    write(await find<HTMLInputElement>(canvasElement, 'parvis-interventions >>> input[type="search"]'), 'piscine');
    await find(canvasElement, 'parvis-interventions >>> .empty');
  },
};
export const OneOpen: Story = {
  render: () => list(),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, 'parvis-interventions >>> .line')).click();
    await find(canvasElement, 'parvis-interventions >>> parvis-intervention-sheet >>> article');
  },
};
export const OneOpenPhone: Story = { ...OneOpen };
export const FiltersPhone: Story = {
  render: () => list({ world: largeWorld({ interventions: 12 }) }),
  play: async ({ canvasElement }) =>
    (await find(canvasElement, 'parvis-interventions >>> button[aria-expanded]')).click(),
};
export const CancellingPhone: Story = {
  render: () => list(),
  play: async ({ canvasElement }) => {
    const list = 'parvis-interventions >>> ';
    await find(canvasElement, `${list}.line`);
    const rows = await find(canvasElement, `${list}.windowed`);
    [...rows.querySelectorAll<HTMLElement>('.line')]
      .find(({ textContent }) => textContent.includes('Demandée'))
      ?.click();
    (await find(canvasElement, `${list}parvis-intervention-sheet >>> article > div > .bare`)).click();
    await find(canvasElement, `${list}parvis-intervention-sheet >>> dialog[open]`);
  },
};
/** Photos opened large, over their sheet. */
export const PhotosLarge: Story = {
  render: () => list(),
  play: async ({ canvasElement }) => {
    const list = 'parvis-interventions >>> ';
    await find(canvasElement, `${list}.line`);
    const rows = await find(canvasElement, `${list}.windowed`);
    [...rows.querySelectorAll<HTMLElement>('.line')]
      .find(({ textContent }) => textContent.includes('chauffe-eau'))
      ?.click();
    (await find(canvasElement, `${list}parvis-intervention-sheet >>> .pictures a`)).click();
    await find(canvasElement, `${list}parvis-intervention-sheet >>> parvis-lightbox >>> dialog[open] img`);
  },
};
export const PhotosLargePhone: Story = { ...PhotosLarge };
