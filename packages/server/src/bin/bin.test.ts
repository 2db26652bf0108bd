import type { ApiRoute } from '@parvis/sdk/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn & { name: string };
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];
let site: Awaited<ReturnType<TestApp['site']>>;
let piece: Awaited<ReturnType<TestApp['equipment']>>;
let intervention: Awaited<ReturnType<TestApp['intervention']>>;

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company, { status: 'prospect', lastName: 'Meunier', externalId: 'C-1' }));
  site = await t.site(customer, { name: 'Chalet', externalId: 'S-1' });
  piece = await t.equipment(customer, { siteId: site.id, externalId: 'E-1' });
  intervention = await t.intervention(customer, {
    siteId: site.id,
    equipmentId: piece.id,
    status: 'done',
    externalId: 'I-1',
  });
});

const kinds = {
  customer: { one: '/customers/:customerId', list: 'GET /customers' },
  site: { one: '/sites/:siteId', list: 'GET /sites' },
  equipment: { one: '/equipment/:equipmentId', list: 'GET /equipment' },
  intervention: { one: '/interventions/:interventionId', list: 'GET /interventions' },
} as const;
type Kind = keyof typeof kinds;
const each = Object.keys(kinds) as Kind[];
const idOf = (kind: Kind) =>
  ({ customer: customer.id, site: site.id, equipment: piece.id, intervention: intervention.id })[kind];

interface Asked {
  id?: string;
  ifMatch?: number;
  as?: SignedIn;
}
const put = (kind: Kind, body: object, { id = idOf(kind), ifMatch = 1, as = admin }: Asked = {}) => {
  const params = { [`${kind}Id`]: id };
  return t.ask(`PATCH ${kinds[kind].one}` as 'PATCH /sites/:siteId', { as, params, ifMatch, body });
};
const get = (kind: Kind, as: SignedIn = admin) =>
  t.ask(`GET ${kinds[kind].one}` as 'GET /sites/:siteId', { as, params: { [`${kind}Id`]: idOf(kind) } });
const listed = async (kind: Kind, query: Record<string, string> = {}, as: SignedIn = admin) => {
  const { body, status } = await t.ask(kinds[kind].list as 'GET /sites', { as, query });
  return status === 200 ? body.items.map(({ id }) => id) : status;
};
const bin = async (query: Record<string, string | number> = {}, as: SignedIn = admin) =>
  (await t.ask('GET /bin', { as, query })).body;
const inBin = async (query: Record<string, string | number> = {}) => (await bin(query)).items.map(({ id }) => id);
const opens = async (link: string) => (await t.ask('POST /session', { body: { link } })).code ?? 'opens';
const entries = async () => {
  const { body } = await t.ask('GET /changes', { as: admin, query: { limit: 500 } });
  return body.items.map(({ kind, subject }) => `${kind} ${subject.id}`);
};

describe.each(each)('a %s that is archived', (kind) => {
  it('is out of the lists, and in them where archived ones are asked for, until it is taken back', async () => {
    const { status, body } = await put(kind, { archived: true });
    expect([status, body.archivedAt]).toEqual([200, expect.any(String)]);
    expect([await listed(kind), await listed(kind, { archived: 'true' })]).toEqual([[], [idOf(kind)]]);
    expect(await listed(kind, { externalId: `${kind[0]!.toUpperCase()}-1` })).toEqual([idOf(kind)]);
    expect((await get(kind)).body).toMatchObject({ id: idOf(kind), archivedAt: body.archivedAt });
    expect((await put(kind, { archived: true }, { ifMatch: 2 })).body.version).toBe(2);
    expect((await put(kind, { archived: false }, { ifMatch: 2 })).body).toMatchObject({ archivedAt: null, version: 3 });
    expect([await listed(kind), await listed(kind, { archived: 'true' })]).toEqual([[idOf(kind)], []]);
    expect((await entries()).filter((entry) => entry.endsWith(idOf(kind)))).toEqual([
      `${kind}.archived ${idOf(kind)}`,
      `${kind}.unarchived ${idOf(kind)}`,
    ]);
  });

  it('stays its customer’s, who are not told', async () => {
    const link = await t.link(contact);
    await put(kind, { archived: true });
    if (kind === 'customer') return expect((await t.ask('GET /portal', { as: link })).status).toBe(200);
    expect((await get(kind, link)).body).toMatchObject({ id: idOf(kind), archivedAt: null });
    expect(await listed(kind, {}, link)).toEqual([idOf(kind)]);
    expect(await listed(kind, { archived: 'true' }, link)).toBe(403);
  });
});

