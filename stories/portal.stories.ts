import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Portal } from '../packages/widgets/src/portal/portal.ts';
import { largeWorld, sampleWorld } from '../packages/widgets/src/testing/worlds.ts';
import { api, find, hugeText, longName, longText, name200, show, worldWith, write, type Given } from './story.ts';

const portal = (given: Given = {}) =>
  show(given, ({ api: server, link }) => html`<parvis-portal api=${server} link=${link}></parvis-portal>`);

export default { title: 'Portail', component: 'parvis-portal' } satisfies Meta;
type Story = StoryObj;

export const Full: Story = { render: () => portal() };
export const Phone: Story = { render: () => portal() };
export const Dark: Story = { ...Full, globals: { theme: 'dark' } };
export const DarkPhone: Story = { ...Phone, globals: { theme: 'dark' } };
export const English: Story = { ...Full, globals: { lang: 'en' } };
export const Loading: Story = { render: () => portal({ prepare: (rig) => (rig.latency = 600_000) }) };
export const Empty: Story = { render: () => portal({ world: { ...sampleWorld(), interventions: [] } }) };
export const EmptyPhone: Story = { ...Empty };
export const Thousands: Story = { render: () => portal({ world: largeWorld({ interventions: 2000 }) }) };
export const Error: Story = { render: () => portal({ prepare: (rig) => rig.fail('GET /portal', 500) }) };
export const Offline: Story = { render: () => portal({ prepare: (rig) => (rig.offline = true) }) };
export const ExpiredLinkPhone: Story = { render: () => portal({ link: 'expired' }) };
export const RevokedLinkPhone: Story = { render: () => portal({ link: 'revoked' }) };
export const SiteLink: Story = { render: () => portal({ link: 'site' }) };
export const InterventionLinkPhone: Story = { render: () => portal({ link: 'intervention' }) };

export const PartsOff: Story = {
  render: () =>
    portal({
      world: worldWith(({ company }) =>
        Object.assign(company.options, { creation: false, sites: false, equipment: false, documents: false }),
      ),
    }),
};
export const LongTextPhone: Story = {
  render: () =>
    portal({
      world: worldWith(({ customers, interventions, sites }) => {
        for (const customer of customers) Object.assign(customer, { name: longName, extra: longText });
        for (const site of sites) site.name = longName;
        for (const each of interventions) each.description = longText;
      }),
    }),
};
/** The looks of a company: its own colours and corners. */
export const Branded: Story = {
  render: () =>
    portal({
      world: worldWith(
        ({ company }) => (company.branding = { accent: '#e8b21a', surface: '#fbf8f1', text: '#2b2320', radius: 2 }),
      ),
    }),
};

export const SheetOpen: Story = {
  render: () => portal(),
  play: async ({ canvasElement }) => {
    (await find(canvasElement, 'parvis-portal >>> parvis-appointment >>> .about')).click();
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
  (await find(canvas, 'parvis-portal >>> dialog.form > .bar > button')).click();
  await find(canvas, 'parvis-portal >>> .page > parvis-pending >>> [part="message"]');
};
export const Pending: Story = {
  render: () => portal({ prepare: (rig) => rig.fail('POST /interventions', 500) }),
  play: async ({ canvasElement }) => ask(canvasElement),
};
export const PendingPhone: Story = { ...Pending };
export const PendingDarkPhone: Story = { ...Pending, globals: { theme: 'dark' } };
export const PendingEnglish: Story = { ...Pending, globals: { lang: 'en' } };
export const RefusedPhone: Story = {
  render: () => portal({ prepare: (rig) => rig.fail('POST /interventions', 422, { code: 'invalid' }) }),
  play: async ({ canvasElement }) => ask(canvasElement),
};
export const RefusedDarkPhone: Story = { ...RefusedPhone, globals: { theme: 'dark' } };
export const BudgetSpentPhone: Story = {
  render: () => portal({ prepare: (rig) => rig.fail('POST /interventions', 429, { code: 'hourly-limit' }) }),
  play: async ({ canvasElement }) => ask(canvasElement),
};
export const HugeTextPhone: Story = {
  render: () =>
    portal({
      world: worldWith(({ company, customers, interventions }) => {
        company.name = name200;
        for (const customer of customers) Object.assign(customer, { name: name200, extra: longText });
        for (const each of interventions) each.description = hugeText;
      }),
    }),
};

/** On Parvis' own page, where the cookie opens the session again. */
const hosted = () =>
  show(
    {},
    ({ api: server, link }) => html`<parvis-portal api=${server} link=${link} session="cookie"></parvis-portal>`,
  );
export const SignedOutOfflinePhone: Story = {
  render: hosted,
  play: async ({ canvasElement }) => {
    const button = await find(canvasElement, 'parvis-portal >>> header .bare');
    api.offline = true;
    button.click();
    await find(canvasElement, 'parvis-portal >>> parvis-access >>> h2');
  },
};
export const SignedOutOfflineEnglish: Story = { ...SignedOutOfflinePhone, globals: { lang: 'en' } };
/** The page's own backend no longer knows the visitor. */
export const SessionEndedPhone: Story = {
  render: () =>
    show({}, ({ api: server }) => {
      let isSignedIn = true;
      const getSession = async () => {
        if (!isSignedIn) return null;
        isSignedIn = false;
        return api.signIn(api.world.customers[0]!.contacts[0]!);
      };
      return html`<parvis-portal api=${server} .getSession=${getSession}></parvis-portal>`;
    }),
  play: async ({ canvasElement }) => {
    const element = await find<Portal>(canvasElement, 'parvis-portal');
    await find(canvasElement, 'parvis-portal >>> span.name');
    await api.endSessions();
    await element.refresh();
    await find(canvasElement, 'parvis-portal >>> parvis-access >>> h2');
  },
};
export const SessionEndedDarkPhone: Story = { ...SessionEndedPhone, globals: { theme: 'dark' } };
export const RevokedLinkSpentPhone: Story = {
  render: () =>
    portal({
      link: 'revoked',
      prepare: (rig) => rig.fail('POST /links/renewals', 429, { code: 'too-many-requests' }),
    }),
  play: async ({ canvasElement }) => {
    write(await find<HTMLInputElement>(canvasElement, 'parvis-portal >>> parvis-access >>> input'), 'a@exemple.fr');
    (await find(canvasElement, 'parvis-portal >>> parvis-access >>> .primary')).click();
    await find(canvasElement, 'parvis-portal >>> parvis-access >>> .wrong');
  },
};
