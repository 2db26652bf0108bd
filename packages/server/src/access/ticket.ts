/**
 * The ticket in the address of a download: says by whose session it opens, sealed. It stays the same for half an hour, so
 * that a page read again shows the pictures that the browser already has, and opens for another half hour.
 */
import { unauthorized } from '../problem.ts';
import { nowMillis } from '../time.ts';
import type { Sealer } from './seal.ts';
import type { Tokens } from './tokens.ts';
import type { Principal, Viewer } from './viewer.ts';

export interface Ticket {
  companyId: string;
  /** What it opens, and nothing else: `file:<id>`, `calendar:<id>` (of an intervention). */
  opens: `${'file' | 'calendar'}:${string}`;
  /** The session or key that it was made for: the address ends with it. */
  holder: Principal;
}

const purpose = 'download';
const period = 30 * 60_000;
const remembered = 20_000;

interface Memory {
  since: number;
  tickets: Map<string, string>;
}
const memories = new WeakMap<Sealer, Memory>();

export function makeTicket(sealer: Sealer, { companyId, opens, holder }: Ticket): string {
  const since = nowMillis() - (nowMillis() % period);
  let memory = memories.get(sealer);
  if (memory?.since !== since || memory.tickets.size >= remembered) {
    memory = { since, tickets: new Map() };
    memories.set(sealer, memory);
  }
  const name = `${companyId} ${holder} ${opens}`;
  let ticket = memory.tickets.get(name);
  if (ticket === undefined) {
    ticket = sealer.seal(purpose, JSON.stringify([companyId, opens, holder, since + 2 * period]));
    memory.tickets.set(name, ticket);
  }
  return ticket;
}

/** Null for a ticket that we did not make, or whose time is over. */
export function openTicket(sealer: Sealer, sealed: string): Ticket | null {
  const text = sealer.open(purpose, sealed);
  if (text === null) return null;
  const [companyId, opens, holder, until] = JSON.parse(text) as [string, Ticket['opens'], Principal, number];
  return nowMillis() < until ? { companyId, opens, holder } : null;
}

/** Who opens an address by its ticket. Raises 401 `ticket-ended`. */
export async function holderOf(
  { sealer, tokens }: { sealer: Sealer; tokens: Pick<Tokens, 'recall'> },
  sealed: string,
  opens: Ticket['opens'],
): Promise<Viewer> {
  const ticket = openTicket(sealer, sealed);
  const viewer = ticket?.opens === opens ? await tokens.recall(ticket.companyId, ticket.holder) : null;
  if (!viewer) throw unauthorized('ticket-ended');
  return viewer;
}