describe.each(each)('a %s in the bin', (kind) => {
  it('is seen in the bin alone, and comes back as it was', async () => {
    const before = (await get(kind)).body;
    expect((await put(kind, { binned: true })).status).toBe(200);
    expect([(await get(kind)).status, await listed(kind), await listed(kind, { archived: 'true' })]).toEqual([
      404,
      [],
      [],
    ]);
    expect((await bin()).items).toMatchObject([
      { kind, id: idOf(kind), customerName: customer.name, binnedBy: admin.name, version: 2 },
    ]);
    expect((await put(kind, { binned: false }, { ifMatch: 2 })).status).toBe(200);
    expect((await get(kind)).body).toEqual({ ...before, version: 3 });
    expect([await inBin(), await listed(kind)]).toEqual([[], [idOf(kind)]]);
    expect((await entries()).filter((entry) => entry.endsWith(idOf(kind)))).toEqual([
      `${kind}.binned ${idOf(kind)}`,
      `${kind}.restored ${idOf(kind)}`,
    ]);
  });

  it('takes no change, and gives its identifier to nothing else', async () => {
    await put(kind, { binned: true });
    const key = await t.key(company);
    for (const as of [admin, key]) {
      expect((await put(kind, { externalId: null }, { ifMatch: 2, as })).code).toBe('in-bin');
      expect((await put(kind, { archived: true }, { ifMatch: 2, as })).code).toBe('in-bin');
    }
    const rows = [
      { externalId: `${kind[0]!.toUpperCase()}-1`, ...(kind !== 'customer' && { customerExternalId: 'C-1' }) },
    ];
    const route = `POST ${kinds[kind].one.replace(/:.*/, 'batch')}` as 'POST /sites/batch';
    const { body } = await t.ask(route, { as: key, body: { rows } });
    expect(body.results[0]?.problem?.errors).toEqual([{ field: 'externalId', code: 'in-bin' }]);
    expect((await put(kind, { binned: false }, { ifMatch: 1 })).status).toBe(412);
  });

  it('is put there and taken out by the office alone', async () => {
    const technician = await t.member(company, { role: 'technician' });
    const link = await t.link(contact);
    for (const as of [technician, link]) expect((await put(kind, { binned: true }, { as })).status).toBe(403);
    for (const as of [technician, link]) expect((await t.ask('GET /bin', { as })).status).toBe(403);
    const foreign = await t.member(await t.company());
    expect((await put(kind, { binned: true }, { as: foreign })).code).toBe('not-found');
    await put(kind, { binned: true });
    expect((await put(kind, { binned: false }, { as: foreign, ifMatch: 2 })).code).toBe('not-found');
    expect((await bin({}, foreign)).items).toEqual([]);
  });
});

