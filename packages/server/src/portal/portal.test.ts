import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PortalPart } from '@parvis/sdk/contract';
import { scopeOf } from '../access/scope.ts';
import type { ContactViewer, StakeholderViewer } from '../access/viewer.ts';
import { openPlannedStore } from '../store/plans.testing.ts';
import { openUnusedStore, type TestStore } from '../testing/store.ts';
import { everyPart, someAddress, testApp, type SignedIn, type TestApp } from '../testing.ts';
import { readPortal } from './portal.rules.ts';
import { readPortalOfStakeholder } from './portal.stakeholder.ts';
import { interventions } from '../work/intervention.reach.ts';

let t: TestApp;
let company: Awaited<ReturnType<TestApp['company']>>;
let admin: SignedIn;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];

beforeAll(async () => {
  // What is planned depends on how the files of a database lie.
  t = await testApp({}, openUnusedStore);
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company, { extra: 'Digicode 1234' }, { phone: '04 78 12 34 56' }));
});

const portal = async (as: SignedIn) => {
  const { status, body } = await t.ask('GET /portal', { as });
  expect(status).toBe(200);
  return body;
};
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const scheduled = (days: number, more: object = {}) =>
  t.intervention(customer, { status: 'scheduled', windowStart: inDays(days), windowEnd: inDays(days + 0.1), ...more });

