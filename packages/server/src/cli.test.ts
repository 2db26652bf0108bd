import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from './cli.ts';
import { testApp, type TestApp } from './testing.ts';
import { openTestStore, type TestStore } from './store/testing.ts';

const bin = fileURLToPath(new URL('../bin/parvis.mjs', import.meta.url));
const isSqlite = process.env['PARVIS_TEST_ENGINE'] !== 'postgres';
const secret = 'a secret of tests, long enough for them';

interface Ended {
  code: number;
  out: string;
  err: string;
}

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'parvis-cli-'));
  folders.push(made);
  return made;
};
afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true, force: true })));

/** Only what a test names is in the environment. */
const environment = (given: Record<string, string>) => ({
  PATH: process.env['PATH'],
  PARVIS_DATA: given['PARVIS_DATA'] ?? folder(),
  ...given,
});

/** A command that ends, without the start of another process. */
const parvis = async (given: Record<string, string>, ...args: string[]): Promise<Ended> => {
  const { stop, ...ended } = await run(args, { env: environment(given), progress: () => {} });
  await stop?.();
  return ended;
};

/** The same as a person types it. */
const typed = (given: Record<string, string>, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { env: environment(given), timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });

const factsOf = (out: string): Record<string, string> =>
  Object.fromEntries(
    out
      .trim()
      .split('\n')
      .map((line) => /^(\S+)\s+(.*)$/.exec(line)!.slice(1) as [string, string]),
  );

interface Started {
  facts: Record<string, string>;
  child: ChildProcess;
  /** Sends a signal; resolves to the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a command that goes on, and waits until it says where its API is. */
function start(given: Record<string, string>, ...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [bin, ...args], {
    env: environment({ PARVIS_PORT: '0', ...given }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
      if (!/^API .*\n/m.test(out)) return;
      resolve({
        facts: factsOf(out),
        child,
        stop(signal = 'SIGTERM') {
          child.kill(signal);
          return exited;
        },
      });
    });
    void exited.then((code) => reject(new Error(`ended with ${code}: ${err}`)));
  });
}

describe('what is not understood ends with 2 and says what would be', () => {
  test.each([
    [['nonsense']],
    [['company']],
    [['constructor']],
    [['backup']],
    [['link', 'revoke']],
    [['backup', 'a', 'b']],
    [['serve', '--fast']],
    [['link', 'create']],
    [['link', 'create', '--customer', 'twelve']],
    [['link', 'create', '--customer', '12', '--scope', 'house:1']],
    [['company', 'create', '--name', 'X', '--email', 'nobody']],
    [['demo', '--scale', '0']],
  ])('%j', async (args) => {
    const { code, out, err } = await parvis({ PARVIS_SECRET: secret }, ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^[^\n]+\.?\n\nparvis <command>/);
  });

  test('from a terminal, too', async () => {
    expect(await typed({}, 'nonsense')).toMatchObject({ code: 2, out: '' });
  });

  test('asking for help is no mistake', async () => {
    expect(await typed({}, '--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('parvis <command>') as string,
    });
  });
});

describe('a wrong environment ends with 1 and one sentence', () => {
  test.each([
    ['PARVIS_SECRET', {}],
    ['PARVIS_PORT', { PARVIS_SECRET: secret, PARVIS_PORT: 'http' }],
    ['PARVIS_DATABASE_URL', { PARVIS_SECRET: secret, PARVIS_DATABASE_URL: 'mysql://x/y' }],
  ])('%s', async (name, given: Record<string, string>) => {
    const { code, out, err } = await parvis(given, 'serve');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(new RegExp(`^${name} [^\n]+\n$`));
  });

  test('from a terminal, too', async () => {
    expect(await typed({}, 'serve')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^PARVIS_SECRET is missing: [^\n]+\n$/) as string,
    });
  });

  test('a port in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
    const port = String((taken.address() as AddressInfo).port);
    const { code, err } = await parvis({ PARVIS_SECRET: secret, PARVIS_PORT: port }, 'serve');
    taken.close();
    expect(code).toBe(1);
    expect(err).toMatch(/^PARVIS_PORT \d+ is in use [^\n]+\n$/);
  });

  test('a database that does not answer', async () => {
    const { code, err } = await parvis({ PARVIS_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }, 'migrate');
    expect(code).toBe(1);
    expect(err).toMatch(/^The database refused: [^\n]+\n$/);
  });
});

