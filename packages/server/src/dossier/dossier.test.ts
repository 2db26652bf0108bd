import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { visible } from '../access/visible.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { assertOpen } from '../work/dossier.open.ts';
import { takePosition } from './dossier.position.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
let customer: Awaited<ReturnType<TestApp['customer']>>['customer'];
let contact: Awaited<ReturnType<TestApp['customer']>>['contact'];

beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  company = await t.company();
  admin = await t.member(company);
  ({ customer, contact } = await t.customer(company));
});

const add = (body: object = {}, as = admin) =>
  t.ask('POST /dossiers', { as, body: { customerIds: [customer.id], name: 'Chaufferie', ...body } });
const change = (dossierId: string, ifMatch: number, body: object, as = admin) =>
  t.ask('PATCH /dossiers/:dossierId', { as, params: { dossierId }, ifMatch, body });
const read = (dossierId: string, as: SignedIn) => t.ask('GET /dossiers/:dossierId', { as, params: { dossierId } });
const names = async (as: SignedIn, query: Record<string, string | number> = {}) =>
  (await t.ask('GET /dossiers', { as, query })).body.items.map(({ name }) => name);
/** A session of a contact, of which nothing is known before it is used. */
const signIn = async (
  { id, companyId }: { id: string; companyId: string },
  scope = { kind: 'customer', id: customer.id },
) => t.session({ companyId, contactId: id, scope } as never);
const entriesOf = async (id: string) => {
  const { body } = await t.ask('GET /changes', { as: admin });
  return body.items.filter(({ subject }) => subject.id === id).map(({ kind, fields }) => [kind, ...fields].join(' '));
};

describe('dossiers', () => {
  it('are opened for customers, who are named in them', async () => {
    const { customer: other } = await t.customer(company, { name: 'Aïda Roux', nameFolded: 'aida roux' });
    const { status, body } = await add({ customerIds: [customer.id, other.id], startsOn: '2026-12-01' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ number: 1, name: 'Chaufferie', status: 'open', startsOn: '2026-12-01', version: 1 });
    expect(body.customers).toEqual([
      { id: other.id, name: 'Aïda Roux', reference: '' },
      { id: customer.id, name: customer.name, reference: '' },
    ]);
    expect(body.can).toEqual(['write', 'add_file', 'edit', 'close']);
    expect((await read(body.id, admin)).body).toEqual(body);
    expect((await add()).body.number).toBe(2);
    expect(await entriesOf(body.id)).toEqual(['dossier.created']);
  });

  it('are refused for a customer of another company, for one named twice, and for one in the bin', async () => {
    const { customer: foreign } = await t.customer(await t.company());
    expect((await add({ customerIds: [customer.id, foreign.id] })).errors).toEqual([
      { field: 'customerIds.1', code: 'unknown-reference' },
    ]);
    expect((await add({ customerIds: [customer.id, customer.id] })).errors).toEqual([
      { field: 'customerIds', code: 'duplicate' },
    ]);
    expect((await add({ customerIds: [] })).errors).toEqual([{ field: 'customerIds', code: 'too-few' }]);
    expect((await add({ startsOn: '2026-02-30' })).errors).toEqual([{ field: 'startsOn', code: 'invalid' }]);
    const params = { customerId: customer.id };
    await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body: { binned: true } });
    expect((await add()).code).toBe('in-bin');
  });

  it('are listed, the newest first, in pages, of a customer and of a status', async () => {
    const { customer: other } = await t.customer(company);
    for (const name of ['Un', 'Deux', 'Trois']) await add({ name });
    const { body } = await add({ name: 'Quatre', customerIds: [other.id] });
    await change(body.id, 1, { status: 'closed' });
    expect(await names(admin)).toEqual(['Quatre', 'Trois', 'Deux', 'Un']);
    expect(await names(admin, { customerId: customer.id })).toEqual(['Trois', 'Deux', 'Un']);
    expect(await names(admin, { status: 'closed' })).toEqual(['Quatre']);
    const first = await t.ask('GET /dossiers', { as: admin, query: { limit: 3 } });
    expect(first.body.items.map(({ name }) => name)).toEqual(['Quatre', 'Trois', 'Deux']);
    expect(await names(admin, { limit: 3, cursor: first.body.next! })).toEqual(['Un']);
  });

  it('are changed, with the names of what changed in the journal', async () => {
    const { body } = await add();
    const changed = await change(body.id, 1, { name: 'Autre', startsOn: '2027-01-04' });
    expect(changed.body).toMatchObject({ name: 'Autre', startsOn: '2027-01-04', version: 2 });
    expect((await change(body.id, 1, { name: 'Encore' })).status).toBe(412);
    expect((await change(body.id, 2, { name: 'Autre' })).body.version).toBe(2);
    expect(await entriesOf(body.id)).toEqual(['dossier.created', 'dossier.changed name startsOn']);
  });

  it('that are closed take no change but being reopened, which is recorded', async () => {
    const { body } = await add();
    expect((await change(body.id, 1, { status: 'closed' })).body).toMatchObject({ status: 'closed', can: ['reopen'] });
    expect((await change(body.id, 2, { name: 'Autre' })).code).toBe('dossier-closed');
    expect((await change(body.id, 2, { status: 'closed' })).body.version).toBe(2);
    expect((await change(body.id, 2, { status: 'open' })).body).toMatchObject({ status: 'open', version: 3 });
    expect((await change(body.id, 3, { name: 'Autre' })).body.name).toBe('Autre');
    expect(await entriesOf(body.id)).toEqual([
      'dossier.created',
      'dossier.closed',
      'dossier.reopened',
      'dossier.changed name',
    ]);
  });

  it('that are closed take no intervention either, from whoever follows them', async () => {
    const { body } = await add();
    const link = await t.link(contact, { kind: 'dossier', id: body.id });
    const ask = () => t.ask('POST /interventions', { as: link, body: { description: 'Fuite' } });
    const asked = await ask();
    expect(asked.body.dossierId).toBe(body.id);
    const params = { interventionId: asked.body.id };
    const cancel = { to: 'cancelled', reason: 'Doublon' };
    await t.ask('POST /interventions/:interventionId/moves', { as: admin, params, body: cancel });
    await change(body.id, 1, { status: 'closed' });
    expect((await ask()).code).toBe('dossier-closed');
    const { version } = (await t.ask('GET /interventions/:interventionId', { as: admin, params })).body;
    const copy = await t.ask('POST /interventions/:interventionId/copies', { as: admin, params, ifMatch: version });
    expect(copy.code).toBe('dossier-closed');
  });

  it('give out positions, to one after the other, while they are open', async () => {
    const { body } = await add();
    const viewer = (await t.s.tokens.viewer(admin.token))!;
    const take = () =>
      t.s.store.transaction(function* (tx) {
        return yield* takePosition(tx, yield* assertOpen(tx, viewer, body.id));
      });
    expect((await Promise.all([take(), take(), take()])).toSorted()).toEqual([1, 2, 3]);
    // Of the dossier itself nothing has changed.
    expect((await change(body.id, 1, { status: 'closed' })).status).toBe(200);
    await expect(take()).rejects.toMatchObject({ code: 'dossier-closed' });
  });
});