describe('a customer in the bin', () => {
  it('takes along sites, equipment and interventions, which are no longer read, searched or counted', async () => {
    await t.intervention(customer, { status: 'requested' });
    const windowStart = '2026-01-05T08:00:00.000Z';
    await t.intervention(customer, { status: 'scheduled', windowStart, windowEnd: '2026-01-05T10:00:00.000Z' });
    await put('customer', { binned: true });
    for (const kind of each) expect([kind, (await get(kind)).status, await listed(kind)]).toEqual([kind, 404, []]);
    expect((await t.ask('GET /search', { as: admin, query: { q: 'meunier' } })).body.groups).toEqual([]);
    expect((await t.ask('GET /interventions/planned', { as: admin })).body.items).toEqual([]);
    const { body } = await t.ask('GET /interventions/counts', {
      as: admin,
      query: { lateAt: '2026-02-01T08:00:00.000Z' },
    });
    expect(body).toMatchObject({ inbox: 0, requested: 0, incomplete: 0, late: 0 });
    expect(await inBin()).toEqual([customer.id]);
  });

  it('comes back with what went along, and not with what was there before', async () => {
    await put('equipment', { binned: true });
    await put('customer', { binned: true });
    expect((await put('equipment', { binned: false }, { ifMatch: 2 })).code).toBe('in-bin');
    expect((await put('site', { binned: false })).code).toBe('in-bin');
    await put('customer', { binned: false }, { ifMatch: 2 });
    expect((await get('customer')).body).toMatchObject({ status: 'prospect' });
    expect([await listed('site'), await listed('intervention'), await listed('equipment')]).toEqual([
      [site.id],
      [intervention.id],
      [],
    ]);
    expect((await put('equipment', { binned: false }, { ifMatch: 2 })).status).toBe(200);
  });

  it('has links that no longer open, and sessions that end; both are good again once they are back', async () => {
    const [whole, narrow] = [await t.link(contact), await t.link(contact, { kind: 'site', id: site.id })];
    expect((await t.ask('GET /portal', { as: whole })).status).toBe(200);
    await put('customer', { binned: true });
    expect([await opens(whole.link), await opens(narrow.link)]).toEqual(['link-invalid', 'link-invalid']);
    expect((await t.ask('GET /portal', { as: whole })).status).toBe(401);
    expect((await t.ask('GET /links', { as: admin })).body.items).toEqual([]);
    const drafted = await t.ask('POST /links', { as: admin, body: { contactId: contact.id } });
    expect(drafted.errors).toEqual([{ field: 'contactId', code: 'unknown-reference' }]);
    await put('customer', { binned: false }, { ifMatch: 2 });
    expect([await opens(whole.link), await opens(narrow.link)]).toEqual(['opens', 'opens']);
    expect((await t.ask('GET /portal', { as: whole })).status).toBe(200);
  });

  it('is given nothing new, by people or by programs', async () => {
    await put('customer', { binned: true });
    const key = await t.key(company);
    const customerId = customer.id;
    const asked: [ApiRoute, object][] = [
      ['POST /interventions', { customerId, description: 'Fuite' }],
      ['POST /sites', { customerId, name: 'Cave', address: customer.address }],
      ['POST /equipment', { customerId, kind: 'Poêle' }],
      ['POST /customers/:customerId/contacts', { lastName: 'Neuf' }],
    ];
    for (const as of [admin, key])
      for (const [route, body] of asked)
        expect([route, (await t.ask(route, { as, params: { customerId }, body })).code]).toEqual([route, 'in-bin']);
    const rows = [{ externalId: 'S-2', customerExternalId: 'C-1', name: 'Cave', address: customer.address }];
    const { body } = await t.ask('POST /sites/batch', { as: key, body: { rows } });
    expect(body.results[0]?.problem?.errors).toEqual([{ field: 'customerExternalId', code: 'in-bin' }]);
  });

  it('is no longer written to', async () => {
    const link = await t.ask('POST /links', { as: admin, body: { contactId: contact.id, delivery: 'mail' } });
    expect(link.status).toBe(201);
    await put('customer', { binned: true });
    await t.ask('POST /links/renewals', { body: { email: contact.email, companyId: company.id } });
    const kinds = (await entries()).map((entry) => entry.split(' ')[0]);
    expect(kinds.filter((kind) => kind === 'link.renewed')).toEqual([]);
  });

  it('tells whoever work was given to, as a cancellation would', async () => {
    const technician = await t.member(company, { role: 'technician' });
    const own = await t.intervention(customer, { status: 'scheduled', assigneeId: technician.id });
    const heard = async () =>
      (await t.ask('GET /changes', { as: technician, query: { limit: 500 } })).body.items
        .map(({ kind }) => kind)
        .filter((kind) => kind.startsWith('intervention.'));
    await put('customer', { binned: true });
    expect(await listed('intervention', {}, technician)).toEqual([]);
    await put('customer', { binned: false }, { ifMatch: 2 });
    expect(await heard()).toEqual(['intervention.binned', 'intervention.restored']);
    expect(await listed('intervention', {}, technician)).toEqual([own.id]);
  });
});