describe('the head of the portal', () => {
  it('shows the customer, the contact, the company, and what the form starts with', async () => {
    const head = await portal(await t.link(contact));
    expect(head).toMatchObject({
      company: { id: company.id, name: company.name, timeZone: 'Europe/Paris', types: company.types },
      scope: { kind: 'customer', id: customer.id },
      customer: {
        number: customer.number,
        name: customer.name,
        address: someAddress,
        extra: 'Digicode 1234',
        attachments: [],
      },
      contact: { id: contact.id, name: contact.name, email: contact.email, phone: '04 78 12 34 56' },
      options: everyPart,
      counts: { interventions: 0, open: 0, sites: 0, equipment: 0, dossiers: 0 },
      next: null,
      fields: [],
      prefill: {
        siteId: null,
        siteName: null,
        equipmentId: null,
        address: someAddress,
        contact: { name: contact.name, phone: '04 78 12 34 56', email: contact.email },
      },
      preview: false,
      can: ['create_intervention'],
    });
  });

  it('counts what is the customer’s, and what of it is open', async () => {
    const { customer: neighbour } = await t.customer(company);
    await t.intervention(neighbour);
    for (const status of ['requested', 'scheduled', 'done', 'signed', 'cancelled'] as const)
      await t.intervention(customer, { status });
    await t.site(customer);
    await t.site(neighbour);
    await t.equipment(customer);
    await t.equipment(customer);
    const { counts } = await portal(await t.link(contact));
    expect(counts).toEqual({ interventions: 5, open: 2, sites: 1, equipment: 2, dossiers: 0 });
  });

  it('counts the dossiers that who looks reaches: of a person, the main contact alone', async () => {
    const { customer: neighbour, contact: theirs } = await t.customer(company);
    const open = (customerIds: string[]) =>
      t.ask('POST /dossiers', { as: admin, body: { name: 'Chaufferie', customerIds } });
    await open([customer.id]);
    await open([customer.id, neighbour.id]);
    await open([neighbour.id]);
    const counted = async (of: { id: string; customerId: string; companyId: string }) =>
      (await portal(await t.link(of))).counts.dossiers;
    expect([await counted(contact), await counted(theirs), await counted(await t.contact(customer))]).toEqual([
      2, 2, 0,
    ]);
    const site = await t.site(customer);
    expect((await portal(await t.link(contact, { kind: 'site', id: site.id }))).counts.dossiers).toBe(0);
  });

  it('shows the next time window: not one that is over, not one that was cancelled', async () => {
    const site = await t.site(customer);
    await scheduled(-2);
    await scheduled(1, { status: 'cancelled' });
    await scheduled(9);
    const next = await scheduled(3, { siteId: site.id });
    const link = await t.link(contact);
    expect((await portal(link)).next).toMatchObject({
      id: next.id,
      number: next.number,
      customerName: customer.name,
      siteName: 'Chalet',
      windowStart: next.windowStart,
    });
    const running = await scheduled(-0.05, { status: 'in_progress' });
    expect((await portal(link)).next!.id).toBe(running.id);
  });

  describe('what comes next', () => {
    // Thursday noon in Paris; its day is over at 23:00 UTC.
    const noon = '2026-11-26T11:00:00.000Z';
    beforeEach(() => void vi.useFakeTimers({ now: Date.parse(noon), toFake: ['Date'] }));
    afterEach(() => void vi.useRealTimers());
    const at = (day: string, from: string, to: string, more: object = {}) =>
      t.intervention(customer, {
        status: 'scheduled',
        windowStart: `${day}T${from}:00.000Z`,
        windowEnd: `${day}T${to}:00.000Z`,
        ...more,
      });
    // A session of the hour that it is.
    const nextOf = async () => (await portal(await t.link(contact))).next?.id;

    it('is what is under way, whatever the clock says', async () => {
      await at('2026-11-26', '13:00', '15:00');
      const running = await at('2026-09-01', '07:00', '09:00', { status: 'in_progress' });
      expect(await nextOf()).toBe(running.id);
      const early = await at('2026-12-24', '07:00', '09:00', { status: 'en_route' });
      expect(await nextOf()).toBe(early.id);
    });

    it('is, of what is planned, the first whose day has not ended for the company', async () => {
      const missed = await at('2026-11-26', '07:00', '09:00');
      const tomorrow = await at('2026-11-27', '07:00', '09:00');
      expect(await nextOf()).toBe(missed.id);
      vi.setSystemTime(Date.parse('2026-11-26T22:59:00.000Z'));
      expect(await nextOf()).toBe(missed.id);
      vi.setSystemTime(Date.parse('2026-11-26T23:00:00.000Z'));
      expect(await nextOf()).toBe(tomorrow.id);
    });

    it('counts the days of the company’s time zone, also once it has another', async () => {
      const morning = await at('2026-11-26', '07:00', '09:00');
      const tomorrow = await at('2026-11-27', '07:00', '09:00');
      vi.setSystemTime(Date.parse('2026-11-26T23:30:00.000Z'));
      expect(await nextOf()).toBe(tomorrow.id);
      const link = await t.link(contact);
      expect((await portal(link)).next?.id).toBe(tomorrow.id);
      const as = await t.member(company);
      await t.ask('PATCH /company', { as, ifMatch: 1, body: { timeZone: 'America/Guadeloupe' } });
      await t.told();
      expect((await portal(link)).next?.id).toBe(morning.id);
    });

    it('is what is late when nothing else is planned, until it is moved, done or cancelled', async () => {
      await at('2026-01-07', '07:00', '09:00');
      const late = await at('2026-03-07', '07:00', '09:00');
      await at('2026-11-20', '07:00', '09:00', { status: 'done' });
      expect(await nextOf()).toBe(late.id);
      const as = await t.member(company);
      const move = (to: string, more: object = {}) =>
        t.ask('POST /interventions/:interventionId/moves', {
          as,
          params: { interventionId: late.id },
          body: { to, ...more },
        });
      await move('en_route');
      expect(await nextOf()).toBe(late.id);
      await move('cancelled', { reason: 'Absent' });
      expect(await nextOf()).not.toBe(late.id);
    });

    it('may be a window of many days, long begun', async () => {
      const works = await t.intervention(customer, {
        status: 'scheduled',
        windowStart: '2026-09-01T07:00:00.000Z',
        windowEnd: '2026-12-24T16:00:00.000Z',
      });
      expect(await nextOf()).toBe(works.id);
    });
  });

  it('starts the form with the only site and the only equipment', async () => {
    const address = { ...someAddress, city: 'Annecy' };
    const site = await t.site(customer, { address, contact: { name: 'Gardien', phone: '', email: '' } });
    const boiler = await t.equipment(customer, { siteId: site.id });
    const link = await t.link(contact);
    expect((await portal(link)).prefill).toEqual({
      siteId: site.id,
      siteName: site.name,
      equipmentId: boiler.id,
      address,
      contact: { name: 'Gardien', phone: '', email: '' },
    });
    await t.site(customer, { address: { ...someAddress, city: 'Chambéry' } });
    await t.equipment(customer);
    expect((await portal(link)).prefill).toMatchObject({ siteId: null, equipmentId: null, address: someAddress });
  });

  it('starts the form, of several sites, with the only one at the customer’s main address', async () => {
    await t.site(customer, { address: { ...someAddress, city: 'Annecy' } });
    const home = await t.site(customer, { contact: { name: 'Gardien', phone: '', email: '' } });
    const link = await t.link(contact);
    const { prefill } = await portal(link);
    expect(prefill).toMatchObject({ siteId: home.id, address: someAddress, contact: { name: 'Gardien' } });
    const { body } = await t.ask('POST /interventions', { as: link, body: { description: 'Fuite.' } });
    expect(body).toMatchObject({ siteId: home.id, address: someAddress, contact: { name: 'Gardien' } });
    await t.site(customer);
    expect((await portal(link)).prefill.siteId).toBeNull();
    const { body: another } = await t.ask('POST /interventions', { as: link, body: { description: 'Fuite.' } });
    expect(another.siteId).toBeNull();
  });

  it('starts the form with the only equipment only where that stands', async () => {
    const home = await t.site(customer);
    const chalet = await t.site(customer, { address: { ...someAddress, city: 'Annecy' } });
    const boiler = await t.equipment(customer, { siteId: chalet.id });
    const link = await t.link(contact);
    const { prefill } = await portal(link);
    expect(prefill).toMatchObject({ siteId: home.id, equipmentId: null });
    const { siteId, equipmentId } = prefill;
    const body = { description: 'Fuite.', siteId, equipmentId };
    expect((await t.ask('POST /interventions', { as: link, body })).status).toBe(201);
    const there = await portal(await t.link(contact, { kind: 'site', id: chalet.id }));
    expect(there.prefill).toMatchObject({ siteId: chalet.id, equipmentId: boiler.id });
  });

  it('starts the form with nothing of a site that the portal hides', async () => {
    const { customer: theirs, contact: they } = await t.customer(company, { options: { sites: false } });
    const site = { address: { ...someAddress, city: 'Annecy' }, contact: { name: 'Gardien', phone: '', email: '' } };
    await t.site(theirs, site);
    const head = await portal(await t.link(they));
    expect(head.prefill).toMatchObject({ siteId: null, address: theirs.address });
    expect(JSON.stringify(head)).not.toMatch(/Annecy|Gardien/);
  });

  it('has the company’s own fields in their order, those that are no longer asked marked as such', async () => {
    const add = (fr: string, position: number) =>
      t.ask('POST /fields', { as: admin, body: { label: { fr, en: fr }, kind: 'text', position } });
    await add('Étage', 2);
    const { body: gone } = await add('Ancien', 0);
    await t.ask('POST /fields', {
      as: admin,
      body: {
        label: { fr: 'Énergie', en: 'Energy' },
        kind: 'choice',
        required: true,
        choices: [{ key: 'gas', label: { fr: 'Gaz', en: 'Gas' } }],
        position: 1,
      },
    });
    await t.ask('PATCH /fields/:fieldId', {
      as: admin,
      params: { fieldId: gone.id },
      ifMatch: 1,
      body: { active: false },
    });
    const { fields } = await portal(await t.link(contact));
    expect(
      fields.map(({ label, kind, required, choices, active }) => [label.fr, kind, required, choices.length, active]),
    ).toEqual([
      ['Ancien', 'text', false, 0, false],
      ['Énergie', 'choice', true, 1, true],
      ['Étage', 'text', false, 0, true],
    ]);
  });

  it('is, under the link of a site, the site’s', async () => {
    const address = { ...someAddress, city: 'Annecy' };
    const [here, there] = [await t.site(customer, { address }), await t.site(customer)];
    await t.equipment(customer, { siteId: there.id });
    await t.intervention(customer, { siteId: here.id });
    await t.intervention(customer, { siteId: there.id });
    await scheduled(1, { siteId: there.id });
    const head = await portal(await t.link(contact, { kind: 'site', id: here.id }));
    expect(head).toMatchObject({
      customer: { name: customer.name, number: null, address, extra: '', attachments: [] },
      counts: { interventions: 1, open: 1, sites: 1, equipment: 0 },
      next: null,
      prefill: { siteId: here.id, address },
      can: ['create_intervention'],
    });
  });

  it('is, under the link of an intervention, that one’s', async () => {
    const address = { ...someAddress, city: 'Annecy' };
    await t.site(customer);
    await t.equipment(customer);
    const one = await scheduled(1, { address });
    await scheduled(0.5);
    const head = await portal(await t.link(contact, { kind: 'intervention', id: one.id }));
    expect(head).toMatchObject({
      customer: { name: customer.name, number: null, address, extra: '' },
      counts: { interventions: 1, open: 1, sites: 0, equipment: 0 },
      next: { id: one.id },
      prefill: { siteId: null, equipmentId: null },
      can: [],
    });
  });

  it('shows the parts that are on, for the company or for this customer', async () => {
    const off = (...parts: PortalPart[]) => Object.fromEntries(parts.map((part) => [part, false]));
    const quiet = await t.company({ options: { ...everyPart, ...off('sites', 'gallery') } });
    const made = await t.customer(quiet, { options: { gallery: true, creation: false, messages: null } });
    await t.site(made.customer);
    const head = await portal(await t.link(made.contact));
    expect(head.options).toEqual({ ...everyPart, sites: false, gallery: true, creation: false });
    expect(head).toMatchObject({ counts: { sites: 0 }, can: [] });
  });

  it('is for those who come to the portal alone', async () => {
    expect((await t.ask('GET /portal', { as: admin })).status).toBe(403);
    expect((await t.ask('GET /portal', { as: null })).status).toBe(401);
  });

  it('is one statement that reads no table from end to end', async () => {
    const planned = await openPlannedStore(t.s.store as TestStore);
    try {
      for (const kind of ['customer', 'site', 'dossier', 'intervention'] as const) {
        const scope = { kind, id: customer.id };
        const viewer = {
          kind: 'contact',
          companyId: company.id,
          contactId: contact.id,
          customerId: customer.id,
          rights: new Set(['create']),
          reachesDossiers: true,
          scope,
          parts: new Set(['documents']),
        };
        expect(scopeOf(viewer as unknown as ContactViewer, interventions).shape).toBe(kind);
        await readPortal({ ...t.s, store: planned.store }, viewer as unknown as ContactViewer);
        const plans = await planned.plans();
        expect(plans).toHaveLength(1);
        expect(plans[0]!.scans).toEqual([]);
        // A landlord may have thousands of photographs on their interventions, and two attachments.
        if (kind === 'customer') expect(plans[0]!.indexes).toContain('files_holder');
        // Nor is all that a company has looked through for the few of a dossier.
        if (kind === 'dossier') expect(plans[0]!.indexes).toContain('interventions_dossier');
      }
      const id = customer.id;
      const scope = { kind: 'dossier', id };
      const stakeholder = { kind: 'stakeholder', companyId: company.id, stakeholderId: id, scope, parts: new Set() };
      // Of nobody, who is not found.
      await readPortalOfStakeholder({ ...t.s, store: planned.store }, {
        ...stakeholder,
        timeZone: 'Europe/Paris',
      } as unknown as StakeholderViewer).catch(() => {});
      const [plan] = await planned.plans();
      expect(plan!.scans).toEqual([]);
      expect(plan!.indexes).toContain('interventions_dossier');
    } finally {
      await planned.close();
    }
  });
});
