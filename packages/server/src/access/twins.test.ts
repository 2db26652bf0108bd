/**
 * Ids are a company's own: another may have the same. Beside the company of the matrix stands a twin, of which every row has
 * the id of one of its rows. Whatever is written in the one leaves every row of the twin as it was, and is read as if there
 * were none.
 */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '../feature.testing.ts';
import { features } from '../feature-set.ts';
import { newId } from '../ids.ts';
import { newPasswordToken } from '../session/password-token.ts';
import { rows, run, type Schema, type Tx, type Work } from '../store/store.ts';
import type { AskOptions } from '../testing.ts';
import { callOf } from '../testing/matrix-calls.ts';
import { buildWorld, type World } from '../testing/matrix-world.ts';
import { claimsOf } from './testing.ts';
import type { Throttle } from './throttle.ts';

let world: World;
const twin = newId();
/** What is asked of each route, and by whom: made before the twin is, which then has all that they name. */
const calls = new Map<ApiRoute, { name: string; call: AskOptions }[]>();
beforeAll(async () => {
  world = await buildWorld();
  noteCounted(world.t.s.throttle);
  for (const route of written) calls.set(route, await Promise.all(callers.map((name) => madeCall(route, name))));
  await world.t.s.store.transaction(copied);
});
afterAll(() => world.t.close());

/** Whose tries were counted, or looked at: `exchange <company> <link>`. */
const counted = new Set<string>();
function noteCounted(throttle: Throttle): void {
  const { take, peek, exceeds } = throttle;
  throttle.take = (allowance, who, code) => (counted.add(`${allowance} ${who}`), take(allowance, who, code));
  throttle.peek = (allowance, who, code) => (counted.add(`${allowance} ${who}`), peek(allowance, who, code));
  throttle.exceeds = (allowance, who) => (counted.add(`${allowance} ${who}`), exceeds(allowance, who));
}

type Table = Schema['sites'];
/** In the order of what they point at. */
const tablesOf = ({ t }: Pick<Tx, 't'>) =>
  Object.values(t).filter((table) => 'companyId' in table && table !== t.lookups) as Table[];

/** Every row of a company, by the name of its table. */
const rowsOf = async (companyId: string): Promise<object[][]> => {
  const { read, t } = world.t.s.store;
  const found = await Promise.all(
    tablesOf({ t }).map((table) => read.select().from(table).where(eq(table.companyId, companyId))),
  );
  const company = await read.select().from(t.companies).where(eq(t.companies.id, companyId));
  return [company, ...found].map((some) => some.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)));
};

function* removed(tx: Tx): Work<void> {
  const { companies } = tx.t;
  for (const table of tablesOf(tx).toReversed()) yield* run(tx.delete(table).where(eq(table.companyId, twin)));
  yield* run(tx.delete(companies).where(eq(companies.id, twin)));
}

/** The twin as the company of the matrix is now. */
function* copied(tx: Tx): Work<void> {
  const { companies } = tx.t;
  const tables = tablesOf(tx);
  yield* removed(tx);
  const [mine] = yield* rows(tx.select().from(companies).where(eq(companies.id, world.companies.mine)));
  yield* run(tx.insert(companies).values({ ...mine!, id: twin }));
  for (const table of tables) {
    const found = yield* rows(tx.select().from(table).where(eq(table.companyId, world.companies.mine)));
    for (let from = 0; from < found.length; from += 100)
      yield* run(tx.insert(table).values(found.slice(from, from + 100).map((row) => ({ ...row, companyId: twin }))));
  }
}

const address = { line1: '2 rue', postalCode: '69002', city: 'Lyon' };
const whose = { customerExternalId: 'customer' };
/** What the matrix leaves as it is, changed. */
const changes: Partial<Record<ApiRoute, object>> = {
  'PATCH /company': { name: 'Autre', types: [{ label: { fr: 'Ramonage', en: 'Sweeping' } }] },
  'PATCH /members/:memberId': { active: false },
  'PATCH /profile': { lastName: 'Autre' },
  'PATCH /customers/:customerId': { lastName: 'Autre' },
  'PATCH /contacts/:contactId': { email: 'autre@client.example', main: true },
  'PATCH /sites/:siteId': { name: 'Autre' },
  'PATCH /equipment/:equipmentId': { kind: 'Autre' },
  'PATCH /interventions/:interventionId': { description: 'Autre' },
  'PATCH /dossiers/:dossierId': { name: 'Autre' },
  'PATCH /dossiers/:dossierId/reference': { reference: 'Autre' },
  'PATCH /stakeholders/:stakeholderId': { email: 'autre@architecte.example' },
  'PATCH /messages/:messageId': { body: 'Autre' },
  'PATCH /notifications': { messages: 'digest' },
  'PATCH /fields/:fieldId': { active: false },
  'POST /customers/batch': { rows: [{ externalId: 'customer', lastName: 'Neuf', address }] },
  'POST /contacts/batch': { rows: [{ externalId: 'contact', ...whose, lastName: 'Neuf', main: true }] },
  'POST /sites/batch': { rows: [{ externalId: 'site', ...whose, name: 'Neuf', address }] },
  'POST /equipment/batch': { rows: [{ externalId: 'equipment', ...whose, kind: 'Neuf', siteExternalId: 'site' }] },
  'POST /interventions/batch': { rows: [{ externalId: 'intervention', ...whose, description: 'Neuf' }] },
};

