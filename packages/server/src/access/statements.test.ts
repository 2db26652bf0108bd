/**
 * Walks every statement that the matrix, edits, bulk writes and the workers make, and fails on one that reads or writes a
 * table of companies without naming the company. What must be looked for without one is listed, each with its reason.
 */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDelivery } from '../delivery/delivery.ts';
import { sweep } from '../operations/sweep.ts';
import { recordStatements } from '../store/statements.testing.ts';
import { callOf } from './matrix-calls.testing.ts';
import { buildWorld, relations, type Identity, type World } from './matrix-world.testing.ts';
import { features } from '../feature-set.ts';
import { testUrl } from '../testing.ts';

let world: World;
const statements = new Set<string>();
const stop = recordStatements(statements);
beforeAll(async () => {
  world = await buildWorld();
  await changeThings();
  const routes = Object.keys(api) as ApiRoute[];
  for (const [name, identity] of Object.entries(world.identities)) {
    // What is open to all is the same for all.
    const asked = routes.filter((route) => !features.policy[route].open || name === 'admin');
    await Promise.all(asked.map((route) => askAbout(route, identity)));
  }
  await keepASession();
  await askByEmail();
  const delivery = startDelivery(world.t.s);
  await world.t.told();
  await delivery.stop();
  await sweep(world.t.s);
});
afterAll(async () => {
  stop();
  await world.t.close();
});

const askAbout = async (route: ApiRoute, identity: Identity) => {
  for (const relation of features.policy[route].open ? (['mine'] as const) : relations)
    await world.t.ask(route, await callOf(world, route, identity, relation));
};

/** A hosted page keeps a session in a cookie, and is told of its end. */
async function keepASession(): Promise<void> {
  const { t, companies } = world;
  const { link } = await t.link((await t.customer({ id: companies.mine })).contact);
  const opened = await t.ask('POST /session', { body: { link, keep: true }, headers: { origin: testUrl } });
  const cookie = opened.headers.getSetCookie()[0]!.split(';')[0]!;
  const renew = (headers: Record<string, string>) =>
    t.ask('POST /session/renewals', {
      body: { audience: 'portal', session: opened.body.id },
      headers: { origin: testUrl, ...headers },
    });
  expect((await renew({ cookie })).status).toBe(201);
  expect((await renew({})).status).toBe(401);
}

/** What knows no company asks each that knows the address. */
async function askByEmail(): Promise<void> {
  const { t, companies } = world;
  const { contact } = await t.customer({ id: companies.mine });
  await t.link(contact);
  const member = await t.member({ id: companies.mine });
  for (const email of [contact.email, 'nobody@client.example'])
    expect((await t.ask('POST /links/renewals', { body: { email } })).status).toBe(202);
  for (const { email } of [member, contact])
    expect((await t.ask('POST /password/resets', { body: { email } })).status).toBe(202);
}

/** The matrix changes nothing that others rely on; here everything is. */
async function changeThings(): Promise<void> {
  const { t, things, companies } = world;
  const as = await t.member({ id: companies.mine });
  const params = things.neighbour;
  const address = { line1: '2 rue', line2: '', postalCode: '69002', city: 'Lyon', country: 'FR' };
  const changes: [ApiRoute, object][] = [
    ['PATCH /customers/:customerId', { lastName: 'Autre' }],
    ['PATCH /contacts/:contactId', { email: 'autre@client.example' }],
    ['PATCH /sites/:siteId', { name: 'Autre' }],
    ['PATCH /equipment/:equipmentId', { kind: 'Autre' }],
    ['PATCH /interventions/:interventionId', { description: 'Autre', assigneeId: things.mine.memberId }],
  ];
  for (const [route, body] of changes)
    expect((await t.ask(route, { as, params, ifMatch: 1, body })).status, route).toBe(200);
  const whose = { customerExternalId: 'customer' };
  const rows: [ApiRoute, object][] = [
    ['POST /customers/batch', { externalId: 'customer', lastName: 'Neuf', address }],
    ['POST /contacts/batch', { externalId: 'contact', ...whose, lastName: 'Neuf', main: true }],
    ['POST /sites/batch', { externalId: 'site', ...whose, name: 'Neuf', address }],
    ['POST /equipment/batch', { externalId: 'equipment', ...whose, kind: 'Neuf', siteExternalId: 'site' }],
    ['POST /interventions/batch', { externalId: 'intervention', ...whose, description: 'Neuf' }],
  ];
  for (const [route, row] of rows)
    for (const again of [{}, { extra: 'x' }].slice(0, route === 'POST /customers/batch' ? 2 : 1))
      expect((await t.ask(route, { as, body: { rows: [{ ...row, ...again }] } })).status, route).toBe(200);
}

/** What tells a statement, and why it names no company. */
const exceptions: [RegExp, string][] = [
  [/from "companies" left join "journal" on /, 'each server looks where the journals of all companies stand'],
  [/from "companies" left join "journal_readers"/, 'the mail reader looks for companies that it is behind with'],
  [/from "outbox" where .*"next_attempt_at" <= /, 'the sender takes what is due, of whichever company'],
  [/from "outbox" where .*"claimed_until"/, 'the sender looks after its claims, of whichever company'],
  [/"files"\."claimed_at" is null and "files"\."owner" = /, 'an owner is one principal, of one company'],
  [/"files"\."claimed_at" is null and "files"\."created_at" < /, 'the sweep takes what nothing holds'],
  [/^delete from "files" where \("files"\."id" = /, 'the sweep takes away what it has just found'],
  [/from "(idempotency|password_tokens|sessions)" where .* limit /, 'the sweep takes what has had its time'],
];

test('every statement on a company’s table names the company', () => {
  const { t } = world.t.s.store;
  // Look-ups are what a company is found by.
  const tables = Object.values(t)
    .filter((table) => 'companyId' in table && table !== t.lookups)
    .map((table) => nameOf(table));
  const bare = [...statements].filter((sql) => tables.some((name) => touches(sql, name)) && !namesCompany(sql));
  expect(statements.size).toBeGreaterThan(150);
  expect(bare.filter((sql) => !exceptions.some(([told]) => told.test(sql)))).toEqual([]);
});

test('what names no company is seen', () => {
  expect(namesCompany('select "id" from "sites" where "sites"."id" = ?')).toBe(false);
  expect(namesCompany('select "id" from "sites" where ("sites"."company_id" = $1 and "sites"."id" = $2)')).toBe(true);
  expect(touches('update "sites" set "name" = ?', 'sites')).toBe(true);
});

const nameOf = (table: object): string => (table as Record<symbol, string>)[Symbol.for('drizzle:Name')]!;
const touches = (sql: string, table: string): boolean => new RegExp(`(from|join|into|update) "${table}"`).test(sql);
const namesCompany = (sql: string): boolean =>
  /"company_id" = (\?|\$\d+)/.test(sql) || /^insert into "\w+" \([^)]*"company_id"/.test(sql);
