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
import { openUnusedStore, type TestStore } from '../testing/store.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { listInterventions, type InterventionQuery } from './intervention.list.ts';

let t: TestApp;
beforeAll(async () => {
  // What is planned depends on how the files of a database lie.
  t = await testApp({}, openUnusedStore);
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
  const viewers = [
    member(['see_all']),
    member([]),
    contact('customer'),
    contact('site'),
    contact('dossier'),
    contact('intervention'),
  ];

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
    const filters = ['customerId', 'siteId', 'equipmentId', 'dossierId', 'assigneeId'] as const;
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
    expect(counted).toEqual({ refused: 298, 'in order': 2078 });
  });

  it('is so for a search under a link, too: only what is found among all of a company is sorted', async () => {
    for (const viewer of viewers.filter(({ kind }) => kind === 'contact'))
      for (const sort of ['date', 'number'] as const) {
        const query = { q: 'chaud fuit cave', sort, order: 'desc', limit: 50 } as InterventionQuery;
        expect(await reading(async () => await listInterventions(s, viewer, query))).toBe('in order');
      }
  });

  it('of a period is read from its beginning in an index to its end, by whoever asks; by number it is refused', async () => {
    const period = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-08T00:00:00.000Z' };
    const filters: Partial<InterventionQuery>[] = [
      {},
      { type: 'repair' },
      { assigneeId: 'none' },
      { assigneeId: id },
      { customerId: id, type: 'repair' },
      { siteId: id },
      { equipmentId: id },
      { dossierId: id },
      { externalId: 'B-1' },
      { inbox: true },
      { incomplete: true },
    ];
    const asked = (query: object, order: 'asc' | 'desc', sort = 'date') => {
      const cursor = encodeCursor(s.sealer, `interventions ${sort} ${order}`, ['2026-01-05T00:00:00.000Z', id]);
      return { ...query, sort, order, cursor, limit: 50 } as InterventionQuery;
    };
    for (const viewer of viewers)
      for (const filter of filters) {
        const isFirst = filter === filters[0];
        for (const ends of isFirst ? [period, { from: period.from }, { to: period.to }] : [period])
          for (const order of isFirst ? (['asc', 'desc'] as const) : (['asc'] as const))
            for (const status of [undefined, ['done'], ['scheduled', 'done']]) {
              const query = asked({ ...filter, ...ends, status }, order);
              expect(await reading(async () => await listInterventions(s, viewer, query))).toBe('in order');
            }
        const byNumber = asked({ ...filter, ...period }, 'asc', 'number');
        expect(await reading(async () => await listInterventions(s, viewer, byNumber))).toBe('refused');
      }
    await listInterventions(s, viewers[0]!, { ...asked(period, 'asc'), cursor: undefined });
    expect((await planned.plans()).flatMap(({ indexes }) => indexes)).toContain('interventions_date');
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
        const isNothing = viewer.kind === 'contact' && ['intervention', 'dossier'].includes(viewer.scope.kind);
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

  it('is of one dossier, for whoever sees it, and for those who come by a link to it', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const { customer, contact } = await t.customer(company);
    const { customer: other, contact: otherContact } = await t.customer(company);
    const dossier = await t.dossier(company);
    await t.participant(dossier, customer);
    const { id: dossierId } = dossier;
    await t.intervention(customer, { number: 1, createdAt: at(1), dossierId });
    await t.intervention(customer, { number: 2, createdAt: at(2), dossierId, status: 'done' });
    await t.intervention(customer, { number: 3, createdAt: at(3) });
    const whole = await t.link(contact);

    for (const as of [admin, whole]) {
      expect(await numbers(as, { dossierId })).toEqual([2, 1]);
      expect(await numbers(as, { dossierId, status: 'requested' })).toEqual([1]);
      expect(await numbers(as, { dossierId, from: at(2) })).toEqual([2]);
    }
    expect(await numbers(whole, { dossierId: other.id })).toEqual([]);
    expect(await numbers(await t.link(otherContact), { dossierId })).toEqual([]);
    const link = await t.link(contact, { kind: 'dossier', id: dossierId });
    expect(await numbers(link)).toEqual([2, 1]);
    expect(await numbers(link, { sort: 'number', order: 'asc' })).toEqual([1, 2]);
    const { body } = await t.ask('GET /interventions', { as: whole });
    expect(body.items.map((each) => each.dossierId)).toEqual([null, dossierId, dossierId]);
  });

  it('is narrowed to a period, to a type, to what nobody was given, within what one may see', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const technician = await t.member(company, { role: 'technician' });
    const { customer, contact } = await t.customer(company);
    const { customer: stranger } = await t.customer(await t.company());
    const planned = { status: 'scheduled', windowEnd: at(59) } as const;
    for (const [number, minute] of [0, 10, 20, 30].entries())
      await t.intervention(customer, {
        ...planned,
        number,
        date: at(minute),
        windowStart: at(minute),
        type: number % 2 ? 'repair' : 'maintenance',
        assigneeId: number < 2 ? technician.id : null,
      });
    await t.intervention(customer, { number: 4, createdAt: at(15), type: 'repair' });
    await t.intervention(stranger, { ...planned, number: 5, date: at(15), windowStart: at(15) });
    const link = await t.link(contact);
    const period = { from: at(10), to: at(30), order: 'asc' };

    expect(await numbers(admin, period)).toEqual([1, 4, 2]);
    expect(await numbers(admin, { ...period, order: 'desc' })).toEqual([2, 4, 1]);
    expect(await numbers(link, period)).toEqual([1, 4, 2]);
    expect(await numbers(technician, period)).toEqual([1]);
    expect(await numbers(admin, { ...period, status: 'scheduled,done' })).toEqual([1, 2]);
    expect(await numbers(admin, { ...period, type: 'repair' })).toEqual([1, 4]);
    expect(await numbers(admin, { ...period, status: 'scheduled', type: 'repair' })).toEqual([1]);
    expect(await numbers(admin, { ...period, assigneeId: technician.id })).toEqual([1]);
    expect(await numbers(admin, { ...period, assigneeId: 'none', status: 'scheduled' })).toEqual([2]);
    expect(await numbers(technician, { ...period, assigneeId: 'none' })).toEqual([]);
    expect(await numbers(admin, { from: at(20), customerId: customer.id, type: 'repair' })).toEqual([3]);
    // As programs write it: half past eleven in Paris.
    expect(await numbers(admin, { from: '2026-01-01T09:10:00+01:00', to: '2026-01-01T08:11:00Z' })).toEqual([1]);
    // Nothing lies between.
    expect(await numbers(admin, { from: at(30), to: at(10) })).toEqual([]);
  });

  it('is searched within a period, by the town too', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const { customer } = await t.customer(company);
    const address = { line1: '3 rue du Puits', postalCode: '69126', city: 'Brindas' };
    const { body } = await t.ask('POST /interventions', {
      as: admin,
      body: { customerId: customer.id, description: 'Fuite au chalet', address },
    });
    const after = new Date(Date.parse(body.date) + 1).toISOString();
    expect(await numbers(admin, { q: 'brindas fuite', from: body.date, to: after })).toEqual([body.number]);
    expect(await numbers(admin, { q: 'brindas', from: after })).toEqual([]);
    expect(await numbers(admin, { q: 'brindas', to: body.date })).toEqual([]);
  });

  it('refuses to look among all there ever was for what no index keeps, and names what it lacks', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const { customer } = await t.customer(company);
    const refusal = async (query: Record<string, string | boolean>) => {
      const { status, code, errors } = await t.ask('GET /interventions', { as: admin, query });
      return [status, code, errors?.map((error: { field: string; code: string }) => `${error.field} ${error.code}`)];
    };
    type Asked = Record<string, string | boolean>;
    const others: Asked[] = [{}, { inbox: false }, { archived: true }, { status: 'done' }, { q: 'fuite' }];
    const sparse: Asked[] = [{ type: 'repair' }, { assigneeId: 'none' }];
    for (const beside of others)
      for (const each of sparse) {
        expect(await refusal({ ...each, ...beside })).toEqual([422, 'invalid', ['from required']]);
        expect(await refusal({ ...each, ...beside, from: at(1) })).toEqual([422, 'invalid', ['to required']]);
        const centuries = { from: '1900-01-01T00:00:00Z', to: '2199-12-31T00:00:00Z' };
        expect(await refusal({ ...each, ...beside, ...centuries })).toEqual([422, 'invalid', ['to period-too-long']]);
      }
    expect(await numbers(admin, { type: 'repair', inbox: true })).toEqual([]);
    expect(await numbers(admin, { type: 'repair', customerId: customer.id })).toEqual([]);
    expect(await refusal({ sort: 'number', from: at(1) })).toEqual([422, 'unsupported-order', undefined]);
    expect(await refusal({ sort: 'number', customerId: customer.id, to: at(1) })).toEqual([
      422,
      'unsupported-order',
      undefined,
    ]);
    expect(await refusal({ from: 'tomorrow' })).toEqual([422, 'invalid', ['from invalid']]);
    expect(await refusal({ assigneeId: 'nobody' })).toEqual([422, 'invalid', ['assigneeId invalid']]);
  });

  it('of a period comes in pages of any size, either way; a cursor of another period leads to nothing outside', async () => {
    const company = await t.company();
    const admin = await t.member(company);
    const { customer } = await t.customer(company);
    for (let n = 0; n < 40; n++)
      await t.intervention(customer, { number: n, createdAt: at(n % 8), status: n % 2 ? 'scheduled' : 'done' });
    for (const order of ['asc', 'desc'])
      for (const status of [undefined, 'scheduled,done'])
        for (const limit of [1, 3, 7]) {
          const asked = { from: at(2), to: at(6), order, ...(status && { status }) };
          const seen: number[] = [];
          for (let cursor: string | null | undefined; cursor !== null;) {
            const query = { ...asked, limit, ...(cursor && { cursor }) };
            const { body } = await t.ask('GET /interventions', { as: admin, query });
            seen.push(...body.items.map(({ number }) => number));
            cursor = body.next;
          }
          expect(seen).toEqual(await numbers(admin, { ...asked, limit: 200 }));
          expect(new Set(seen).size).toBe(20);
        }
    for (const order of ['asc', 'desc']) {
      const { body } = await t.ask('GET /interventions', { as: admin, query: { order, limit: 1 } });
      const period = { from: at(2), to: at(6), order, limit: 200 };
      expect(await numbers(admin, { ...period, cursor: body.next! })).toEqual(await numbers(admin, period));
    }
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
