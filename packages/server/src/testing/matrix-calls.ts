/** A call to every route, such as its contract takes. */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import type { Fresh, Identity, Relation } from '../feature.testing.ts';
import { features } from '../feature-set.ts';
import { newId } from '../ids.ts';
import type { AskOptions } from '../testing.ts';
import { matrixRows } from './matrix-rows.ts';
import type { World } from './matrix-world.ts';

/** A call that the contract takes and that changes nothing others rely on: what it would change is made for it, or is stale. */
export async function callOf(
  world: World,
  route: ApiRoute,
  identity: Identity,
  relation: Relation,
): Promise<AskOptions & { params: Record<string, string> }> {
  const isOpen = features.policy[route].open === true;
  const its = { ...world.things[relation], ...(relation === 'mine' && identity.own) };
  const { token, params, query, body } = await freshOf(world, route, identity, relation);
  const named = [...route.matchAll(/:(\w+)/g)].map(([, name]) => [name, newId()] as const);
  const bodyOf = matrixRows.bodies[route];
  return {
    // Throttles count by address: each call comes from another.
    ip: `10.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`,
    as: isOpen && identity.as.kind === 'nobody' ? null : (token ?? identity.token),
    params: { ...Object.fromEntries(named), ...its, ...params },
    ...('ifMatch' in api[route] ? { ifMatch: 1 } : {}),
    ...(query && { query }),
    ...(bodyOf ? { body: Object.assign(bodyOf(its, identity), body) } : body && { body }),
  };
}

async function freshOf(world: World, route: ApiRoute, identity: Identity, relation: Relation): Promise<Fresh> {
  const make = matrixRows.made[route];
  if (!make || relation === 'unknown') return {};
  const its = { ...world.things[relation], ...(relation === 'mine' && identity.own) };
  return await make(world, { companyId: world.companies[relation], ...its }, identity, relation);
}
