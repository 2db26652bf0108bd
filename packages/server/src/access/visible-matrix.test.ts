/** For every kind of entry and every caller of the matrix: what the stream tells of is what a read would show. */
import { api } from '@parvis/sdk/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Thing, Told, Identity, Relation } from '../feature.testing.ts';
import type { SubjectType } from './readable.ts';
import { features } from '../feature-set.ts';
import { callOf } from '../testing/matrix-calls.ts';
import { matrixRows } from '../testing/matrix-rows.ts';
import { buildWorld, type World } from '../testing/matrix-world.ts';
import { visible } from './visible.ts';

type Place = Exclude<Relation, 'unknown'>;
const places: readonly Place[] = ['mine', 'sibling', 'neighbour', 'foreign'];

let world: World;
const assignees = new Map<string, string | null>();
beforeAll(async () => {
  world = await buildWorld();
  const { interventions } = world.t.s.store.t;
  for (const { id, assigneeId } of await world.t.s.store.read.select().from(interventions))
    assignees.set(id, assigneeId);
});
afterAll(() => world.t.close());

const thingsOf = async (place: Place, identity: Identity): Promise<[SubjectType, Thing][]> => {
  const { t } = world;
  const companyId = world.companies[place];
  const things: [SubjectType, Thing][] = [];
  for (const [type, thingOf] of typed(matrixRows.told)) {
    const { params } = await callOf(world, features.subjects[type].readAt!, identity, place);
    const its = { ...world.things[place], ...params };
    const { customerId, siteId, interventionId, dossierId } = its;
    const reads: Told['reads'] = (route, id) => async (by) => {
      const { status, body } = await t.ask(route, { as: by.token, params: its });
      return status === 200 && (id === undefined || (body as { id?: string }).id === id);
    };
    const thing = thingOf({
      companyId,
      its,
      held: { id: interventionId, customerId, siteId, dossierId, assigneeId: assignees.get(interventionId) ?? null },
      reads,
      lists: (route, id) => async (by) => {
        const isPaged = 'query' in api[route];
        const { status, body } = await t.ask(route, {
          as: by.token,
          params: its,
          ...(isPaged && { query: { limit: 200 } }),
        });
        return status === 200 && (body as { items: { id: string }[] }).items.some((item) => item.id === id);
      },
      atHead: (of, id, otherwise) => async (by) =>
        by.as.kind === 'contact' || by.as.kind === 'stakeholder'
          ? (await t.ask('GET /portal', { as: by.token })).body[of]?.id === id
          : await otherwise(by),
    });
    things.push([type, thing]);
  }
  return things;
};

const typed = (told: typeof matrixRows.told) => Object.entries(told) as [SubjectType, (on: Told) => Thing][];

test('there is one of each kind of thing that is read somewhere', () => {
  const readSomewhere = Object.entries(features.subjects).flatMap(([type, { readAt }]) => (readAt ? [type] : []));
  expect(Object.keys(matrixRows.told).toSorted()).toEqual(readSomewhere.toSorted());
});

/** Read and not told: of things that do not say who works on them, and programs follow things, not people. */
const untold = ({ as }: Identity, type: SubjectType, { untoldToAssignees }: Thing): boolean => {
  if (as.kind === 'key' && type === 'member') return true;
  const seesOwn =
    (as.kind === 'key' && as.role === 'technician') ||
    (as.kind === 'member' && as.role === 'technician') ||
    (as.kind === 'member' && as.seesOwn === true);
  return seesOwn && untoldToAssignees === true;
};

test('the stream tells of what a read shows, and of nothing else', async () => {
  const differences: string[] = [];
  const counted = { told: 0, hidden: 0 };
  for (const [name, identity] of Object.entries(world.identities)) {
    const viewer = identity.token === null ? null : await world.t.s.tokens.viewer(identity.token);
    if (!viewer) continue;
    for (const place of places) {
      for (const [type, thing] of await thingsOf(place, identity)) {
        const told = visible(features, viewer, {
          companyId: world.companies[place],
          subjectType: type,
          audience: [...thing.audience],
        });
        const read = await thing.read(identity);
        counted[told ? 'told' : 'hidden'] += 1;
        if (told ? !read : read && !untold(identity, type, thing))
          differences.push(`${name}, ${place} ${type}: ${told ? 'told' : 'not told'}, ${read ? 'read' : 'not read'}`);
      }
    }
  }
  expect(differences).toEqual([]);
  expect(counted.told).toBeGreaterThan(100);
  expect(counted.hidden).toBeGreaterThan(100);
});