describe('the customers of a dossier', () => {
  let partner: typeof customer;
  let partners: typeof contact;
  let dossierId: string;
  beforeEach(async () => {
    ({ customer: partner, contact: partners } = await t.customer(company));
    dossierId = (await add({ customerIds: [customer.id, partner.id] })).body.id;
  });
  const heard = async (as: SignedIn) => {
    const viewer = (await t.s.tokens.viewer(as.token))!;
    const entries = await t.s.journal.after(company.id, 0, 100);
    return entries.filter((entry) => visible(t.s.features, viewer, entry)).map(({ kind }) => kind);
  };

  it('come and go, and each of them hears of it: who left, that it is gone', async () => {
    const [mine, theirs] = [await signIn(contact), await signIn(partners, { kind: 'customer', id: partner.id })];
    const changed = await change(dossierId, 1, { customerIds: [customer.id] });
    expect(changed.body).toMatchObject({ customers: [{ id: customer.id }], version: 2 });
    await t.told();
    expect(await names(theirs)).toEqual([]);
    expect((await read(dossierId, theirs)).code).toBe('not-found');
    for (const as of [mine, theirs]) expect(await heard(as)).toContain('dossier.changed');
    await change(dossierId, 2, { name: 'Autre' });
    await t.told();
    const changes = async (as: SignedIn) => (await heard(as)).filter((kind) => kind === 'dossier.changed').length;
    expect([await changes(mine), await changes(theirs)]).toEqual([2, 1]);
    await change(dossierId, 3, { customerIds: [partner.id, customer.id] });
    expect(await names(theirs)).toEqual(['Autre']);
    expect(await entriesOf(dossierId)).toEqual([
      'dossier.created',
      'dossier.changed customers',
      'dossier.changed name',
      'dossier.changed customers',
    ]);
  });

  it('stay as they are where the same are named, in whatever order', async () => {
    const again = await change(dossierId, 1, { customerIds: [partner.id, customer.id] });
    expect(again.body.version).toBe(1);
    expect((await change(dossierId, 1, { customerIds: [] })).errors).toEqual([
      { field: 'customerIds', code: 'too-few' },
    ]);
    expect((await change(dossierId, 1, { customerIds: [partner.id, partner.id] })).errors).toEqual([
      { field: 'customerIds', code: 'duplicate' },
    ]);
  });

  it('take no change in a closed dossier', async () => {
    await change(dossierId, 1, { status: 'closed' });
    expect((await change(dossierId, 2, { customerIds: [customer.id] })).code).toBe('dossier-closed');
    const reopened = await change(dossierId, 2, { status: 'open', customerIds: [customer.id] });
    expect(reopened.body).toMatchObject({ status: 'open', customers: [{ id: customer.id }] });
  });

  it('do not leave work of theirs behind, in the bin either', async () => {
    const work = await t.intervention(partner, { dossierId });
    await t.intervention(partner, { dossierId });
    const params = { interventionId: work.id };
    await t.ask('PATCH /interventions/:interventionId', { as: admin, params, ifMatch: 1, body: { binned: true } });
    const left = await change(dossierId, 1, { customerIds: [customer.id] });
    expect(left).toMatchObject({ status: 409, code: 'has-interventions', body: { count: 2 } });
    expect((await read(dossierId, admin)).body).toMatchObject({ version: 1 });
    // Of another’s work nobody asks.
    expect((await change(dossierId, 1, { customerIds: [partner.id] })).status).toBe(200);
  });

  it('that are in the bin stay, though they are not shown', async () => {
    const params = { customerId: partner.id };
    await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body: { binned: true } });
    const { customer: third } = await t.customer(company);
    expect((await change(dossierId, 1, { customerIds: [customer.id, third.id] })).status).toBe(200);
    await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 2, body: { binned: false } });
    const { body } = await read(dossierId, admin);
    expect(body.customers.map(({ id }) => id).toSorted()).toEqual([customer.id, partner.id, third.id].toSorted());
    const away = await t.customer(company);
    const its = { customerId: away.customer.id };
    await t.ask('PATCH /customers/:customerId', { as: admin, params: its, ifMatch: 1, body: { binned: true } });
    expect((await change(dossierId, 2, { customerIds: [away.customer.id] })).code).toBe('in-bin');
  });

  it('are added and removed by whoever sees them, and by nobody else', async () => {
    const clerk = await t.member(company, { role: 'office', rights: { see_all: false } });
    await t.intervention(customer, { dossierId, assigneeId: clerk.id });
    const { customer: third, contact: thirds } = await t.customer(company);
    const set = (...of: { id: string }[]) => change(dossierId, 1, { customerIds: of.map(({ id }) => id) }, clerk);
    expect((await set(customer)).errors).toEqual([{ field: 'customerIds', code: 'not-held' }]);
    expect((await set(customer, partner, third)).errors).toEqual([
      { field: 'customerIds.2', code: 'unknown-reference' },
    ]);
    // Who is in it already may be named.
    expect((await set(customer, partner)).status).toBe(200);
    await t.intervention(third, { assigneeId: clerk.id });
    expect((await set(customer, partner, third)).status).toBe(200);
    expect(await names(await signIn(thirds, { kind: 'customer', id: third.id }))).toEqual(['Chaufferie']);
  });

  it('take back what was mailed to whoever leaves, before it has left', async () => {
    const scope = { kind: 'dossier' as const, id: dossierId };
    const body = { contactId: partners.id, scope, delivery: 'mail' as const };
    const { body: made } = await t.ask('POST /links', { as: admin, body });
    await change(dossierId, 1, { customerIds: [customer.id] });
    const { body: links } = await t.ask('GET /links', { as: admin });
    expect(links.items.find(({ id }) => id === made.link.id)?.revokedAt).not.toBeNull();
  });
});

