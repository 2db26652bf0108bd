/** Lists that are offered whole, to choose from. */
import type { Equipment, Site } from '@parvis/sdk';
import { list } from '@parvis/sdk/portal';
import type { Connection } from './connection.ts';

/** Every row of a list in reach, however many pages it takes; rejects with the first refusal. */
export async function all(connection: Connection, route: 'GET /sites'): Promise<Site[]>;
export async function all(connection: Connection, route: 'GET /equipment'): Promise<Equipment[]>;
export async function all({ client }: Connection, route: 'GET /sites' | 'GET /equipment') {
  const rows: unknown[] = [];
  for await (const row of list(client.call, route, { limit: 200 })) rows.push(row);
  return rows;
}
