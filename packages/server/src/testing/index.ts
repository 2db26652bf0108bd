/**
 * The real Parvis in this process, for tests of what stands on it: every rule, refusal and stream is the server's own.
 *
 *     import { createClient } from '@parvis/sdk';
 *     import { startTestServer } from '@parvis/server/testing';
 *
 *     const parvis = await startTestServer();
 *     const company = await parvis.company({ name: 'Atelier des Monts' });
 *     const { customer, contact } = await parvis.customer(company, { lastName: 'Girard' });
 *     await parvis.intervention(customer, { description: 'Fuite sous l’évier' });
 *     const { url } = await parvis.link(contact);
 *     const portal = createClient({ api: parvis.url, fetch: parvis.fetch, link: url });
 *     await parvis.close();
 *
 * Rows are written as they are given, everything else about them being as usual; what a customer, a member or a program
 * does goes through a client. It needs no port and no network; its database and files are in the system's temporary folder
 * and go with it.
 */
import type { Session } from '@parvis/sdk/contract';
import type { TestRows } from '../rows.testing.ts';
// Whoever reads the types of this file alone needs those of the tables.
import '../schema.ts';
import { openTestStore } from './store.ts';
import { TestClock } from './clock.ts';
import { openApp, testUrl } from './open-app.ts';
import { signIn, type Person } from './sign-in.ts';

export type { SignedIn, TestRows } from '../rows.testing.ts';
export type { TestClock } from './clock.ts';
export type { Person } from './sign-in.ts';

export interface TestServer extends TestRows {
  /** The `api` of clients and elements. Nothing listens there: `fetch` answers. */
  url: string;
  fetch: typeof fetch;
  /** What the server reads as the time. */
  clock: TestClock;
  /** Signs somebody in, as the answer of `POST /v1/session` does: for `getSession`. */
  signIn(person: Person): Promise<Session>;
  close(): Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  const { s, app, logged: _, session: __, close, ...rows } = await openApp({}, () => openTestStore('sqlite'));
  const clock = new TestClock();
  const from = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
  return {
    ...onClock(clock, rows),
    url: testUrl,
    clock,
    fetch: async (input, init) => clock.run(() => app.fetch(new Request(input, init), from)),
    signIn: (person) => clock.run(() => signIn(s, person)),
    close,
  };
}

/** What is written at the time that the clock tells. */
const onClock = (clock: TestClock, rows: TestRows): TestRows =>
  Object.fromEntries(
    Object.entries(rows).map(([name, write]: [string, (...given: unknown[]) => unknown]) => [
      name,
      (...given: unknown[]) => clock.run(() => write(...given)),
    ]),
  ) as unknown as TestRows;
