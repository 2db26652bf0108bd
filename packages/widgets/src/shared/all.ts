import { list, type Input, type Paged, type PortalClient, type Row } from '@parvis/sdk/portal';

/** Every row of a list, however many pages that takes, for what is shown whole; rejects with the first refusal. */
export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

/** All that a route lists, in as few pages as can be. */
export const allOf = <R extends Paged>(call: PortalClient['call'], route: R): Promise<Row<R>[]> =>
  all(list(call, route, { limit: 200 } as Input<R>));
