/**
 * Every route of the contract, asked by every kind of caller, about what is theirs and what is not. What must come out is
 * worked out from the policy table alone; what does come out is the real app's.
 */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Identity } from '../feature.testing.ts';
import { callOf } from '../testing/matrix-calls.ts';
import { expectedOf, outcomeOf, relationsAsked } from '../testing/matrix-outcomes.ts';
import { buildWorld, type World } from '../testing/matrix-world.ts';

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
