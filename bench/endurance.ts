/**
 * What must hold however long it lasts, on servers of their own that are killed and started again. One line a figure;
 * exit 1 when one of them is not what it must be.
 *
 *     npm run endurance -- revocations 30         two nodes on PostgreSQL; one is killed right after it answered 204
 *     npm run endurance -- kills 200 sqlite       creates under load, retried under their key after each kill
 *     npm run endurance -- kills 200 postgres
 *     npm run endurance -- bulk 30                seconds of changes in bulk beside ordinary ones, on PostgreSQL
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from '../scripts/free-port.mjs';
import { startPostgres } from '../scripts/postgres.mjs';

const bin = fileURLToPath(new URL('../packages/server/bin/parvis.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'parvis-endurance-'));

let isShort = false;
const figure = (what: string, value: number | string, met: boolean): void => {
  isShort ||= !met;
  console.log(`${met ? 'ok   ' : 'SHORT'} ${what.padEnd(60)} ${value}`);
};

interface Node {
  url: string;
  kill(): Promise<void>;
}

const environment = (databaseUrl: string) => ({
  PATH: process.env['PATH'],
  PARVIS_DATA: folder,
  PARVIS_DATABASE_URL: databaseUrl,
  PARVIS_SECRET: 'a secret of the endurance run, long enough',
  // All nodes are one service.
  PARVIS_URL: 'http://parvis.example',
  PARVIS_LOG: 'error',
});

const running = new Set<ChildProcess>();

const startNode = async (databaseUrl: string): Promise<Node> => {
  const port = String(await freePort());
  const child = spawn(process.execPath, [bin, 'serve'], {
    env: { ...environment(databaseUrl), PARVIS_PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  return await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (!/^API .*\n/m.test(said)) return;
      resolve({
        url: `http://127.0.0.1:${port}`,
        async kill() {
          child.kill('SIGKILL');
          await ended;
          running.delete(child);
        },
      });
    });
    void ended.then(() => reject(new Error(`a server ended: ${said}`)));
  });
};

/** What a command says, as an object. */
const parvis = async (databaseUrl: string, ...args: string[]): Promise<Record<string, string>> => {
  const { stdout } = await promisify(execFile)(process.execPath, [bin, ...args, '--json'], {
    env: environment(databaseUrl),
  });
  return JSON.parse(stdout) as Record<string, string>;
};

interface Reply {
  status: number;
  body: Record<string, unknown>;
}

