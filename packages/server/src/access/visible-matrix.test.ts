/** For every kind of entry and every caller of the matrix: what the stream tells of is what a read would show. */
import type { Change } from '@parvis/sdk/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../journal/journal.ts';
import { newId } from '../ids.ts';
import { now } from '../time.ts';
import { callOf } from './matrix-calls.testing.ts';
import { buildWorld, type Identity, type Relation, type World } from './matrix-world.testing.ts';
import { visible } from './visible.ts';

type SubjectType = Exclude<Change['subject']['type'], 'session'>;
type Place = Exclude<Relation, 'unknown'>;
const places: readonly Place[] = ['mine', 'sibling', 'neighbour', 'foreign'];

let world: World;
const keys: Partial<Record<Place, string>> = {};
const assignees = new Map<string, string | null>();
beforeAll(async () => {
  world = await buildWorld();
  for (const place of places) keys[place] = (await world.t.key({ id: world.companies[place] })).id;
  const { interventions } = world.t.s.store.t;
  for (const { id, assigneeId } of await world.t.s.store.read.select().from(interventions))
    assignees.set(id, assigneeId);
});
afterAll(() => world.t.close());

interface Thing {
  id: string;
  entry: Partial<Entry>;
  /** Whether the caller reads it. */
  read(identity: Identity): Promise<boolean>;
}

const things = async (place: Place, identity: Identity): Promise<Record<SubjectType, Thing>> => {
  const { t } = world;
  const its = { ...world.things[place], ...(place === 'mine' && identity.own) };
  const { customerId, siteId, interventionId, dossierId } = its;
  const companyId = world.companies[place];
  const held = { customerId, siteId, interventionId, dossierId, assigneeId: assignees.get(interventionId) ?? null };
  const call = await callOf(world, 'GET /files/:fileId', identity, place);
  const reads =
    (route: Parameters<typeof t.ask>[0], params: Record<string, string>) =>
    async ({ token }: Identity) =>
      (await t.ask(route, { as: token, params })).status === 200;
  const lists =
    (route: 'GET /links' | 'GET /keys' | 'GET /fields', id: string) =>
    async ({ token }: Identity) => {
      const { status, body } = await t.ask(route, {
        as: token,
        ...(route === 'GET /links' && { query: { limit: 200 } }),
      });
      return status === 200 && body.items.some((item: { id: string }) => item.id === id);
    };
  const atHead = async ({ token }: Identity) => (await t.ask('GET /portal', { as: token })).body;
  return {
    site: { id: siteId, entry: { customerId, siteId }, read: reads('GET /sites/:siteId', its) },
    equipment: {
      id: its.equipmentId,
      entry: { customerId, siteId },
      read: reads('GET /equipment/:equipmentId', its),
    },
    intervention: { id: interventionId, entry: held, read: reads('GET /interventions/:interventionId', its) },
    file: { id: call.params!['fileId']!, entry: held, read: reads('GET /files/:fileId', call.params!) },
    customer: {
      id: customerId,
      entry: { customerId },
      read: async (by) =>
        by.as.kind === 'contact'
          ? (await atHead(by)).customer.id === customerId
          : await reads('GET /customers/:customerId', its)(by),
    },
    contact: {
      id: its.contactId,
      entry: { customerId },
      read: async (by) =>
        by.as.kind === 'contact'
          ? (await atHead(by)).contact.id === its.contactId
          : await reads('GET /customers/:customerId', its)(by),
    },
    company: {
      id: companyId,
      entry: {},
      read: async (by) =>
        by.as.kind === 'contact'
          ? (await atHead(by)).company.id === companyId
          : (await t.ask('GET /company', { as: by.token })).body.id === companyId,
    },
    field: { id: its.fieldId, entry: {}, read: lists('GET /fields', its.fieldId) },
    member: { id: its.memberId, entry: {}, read: reads('GET /members/:memberId', its) },
    link: { id: its.linkId, entry: { customerId }, read: lists('GET /links', its.linkId) },
    mail: { id: its.mailId, entry: { customerId }, read: reads('GET /outbox/:mailId', its) },
    key: { id: keys[place]!, entry: {}, read: lists('GET /keys', keys[place]!) },
  };
};

/** Read and not told: an entry does not say who works for a customer, and programs follow things, not people. */
const untold = ({ as }: Identity, type: SubjectType): boolean => {
  if (as.kind === 'key' && type === 'member') return true;
  const seesOwn =
    (as.kind !== 'contact' && as.kind !== 'nobody' && as.role === 'technician') ||
    (as.kind === 'member' && as.seesOwn === true);
  return seesOwn && ['customer', 'contact', 'site', 'equipment', 'link', 'mail'].includes(type);
};

const toldIn = (companyId: string, type: SubjectType, { id, entry }: Thing): Entry => ({
  companyId,
  position: 1,
  at: now(),
  kind: `${type}.changed`,
  actor: `member:${newId()}`,
  subjectType: type,
  subjectId: id,
  customerId: null,
  siteId: null,
  interventionId: null,
  dossierId: null,
  assigneeId: null,
  previousAssigneeId: null,
  fields: [],
  ...entry,
});

test('the stream tells of what a read shows, and of nothing else', async () => {
  const differences: string[] = [];
  const counted = { told: 0, hidden: 0 };
  for (const [name, identity] of Object.entries(world.identities)) {
    const viewer = identity.token === null ? null : await world.t.s.tokens.viewer(identity.token);
    if (!viewer) continue;
    for (const place of places) {
      const every = Object.entries(await things(place, identity)) as [SubjectType, Thing][];
      for (const [type, thing] of every) {
        const told = visible(world.t.s.features, viewer, toldIn(world.companies[place], type, thing));
        const read = await thing.read(identity);
        counted[told ? 'told' : 'hidden'] += 1;
        if (told ? !read : read && !untold(identity, type))
          differences.push(`${name}, ${place} ${type}: ${told ? 'told' : 'not told'}, ${read ? 'read' : 'not read'}`);
      }
    }
  }
  expect(differences).toEqual([]);
  expect(counted.told).toBeGreaterThan(100);
  expect(counted.hidden).toBeGreaterThan(100);
});
