/**
 * Every route of the contract, asked by every kind of caller, about what is theirs and what is not. What must come out is
 * worked out from the policy table alone; what does come out is the real app's.
 */
import { api, type ApiRoute, type Scope } from '@parvis/sdk/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../ids.ts';
import { run } from '../store/store.ts';
import { everyPart, testApp, type AskOptions, type TestApp } from '../testing.ts';
import { now } from '../time.ts';
import { policy } from './policy.ts';
import { claimsOf, signed } from './testing.ts';

/** Whose the thing in the path is, for the company and the customer under test. */
const relations = ['mine', 'neighbour', 'foreign', 'unknown'] as const;
type Relation = (typeof relations)[number];

/** A caller, and what the policy table knows them as. */
interface Identity {
  token: string | null;
  as:
    | { kind: 'nobody' }
    | { kind: 'contact'; scope: Scope['kind']; preview?: true; off?: true }
    | { kind: 'member'; role: 'admin' | 'office' | 'technician'; rights?: string[] }
    | { kind: 'key' };
  /** What they see of the things in paths. */
  sees: readonly Relation[];
  principal: string;
}

/** What the routes' paths name, for one relation. */
type Things = Record<
  | 'customerId'
  | 'contactId'
  | 'siteId'
  | 'equipmentId'
  | 'interventionId'
  | 'fieldId'
  | 'memberId'
  | 'mailId'
  | 'dossierId',
  string
>;

let t: TestApp;
let identities: Record<string, Identity>;
let things: Record<Relation, Things>;
let companies: Record<'mine' | 'neighbour' | 'foreign', string>;
const counted = { asked: 0, allowed: 0, denied: 0, unseen: 0 };

beforeAll(async () => {
  t = await testApp();
  await build();
});
afterAll(async () => {
  const routes = Object.keys(api).length;
  const { asked, allowed, denied, unseen } = counted;
  process.stdout.write(
    `matrix: ${routes} routes x ${Object.keys(identities).length} identities: ${asked} asked, ${allowed} allowed, ${denied} denied, ${unseen} not found\n`,
  );
  await t.close();
});

describe('what the policy table says is what the app does', () => {
  for (const route of Object.keys(api) as ApiRoute[]) {
    test(route, async () => {
      const differences: string[] = [];
      const ask = async (name: string, identity: Identity) => {
        for (const relation of route.includes(':') && !policy[route].open ? relations : (['mine'] as const)) {
          const expected = expectedOf(route, identity, relation);
          const { status, code } = await t.ask(route, await callOf(route, identity, relation));
          counted.asked += 1;
          const found = outcomeOf(status);
          counted[expected === 'allowed' ? 'allowed' : expected === 'not-found' ? 'unseen' : 'denied'] += 1;
          if (found !== expected)
            differences.push(`${name}, ${relation}: ${expected} expected, ${status} ${code ?? ''}`);
        }
      };
      await Promise.all(Object.entries(identities).map(([name, identity]) => ask(name, identity)));
      expect(differences).toEqual([]);
    });
  }
});

test('an id of somebody else is answered exactly as an id of nothing', async () => {
  const identity = identities['link of a customer'];
  for (const route of [
    'GET /interventions/:interventionId',
    'GET /sites/:siteId',
    'GET /equipment/:equipmentId',
  ] as const) {
    const answers = await Promise.all(
      (['neighbour', 'foreign', 'unknown'] as const).map(async (relation) => {
        const { status, text, headers } = await t.ask(route, await callOf(route, identity!, relation));
        return { status, text, headers: [...headers] };
      }),
    );
    expect(answers[0]).toEqual(answers[2]);
    expect(answers[1]).toEqual(answers[2]);
  }
});

type Outcome = 'allowed' | 'unauthorized' | 'forbidden' | 'not-found';

function outcomeOf(status: number): Outcome {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  return status >= 500 ? (`failed ${status}` as Outcome) : 'allowed';
}

/** From the table, and from nothing of the code that reads it. */
function expectedOf(route: ApiRoute, { as, sees }: Identity, relation: Relation): Outcome {
  const rule = policy[route];
  if (rule.open) return opened[route] ?? 'allowed';
  if (as.kind === 'nobody') return 'unauthorized';
  const isRead = route.startsWith('GET ');
  const allowed =
    as.kind === 'contact'
      ? rule.contact?.includes(as.scope) && (isRead || !as.preview || rule.preview) && !(as.off && rule.part)
      : as.kind === 'member'
        ? rule.member?.includes(as.role) || (rule.right && as.rights?.includes(rule.right))
        : rule.key;
  if (!allowed) return 'forbidden';
  return route.includes(':') && !sees.includes(relation) ? 'not-found' : 'allowed';
}