const ask = async (
  node: Node,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> => {
  const response = await fetch(`${node.url}/v1${path}`, {
    method,
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
};

/** A company, and the key of a program of its own. */
const companyOn = async (databaseUrl: string): Promise<string> => {
  await parvis(databaseUrl, 'company', 'create', '--name', 'Endurance', '--email', 'claire@endurance.example');
  return (await parvis(databaseUrl, 'key', 'create', '--name', 'Endurance'))['key']!;
};

const person = { kind: 'person', address: { line1: '1 rue Haute', postalCode: '44000', city: 'Nantes' } };

const customerOn = async (node: Node, key: string): Promise<{ customerId: string; contactId: string }> => {
  const contact = { lastName: 'Martin', email: 'martin@customer.example' };
  const reply = await ask(node, key, 'POST', '/customers', { ...person, lastName: 'Martin', contact });
  if (reply.status !== 201) throw new Error(`no customer: ${JSON.stringify(reply)}`);
  const { id, contacts } = reply.body as { id: string; contacts: { id: string }[] };
  return { customerId: id, contactId: contacts[0]!.id };
};

async function revocations(count: number, databaseUrl: string): Promise<void> {
  const key = await companyOn(databaseUrl);
  const stays = await startNode(databaseUrl);
  let dies = await startNode(databaseUrl);
  const { contactId } = await customerOn(stays, key);
  let unseen = 0;
  for (let nth = 0; nth < count; nth++) {
    const { body } = await ask(dies, key, 'POST', '/links', { contactId });
    const { body: session } = await ask(stays, '', 'POST', '/session', { link: body['url'] });
    const token = session['accessToken'] as string;
    const opened = await ask(stays, token, 'GET', '/portal');
    if (opened.status !== 200) throw new Error(`the link did not open: ${JSON.stringify(opened)}`);
    const { id } = body['link'] as { id: string };
    const revoked = await ask(dies, key, 'DELETE', `/links/${id}`);
    await dies.kill();
    if (revoked.status !== 204) throw new Error(`not revoked: ${JSON.stringify(revoked)}`);
    await pause(2_000);
    if ((await ask(stays, token, 'GET', '/portal')).status === 200) unseen++;
    dies = await startNode(databaseUrl);
  }
  await Promise.all([stays.kill(), dies.kill()]);
  figure(`revocations unseen after 2 s, of ${count} told by a node that was killed`, unseen, unseen === 0);
}

async function kills(count: number, databaseUrl: string, engine: string): Promise<void> {
  const key = await companyOn(databaseUrl);
  let node = await startNode(databaseUrl);
  const { customerId } = await customerOn(node, key);
  const answered: { id: string; description: string }[] = [];
  let isOver = false;
  /** Attempts that were to be made again, by what they were answered. */
  const again = new Map<string, number>();
  /** Sends one create after the other, each until it is answered. */
  const write = async (writer: number) => {
    for (let nth = 0; !isOver; nth++) {
      const description = `Fuite ${writer}.${nth}`;
      for (let attempt = 0; ; attempt++) {
        const headers = { 'idempotency-key': `${writer}.${nth}` };
        const reply = await ask(node, key, 'POST', '/interventions', { customerId, description }, headers).catch(
          () => null,
        );
        if (reply?.status === 201) {
          answered.push({ id: reply.body['id'] as string, description });
          break;
        }
        if (reply !== null && reply.status < 500 && reply.status !== 409 && reply.status !== 429)
          throw new Error(`refused: ${JSON.stringify(reply)}`);
        const why = reply === null ? 'no answer' : String(reply.status);
        again.set(why, (again.get(why) ?? 0) + 1);
        await pause(20);
      }
    }
  };
  const writers = Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
  for (let nth = 0; nth < count; nth++) {
    await pause(100 + Math.random() * 900);
    await node.kill();
    node = await startNode(databaseUrl);
  }
  isOver = true;
  await writers;
  const found: { id: string; description: string }[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await ask(node, key, 'GET', `/interventions?limit=100${cursor && `&cursor=${cursor}`}`);
    found.push(...(body['items'] as typeof found));
    cursor = body['next'] as string | null;
  }
  await node.kill();
  const there = new Set(found.map(({ id }) => id));
  const lost = answered.filter(({ id }) => !there.has(id)).length;
  const doubled = found.length - new Set(found.map(({ description }) => description)).size;
  figure(
    `creates answered over ${count} kills, ${engine} (${[...again].map(([why, times]) => `${why}: ${times}`).join(', ')})`,
    answered.length,
    true,
  );
  figure(`creates lost over ${count} kills, ${engine}`, lost, lost === 0);
  figure(`creates doubled over ${count} kills, ${engine}`, doubled, doubled === 0);
}

async function bulk(seconds: number, databaseUrl: string): Promise<void> {
  const key = await companyOn(databaseUrl);
  const node = await startNode(databaseUrl);
  const rows = Array.from({ length: 200 }, (_, nth) => ({
    externalId: `C${nth}`,
    kind: 'person',
    lastName: `M${nth}`,
  }));
  const { body } = await ask(node, key, 'POST', '/customers/batch', { rows });
  const ids = (body['results'] as { id: string }[]).map(({ id }) => id);
  const until = performance.now() + seconds * 1000;
  const failed: Reply[] = [];
  const slowest = { bulk: 0, ordinary: 0 };
  let asked = 0;
  const timed = async (...call: [method: string, path: string, body: unknown, headers?: Record<string, string>]) => {
    const began = performance.now();
    const reply = await ask(node, key, ...call);
    const kind = call[1].endsWith('/batch') ? 'bulk' : 'ordinary';
    slowest[kind] = Math.max(slowest[kind], (performance.now() - began) / 1000);
    asked++;
    if (reply.status >= 500) failed.push(reply);
    return reply;
  };
  const inBulk = async (writer: number) => {
    for (let turn = 0; performance.now() < until; turn++) {
      const changed = rows.map((row) => ({ ...row, lastName: `${row.externalId} ${writer}.${turn}` }));
      await timed('POST', '/customers/batch', { rows: turn % 2 === writer % 2 ? changed : changed.toReversed() });
    }
  };
  const oneByOne = async (writer: number) => {
    for (let turn = writer; performance.now() < until; turn++) {
      const id = ids[(turn * 7) % ids.length]!;
      const { body } = await ask(node, key, 'GET', `/customers/${id}`);
      await timed(
        'PATCH',
        `/customers/${id}`,
        { extra: `${writer}.${turn}` },
        { 'if-match': `"${body['version'] as number}"` },
      );
      await timed('POST', '/interventions', { customerId: id, description: 'Fuite' });
    }
  };
  await Promise.all([inBulk(0), inBulk(1), ...Array.from({ length: 6 }, (_, writer) => oneByOne(writer))]);
  await node.kill();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows: found } = await client.query<{ deadlocks: string }>(
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  );
  await client.end();
  const deadlocks = Number(found[0]!.deadlocks);
  figure(`deadlocks in ${seconds} s of bulk and ordinary changes (${asked} requests)`, deadlocks, deadlocks === 0);
  for (const [kind, took] of Object.entries(slowest))
    figure(`the slowest of them, ${kind}, in seconds`, took.toFixed(2), took < 10);
  figure('of them answered 5xx', failed.length, failed.length === 0);
}

const [what = '', count = '30', engine = 'postgres'] = process.argv.slice(2);
const server = engine === 'postgres' ? await startPostgres({ durable: true }) : null;
try {
  const databaseUrl = server?.url ?? `file:${join(folder, 'parvis.db')}`;
  if (what === 'revocations') await revocations(Number(count), databaseUrl);
  else if (what === 'kills') await kills(Number(count), databaseUrl, engine);
  else if (what === 'bulk') await bulk(Number(count), databaseUrl);
  else throw new Error('what is to be endured: revocations, kills or bulk');
} finally {
  for (const child of running) child.kill('SIGKILL');
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isShort ? 1 : 0;
