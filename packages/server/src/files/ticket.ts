/**
 * The ticket in a file's address: says by whose session it opens, sealed. It stays the same for half an hour, so that
 * a page read again shows the pictures that the browser already has, and opens for another half hour.
 */
import type { Sealer } from '../access/seal.ts';
import type { Principal } from '../access/viewer.ts';
import { nowMillis } from '../time.ts';

export interface Ticket {
  companyId: string;
  fileId: string;
  /** The session or key that it was made for: the address ends with it. */
  holder: Principal;
}

const purpose = 'file';
const period = 30 * 60_000;
const remembered = 20_000;

interface Memory {
  since: number;
  tickets: Map<string, string>;
}
const memories = new WeakMap<Sealer, Memory>();

export function makeTicket(sealer: Sealer, { companyId, fileId, holder }: Ticket): string {
  const since = nowMillis() - (nowMillis() % period);
  let memory = memories.get(sealer);
  if (memory?.since !== since || memory.tickets.size >= remembered) {
    memory = { since, tickets: new Map() };
    memories.set(sealer, memory);
  }
  const name = `${companyId} ${holder} ${fileId}`;
  let ticket = memory.tickets.get(name);
  if (ticket === undefined) {
    ticket = sealer.seal(purpose, JSON.stringify([companyId, fileId, holder, since + 2 * period]));
    memory.tickets.set(name, ticket);
  }
  return ticket;
}

/** Null for a ticket that we did not make, or whose time is over. */
export function openTicket(sealer: Sealer, sealed: string): Ticket | null {
  const text = sealer.open(purpose, sealed);
  if (text === null) return null;
  const [companyId, fileId, holder, until] = JSON.parse(text) as [string, string, Principal, number];
  return nowMillis() < until ? { companyId, fileId, holder } : null;
}
