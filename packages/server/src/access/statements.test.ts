/**
 * Walks every statement that the matrix, edits, bulk writes and the workers make, and fails on one that reads or writes a
 * table of companies without saying by a value which company's rows it means. What must be looked for among all of them is
 * listed, each with its reason.
 */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { relations, type Identity } from '../feature.testing.ts';
import { startDelivery } from '../delivery/delivery.ts';
import { MailError } from '../delivery/transport.ts';
import { makeThumbnails } from '../files/thumbnails.ts';
import { backfill } from '../intervention/intervention.backfill.ts';
import { sweep } from '../operations/sweep.ts';
import { recordStatements } from '../store/statements.testing.ts';
import { withoutCompany } from '../store/tenants-named.testing.ts';
import { callOf } from '../testing/matrix-calls.ts';
import { matrixRows } from '../testing/matrix-rows.ts';
import { buildWorld, type World } from '../testing/matrix-world.ts';
import { features } from '../feature-set.ts';
import { testUrl } from '../testing.ts';
import { openUnusedStore } from '../testing/store.ts';

let world: World;
const statements = new Set<string>();
const stop = recordStatements(statements);
beforeAll(async () => {
  world = await buildWorld(openUnusedStore);
  await changeThings();
  const routes = Object.keys(api) as ApiRoute[];
  for (const [name, identity] of Object.entries(world.identities)) {
    // What is open to all is the same for all.
    const asked = routes.filter((route) => !features.policy[route].open || name === 'admin');
    await Promise.all(asked.map((route) => askAbout(route, identity)));
  }
  await keepASession();
  await askByEmail();
  await deliver();
  await makeThumbnails(world.t.s);
  await backfill(world.t.s);
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

/** Through a mail server that takes every second mail. */
async function deliver(): Promise<void> {
  const secondTry = Promise.withResolvers<void>();
  let tried = 0;
  const send = async () => {
    tried += 1;
    if (tried % 2 === 1) return;
    secondTry.resolve();
    throw new MailError('later', 'busy');
  };
  const delivery = startDelivery(world.t.s, { timeout: 1_000, send, close: () => {} });
  await world.t.told();
  await secondTry.promise;
  await delivery.stop();
}

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
  // In the order of the contract: customers before what is theirs.
  for (const route of Object.keys(api) as ApiRoute[]) {
    const bodies = [matrixRows.changes[route]?.(things.mine) ?? []].flat();
    const isBulk = 'batch' in api[route];
    for (const body of bodies)
      expect(
        (await t.ask(route, isBulk ? { as, body: { rows: [body] } } : { as, params, ifMatch: 1, body })).status,
        route,
      ).toBe(200);
  }
}

/** What is across companies by its nature: what tells such a statement, and why. Whatever it leads to names the company. */
const across: [RegExp, string][] = [
  [
    /^select "id", "allowed_origins" from "companies" where "companies"\."id" in /,
    'what several companies let in is read',
  ],
  [/^select coalesce\(sum\("journal_position"\), 0\), /, 'each server looks whether any journal went on'],
  [/from "companies" left join "journal" on /, 'each server looks where the journals of all companies stand'],
  [/from "companies" left join "journal_readers"/, 'the mail reader looks for companies that it is behind with'],
  [/^select .* from "outbox" where .*"next_attempt_at" <= /, 'the sender looks for what is due'],
  [/^select distinct "company_id" from "outbox" where /, 'the sender looks for mails that wait too long'],
  [/^select .* from "backfills"$/, 'the worker looks for what is still to be done'],
  [
    /^select .* from "files" where "files"\."thumbnail" = 'pending' and /,
    'the worker looks for what is still to be drawn',
  ],
  [
    /^select .* from "files" where \("files"\."claimed_at" is null and .* limit /,
    'the sweep looks for what nothing holds',
  ],
  [
    /^select [^.]* from "(idempotency|password_tokens|sessions)" where .* limit /,
    'the sweep looks for what has had its time',
  ],
];

test('every statement names the company of each table that it asks', () => {
  const { t } = world.t.s.store;
  // Look-ups are what a company is found by.
  const ofCompanies = Object.values(t).filter((table) => 'companyId' in table && table !== t.lookups);
  const tenants = new Map([['companies', 'id'], ...ofCompanies.map((table) => [nameOf(table), 'company_id'] as const)]);
  const bare = [...statements].filter((sql) => withoutCompany(sql, tenants).length > 0);
  expect(statements.size).toBeGreaterThan(150);
  expect(bare.filter((sql) => !across.some(([told]) => told.test(sql)))).toEqual([]);
  expect(across.filter(([told]) => !bare.some((sql) => told.test(sql))).map(([, reason]) => reason)).toEqual([]);
});

const nameOf = (table: object): string => (table as Record<symbol, string>)[Symbol.for('drizzle:Name')]!;