describe('what somebody calls a dossier by', () => {
  let partner: typeof customer;
  let dossierId: string;
  let mine: SignedIn;
  let mineByLink: SignedIn;
  let theirs: SignedIn;
  let theirsByLink: SignedIn;
  let architect: Awaited<ReturnType<TestApp['stakeholder']>>;
  let architects: SignedIn;
  beforeEach(async () => {
    const { customer: second, contact: partners } = await t.customer(company);
    partner = second;
    dossierId = (await add({ customerIds: [customer.id, partner.id] })).body.id;
    const scope = { kind: 'dossier', id: dossierId } as const;
    architect = await t.stakeholder({ id: dossierId, companyId: company.id });
    [mine, mineByLink] = [await signIn(contact), await t.link(contact, scope)];
    theirs = await signIn(partners, { kind: 'customer', id: partner.id });
    theirsByLink = await t.link(partners, scope);
    architects = await t.link(architect);
  });
  const set = (reference: string, as: SignedIn) =>
    t.ask('PATCH /dossiers/:dossierId/reference', { as, params: { dossierId }, body: { reference } });
  /** All that they read of it, and its tag. */
  const readAs = async (as: SignedIn) => {
    const { text, headers } = await t.ask('GET /dossiers/:dossierId', { as, params: { dossierId } });
    return { text, tag: headers.get('etag') };
  };
  const heardBy = async (as: SignedIn) => {
    const viewer = (await t.s.tokens.viewer(as.token))!;
    const entries = await t.s.journal.after(company.id, 0, 100);
    return entries.filter((each) => each.fields.includes('reference') && visible(t.s.features, viewer, each)).length;
  };

  it('is read by them and the company, and by nobody else who takes part', async () => {
    const others = [theirs, theirsByLink, architects];
    const before = await Promise.all(others.map(readAs));
    const { status, body } = await set('Maison de Lucie', mine);
    expect(status).toBe(200);
    expect(body).toMatchObject({ reference: 'Maison de Lucie', version: 1 });
    expect(body.customers.map(({ reference }) => reference)).toEqual([null, null]);
    await t.told();
    expect(await Promise.all(others.map(readAs))).toEqual(before);
    expect((await read(dossierId, mineByLink)).body.reference).toBe('Maison de Lucie');
    for (const as of others) expect((await read(dossierId, as)).body.reference).toBe('');
    const seen = (await read(dossierId, admin)).body;
    expect(seen.reference).toBeNull();
    expect(Object.fromEntries(seen.customers.map(({ id, reference }) => [id, reference]))).toEqual({
      [customer.id]: 'Maison de Lucie',
      [partner.id]: '',
    });
    for (const as of [admin, mine, mineByLink]) expect(await heardBy(as)).toBe(1);
    for (const as of others) expect(await heardBy(as)).toBe(0);
    const listed = await t.ask('GET /dossiers', { as: mine });
    expect(listed.body.items.map(({ reference }) => reference)).toEqual(['Maison de Lucie']);
  });

  it('is a stakeholder’s own too', async () => {
    const others = [mine, mineByLink, theirs, theirsByLink];
    const before = await Promise.all(others.map(readAs));
    expect((await set('Affaire 24-117', architects)).body.reference).toBe('Affaire 24-117');
    await t.told();
    expect(await Promise.all(others.map(readAs))).toEqual(before);
    const params = { dossierId };
    const { body } = await t.ask('GET /dossiers/:dossierId/stakeholders', { as: admin, params });
    expect(body.items).toMatchObject([{ id: architect.id, reference: 'Affaire 24-117' }]);
    expect((await t.ask('GET /dossiers', { as: architects })).body.items[0]?.reference).toBe('Affaire 24-117');
    for (const as of others) expect(await heardBy(as)).toBe(0);
    for (const as of [admin, architects]) expect(await heardBy(as)).toBe(1);
  });

  it('is told once for each change, and has 60 characters at most', async () => {
    await set('A', theirsByLink);
    await set('A', theirs);
    expect(await heardBy(admin)).toBe(1);
    expect((await set('a'.repeat(60), mine)).status).toBe(200);
    expect((await set('a'.repeat(61), mine)).errors).toEqual([{ field: 'reference', code: 'too-long' }]);
    expect((await set('', mine)).body.reference).toBe('');
  });

  it('is nobody else’s to set: the company’s, a preview’s, or of a contact who does not reach it; and stays in a closed one', async () => {
    const preview = await t.ask('POST /session', { as: admin, body: { preview: { contactId: contact.id } } });
    const second = await signIn(await t.contact(customer));
    expect((await set('A', admin)).code).toBe('forbidden');
    expect((await set('A', await t.key(company))).code).toBe('forbidden');
    expect((await set('A', { ...mine, token: preview.body.accessToken })).code).toBe('preview');
    expect((await set('A', second)).code).toBe('not-found');
    await set('Cave', mine);
    await change(dossierId, 1, { status: 'closed' });
    expect((await set('A', mine)).code).toBe('dossier-closed');
    expect((await read(dossierId, mine)).body.reference).toBe('Cave');
  });

  it('is gone with who leaves', async () => {
    await set('Cave', theirs);
    await change(dossierId, 1, { customerIds: [customer.id] });
    await change(dossierId, 2, { customerIds: [customer.id, partner.id] });
    expect((await read(dossierId, theirs)).body.reference).toBe('');
  });
});

