/**
 * Everything that opens something for a person. Each is a door: it is tried before a change of that person, and after.
 */
import { expect, test } from 'vitest';
import { createApp } from '../app.ts';
import { readLive, type LiveReader } from '../live/live.testing.ts';
import { openServer } from '../server.ts';
import { newPasswordToken, type Purpose } from '../session/password-token.ts';
import { hashPassword } from '../session/passwords.ts';
import { testUrl, type SignedIn, type TestApp } from '../testing.ts';
import { photo } from './files.ts';
import { holdOpen, type HeldRequest } from './held-open.ts';

/** Asks whether it still opens something. */
export type Door = () => Promise<boolean>;
export type Doors<Name extends string> = Record<Name, Door>;
/** What happens to the person, and which doors are left to them: no others. */
export type Changes<Name extends string, Found> = Record<
  string,
  { how: (found: Found) => Promise<unknown>; leaves: readonly Name[] }
>;

/** What opens at the moment, by name. */
async function openOf<Name extends string>(doors: Doors<Name>): Promise<Name[]> {
  const names: Name[] = [];
  for (const [name, door] of Object.entries(doors) as [Name, Door][]) if (await door()) names.push(name);
  return names;
}

/** The doors of an app, some of them behind a server of their own. */
export async function openDoors(t: TestApp) {
  const password = 'la chaudière est réparée';
  const passwordHash = await hashPassword(password);
  const server = await openServer('127.0.0.1', 0);
  server.answer(createApp(t.s).fetch);
  const readers: LiveReader[] = [];
  const held: HeldRequest[] = [];

  const answers = (work: Promise<{ status: number }>): Promise<boolean> => work.then(({ status }) => status < 300);

  const upload = async (as: SignedIn) =>
    (await t.ask('POST /files', { as, body: await photo(), query: { name: 'photo.jpg' } })).body;
  const address =
    (url: string): Door =>
    async () => {
      const response = await t.app.fetch(new Request(`${testUrl}${url}`));
      await response.body?.cancel();
      return response.ok;
    };

  /** A request that began in time and whose body comes when the door is tried; the next one begins then. */
  const heldOpen = async (as: SignedIn, path: string, content: object | Uint8Array): Promise<Door> => {
    const begin = async () => {
      const request = await holdOpen(t.app, as, path, content);
      held.push(request);
      return request;
    };
    let request = await begin();
    return async () => {
      const { status } = await request.finish();
      request = await begin();
      return status < 300;
    };
  };

  let signIns = 0;
  const signIn = (email: string, keep = false) =>
    t.ask('POST /session', {
      body: { email, password, keep },
      headers: { origin: testUrl },
      ip: `10.9.${++signIns % 250}.1`,
    });

  return {
    password,
    passwordHash,
    answers,
    heldOpen,
    signIn,
    /** An address that nobody has yet. */
    newEmail: () => `n${++signIns}@atelier.example`,

    bearer:
      (route: 'GET /fields' | 'GET /portal', as: SignedIn | string): Door =>
      () =>
        answers(t.ask(route, { as })),
    link:
      (text: string): Door =>
      () =>
        answers(t.ask('POST /session', { body: { link: text } })),
    async stream({ token }: SignedIn): Promise<Door> {
      const reader = await readLive(`http://127.0.0.1:${server.port}`, token);
      readers.push(reader);
      await expect.poll(() => reader.blocks.length).toBeGreaterThan(0);
      return () => Promise.resolve(!reader.ended);
    },
    downloadAddress: async (as: SignedIn): Promise<Door> => address((await upload(as)).url),
    /** Of a file that another has put there. */
    addressOf: async (fileId: string, as: SignedIn): Promise<Door> =>
      address((await t.ask('GET /files/:fileId', { as, params: { fileId } })).body.url),
    async photoOn(interventionId: string, as: SignedIn): Promise<string> {
      const { id } = await upload(as);
      const call = { as, params: { interventionId }, body: { fileIds: [id] } };
      expect((await t.ask('POST /interventions/:interventionId/files', call)).status).toBeLessThan(300);
      return id;
    },
    heldUpload: async (as: SignedIn) => heldOpen(as, '/files?name=photo.jpg', await photo()),
    async oneTimeLink(member: { id: string; companyId: string }, purpose: Purpose): Promise<Door> {
      const token = await t.s.store.transaction((tx) =>
        newPasswordToken(tx, { companyId: member.companyId, memberId: member.id, purpose }),
      );
      return () => answers(t.ask('POST /password/tokens', { body: { token } }));
    },
    async cookie(email: string): Promise<Door> {
      const { headers } = await signIn(email, true);
      const line = headers.getSetCookie().map((each) => each.split(';')[0]);
      const sent = { origin: testUrl, cookie: line.join('; ') };
      return () => answers(t.ask('POST /session/renewals', { body: { audience: 'company' }, headers: sent }));
    },

    /** After each test: what it left open. */
    leave() {
      for (const reader of readers.splice(0)) reader.close();
      for (const request of held.splice(0)) request.leave();
    },
    async close() {
      await t.s.journal.close();
      await server.stop(1000);
    },
  };
}
export type DoorMaker = Awaited<ReturnType<typeof openDoors>>;

/** A test a change: before it everything opens, after it what the change leaves. */
export function testChanges<Name extends string, Found extends { doors: Doors<Name> }>(
  t: () => TestApp,
  { everything, stream, arrange }: { everything: readonly Name[]; stream: Name; arrange: () => Promise<Found> },
  changes: Changes<Name, Found>,
): void {
  for (const [change, { how, leaves }] of Object.entries(changes)) {
    test(change, async () => {
      const found = await arrange();
      expect(await openOf(found.doors)).toEqual(everything);
      await how(found);
      await t().told();
      await expect.poll(found.doors[stream]).toBe(leaves.includes(stream));
      expect(await openOf(found.doors)).toEqual(everything.filter((name) => leaves.includes(name)));
    });
  }
}
