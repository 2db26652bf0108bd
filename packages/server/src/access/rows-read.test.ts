/**
 * Walks the matrix once more, and looks at what each statement brings: to who sees but a part of the company no row of
 * another part, be it only to be thrown away. What must be read all the same is listed, each with its reason.
 */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity, Name } from '../feature.testing.ts';
import { features } from '../feature-set.ts';
import { recordRows } from '../store/statements.testing.ts';
import { callOf } from '../testing/matrix-calls.ts';
import { buildWorld, type World } from '../testing/matrix-world.ts';
import { openUnusedStore } from '../testing/store.ts';

let world: World;
/** What whoever is asking does not see, while their call is under way. */
let unseen: ReadonlySet<string> = new Set();
let asking = '';
/** The statements that brought some of it, and to whom. */
const brought = new Map<string, Set<string>>();
const stop = recordRows((sql, rows) => {
  if (unseen.size === 0) return;
  const ids = JSON.stringify(rows)?.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
  if (ids.some((id) => unseen.has(id))) brought.set(sql, (brought.get(sql) ?? new Set()).add(asking));
});

/** Whose the things are that a path or a body names. */
const asked = ['mine', 'sibling', 'neighbour', 'foreign'] as const;

/** Who sees but a part of their company. */
const callers = [
  'link of a customer',
  'link of a site',
  'link of a dossier',
  'link of an intervention',
  'link of a contact without rights',
  'link of a stakeholder',
  'a preview',
  'a technician',
  'a technician’s API key',
  'office without the right to see all',
] as const;

beforeAll(async () => {
  world = await buildWorld(openUnusedStore);
});
afterAll(async () => {
  stop();
  await world.t.close();
});

function unseenBy({ sees }: Identity): Set<string> {
  const things = asked.flatMap((relation) =>
    Object.entries(world.things[relation]).map(([name, id]) => ({
      id,
      isSeen:
        sees(name as Name, relation) ||
        // The company's own fields are everybody's.
        (name === 'fieldId' && relation !== 'foreign') ||
        // An intervention says the id of its dossier, also to whom that is not open.
        (name === 'dossierId' && sees('interventionId', relation)),
    })),
  );
  // Siblings have their customer in common.
  const seen = new Set(things.filter(({ isSeen }) => isSeen).map(({ id }) => id));
  return new Set(things.map(({ id }) => id).filter((id) => !seen.has(id)));
}

/** What is read in its order, whoever it is for. */
const inOrder = /^select .* from "journal" where \("journal"\."company_id" = \S+ and "journal"\."position" > /;

test('no statement brings what its caller does not see; the journal is read in order, and cut by who hears of it', async () => {
  const routes = (Object.keys(api) as ApiRoute[]).filter((route) => !features.policy[route].open);
  for (const name of callers) {
    const identity = world.identities[name]!;
    // One after the other: what a statement brings is theirs who are asking.
    for (const route of routes)
      for (const relation of asked) {
        const call = await callOf(world, route, identity, relation);
        unseen = unseenBy(identity);
        asking = `${name}, ${route}, ${relation}`;
        const { status } = await world.t.ask(route, call);
        unseen = new Set();
        expect(status, asking).not.toBe(401);
      }
  }
  const found = [...brought].filter(([sql]) => !inOrder.test(sql));
  expect(found.map(([sql, by]) => [sql, [...by]])).toEqual([]);
  expect(brought.size).toBe(1);
});