describe('who reaches a dossier', () => {
  it('are, of a person, the main contact alone, and whoever takes their place', async () => {
    const { body } = await add();
    const second = await t.contact(customer);
    const [main, other] = [await signIn(contact), await signIn(second)];
    expect((await read(body.id, main)).body).toMatchObject({
      id: body.id,
      can: ['write', 'add_file', 'set_reference'],
    });
    expect(await names(main)).toEqual(['Chaufferie']);
    expect((await read(body.id, other)).code).toBe('not-found');
    expect(await names(other)).toEqual([]);
    const params = { contactId: second.id };
    const turned = await t.ask('PATCH /contacts/:contactId', { as: admin, params, ifMatch: 1, body: { main: true } });
    expect(turned.status).toBe(200);
    expect(await names(main)).toEqual([]);
    expect(await names(other)).toEqual(['Chaufferie']);
    // Removed: the first one is it again.
    await t.ask('DELETE /contacts/:contactId', { as: admin, params });
    expect(await names(main)).toEqual(['Chaufferie']);
  });

  it('are, of an organization, all contacts, from the moment that it is one', async () => {
    await add();
    const other = await signIn(await t.contact(customer));
    expect(await names(other)).toEqual([]);
    const body = { kind: 'organization', firstName: '', lastName: 'Durand SARL' };
    const params = { customerId: customer.id };
    expect((await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body })).status).toBe(200);
    expect(await names(other)).toEqual(['Chaufferie']);
  });

  it('are each of several customers, under the names that they have now', async () => {
    const { customer: partner, contact: theirs } = await t.customer(company);
    const { body } = await add({ customerIds: [customer.id, partner.id] });
    const both = [await signIn(contact), await signIn(theirs, { kind: 'customer', id: partner.id })];
    const named = async (as: SignedIn) => (await read(body.id, as)).body.customers.map(({ name }) => name);
    expect(await named(both[1]!)).toContain(customer.name);
    const params = { customerId: customer.id };
    await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 1, body: { lastName: 'Renommée' } });
    for (const as of both) expect((await named(as)).join()).toContain('Renommée');
    await t.ask('PATCH /customers/:customerId', { as: admin, params, ifMatch: 2, body: { binned: true } });
    expect(await named(both[1]!)).toEqual([partner.name]);
    expect((await read(body.id, both[0]!)).status).toBe(401);
  });

  it('is whoever a link to it was given to, as long as it is theirs', async () => {
    const { body } = await add();
    await add({ name: 'Autre' });
    const scope = { kind: 'dossier', id: body.id };
    const second = await t.contact(customer);
    const { contact: stranger } = await t.customer(company);
    const make = (contactId: string) => t.ask('POST /links', { as: admin, body: { contactId, scope } });
    for (const { id } of [second, stranger])
      expect((await make(id)).errors).toEqual([{ field: 'scope.id', code: 'unknown-reference' }]);
    expect((await make(contact.id)).status).toBe(201);
    const opened = await t.ask('POST /session', { as: await t.key(company), body: { contactId: contact.id, scope } });
    const by = { token: opened.body.accessToken };
    expect(await names(by)).toEqual(['Chaufferie']);
    expect((await t.ask('GET /portal', { as: by })).status).toBe(200);
    const params = { contactId: second.id };
    await t.ask('PATCH /contacts/:contactId', { as: admin, params, ifMatch: 1, body: { main: true } });
    expect((await read(body.id, by)).status).toBe(401);
  });

  it('of a stakeholder is theirs alone', async () => {
    const { body } = await add();
    await add({ name: 'Autre' });
    const link = await t.link(await t.stakeholder({ id: body.id, companyId: company.id }));
    expect(await names(link)).toEqual(['Chaufferie']);
    expect((await read(body.id, link)).body).toMatchObject({
      customers: [{ name: customer.name }],
      can: ['write', 'add_file', 'set_reference'],
    });
  });
});
