import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContactViewer, MemberViewer, Viewer } from '../access/viewer.ts';
import { listBinned } from '../bin/bin.rules.ts';
import { listCustomers } from '../customer/customer.list.ts';
import { listEquipment } from '../equipment/equipment.rules.ts';
import { features } from '../feature-set.ts';
import { encodeCursor } from '../http/cursor.ts';
import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { listSites } from '../site/site.rules.ts';
import { openPlannedStore, type PlannedStore } from '../store/plans.testing.ts';
import type { TestStore } from '../testing/store.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { listInterventions, type InterventionQuery } from './intervention.list.ts';

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

describe('every list, by every viewer, in every order with every filter', () => {
  let planned: PlannedStore;
  let s: Pick<Services, 'store' | 'sealer'>;
  const id = newId();
  const companyId = newId();
  const member = (rights: string[]): Viewer =>
    ({ kind: 'member', companyId, memberId: id, role: 'admin', rights: new Set(rights) }) as unknown as MemberViewer;
  const contact = (kind: string): Viewer =>
    ({
      kind: 'contact',
      companyId,
      contactId: id,
      customerId: id,
      scope: { kind, id },
      parts: new Set(['sites', 'equipment']),
      timeZone: 'Europe/Paris',
    }) as unknown as ContactViewer;
  const viewers = [member(['see_all']), member([]), contact('customer'), contact('site'), contact('intervention')];

  beforeAll(async () => {
    planned = await openPlannedStore(t.s.store as TestStore);
    s = { store: planned.store, sealer: t.s.sealer };
  });
  afterAll(() => planned.close());

  /** What was found out about a list: whether it is refused, or how the database reads it. */
  const reading = async (list: () => Promise<unknown>): Promise<'refused' | 'in order'> => {
    try {
      await list();
    } catch (error) {
      if (error instanceof Problem && error.code === 'unsupported-order') return 'refused';
      throw error;
    }
    const plans = await planned.plans();
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) expect(plan).toMatchObject({ sorts: false, scans: [] });
    return 'in order';
  };

  it('is read in the order of an index, or refused', async () => {
    const filters = ['customerId', 'siteId', 'equipmentId', 'assigneeId'] as const;
    const counted = { refused: 0, 'in order': 0 };
    for (const viewer of viewers)
      for (let chosen = 0; chosen < 2 ** filters.length; chosen++)
        for (const inbox of [undefined, true])
          for (const status of [undefined, ['done'], ['requested', 'done']] as InterventionQuery['status'][])
            for (const sort of ['date', 'number'] as const)
              for (const order of chosen === 0 ? (['asc', 'desc'] as const) : (['desc'] as const)) {
                const named = filters.filter((_, n) => chosen & (1 << n)).map((name) => [name, id]);
                const after = sort === 'date' ? ['2026-01-01T00:00:00.000Z', id] : [5];
                const cursor = encodeCursor(s.sealer, `interventions ${sort} ${order}`, after);
                const query = {
                  ...Object.fromEntries(named),
                  inbox,
                  status,
                  sort,
                  order,
                  cursor,
                  limit: 50,
                } as InterventionQuery;
                counted[await reading(async () => await listInterventions(s, viewer, query))] += 1;
              }
    // The interventions of a customer, and all of the company's, are kept by number; others by date alone.
    expect(counted).toEqual({ refused: 154, 'in order': 866 });
  });

  it('is so for a search under a link, too: only what is found among all of a company is sorted', async () => {
    for (const viewer of viewers.filter(({ kind }) => kind === 'contact'))
      for (const sort of ['date', 'number'] as const) {
        const query = { q: 'chaud fuit cave', sort, order: 'desc', limit: 50 } as InterventionQuery;
        expect(await reading(async () => await listInterventions(s, viewer, query))).toBe('in order');
      }
  });

  it('of what is archived, or in the bin, is read from an index of these alone', async () => {
    const archived = true;
    const office = member(['see_all']);
    const fromIndex = async (index: RegExp, list: () => Promise<unknown>) => {
      await list();
      const plans = await planned.plans();
      expect(plans.length).toBeGreaterThan(0);
      for (const plan of plans) {
        expect(plan).toMatchObject({ sorts: false, scans: [] });
        expect(plan.indexes.some((each) => index.test(each))).toBe(true);
      }
    };
    for (const status of [undefined, ['done'], ['done', 'signed']] as InterventionQuery['status'][]) {
      const query = { archived, status, sort: 'date', order: 'desc', limit: 50 } as InterventionQuery;
      await fromIndex(/interventions_archived/, async () => await listInterventions(s, office, query));
    }
    await fromIndex(/customers_archived/, () =>
      listCustomers(s, office, { archived, sort: 'name', order: 'asc', limit: 50 }),
    );
    await fromIndex(/sites_archived/, () => listSites(s, office, { archived, limit: 50 }));
    await fromIndex(/equipment_archived/, () => listEquipment(s, office, { archived, limit: 50 }));
    const services = { ...s, features } as unknown as Services;
    for (const q of [undefined, 'moulin']) {
      await listBinned(services, office, { q, limit: 50 });
      const plans = await planned.plans();
      for (const plan of plans) expect(plan).toMatchObject({ sorts: false, scans: [] });
      const binned = plans.flatMap(({ indexes }) => indexes.filter((each) => each.endsWith('_binned')));
      expect(binned.toSorted()).toEqual([
        'customers_binned',
        'equipment_binned',
        'interventions_binned',
        'sites_binned',
      ]);
    }
  });

  it('of customers, sites and equipment is, too', async () => {
    for (const viewer of viewers) {
      for (const status of [undefined, 'active'] as const)
        for (const sort of ['name', 'number'] as const)
          for (const order of ['asc', 'desc'] as const) {
            const found = await reading(() => listCustomers(s, viewer, { status, sort, order, limit: 50 }));
            expect(found).toBe(status && sort === 'number' ? 'refused' : 'in order');
          }
      for (const customerId of [undefined, id]) {
        const isNothing = viewer.kind === 'contact' && viewer.scope.kind === 'intervention';
        if (isNothing) continue;
        expect(await reading(() => listSites(s, viewer, { customerId, limit: 50 }))).toBe('in order');
        for (const siteId of [undefined, id])
          expect(await reading(() => listEquipment(s, viewer, { customerId, siteId, limit: 50 }))).toBe('in order');
      }
    }
  });
});