const callers = ['admin', 'an API key', 'a technician', 'link of a customer'] as const;
/** What customers alone do comes first: others end their access. Bulk rows name what the ones before them wrote. */
const turnOf = (route: ApiRoute): number => {
  const { contact, member } = features.policy[route];
  return route.endsWith('/batch') ? Object.keys(changes).indexOf(route) : contact && !member ? -2 : -1;
};
const written = (Object.keys(api) as ApiRoute[])
  .filter((route) => !route.startsWith('GET '))
  .toSorted((a, b) => turnOf(a) - turnOf(b));
const read = (Object.keys(api) as ApiRoute[]).filter(
  (route) => route.startsWith('GET ') && !features.policy[route].open,
);

async function madeCall(route: ApiRoute, name: string): Promise<{ name: string; call: AskOptions }> {
  const identity = world.identities[name]!;
  const call = await callOf(world, route, identity, 'mine');
  const body = changes[route] ?? (await brought[route]?.(identity, call.as as string));
  return { name, call: { ...call, ...(body && { body }) } };
}

/** Of these nothing is written here: no cookie of a page is due, and the second only looks. */
const writeNothing: readonly ApiRoute[] = ['POST /session/renewals', 'POST /password/tokens', 'POST /companies/cards'];

/** What opens by something of its own is brought that. */
const brought: Partial<Record<ApiRoute, (asks: Identity, token: string) => Promise<object | undefined>>> = {
  'POST /session': async () => ({ link: (await world.t.link(await someContact())).link }),
  'POST /links/renewals': async () => {
    const contact = await someContact();
    await world.t.link(contact);
    return { email: contact.email };
  },
  'POST /password/resets': async () => ({ email: (await world.t.member({ id: world.companies.mine })).email }),
  'POST /password': async () => {
    const companyId = world.companies.mine;
    const { id: memberId } = await world.t.member({ id: companyId }, { status: 'invited' });
    const token = await world.t.s.store.transaction((tx) =>
      newPasswordToken(tx, { companyId, memberId, purpose: 'invitation' }),
    );
    return { token, password: 'une longue phrase de passe' };
  },
  // Another one of whoever asks.
  'DELETE /profile/sessions': async ({ as }, token) => {
    if (as.kind !== 'member') return undefined;
    await world.t.session({ companyId: world.companies.mine, memberId: claimsOf(token).sub! });
    return undefined;
  },
};
const someContact = async () => (await world.t.customer({ id: world.companies.mine })).contact;

test.each(written)('%s leaves the twin as it was', async (route) => {
  const { t, companies } = world;
  const [mine, its] = [await rowsOf(companies.mine), await rowsOf(twin)];
  const outcomes: string[] = [];
  for (const { name, call } of calls.get(route)!) {
    const { status, text } = await t.ask(route, call);
    outcomes.push(`${name}: ${status} ${text}`);
  }
  await t.told();
  expect(await rowsOf(twin)).toEqual(its);
  const isWritten = JSON.stringify(await rowsOf(companies.mine)) !== JSON.stringify(mine);
  const isDone = outcomes.some((outcome) => /: 2\d\d /.test(outcome));
  expect(isDone && isWritten, outcomes.join('\n')).toBe(!writeNothing.includes(route));
});

test('what an id has used up, it has used up in its own company', () => {
  const ofIds = [...counted].filter((who) => /[\da-f]{8}-[\da-f]{4}-7/.test(who));
  const names = new Set(ofIds.map((who) => who.split(' ')[0]));
  expect([...names]).toEqual(expect.arrayContaining(['exchange', 'mailPerson', 'requestCompany', 'requestContact']));
  expect(ofIds.filter((who) => !who.includes(world.companies.mine))).toEqual([]);
});

test('what is read is as if there were no twin', async () => {
  const { t, identities } = world;
  const asked = callers.flatMap((name) => read.map((route) => [name, route] as const));
  const reads = await Promise.all(
    asked.map(async ([name, route]) => ({ name, route, call: await callOf(world, route, identities[name]!, 'mine') })),
  );
  const answers = () =>
    Promise.all(
      reads.map(async ({ name, route, call }) => {
        const { status, text } = await t.ask(route, call);
        return `${name} ${route} ${status} ${text.replaceAll(changing, '')}`;
      }),
    );
  await t.s.store.transaction(removed);
  const alone = await answers();
  await t.s.store.transaction(copied);
  expect(await answers()).toEqual(alone);
});

/** Sealed anew with each answer, or told of the time. */
const changing = /"(lastUsedAt|next|position|url|thumbnailUrl)":"[^"]*"/g;