describe('a company', () => {
  let store: TestStore;
  let given: Record<string, string>;
  beforeAll(async () => {
    store = await openTestStore();
    given = {
      PARVIS_SECRET: secret,
      PARVIS_DATABASE_URL: store.url,
      PARVIS_DATA: folder(),
      PARVIS_URL: 'https://portail.example',
    };
  });
  afterAll(() => store.close());

  test('begins with a one-time link for its first administrator, then members and keys', async () => {
    const before = await parvis(given, 'key', 'create', '--name', 'ERP');
    expect(before).toMatchObject({ code: 1, err: expect.stringContaining('no company yet') as string });

    const created = await parvis(
      given,
      'company',
      'create',
      '--name',
      'Chaleur & Fils',
      '--email',
      'direction@chaleur.example',
      '--first-name',
      'Ève',
      '--last-name',
      'Rey',
      '--json',
    );
    expect(created).toMatchObject({ code: 0, err: '' });
    const { company, invitation } = JSON.parse(created.out) as Record<string, string>;
    expect(invitation).toMatch(/^https:\/\/portail\.example\/desk#welcome=[\w-]{43}$/);

    const key = factsOf((await parvis(given, 'key', 'create', '--name', 'ERP')).out);
    expect(key['Key']).toMatch(/^parvis_[\w-]{43}$/);
    const member = await parvis(
      given,
      'member',
      'invite',
      '--email',
      'luc@chaleur.example',
      '--first-name',
      'Luc',
      '--last-name',
      'Rey',
      '--role',
      'office',
    );
    expect(factsOf(member.out)['Invitation']).toMatch(/#welcome=/);
    expect(
      await parvis(
        given,
        'member',
        'invite',
        '--email',
        'LUC@chaleur.example',
        '--first-name',
        'Luc',
        '--last-name',
        'Rey',
      ),
    ).toMatchObject({ code: 1, err: 'Refused: email: taken.\n' });

    await parvis(given, 'company', 'create', '--name', 'Autre', '--email', 'direction@autre.example');
    expect(await parvis(given, 'key', 'create', '--name', 'ERP')).toMatchObject({
      code: 1,
      err: expect.stringContaining('several companies') as string,
    });
    expect(await parvis(given, 'key', 'create', '--name', 'ERP', '--company', company!)).toMatchObject({ code: 0 });
    expect(await parvis(given, 'key', 'create', '--name', 'ERP', '--company', 'Nulle part')).toMatchObject({ code: 1 });
  }, 60_000);

  test('can be served: the key and the one-time link open what they are for', async () => {
    const { out } = await parvis(
      given,
      'company',
      'create',
      '--name',
      'Servie',
      '--email',
      'a@servie.example',
      '--json',
    );
    const { company, invitation } = JSON.parse(out) as Record<string, string>;
    const key = factsOf((await parvis(given, 'key', 'create', '--name', 'ERP', '--company', company!)).out)['Key']!;
    const server = await start(given, 'serve');
    expect(server.facts).toMatchObject({ Portal: 'https://portail.example/p', Desk: 'https://portail.example/desk' });
    // What is printed is the public address; the port itself is told by nobody but the system.
    expect(await server.stop()).toBe(0);

    const local = await start({ ...given, PARVIS_URL: '' }, 'serve');
    const url = new URL(local.facts['Desk']!).origin;
    const token = invitation!.split('=')[1]!;
    expect(await (await fetch(`${url}/v1/password/tokens/${token}`)).json()).toMatchObject({
      purpose: 'invitation',
      email: 'a@servie.example',
    });
    expect((await fetch(`${url}/v1/customers`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
    expect((await fetch(`${url}/v1/customers`, { headers: { authorization: `Bearer ${key}x` } })).status).toBe(401);
    expect(await local.stop('SIGINT')).toBe(0);
  }, 60_000);
});

describe('a link', () => {
  let t: TestApp;
  let given: Record<string, string>;
  beforeAll(async () => {
    t = await testApp();
    const { config } = t.s;
    given = {
      PARVIS_SECRET: config.secret,
      PARVIS_DATABASE_URL: (t.s.store as TestStore).url,
      PARVIS_DATA: config.data,
      PARVIS_URL: config.url,
    };
  });
  afterAll(() => t.close());

  test('is made for a customer’s number, narrowed where it is asked for, and revoked', async () => {
    const company = await t.company();
    const { customer } = await t.customer(company, { number: 12 });
    const site = await t.site(customer);
    const { customer: other } = await t.customer(company, { number: 13 });
    const foreign = await t.site(other);

    const whole = factsOf((await parvis(given, 'link', 'create', '--customer', '12')).out);
    expect(await t.s.tokens.readLink(whole['Link']!)).toMatchObject({
      linkId: whole['Id'],
      scope: { kind: 'customer', id: customer.id },
    });
    const narrow = factsOf(
      (await parvis(given, 'link', 'create', '--customer', '12', '--scope', `site:${site.id}`, '--days', '3')).out,
    );
    expect(await t.s.tokens.readLink(narrow['Link']!)).toMatchObject({ scope: { kind: 'site', id: site.id } });
    expect(Date.parse(narrow['Expires']!) - Date.now()).toBeLessThan(3 * 86_400_000);

    expect(await parvis(given, 'link', 'create', '--customer', '12', '--scope', `site:${foreign.id}`)).toMatchObject({
      code: 1,
      err: 'Refused: scope.id: unknown-reference.\n',
    });
    expect(await parvis(given, 'link', 'create', '--customer', '99')).toMatchObject({
      code: 1,
      err: 'No customer has the number 99.\n',
    });

    const open = () => t.ask('POST /session', { body: { link: whole['Link'] } });
    expect(await open()).toMatchObject({ status: 201 });
    expect(await parvis(given, 'link', 'revoke', whole['Id']!)).toMatchObject({
      code: 0,
      out: `Revoked  ${whole['Id']}\n`,
    });
    expect((await open()).status).not.toBe(201);
    expect(await parvis(given, 'link', 'revoke', site.id)).toMatchObject({
      code: 1,
      err: `No link has the id ${site.id}.\n`,
    });
  }, 60_000);

  test('made before the signing key was changed still opens', async () => {
    const company = await t.company({ name: 'Tournante' });
    const { contact } = await t.customer(company);
    const { link } = await t.link(contact);
    const { code, out } = await parvis(given, 'signing-key', 'rotate');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^Signing-key {2}\S+\n$/) as string });
    expect(await t.ask('POST /session', { body: { link } })).toMatchObject({ status: 201 });
  }, 30_000);
});

describe('the demo', () => {
  let store: TestStore;
  const data = folder();
  let given: Record<string, string>;
  beforeAll(async () => {
    store = await openTestStore();
    given = { PARVIS_DATA: data, PARVIS_DATABASE_URL: store.url };
  });
  afterAll(() => store.close());

  test('serves everything that it prints, and is as it was left when it starts again', async () => {
    const first = await start(given, 'demo');
    const { Portal, Desk, Example, API, 'Sign-in': signIn } = first.facts;
    expect(signIn).toMatch(/^\S+@\S+ {2}\S+ {2}\w+$/);
    for (const page of [Portal!, Desk!, Example!, API!]) expect((await fetch(page)).status).toBe(200);
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600);

    const api = new URL(Desk!).origin;
    const json = { 'content-type': 'application/json' };
    const session = await fetch(`${api}/v1/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ link: Portal }),
    });
    const { accessToken } = (await session.json()) as { accessToken: string };
    const own = await fetch(`${new URL(Example!).origin}/espace-client/session`);
    expect(await own.json()).toMatchObject({ viewer: { kind: 'contact', name: 'Éléonore Vasseur' } });
    const asked = await fetch(`${api}/v1/interventions`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${accessToken}`, origin: new URL(Example!).origin },
      body: JSON.stringify({ description: 'Une demande de plus' }),
    });
    expect(asked.status).toBe(201);
    expect(asked.headers.get('access-control-allow-origin')).toBe(new URL(Example!).origin);
    const { number } = (await asked.json()) as { number: number };
    expect(await first.stop()).toBe(0);

    const again = await start(given, 'demo');
    const url = new URL(again.facts['Desk']!).origin;
    const reopened = await fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ link: again.facts['Portal'] }),
    });
    const { accessToken: token } = (await reopened.json()) as { accessToken: string };
    const list = await fetch(`${url}/v1/interventions?sort=number`, { headers: { authorization: `Bearer ${token}` } });
    expect(await list.json()).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ number })]) as unknown,
    });
    expect(await again.stop()).toBe(0);
  }, 60_000);

  test('stops within ten seconds under open streams, and what was asked before is answered', async () => {
    const server = await start(given, 'demo');
    const url = new URL(server.facts['Desk']!).origin;
    const session = await fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link: server.facts['Portal'] }),
    });
    const { accessToken } = (await session.json()) as { accessToken: string };
    const headers = { authorization: `Bearer ${accessToken}` };
    const stream = await fetch(`${url}/v1/live`, { headers });
    const read = stream.body!.getReader();
    await read.read();
    const listed = Promise.all(
      Array.from({ length: 20 }, () => fetch(`${url}/v1/interventions`, { headers }).then((answer) => answer.status)),
    );
    const begun = Date.now();
    const [code, statuses] = await Promise.all([server.stop(), listed.catch(() => [200])]);
    expect(code).toBe(0);
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(new Set(statuses)).toEqual(new Set([200]));
    for (
      let part = await read.read().catch(() => ({ done: true }));
      !part.done;
      part = await read.read().catch(() => ({ done: true }))
    );
  }, 60_000);

  test('keeps out of another company’s data', async () => {
    const other = await openTestStore();
    const elsewhere = { PARVIS_SECRET: secret, PARVIS_DATA: folder(), PARVIS_DATABASE_URL: other.url };
    await parvis(elsewhere, 'company', 'create', '--name', 'Vraie', '--email', 'vraie@vraie.example');
    const { code, err } = await parvis({ ...elsewhere, PARVIS_PORT: '0' }, 'demo');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'PARVIS_DATA holds another company: give the demo a folder of its own.\n',
    });
    await other.close();
  }, 60_000);

  test('is well, says the doctor, until something is missing', async () => {
    const well = await parvis(given, 'doctor');
    expect(well.out).toMatch(/^Database +well$/m);
    expect(well.out).toMatch(/^Keys +1, open with PARVIS_SECRET$/m);
    expect(well.out).toMatch(/^Files +\d+, all there$/m);
    expect(await parvis({ ...given, PARVIS_SECRET: secret }, 'doctor')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^Problem +PARVIS_SECRET is not the one/m) as string,
    });
    const [companyFolder] = readdirSync(join(data, 'files'));
    const photo = readdirSync(join(data, 'files', companyFolder!)).find((name) => !name.includes('.'))!;
    rmSync(join(data, 'files', companyFolder!, photo));
    expect(await parvis(given, 'doctor')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^Problem +1 of \d+ files/m) as string,
    });
  }, 60_000);
});