describe('the list of interventions', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 8, minute)).toISOString();
  const numbers = async (as: SignedIn, query: Record<string, string | number | boolean> = {}) => {
    const { body } = await t.ask('GET /interventions', { as, query });
    return body.items.map(({ number }) => number);
  };

  it('shows what is in scope, and is not widened by a filter', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const technician = await t.member(company, { role: 'technician' });
    const { customer, contact } = await t.customer(company);
    const { customer: neighbour } = await t.customer(company);
    const site = await t.site(customer);
    const boiler = await t.equipment(customer, { siteId: site.id });
    const one = await t.intervention(customer, {
      number: 1,
      createdAt: at(1),
      siteId: site.id,
      equipmentId: boiler.id,
    });
    await t.intervention(customer, { number: 2, createdAt: at(2), status: 'done', assigneeId: technician.id });
    await t.intervention(customer, { number: 3, createdAt: at(0), status: 'to_schedule' });
    await t.intervention(neighbour, { number: 4, createdAt: at(4), status: 'done' });
    const whole = await t.link(contact);

    expect(await numbers(admin)).toEqual([4, 2, 1, 3]);
    expect(await numbers(admin, { sort: 'number', order: 'asc' })).toEqual([1, 2, 3, 4]);
    expect(await numbers(admin, { inbox: true })).toEqual([1, 3]);
    expect(await numbers(admin, { inbox: false })).toEqual([4, 2]);
    expect(await numbers(admin, { status: 'done,requested', order: 'asc' })).toEqual([1, 2, 4]);
    expect(await numbers(admin, { equipmentId: boiler.id })).toEqual([1]);
    expect(await numbers(technician)).toEqual([2]);
    expect(await numbers(technician, { status: 'done,requested' })).toEqual([2]);
    expect(await numbers(whole)).toEqual([2, 1, 3]);
    expect(await numbers(whole, { sort: 'number' })).toEqual([3, 2, 1]);
    expect(await numbers(whole, { siteId: site.id, status: 'requested,done' })).toEqual([1]);
    expect(await numbers(whole, { customerId: neighbour.id })).toEqual([]);
    const siteLink = await t.link(contact, { kind: 'site', id: site.id });
    expect(await numbers(siteLink)).toEqual([1]);
    expect(await numbers(siteLink, { sort: 'number', order: 'asc' })).toEqual([1]);
    expect(await numbers(await t.link(contact, { kind: 'intervention', id: one.id }))).toEqual([1]);
    expect(await t.ask('GET /interventions', { as: admin, query: { siteId: site.id, sort: 'number' } })).toMatchObject({
      status: 422,
      code: 'unsupported-order',
    });
    const { body } = await t.ask('GET /interventions', { as: whole, query: { limit: 1, siteId: site.id } });
    expect(body.items).toMatchObject([
      { customerName: customer.name, siteName: 'Chalet', equipmentId: boiler.id, date: at(1) },
    ]);
  });

  it('comes in pages of any size, in any order, without a row twice or missed', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const { customer, contact } = await t.customer(company);
    const link = await t.link(contact);
    const states = ['requested', 'scheduled', 'done'] as const;
    // Many of them in the same minute.
    for (let n = 0; n < 60; n++)
      await t.intervention(customer, { number: n, createdAt: at(n % 7), status: states[n % 3]! });
    const page = fc.record({
      as: fc.constantFrom(admin, link),
      limit: fc.integer({ min: 1, max: 25 }),
      sort: fc.constantFrom('date', 'number'),
      order: fc.constantFrom('asc', 'desc'),
      status: fc.option(fc.subarray([...states], { minLength: 1 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(page, async ({ as, limit, status, ...query }) => {
        fc.pre(!(as === admin && status && query.sort === 'number'));
        const asked = { ...query, ...(status && { status: status.join(',') }) };
        const seen: number[] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const { body } = await t.ask('GET /interventions', {
            as,
            query: { ...asked, limit, ...(cursor && { cursor }) },
          });
          expect(body.items.length).toBeLessThanOrEqual(limit);
          seen.push(...body.items.map(({ number }) => number));
          cursor = body.next;
        }
        const all = await numbers(as, { ...asked, limit: 200 });
        expect(seen).toEqual(all);
        expect(new Set(seen).size).toBe(status ? 20 * status.length : 60);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps its place while rows come and go before it', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const { customer } = await t.customer(company);
    for (let n = 0; n < 6; n++) await t.intervention(customer, { number: n, createdAt: at(n) });
    const first = (await t.ask('GET /interventions', { as: admin, query: { limit: 3 } })).body;
    await t.intervention(customer, { number: 9, createdAt: at(9) });
    expect(first.items.map(({ number }) => number)).toEqual([5, 4, 3]);
    expect(await numbers(admin, { limit: 3, cursor: first.next! })).toEqual([2, 1, 0]);
  });
});
