/**
 * Every route of the contract, asked by every kind of caller, about what is theirs and what is not. What must come out is
 * worked out from the policy table alone; what does come out is the real app's.
 */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callOf } from './matrix-calls.testing.ts';
import { buildWorld, relations, type Identity, type Name, type Relation, type World } from './matrix-world.testing.ts';
import { features } from '../feature-set.ts';

let world: World;
const counted = { asked: 0, allowed: 0, denied: 0, unseen: 0 };

beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => {
  const routes = Object.keys(api).length;
  const { asked, allowed, denied, unseen } = counted;
  process.stdout.write(
    `matrix: ${routes} routes x ${Object.keys(world.identities).length} identities: ${asked} asked, ${allowed} allowed, ${denied} denied, ${unseen} not found\n`,
  );
  await world.t.close();
});

describe('what the policy table says is what the app does', () => {
  for (const route of Object.keys(api) as ApiRoute[]) {
    test(route, async () => {
      const differences: string[] = [];
      const ask = async (name: string, identity: Identity) => {
        for (const relation of relationsAsked(route, identity)) {
          const expected = expectedOf(route, identity, relation);
          const { status, code } = await world.t.ask(route, await callOf(world, route, identity, relation));
          counted.asked += 1;
          const found = outcomeOf(route, status);
          counted[expected === 'allowed' ? 'allowed' : expected === 'not-found' ? 'unseen' : 'denied'] += 1;
          if (found !== expected)
            differences.push(`${name}, ${relation}: ${expected} expected, ${status} ${code ?? ''}`);
        }
      };
      await Promise.all(Object.entries(world.identities).map(([name, identity]) => ask(name, identity)));
      expect(differences).toEqual([]);
    });
  }
});

test('an id of somebody else is answered exactly as an id of nothing', async () => {
  const identity = world.identities['link of a customer'];
  for (const route of [
    'GET /interventions/:interventionId',
    'GET /sites/:siteId',
    'GET /equipment/:equipmentId',
  ] as const) {
    const answers = await Promise.all(
      (['neighbour', 'foreign', 'unknown'] as const).map(async (relation) => {
        const { status, text, headers } = await world.t.ask(route, await callOf(world, route, identity!, relation));
        return { status, text, headers: [...headers] };
      }),
    );
    expect(answers[0]).toEqual(answers[2]);
    expect(answers[1]).toEqual(answers[2]);
  }
});

/** Where no path names a thing, what is theirs is asked for. */
const relationsAsked = (route: ApiRoute, { sees }: Identity): readonly Relation[] => {
  if (route.includes(':') && !features.policy[route].open) return relations;
  return [relations.find((relation) => sees('customerId', relation)) ?? 'mine'];
};

type Outcome = 'allowed' | 'unauthorized' | 'forbidden' | 'not-found';

/** The calls are such as the contract takes: whatever else comes out than what is looked for is a difference. */
function outcomeOf(route: ApiRoute, status: number): Outcome | `answered ${number}` {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status >= 200 && status < 300) return 'allowed';
  return status === 412 && oneRowForAll.includes(route) ? 'allowed' : `answered ${status}`;
}

/** Changed by every caller in turn: who is allowed is let through, and told that another was quicker. */
const oneRowForAll: readonly ApiRoute[] = ['PATCH /company'];

/** From the table, and from nothing of the code that reads it. */
function expectedOf(route: ApiRoute, { as, sees }: Identity, relation: Relation): Outcome {
  const rule = features.policy[route];
  if (rule.open) return opened[route] ?? 'allowed';
  if (as.kind === 'nobody') return 'unauthorized';
  const isRead = route.startsWith('GET ');
  const allowed =
    as.kind === 'contact'
      ? rule.contact?.includes(as.scope) && (isRead || !as.preview || rule.preview) && !(as.off && rule.part)
      : as.kind === 'member'
        ? rule.member?.includes(as.role) || (rule.right && as.rights?.includes(rule.right))
        : rule.key && rule.member?.includes(as.role ?? 'office');
  if (!allowed) return 'forbidden';
  const name = /:(\w+)/.exec(route)?.[1];
  return name !== undefined && !sees(name as Name, relation) ? 'not-found' : 'allowed';
}

/** Open routes check a link, password or ticket of their own; these calls bring none that holds. */
const opened: Partial<Record<ApiRoute, Outcome>> = {
  'POST /session': 'unauthorized',
  'POST /session/renewals': 'forbidden',
  'POST /password/tokens': 'not-found',
  'POST /password': 'not-found',
  'GET /files/:fileId/content': 'unauthorized',
};
