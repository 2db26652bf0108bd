/**
 * On PostgreSQL partitioned by company all is as everywhere else. It also shows that the company is named by a value: whatever
 * is read lies in the partition of one company.
 */
import { api, type ApiRoute } from '@parvis/sdk/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listCustomers } from '../customer/customer.list.ts';
import { listEquipment } from '../equipment/equipment.rules.ts';
import { listInterventions } from '../intervention/intervention.list.ts';
import { readPortal } from '../portal/portal.rules.ts';
import { openPartitionedStore } from '../testing/partitions.ts';
import { openPlannedStore } from '../store/plans.testing.ts';
import type { TestStore } from '../testing/store.ts';
import { listSites } from '../site/site.rules.ts';
import { callOf } from '../testing/matrix-calls.ts';
import { expectedOf, outcomeOf } from '../testing/matrix-outcomes.ts';
import { buildWorld, type World } from '../testing/matrix-world.ts';

const askers = ['no token', 'link of a customer', 'link of a site', 'a technician', 'admin', 'an API key'] as const;

describe.runIf(process.env['PARVIS_TEST_ENGINE'] === 'postgres')('with partitions', () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld(openPartitionedStore);
  });
  afterAll(() => world.t.close());

  test('every route answers each kind of viewer as the policy says', async () => {
    const differences: string[] = [];
    const ask = async (route: ApiRoute, name: string) => {
      const identity = world.identities[name]!;
      const { status, code } = await world.t.ask(route, await callOf(world, route, identity, 'mine'));
      const [expected, found] = [expectedOf(route, identity, 'mine'), outcomeOf(route, status)];
      if (found !== expected) differences.push(`${route}, ${name}: ${expected} expected, ${status} ${code ?? ''}`);
    };
    for (const route of Object.keys(api) as ApiRoute[]) await Promise.all(askers.map((name) => ask(route, name)));
    expect(differences).toEqual([]);
  });

  test('what is read most lies in one partition, in the order of its index', async () => {
    const { t, identities } = world;
    const planned = await openPlannedStore(t.s.store as TestStore);
    const s = { ...t.s, store: planned.store };
    const page = { order: 'asc', limit: 20 } as const;
    try {
      for (const name of askers.slice(1)) {
        const viewer = (await t.s.tokens.viewer(identities[name]!.token!))!;
        await listInterventions(s, viewer, { ...page, sort: 'date' });
        await listCustomers(s, viewer, { ...page, sort: 'name' });
        await listSites(s, viewer, { limit: 20 });
        await listEquipment(s, viewer, { limit: 20 });
        const lists = await planned.plans();
        expect(lists).toHaveLength(4);
        expect(lists.filter(({ sorts }) => sorts)).toEqual([]);
        await listInterventions(s, viewer, { ...page, sort: 'date', q: 'fuite durand' });
        if (viewer.kind === 'contact') await readPortal(s, viewer);
        for (const { scans, indexes } of [...lists, ...(await planned.plans())]) {
          expect(scans).toEqual([]);
          expect(new Set(indexes.map(partitionOf)).size, indexes.join()).toBe(1);
        }
      }
    } finally {
      await planned.close();
    }
  });
});

/** By the name that PostgreSQL gives an index of a partition: `interventions_p3_company_id_date_id_idx`. */
function partitionOf(index: string): string {
  const [partition] = /_p\d(?=_)/.exec(index) ?? [];
  if (partition === undefined) throw new Error(`${index} is in no partition`);
  return partition;
}
