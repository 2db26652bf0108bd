import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { secret } from '../cli.testing.ts';
import { intoFile, LineWriter, type Sink } from './line-writer.ts';

describe('lines of the log', () => {
  test('that nobody takes are dropped and counted, and the count told once there is room', () => {
    const taken: string[] = [];
    let room = false;
    const sink: Sink = { take: (text) => room && taken.push(text) > 0 };
    const lines = new LineWriter(sink);
    for (const line of ['1\n', '2\n', '3\n']) lines.write(line);
    room = true;
    lines.write('4\n');
    lines.write('5\n');
    expect(JSON.parse(taken[0]!)).toMatchObject({ level: 40, dropped: 3, msg: 'lines were dropped' });
    expect(taken.slice(1)).toEqual(['4\n', '5\n']);
  });

  test('into a file are there at once, and into a full one are not taken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parvis-lines-'));
    const file = openSync(join(folder, 'log'), 'w');
    expect(intoFile(file).take('one\n')).toBe(true);
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('one\n');
    closeSync(file);
    expect(intoFile(file).take('two\n')).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

/** For what never comes, as for any test: beside many others, a server alone may take a minute to start. */
const patience = 600_000;

// What is written to SQLite and to PostgreSQL is logged alike.
describe.runIf(process.env['PARVIS_TEST_ENGINE'] === 'sqlite' && process.platform === 'linux')('a server', () => {
  const bin = fileURLToPath(new URL('../../bin/parvis.mjs', import.meta.url));
  const data = mkdtempSync(join(tmpdir(), 'parvis-log-'));
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
    }
    rmSync(data, { recursive: true, force: true });
  });

  /** Where it listens, as the system says it (proc(5)): what it says itself goes nowhere. */
  const portOf = ({ pid }: ChildProcess): number => {
    const open = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`)));
    const sockets = readFileSync(`/proc/${pid}/net/tcp`, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/ +/));
    const [, address] = sockets.find(([, , , state, ...more]) => state === '0A' && open.has(`socket:[${more[5]}]`))!;
    return Number.parseInt(address!.split(':')[1]!, 16);
  };

  /** A server whose output goes there; resolves once it answers. */
  const serve = async (out: 'pipe' | number) => {
    const child = spawn(process.execPath, [bin, 'serve'], {
      env: {
        PATH: process.env['PATH'],
        PARVIS_DATA: data,
        PARVIS_SECRET: secret,
        PARVIS_PORT: '0',
        PARVIS_LOG: 'debug',
      },
      stdio: ['ignore', out, out],
    });
    children.push(child);
    let port: number | undefined;
    const answers = async (path = '/healthz') =>
      (await fetch(`http://127.0.0.1:${(port ??= portOf(child))}${path}`)).status;
    await expect.poll(() => answers().catch((error: Error) => error.message), { timeout: patience }).toBe(200);
    return { child, answers };
  };

  /** Asked to end, how it did: by itself, not killed as one that hangs. */
  const end = async (child: ChildProcess) => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  };

  test('goes on while nobody reads what it says, and says afterwards how much went unread', async () => {
    const { child, answers } = await serve('pipe');
    // Half as much again as a pipe holds, and our memory keeps for it.
    const long = `/v1/${'x'.repeat(200)}`;
    for (let n = 0; n < 120; n++) await Promise.all(Array.from({ length: 100 }, () => answers(long)));
    expect(await answers()).toBe(200);
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await expect
      .poll(
        async () => {
          await answers(long);
          return said;
        },
        { timeout: patience },
      )
      .toMatch(/"dropped":\d+,"msg":"lines were dropped"/);
    await end(child);
  });

  test('goes on although what it says goes to a full disk, or to somebody who has left', async () => {
    const full = openSync('/dev/full', 'w');
    const onFull = await serve(full);
    expect(await onFull.answers('/v1/nothing')).toBe(404);
    await end(onFull.child);
    closeSync(full);
    const left = await serve('pipe');
    left.child.stdout!.destroy();
    left.child.stderr!.destroy();
    for (let n = 0; n < 5; n++) expect(await left.answers('/v1/nothing')).toBe(404);
    await end(left.child);
  });
});
