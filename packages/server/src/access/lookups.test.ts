import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { changeContact } from '../customer/contact.rules.ts';
import { overlapping } from '../overlap.testing.ts';
import { newPasswordToken } from '../session/password-token.ts';
import { hashPassword } from '../session/passwords.ts';
import { recordStatements } from '../store/statements.testing.ts';
import { onPostgres } from '../testing/store-suite.ts';
import { testApp, type SignedIn, type TestApp } from '../testing.ts';
import { openUnusedStore } from '../testing/store.ts';
import { changeLookup, companiesBy } from './lookups.ts';
import { lookupsBehind } from './lookups.testing.ts';

let t: TestApp;
let company: { id: string };
let admin: SignedIn;
beforeAll(async () => {
  t = await testApp({}, openUnusedStore);
  company = await t.company();
  admin = await t.member(company, { passwordHash: await hashPassword('la chaudière est réparée') });
});
afterAll(() => t.close());
afterEach(async () => {
  expect(await lookupsBehind(t.s.store)).toEqual({ missing: [], surplus: [] });
});

const signedIn = (email: string) => companiesBy(t.s.store, 'member_email', email);
const written = (email: string) => companiesBy(t.s.store, 'contact_email', email);

describe('a member is found by their e-mail', () => {
  const change = (memberId: string, ifMatch: number, body: object) =>
    t.ask('PATCH /members/:memberId', { as: admin, params: { memberId }, ifMatch, body });
  const accept = async (memberId: string, companyId = company.id) => {
    const token = await t.s.store.transaction((tx) =>
      newPasswordToken(tx, { companyId, memberId, purpose: 'invitation' }),
    );
    const body = { token, password: 'trois petits chats dorment' };
    expect((await t.ask('POST /password', { body })).status).toBe(201);
  };

  test('from when they have accepted their invitation', async () => {
    const email = 'Invitee@Atelier.example';
    const profile = { firstName: 'Inès', lastName: 'Rey', role: 'office' };
    const { body, status } = await t.ask('POST /members', { as: admin, body: { ...profile, email } });
    expect([status, await signedIn('invitee@atelier.example')]).toEqual([201, []]);
    await accept(body.id);
    expect(await signedIn('invitee@atelier.example')).toEqual([company.id]);
  });

  test('until they have another, which they have to prove', async () => {
    const member = await t.member(company, { email: 'avant@atelier.example' });
    expect((await change(member.id, 1, { email: 'apres@atelier.example' })).status).toBe(200);
    expect([await signedIn('avant@atelier.example'), await signedIn('apres@atelier.example')]).toEqual([[], []]);
    await accept(member.id);
    expect(await signedIn('apres@atelier.example')).toEqual([company.id]);
  });

  test('also where only its case has changed', async () => {
    const member = await t.member(company, { email: 'casse@atelier.example' });
    expect((await change(member.id, 1, { email: 'Casse@Atelier.example' })).body.status).toBe('active');
    expect(await signedIn('casse@atelier.example')).toEqual([company.id]);
  });

  test('until they are deactivated, and after they came back', async () => {
    const member = await t.member(company, { email: 'parti@atelier.example' });
    expect((await change(member.id, 1, { active: false })).status).toBe(200);
    expect(await signedIn('parti@atelier.example')).toEqual([]);
    expect((await change(member.id, 2, { active: true })).status).toBe(200);
    expect(await signedIn('parti@atelier.example')).toEqual([]);
    await accept(member.id);
    expect(await signedIn('parti@atelier.example')).toEqual([company.id]);
  });

  test('in each company of theirs, oldest first, and in none that was not kept', async () => {
    const email = 'partout@atelier.example';
    const other = await t.company();
    await t.member(other, { email });
    await t.member(company, { email });
    expect(await signedIn(email)).toEqual([company.id, other.id]);
    const taken = { firstName: 'Autre', lastName: 'Rey', role: 'office', email };
    expect((await t.ask('POST /members', { as: admin, body: taken })).status).toBe(422);
    expect(await signedIn(email)).toEqual([company.id, other.id]);
  });
});

