/** What somebody who calls is most likely to ask: what was done last, what comes next, what waits. */
import type { Client, FoundGroup } from '@parvis/sdk';

/** As many waiting are counted. */
const counted = 9;

const found = ({ interventions }: Client, customerId: string, of: object, limit = 1) =>
  interventions.list({ customerId, sort: 'date', limit, ...of }).page();

/** The interventions of a customer that matter on the telephone. */
export async function courseOf(client: Client, customerId: string) {
  const [last, next, waiting] = await Promise.all([
    found(client, customerId, { status: 'done,signed', order: 'desc' }),
    found(client, customerId, { status: 'scheduled,en_route,in_progress', order: 'asc' }),
    found(client, customerId, { inbox: 'true', order: 'asc' }, counted),
  ]);
  const count = waiting.items.length;
  return {
    last: last.items[0],
    next: next.items[0],
    /** How many are to be planned; '' when none is. */
    waiting: waiting.next ? `${count}+` : count ? String(count) : '',
  };
}
export type Course = Awaited<ReturnType<typeof courseOf>>;

/** One row, by what it opens. */
export type FoundRow = {
  [Kind in FoundGroup['kind']]: { kind: Kind; item: Extract<FoundGroup, { kind: Kind }>['items'][number] };
}[FoundGroup['kind']];

export const rowsOf = (group: FoundGroup): FoundRow[] =>
  // Each group has items of its own kind.
  group.items.map((item) => ({ kind: group.kind, item }) as FoundRow);
