import { largeWorld, sampleWorld } from '@parvis/sdk/testing';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { find, longName, longText, serve, write, type Given } from './customer.ts';

const portal = (given: Given = {}) =>
  serve(given, ({ api, link }) => html`<parvis-portal api=${api} link=${link}></parvis-portal>`);

export default { title: 'Portail', component: 'parvis-portal' } satisfies Meta;
type Story = StoryObj;

export const Full: Story = { render: () => portal() };
export const Phone: Story = { render: () => portal() };
export const Dark: Story = { ...Full, globals: { theme: 'dark' } };
export const DarkPhone: Story = { ...Phone, globals: { theme: 'dark' } };
export const English: Story = { ...Full, globals: { lang: 'en' } };
export const Loading: Story = { render: () => portal({ prepare: (api) => (api.latency = 600_000) }) };
export const Empty: Story = { render: () => portal({ world: { ...sampleWorld(), interventions: [] } }) };
export const EmptyPhone: Story = { ...Empty };
export const TenThousand: Story = { render: () => portal({ world: largeWorld() }) };
export const Error: Story = { render: () => portal({ prepare: (api) => api.fail('GET /portal', 500) }) };
export const Offline: Story = { render: () => portal({ prepare: (api) => (api.offline = true) }) };
export const ExpiredLinkPhone: Story = { render: () => portal({ link: 'expired' }) };
export const RevokedLinkPhone: Story = { render: () => portal({ link: 'revoked' }) };
export const SiteLink: Story = { render: () => portal({ link: 'site' }) };
export const InterventionLinkPhone: Story = { render: () => portal({ link: 'intervention' }) };

export const PartsOff: Story = {
  render: () =>
    portal({
      prepare: ({ world }) =>
        Object.assign(world.company.options, { creation: false, sites: false, equipment: false, documents: false }),
    }),
};
export const LongTextPhone: Story = {
  render: () =>
    portal({
      prepare: ({ world: { customers, interventions, sites } }) => {
        for (const customer of customers) Object.assign(customer, { name: longName, extra: longText });
        for (const site of sites) site.name = longName;
        for (const each of interventions) Object.assign(each, { description: longText, siteName: longName });
      },
    }),
};
/** The looks of a company: its own colours and corners. */
export const Branded: Story = {
  render: () =>
    portal({
      prepare: ({ world }) =>
        (world.company.branding = { accent: '#e8b21a', surface: '#fbf8f1', text: '#2b2320', radius: 2 }),
    }),
};

export const SheetOpen: Story = {
  render: () => portal(),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, 'parvis-portal >>> .next')).click();
    await find(canvasElement, 'parvis-portal >>> parvis-interventions >>> parvis-intervention-sheet >>> article');
  },
};
export const SheetOpenPhone: Story = { ...SheetOpen };
export const CreatingPhone: Story = {
  render: () => portal(),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, 'parvis-portal >>> .thumb-bar button')).click();
    await find(canvasElement, 'parvis-portal >>> parvis-intervention-form >>> .part');
  },
};
export const Sites: Story = {
  render: () => portal(),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, 'parvis-portal >>> #tab-sites')).click();
    (await find(canvasElement, 'parvis-portal >>> parvis-places >>> .place')).click();
    await find(canvasElement, 'parvis-portal >>> parvis-places >>> parvis-interventions >>> .line');
  },
};
export const SitesPhone: Story = { ...Sites };
export const Equipment: Story = {
  render: () => portal(),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, 'parvis-portal >>> #tab-equipment')).click();
    (await find(canvasElement, 'parvis-portal >>> parvis-places >>> .place')).click();
    await find(canvasElement, 'parvis-portal >>> parvis-places >>> parvis-interventions >>> .line');
  },
};

/** Sends a request from the form of the portal, and closes the form. */
const ask = async (canvas: Element) => {
  (await find(canvas, 'parvis-portal >>> [part="create"]')).click();
  const form = 'parvis-portal >>> parvis-intervention-form';
  write(await find<HTMLTextAreaElement>(canvas, `${form} >>> textarea`), 'Plus de chauffage depuis hier soir.');
  (await find(canvas, `${form} >>> [part="submit"][aria-disabled="false"]`)).click();
  await find(canvas, `${form} >>> :is(parvis-pending, [part="message"])`);
  (await find(canvas, 'parvis-portal >>> dialog.form > .close')).click();
  await find(canvas, 'parvis-portal >>> .page > parvis-pending >>> [part="message"]');
};
export const Pending: Story = {
  render: () => portal({ prepare: (api) => api.fail('POST /interventions', 500) }),
  play: async ({ canvasElement }) => ask(canvasElement),
};
export const PendingPhone: Story = { ...Pending };
export const PendingDarkPhone: Story = { ...Pending, globals: { theme: 'dark' } };
export const PendingEnglish: Story = { ...Pending, globals: { lang: 'en' } };
export const RefusedPhone: Story = {
  render: () => portal({ prepare: (api) => api.fail('POST /interventions', 422, { code: 'invalid' }) }),
  play: async ({ canvasElement }) => ask(canvasElement),
};