/** Open routes check a link, password or ticket of their own; these calls bring none that holds. */
const opened: Partial<Record<ApiRoute, Outcome>> = {
  'POST /session': 'unauthorized',
  'POST /session/renewals': 'forbidden',
  'GET /password/tokens/:token': 'not-found',
  'POST /password': 'not-found',
  'GET /files/:fileId/content': 'unauthorized',
};

/** A call that the contract takes and that changes nothing others rely on: what it would change is made for it, or is stale. */
async function callOf(route: ApiRoute, identity: Identity, relation: Relation): Promise<AskOptions> {
  const isOpen = policy[route].open === true;
  const its = things[relation];
  const fresh = await freshOf(route, identity, relation);
  return {
    // Throttles count by address: each call comes from another.
    ip: `10.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`,
    as: isOpen && identity.as.kind === 'nobody' ? null : (fresh.token ?? identity.token),
    params: { ...its, token: newId(), fileId: newId(), linkId: newId(), keyId: newId(), ...fresh.params },
    ...('ifMatch' in api[route] ? { ifMatch: 999_999 } : {}),
    ...(route === 'POST /files' ? { body: new Uint8Array([1]), query: { name: 'a.jpg' } } : {}),
    ...(route === 'GET /files/:fileId/content' ? { query: { ticket: 'none' } } : {}),
    ...(bodies[route] ? { body: bodies[route](its, identity) } : {}),
  };
}

type BodyOf = (its: Things, identity: Identity) => unknown;
const address = { line1: '1 rue', postalCode: '69001', city: 'Lyon' };
const nothing: BodyOf = () => ({});
const oneRow: BodyOf = () => ({ rows: [{}] });
const unknownFile: BodyOf = () => ({ fileIds: [newId()] });

const bodies: Partial<Record<ApiRoute, BodyOf>> = {
  'POST /session': () => ({ link: 'none' }),
  'POST /session/renewals': () => ({ audience: 'portal' }),
  'POST /links/renewals': () => ({ link: 'none' }),
  'POST /password/resets': () => ({ email: 'nobody@nowhere.example' }),
  'POST /password': () => ({ token: 'none', password: 'une longue phrase de passe' }),
  'PATCH /company': nothing,
  'POST /members': () => ({ firstName: 'A', lastName: 'B', email: `m${newId()}@x.example` }),
  'PATCH /members/:memberId': nothing,
  'POST /customers': () => ({ lastName: 'Neuf', address }),
  'PATCH /customers/:customerId': nothing,
  'POST /customers/batch': oneRow,
  'POST /customers/:customerId/contacts': () => ({ lastName: 'Neuf' }),
  'PATCH /contacts/:contactId': nothing,
  'POST /contacts/batch': oneRow,
  'POST /customers/:customerId/attachments': unknownFile,
  'POST /sites': ({ customerId }) => ({ customerId, name: 'Neuf', address }),
  'PATCH /sites/:siteId': nothing,
  'POST /sites/batch': oneRow,
  'POST /equipment': ({ customerId }) => ({ customerId, kind: 'Neuf' }),
  'PATCH /equipment/:equipmentId': nothing,
  'POST /equipment/batch': oneRow,
  'POST /interventions': ({ customerId }, { as }) => ({
    description: 'Neuf',
    ...(as.kind !== 'contact' && { customerId }),
  }),
  'PATCH /interventions/:interventionId': nothing,
  'POST /interventions/:interventionId/moves': () => ({ to: 'signed' }),
  'POST /interventions/:interventionId/files': unknownFile,
  'POST /interventions/batch': oneRow,
  'POST /fields': () => ({ label: { fr: 'Étage', en: 'Floor' }, kind: 'text' }),
  'PATCH /fields/:fieldId': nothing,
  'POST /links': ({ contactId }) => ({ contactId }),
  'POST /keys': () => ({ name: 'ERP' }),
};

interface Fresh {
  token?: string;
  params?: Record<string, string>;
}

/** What a call takes away is made for that call alone. */
async function freshOf(route: ApiRoute, identity: Identity, relation: Relation): Promise<Fresh> {
  if (relation === 'unknown') return {};
  const at = { companyId: companies[relation], customerId: things[relation].customerId };
  return (await made[route]?.(at, identity, relation)) ?? {};
}

type Make = (
  at: { companyId: string; customerId: string },
  identity: Identity,
  relation: keyof typeof companies,
) => Promise<Fresh>;

