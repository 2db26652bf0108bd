/**
 * Every id that a body can name, by every caller who may make the call: of what they do not see they are answered exactly
 * as of what does not exist.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relations, type Identity, type Name, type Relation } from '../feature.testing.ts';
import { newId } from '../ids.ts';
import { callOf } from '../testing/matrix-calls.ts';
import { matrixRows } from '../testing/matrix-rows.ts';
import { buildWorld, type World } from '../testing/matrix-world.ts';

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(() => world.t.close());

describe('what a body names and its caller does not see', () => {
  test.each(matrixRows.references)('$route, $field ($name)', async ({ route, name, field, body, tooWide }) => {
    const differences: string[] = [];
    let asked = 0;
    const ask = async (identity: Identity, relation: Relation) => {
      const home = relations.find((theirs) => identity.sees('customerId', theirs)) ?? 'mine';
      const call = await callOf(world, route, identity, home);
      const id = relation === 'unknown' ? newId() : idIn(world.things[relation], name);
      const made = { ...(call.body as object), ...body(id) };
      const { status, errors, code } = await world.t.ask(route, { ...call, body: made });
      return { status, code, errors };
    };
    for (const [who, identity] of Object.entries(world.identities)) {
      const unknown = await ask(identity, 'unknown');
      // Who may not make the call at all is asked about by the other matrix.
      if (unknown.status === 401 || unknown.status === 403) continue;
      asked += 1;
      // A contact is refused some of these whatever they name: the same, then, for each.
      if (identity.as.kind !== 'contact')
        expect(unknown, who).toMatchObject({
          status: 422,
          // Whoever does not see all is refused a scope as wide, whatever they name: the same, then, for each.
          errors:
            tooWide !== undefined && unknown.errors?.[0]?.code === 'not-held'
              ? [{ field: tooWide }]
              : [{ field, code: 'unknown-reference' }],
        });
      expect(unknown.status, who).toBeGreaterThanOrEqual(400);
      for (const relation of relations.filter((one) => one !== 'unknown' && isHidden(identity, one, name))) {
        const answer = await ask(identity, relation);
        if (JSON.stringify(answer) !== JSON.stringify(unknown))
          differences.push(`${who}, ${relation}: ${answer.status} ${JSON.stringify(answer.errors)}`);
      }
    }
    expect(differences).toEqual([]);
    expect(asked).toBeGreaterThan(0);
  });
});

/** The sibling's customer is everybody's who has the customer. */
function isHidden({ sees }: Identity, relation: Relation, name: Name): boolean {
  const isTheSame = relations.some(
    (other) => sees(name, other) && idIn(world.things[other], name) === idIn(world.things[relation], name),
  );
  return !isTheSame && !sees(name, relation);
}

const idIn = (things: World['things']['mine'], name: Name): string => things[name as keyof typeof things];