// A database of PostgreSQL is not made by asking for it.
if (isSqlite)
  describe('care looks only after a database that is there', () => {
    test.each([['doctor'], ['backup', 'copy.db'], ['signing-key', 'rotate']])(
      '%s in a mistyped folder says so, and makes nothing there',
      async (...command) => {
        const data = join(folder(), 'mistyped');
        const { code, out, err } = await parvis({ PARVIS_DATA: data, PARVIS_SECRET: secret }, ...command);
        expect({ code, said: out + err }).toEqual({
          code: 1,
          said: expect.stringContaining(`there is no database at ${join(data, 'parvis.db')}`) as string,
        });
        expect(existsSync(data)).toBe(false);
      },
    );

    test('a backup into a folder that is not there is refused in a sentence', async () => {
      const given = { PARVIS_DATA: folder() };
      await parvis(given, 'migrate');
      const away = join(folder(), 'away');
      expect(await parvis(given, 'backup', join(away, 'copy.db'))).toMatchObject({
        code: 1,
        err: `The database refused: there is no folder ${away}.\n`,
      });
    });
  });

test('a lost secret stops the start until another one signs, which is then well', async () => {
  const store = await openTestStore();
  const given = { PARVIS_SECRET: secret, PARVIS_DATA: folder(), PARVIS_DATABASE_URL: store.url, PARVIS_PORT: '0' };
  await parvis(given, 'company', 'create', '--name', 'Oublieuse', '--email', 'claire@oublieuse.example');
  const changed = { ...given, PARVIS_SECRET: 'z'.repeat(40) };
  const sentence = /^PARVIS_SECRET is not the one [^\n]+ `parvis signing-key rotate`\.\n$/;
  expect(await typed(changed, 'serve')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(sentence) as string,
  });
  expect(await parvis(changed, 'doctor')).toMatchObject({ code: 1 });
  expect(await parvis(changed, 'signing-key', 'rotate')).toMatchObject({ code: 0 });
  expect(await parvis(changed, 'doctor')).toMatchObject({ code: 0 });
  expect(await parvis(changed, 'key', 'create', '--name', 'ERP')).toMatchObject({ code: 0 });
  await store.close();
}, 30_000);