const made: Partial<Record<ApiRoute, Make>> = {
  'DELETE /session': async (_at, identity) => (identity.token ? { token: await anotherSession(identity) } : {}),
  'DELETE /contacts/:contactId': async ({ companyId, customerId: id }) => ({
    params: { contactId: (await t.contact({ id, companyId })).id },
  }),
  'DELETE /links/:linkId': async ({ companyId, customerId: id }) => ({
    params: { linkId: (await t.link(await t.contact({ id, companyId }))).id },
  }),
  'DELETE /keys/:keyId': async ({ companyId: id }) => ({ params: { keyId: (await t.key({ id })).id } }),
  'GET /files/:fileId': async (at, _identity, relation) => ({
    params: { fileId: await file({ ...at, interventionId: things[relation].interventionId }) },
  }),
  // One's own while nothing holds it; whoever may change what holds it is tested with files.
  'DELETE /files/:fileId': async ({ companyId }, { sees, principal }, relation) => ({
    params: { fileId: await file({ companyId, owner: sees.includes(relation) ? principal : 'member:other' }) },
  }),
};

const sessionsOf = new Map<string, () => Promise<string>>();
const anotherSession = async ({ principal, token }: Identity) => (await sessionsOf.get(principal)?.()) ?? token ?? '';

async function file(given: {
  companyId: string;
  owner?: string;
  customerId?: string;
  interventionId?: string;
}): Promise<string> {
  const id = newId();
  const { companyId, owner = 'system:none', customerId = null, interventionId = null } = given;
  await t.s.store.transaction((tx) =>
    run(
      tx.insert(tx.t.files).values({
        id,
        companyId,
        owner,
        customerId,
        interventionId,
        name: 'plan.pdf',
        mediaType: 'application/pdf',
        size: 1,
        thumbnail: 'none',
        createdAt: now(),
        claimedAt: interventionId && now(),
      }),
    ),
  );
  return id;
}

/** Two companies; in the first a customer whose contacts come by links of every scope, and a neighbour. */
async function build(): Promise<void> {
  const first = await t.company();
  const second = await t.company({ name: 'Autre' });
  const technician = await t.member(first, { role: 'technician' });
  const mine = await thingsOf(first.id, technician.id);
  const neighbour = await thingsOf(first.id, null);
  const foreign = await thingsOf(second.id, null);
  const unknown = Object.fromEntries(Object.keys(mine.ids).map((name) => [name, newId()])) as Things;
  // Members, fields and mails are the company's: there is no neighbour's.
  things = { mine: mine.ids, neighbour: neighbour.ids, foreign: foreign.ids, unknown };
  companies = { mine: first.id, neighbour: first.id, foreign: second.id };

  const contact = async (of: typeof mine, kind: Scope['kind'], more: object = {}): Promise<Identity> => {
    const scope = { kind, id: of.ids[`${kind}Id`] };
    const asked = { companyId: of.contact.companyId, contactId: of.contact.id, scope };
    const { token } = await t.session(asked);
    const sees: Relation[] = of === mine ? ['mine'] : of === neighbour ? ['neighbour'] : ['foreign'];
    return { token, as: { kind: 'contact', scope: kind, ...more }, sees, principal: `contact:${of.contact.id}` };
  };
  const member = async (
    companyId: string,
    role: 'admin' | 'office' | 'technician',
    rights: Record<string, boolean> = {},
  ) => {
    const row = await t.member({ id: companyId }, { role, rights });
    sessionsOf.set(`member:${row.id}`, async () => (await t.session({ companyId, memberId: row.id })).token);
    const has = role === 'admin' ? ['manage_users', 'manage_settings'] : Object.keys(rights);
    const sees: Relation[] = companyId === first.id ? ['mine', 'neighbour'] : ['foreign'];
    return {
      token: row.token,
      as: { kind: 'member', role, rights: has },
      sees,
      principal: `member:${row.id}`,
    } as Identity;
  };
  sessionsOf.set(
    `member:${technician.id}`,
    async () => (await t.session({ companyId: first.id, memberId: technician.id })).token,
  );
  const off = await thingsOf(first.id, null, Object.fromEntries(Object.keys(everyPart).map((part) => [part, false])));
  for (const of of [mine, neighbour, foreign, off]) {
    const { id: contactId, companyId, customerId } = of.contact;
    const scope: Scope = { kind: 'customer', id: customerId };
    sessionsOf.set(`contact:${contactId}`, async () => (await t.session({ companyId, contactId, scope })).token);
  }

  const nobody = (token: string | null): Identity => ({ token, as: { kind: 'nobody' }, sees: [], principal: 'nobody' });
  const admin = await member(first.id, 'admin');
  const preview = await t.session({
    companyId: first.id,
    memberId: admin.principal.slice('member:'.length),
    contactId: mine.contact.id,
    scope: { kind: 'customer', id: mine.ids.customerId },
  });
  const key = await t.key(first);
  const foreignKey = await t.key(second);

  identities = {
    'no token': nobody(null),
    garbage: nobody('garbage'),
    'an expired token': nobody(await expired(mine)),
    'a link used as a token': nobody((await t.link(mine.contact)).link),
    'a revoked link': nobody(
      await ended(async () => {
        const link = await t.link(mine.contact);
        return {
          token: link.token,
          end: () => t.ask('DELETE /links/:linkId', { as: admin.token, params: { linkId: link.id } }),
        };
      }),
    ),
    'a removed contact': nobody(
      await ended(async () => {
        const gone = await t.contact({ id: mine.ids.customerId, companyId: first.id });
        const { token } = await t.link(gone);
        return {
          token,
          end: () => t.ask('DELETE /contacts/:contactId', { as: admin.token, params: { contactId: gone.id } }),
        };
      }),
    ),
    'a deactivated member': nobody(
      await ended(async () => {
        const gone = await t.member(first, { role: 'office' });
        const call = { as: admin.token, params: { memberId: gone.id }, ifMatch: 1, body: { active: false } };
        return { token: gone.token, end: () => t.ask('PATCH /members/:memberId', call) };
      }),
    ),
    'a revoked key': nobody(
      await ended(async () => {
        const gone = await t.key(first);
        return {
          token: gone.token,
          end: () => t.ask('DELETE /keys/:keyId', { as: admin.token, params: { keyId: gone.id } }),
        };
      }),
    ),
    'link of a customer': await contact(mine, 'customer'),
    'link of a site': await contact(mine, 'site'),
    'link of a dossier': await contact(mine, 'dossier'),
    'link of an intervention': await contact(mine, 'intervention'),
    'link of a customer for whom all is off': { ...(await contact(off, 'customer', { off: true })), sees: [] },
    'a preview': { ...(await contact(mine, 'customer', { preview: true })), token: preview.token },
    'link of another customer': await contact(neighbour, 'customer'),
    'link of another company': await contact(foreign, 'customer'),
    'a technician': {
      token: technician.token,
      as: { kind: 'member', role: 'technician', rights: [] },
      sees: ['mine'],
      principal: `member:${technician.id}`,
    },
    office: await member(first.id, 'office'),
    'office with every right': await member(first.id, 'office', { manage_users: true, manage_settings: true }),
    admin,
    'admin of another company': await member(second.id, 'admin'),
    'an API key': { token: key.token, as: { kind: 'key' }, sees: ['mine', 'neighbour'], principal: `key:${key.id}` },
    'an API key of another company': {
      token: foreignKey.token,
      as: { kind: 'key' },
      sees: ['foreign'],
      principal: `key:${foreignKey.id}`,
    },
  };
  await t.told();
}