describe('a contact is found by their e-mail', () => {
  let customer: { id: string; companyId: string };
  beforeAll(async () => {
    ({ customer } = await t.customer(company, { externalId: 'client' }));
  });
  const add = (body: object) =>
    t.ask('POST /customers/:customerId/contacts', {
      as: admin,
      params: { customerId: customer.id },
      body: { lastName: 'Rey', ...body },
    });
  const change = (contactId: string, ifMatch: number, body: object) =>
    t.ask('PATCH /contacts/:contactId', { as: admin, params: { contactId }, ifMatch, body });

  test('until they have another, none, or it again', async () => {
    const { body } = await add({ email: 'Un@Client.example' });
    expect(await written('un@client.example')).toEqual([company.id]);
    await change(body.id, 1, { email: 'deux@client.example' });
    expect([await written('un@client.example'), await written('deux@client.example')]).toEqual([[], [company.id]]);
    await change(body.id, 2, { email: '' });
    expect(await written('deux@client.example')).toEqual([]);
    await change(body.id, 3, { email: 'deux@client.example', phone: '04 72 00 00 00' });
    expect(await written('deux@client.example')).toEqual([company.id]);
  });

  test('until they are removed, and then by nothing: who is erased stands nowhere in it', async () => {
    const email = 'ensemble@client.example';
    const [one, two] = [await add({ email }), await add({ email })];
    const remove = (contactId: string) => t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId } });
    await remove(one.body.id);
    expect(await written(email)).toEqual([company.id]);
    await remove(two.body.id);
    expect(await written(email)).toEqual([]);
  });

  test('by none that they were given while they were being removed', async () => {
    const { body } = await add({ email: 'avant@client.example' });
    const viewer = (await t.s.tokens.viewer(admin.token))!;
    await overlapping(
      t.s.store,
      (tx) => changeContact(tx, viewer, body.id, 1, { email: 'pendant@client.example' }),
      () => t.ask('DELETE /contacts/:contactId', { as: admin, params: { contactId: body.id } }),
    );
    expect([await written('avant@client.example'), await written('pendant@client.example')]).toEqual([[], []]);
  });

  test('when they came with a new customer', async () => {
    const address = { line1: '2 rue', line2: '', postalCode: '69002', city: 'Lyon', country: 'FR' };
    const contact = { lastName: 'Rey', email: 'premier@client.example' };
    await t.ask('POST /customers', { as: admin, body: { lastName: 'Rey', address, contact } });
    expect(await written('premier@client.example')).toEqual([company.id]);
  });

  test('when they were imported, changed within the import, or refused', async () => {
    const whose = { customerExternalId: 'client', lastName: 'Rey' };
    const rows = [
      ...Array.from({ length: 40 }, (_, n) => ({ ...whose, externalId: `c${n}`, email: `c${n}@import.example` })),
      { ...whose, externalId: 'c0', email: 'autre@import.example' },
      { ...whose, externalId: 'c1', email: 'retour@import.example' },
      { ...whose, externalId: 'c1', email: 'c1@import.example' },
      { ...whose, externalId: 'refuse', email: 'refuse@import.example', phone: 'not a number' },
    ];
    const statements = new Set<string>();
    const stop = recordStatements(statements);
    const { body } = await t.ask('POST /contacts/batch', { as: admin, body: { rows } });
    stop();
    expect(body.results.map(({ outcome }) => outcome).slice(-4)).toEqual(['updated', 'updated', 'updated', 'refused']);
    const found = await Promise.all(
      ['c0', 'autre', 'retour', 'c1', 'c39', 'refuse'].map((n) => written(`${n}@import.example`)),
    );
    expect(found.map(({ length }) => length)).toEqual([0, 1, 0, 1, 1, 0]);
    // Where rows share a transaction they share the statement.
    const inserts = [...statements].filter((sql) => sql.startsWith('insert into "lookups"'));
    const together = inserts.map((sql) => sql.split('), (').length).filter((count) => count > 1);
    expect(together).toEqual(onPostgres ? [32, 8] : []);
    const again = await t.ask('POST /contacts/batch', {
      as: admin,
      body: { rows: rows.slice(0, 40).map((row) => ({ ...row, email: `neuf.${row.email}` })) },
    });
    expect(again.body.results.every(({ outcome }) => outcome === 'updated')).toBe(true);
    expect([await written('c7@import.example'), await written('neuf.c7@import.example')]).toEqual([[], [company.id]]);
  });
});

test('a company is found by its origins, each kept, let in or taken back by a change', async () => {
  const [one, two, three] = ['https://un.example', 'https://deux.example', 'https://trois.example'];
  const other = await t.company({ origins: [one, two] });
  const boss = await t.member(other);
  const found = () => Promise.all([one, two, three].map((origin) => companiesBy(t.s.store, 'origin', origin)));
  expect(await found()).toEqual([[other.id], [other.id], []]);
  const change = (ifMatch: number, body: object) => t.ask('PATCH /company', { as: boss, ifMatch, body });
  expect((await change(1, { allowedOrigins: [two, three] })).status).toBe(200);
  expect(await found()).toEqual([[], [other.id], [other.id]]);
  expect((await change(2, { name: 'Autre nom' })).body.allowedOrigins).toEqual([two, three]);
  expect((await change(3, { allowedOrigins: [] })).status).toBe(200);
  expect(await found()).toEqual([[], [], []]);
});

test('what is not kept leaves nothing in the table', async () => {
  await t.s.store
    .transaction(function* (tx) {
      const subject = { kind: 'contact_email', companyId: company.id, subjectId: 'nobody' } as const;
      yield* changeLookup(tx, { ...subject, before: null, after: 'nobody@client.example' });
      throw new Error('given up');
    })
    .catch(() => {});
  expect(await written('nobody@client.example')).toEqual([]);
});
