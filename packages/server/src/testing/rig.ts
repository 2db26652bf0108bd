/**
 * One real server for a whole run of component tests, or for stories. Beside the API of each company it serves what only a
 * test may ask, on loopback alone:
 *
 *     POST /rig                        a company of its own, given in the shapes of the wire
 *     *    /rig/:company/v1/…          the API, as if it stood where the page stands, and the browser had nobody else's cookies
 *     POST /rig/:company/session       signs somebody in
 *     POST /rig/:company/ended         ends every session
 *     POST /rig/:company/invitation    the one-time token that a member is invited by, as their mail has it
 *     POST /rig/:company/rows          the rows of a table, and takes them away where it says `remove`
 *     POST /rig/:company/clock         what this company's requests take for the time: milliseconds ahead
 */
import { hash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { getRequestListener } from '@hono/node-server';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import type { World } from '@parvis/sdk/samples';
import { everybody } from '../access/audience.ts';
import { startDelivery } from '../delivery/delivery.ts';
import { insertRows } from '../demo/rows.ts';
import { incomingFolder } from '../files/intake.ts';
import { startThumbnails } from '../files/thumbnails.ts';
import { startBackfills } from '../intervention/intervention.backfill.ts';
import { append } from '../journal/append.ts';
import type { Services } from '../services.ts';
import { newPasswordToken } from '../session/password-token.ts';
import { hashPassword } from '../session/passwords.ts';
import { endSessions } from '../session/session.revocation.ts';
import { contentKey, thumbnailKey } from '../storage/storage.ts';
import { run } from '../store/store.ts';
import { openTestStore } from './store.ts';
import { TestClock } from './clock.ts';
import { rowsOf } from './company-rows.ts';
import { openApp, testUrl } from './open-app.ts';
import { signIn, type Person } from './sign-in.ts';

/** The password of every member who is active. */
export const rigPassword = 'parvis';

/** What the rig keeps of a company beside the database: its clock, and the cookies of its tests' browser. */
interface Kept {
  clock: TestClock;
  cookies: Map<string, string>;
}

export interface Rig {
  url: string;
  close(): Promise<void>;
}

export async function startRig(): Promise<Rig> {
  const { s, app, close } = await openApp({ PARVIS_LOG: 'error' }, () => openTestStore('sqlite'));
  const workers = [startDelivery(s), startThumbnails(s), startBackfills(s)];
  const listener = getRequestListener(app.fetch);
  const passwordHash = await hashPassword(rigPassword);
  const contents = await drawContents();
  const companies = new Map<string, Kept>();

  const made = async (world: World) => {
    const rows = rowsOf(world, passwordHash, contents);
    for (const file of rows.files) {
      const { bytes } = contents[file.mediaType === 'application/pdf' ? 'paper' : 'picture'];
      await put(s, contentKey(file), bytes, file.mediaType);
      if (file.thumbnail === 'ready') await put(s, thumbnailKey(file), bytes, file.mediaType);
    }
    const companyId = world.company.id;
    await s.store.transaction(function* (tx) {
      yield* insertRows(tx, rows);
      const subject = { type: 'company', id: companyId } as const;
      yield* append(tx, { companyId, kind: 'company.created', actor: 'system', subject, audience: everybody });
    });
    await s.journal.wake([companyId]);
    companies.set(companyId, { clock: new TestClock(), cookies: new Map() });
    return { links: await Promise.all(rows.links.map((link) => s.tokens.linkUrl(link, null))) };
  };

  const asked: Record<string, (companyId: string, kept: Kept, body: never) => Promise<object> | object> = {
    session: (companyId, _, person: Person) => signIn(s, { ...person, companyId }),
    async rows(companyId, _, { table, remove = false }: { table: 'files'; remove?: boolean }) {
      const { [table]: rows } = s.store.t;
      const own = eq(rows.companyId, companyId);
      const found = await s.store.read.select().from(rows).where(own);
      if (remove) await s.store.transaction((tx) => run(tx.delete(rows).where(own)));
      return found;
    },
    async ended(companyId) {
      await s.store.transaction((tx) => endSessions(tx, companyId, 'system', undefined));
      await s.journal.wake([companyId]);
      return {};
    },
    invitation: async (companyId, _, { id }: { id: string }) => ({
      token: await s.store.transaction((tx) =>
        newPasswordToken(tx, { companyId, memberId: id, purpose: 'invitation' }),
      ),
    }),
    clock: (_, { clock }, { ahead }: { ahead: number }) => Object.assign(clock, { ahead }),
  };

  // A connection that is kept is never closed here as the next request sets out on it: on a busy machine that is when 5 s end.
  const server = createServer({ keepAliveTimeout: 0 }, (incoming, outgoing) => {
    const [, companyId = '', act = '', path] = /^\/rig(?:\/([^/]+)\/([^/?]+)(.*))?$/.exec(incoming.url ?? '') ?? [];
    const kept = companies.get(companyId);
    if (kept && act === 'v1') {
      incoming.url = `/v1${path}`;
      asOfOnePage(incoming, outgoing, kept);
      void kept.clock.run(() => listener(incoming, outgoing));
      return;
    }
    // What a page shows by an address that the API gave, such as a photograph.
    if (incoming.url?.startsWith('/v1/')) return void listener(incoming, outgoing);
    const answer = async () => {
      const body = await json(incoming);
      if (companyId === '') return made(body as World);
      if (!kept || !asked[act]) throw new Error(`the rig knows no ${incoming.url}`);
      return kept.clock.run(() => asked[act]!(companyId, kept, body as never));
    };
    answer().then(
      (reply) => outgoing.setHeader('content-type', 'application/json').end(JSON.stringify(reply)),
      (error: unknown) => {
        outgoing.statusCode = 500;
        outgoing.end(String((error as Error).stack));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await closed(server);
      await Promise.all(workers.map((worker) => worker.stop()));
      await close();
    },
  };
}

const closed = (server: Server) => new Promise<void>((resolve) => void server.close(() => resolve()));

/** The page and the API are of one origin, and have a cookie jar of their own. */
function asOfOnePage(incoming: IncomingMessage, outgoing: ServerResponse, { cookies }: Kept): void {
  const { headers, rawHeaders } = incoming;
  const set = (name: string, value: string | undefined) => {
    for (let at = rawHeaders.length - 2; at >= 0; at -= 2)
      if (rawHeaders[at]!.toLowerCase() === name) rawHeaders.splice(at, 2);
    delete headers[name];
    if (value === undefined) return;
    rawHeaders.push(name, value);
    headers[name] = value;
  };
  set('host', new URL(testUrl).host);
  if (headers.origin !== undefined) set('origin', testUrl);
  set('cookie', cookies.size ? [...cookies].map((pair) => pair.join('=')).join('; ') : undefined);

  const { writeHead } = outgoing;
  outgoing.writeHead = function (this: ServerResponse, status: number, ...more: unknown[]) {
    const given = more.at(-1);
    if (typeof given === 'object' && given !== null && 'set-cookie' in given) {
      for (const line of [given['set-cookie']].flat() as string[]) keep(cookies, line);
      delete given['set-cookie'];
    }
    return writeHead.apply(this, [status, ...more] as never);
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

/** A boiler on a wall, and a paper: the same for all. */
async function drawContents() {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#d8dfe6"/><rect x="140" y="60" width="120" height="150" rx="8" fill="#fff"/><circle cx="200" cy="170" r="14" fill="#3a7bbf"/><path d="M170 210v60M230 210v60" stroke="#b87333" stroke-width="8"/></svg>`;
  const of = (bytes: Buffer) => ({ bytes, size: bytes.length, sha256: hash('sha256', bytes) });
  return {
    picture: of(await sharp(Buffer.from(drawing)).jpeg().toBuffer()),
    paper: of(Buffer.from('%PDF-1.4\n%%EOF\n')),
  };
}

async function put(s: Services, key: string, bytes: Buffer, mediaType: string): Promise<void> {
  const folder = incomingFolder(s.config.data);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, randomUUID());
  writeFileSync(path, bytes);
  await s.storage.put(key, path, mediaType);
}