interface Part {
  ids: Things;
  contact: { id: string; companyId: string; customerId: string };
}

/** A customer with one of everything that a path can name. */
async function thingsOf(companyId: string, assigneeId: string | null, options: object = {}): Promise<Part> {
  const { customer, contact } = await t.customer({ id: companyId }, { options });
  const site = await t.site(customer);
  const equipment = await t.equipment(customer, { siteId: site.id });
  const dossierId = newId();
  const fieldId = newId();
  const mailId = newId();
  const member = await t.member({ id: companyId }, { role: 'office' });
  const number = Math.floor(Math.random() * 1e9);
  await t.s.store.transaction(function* (tx) {
    const { dossiers, fields, outbox } = tx.t;
    yield* run(tx.insert(dossiers).values({ id: dossierId, companyId, number, name: 'Chantier', createdAt: now() }));
    const label = { fr: 'Étage', en: 'Floor' };
    yield* run(tx.insert(fields).values({ id: fieldId, companyId, label, kind: 'text', choices: [] }));
    yield* run(
      tx.insert(outbox).values({
        id: mailId,
        companyId,
        kind: 'invitation',
        position: number,
        recipient: `member:${member.id}`,
        subjectId: member.id,
        createdAt: now(),
      }),
    );
  });
  const intervention = await t.intervention(customer, {
    siteId: site.id,
    equipmentId: equipment.id,
    dossierId,
    assigneeId,
    status: 'scheduled',
  });
  return {
    contact,
    ids: {
      customerId: customer.id,
      contactId: contact.id,
      siteId: site.id,
      equipmentId: equipment.id,
      interventionId: intervention.id,
      fieldId,
      memberId: member.id,
      mailId,
      dossierId,
    },
  };
}

/** A token that held a minute ago. */
async function expired(of: Part): Promise<string> {
  const { token } = await t.link(of.contact);
  const claims = claimsOf(token);
  const ago = Math.floor(Date.now() / 1000) - 60;
  return signed(t.s, { ...claims, iat: ago - 600, exp: ago });
}

/** A token whose ground was taken away, by the call that takes it away. */
async function ended(make: () => Promise<{ token: string; end: () => Promise<{ status: number }> }>): Promise<string> {
  const { token, end } = await make();
  expect((await t.ask('GET /fields', { as: token })).status).toBe(200);
  expect((await end()).status).toBeLessThan(300);
  await t.told();
  return token;
}