describe('a site in the bin', () => {
  it('takes its equipment along; work done there stays, and names it no longer', async () => {
    const link = await t.link(contact, { kind: 'site', id: site.id });
    await put('site', { binned: true });
    expect([await listed('equipment'), await opens(link.link)]).toEqual([[], 'link-invalid']);
    expect((await t.ask('GET /portal', { as: link })).status).toBe(401);
    expect((await get('intervention')).body).toMatchObject({ siteId: null, siteName: null, equipment: null });
    await put('site', { binned: false }, { ifMatch: 2 });
    expect((await get('intervention')).body).toMatchObject({ siteId: site.id, equipment: { id: piece.id } });
    expect((await t.ask('GET /portal', { as: link })).status).toBe(200);
  });
});

describe('an intervention in the bin', () => {
  it('is gone for its customer, whose link to it no longer opens', async () => {
    const [whole, narrow] = [
      await t.link(contact),
      await t.link(contact, { kind: 'intervention', id: intervention.id }),
    ];
    await put('intervention', { binned: true });
    expect((await get('intervention', whole)).status).toBe(404);
    expect((await t.ask('GET /portal', { as: whole })).body.counts.interventions).toBe(0);
    expect(await opens(narrow.link)).toBe('link-invalid');
    expect((await t.ask('GET /portal', { as: narrow })).status).toBe(401);
    const params = { interventionId: intervention.id };
    const moved = await t.ask('POST /interventions/:interventionId/moves', {
      as: admin,
      params,
      body: { to: 'in_progress', reason: 'Oubli' },
    });
    expect(moved.code).toBe('in-bin');
  });

  it('is archived once it is over, and no longer once it is taken up again', async () => {
    const open = await t.intervention(customer, { status: 'scheduled' });
    expect((await put('intervention', { archived: true }, { id: open.id })).code).toBe('move-not-allowed');
    await put('intervention', { archived: true });
    const moved = await t.ask('POST /interventions/:interventionId/moves', {
      as: admin,
      params: { interventionId: intervention.id },
      body: { to: 'in_progress', reason: 'Oubli' },
    });
    expect(moved.body).toMatchObject({ status: 'in_progress', archivedAt: null });
  });
});

describe('the bin', () => {
  it('is searched, narrowed to a kind, and read page by page, the latest first', async () => {
    const { customer: other } = await t.customer(company, { firstName: 'Zoé', lastName: 'Abel' });
    const created = await t.ask('POST /sites', {
      as: admin,
      body: { customerId: other.id, name: 'Moulin', address: other.address },
    });
    await put('site', { binned: true }, { id: created.body.id });
    await put('intervention', { binned: true });
    await put('customer', { binned: true }, { id: other.id });
    const inOrder = [other.id, intervention.id, created.body.id];
    expect(await inBin()).toEqual(inOrder);
    expect(await inBin({ kind: 'site' })).toEqual([created.body.id]);
    expect([await inBin({ q: 'moulin' }), await inBin({ q: 'rien' })]).toEqual([[created.body.id], []]);
    const first = await bin({ limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual(inOrder.slice(0, 2));
    expect(await inBin({ limit: 2, cursor: first.next! })).toEqual(inOrder.slice(2));
  });
});