test('a backup is made while serving, and the copy is well', async () => {
  const given: Record<string, string> = { PARVIS_DATA: folder(), PARVIS_PORT: '0' };
  if (!isSqlite) {
    // PostgreSQL has a tool of its own for that; the command says so.
    const store = await openTestStore();
    const copy = join(folder(), 'copy.db');
    expect(await parvis({ ...given, PARVIS_DATABASE_URL: store.url }, 'backup', copy)).toMatchObject({
      code: 1,
      err: expect.stringContaining('pg_dump') as string,
    });
    return await store.close();
  }
  const server = await start(given, 'demo');
  const api = new URL(server.facts['Desk']!).origin;
  const headers = { 'content-type': 'application/json' };
  const session = await fetch(`${api}/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ link: server.facts['Portal'] }),
  });
  const { accessToken } = (await session.json()) as { accessToken: string };
  let going = true;
  const written: number[] = [];
  const write = async () => {
    while (going) {
      const answer = await fetch(`${api}/v1/interventions`, {
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${accessToken}` },
        body: JSON.stringify({ description: 'Pendant la sauvegarde' }),
      });
      written.push(answer.status);
    }
  };
  const writers = [write(), write()];
  await expect.poll(() => written.length).toBeGreaterThan(3);
  const copy = join(folder(), 'copy.db');
  const { code, out } = await typed(given, 'backup', copy);
  going = false;
  await Promise.all(writers);
  expect(code).toBe(0);
  expect(factsOf(out)).toMatchObject({ Backup: copy, Bytes: String(statSync(copy).size) });
  expect(new Set(written)).toEqual(new Set([201]));
  const checked = await parvis({ ...given, PARVIS_DATABASE_URL: `file:${copy}` }, 'doctor');
  expect(checked.out).toMatch(/^Database +well$/m);
  expect(checked.out).toMatch(/^Files +\d+, all there$/m);
  expect(await parvis(given, 'backup', copy)).toMatchObject({
    code: 1,
    err: expect.stringContaining('exists already') as string,
  });
  expect(await server.stop()).toBe(0);
}, 90_000);
