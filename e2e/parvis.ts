import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const bin = fileURLToPath(new URL('../packages/server/bin/parvis.mjs', import.meta.url));
const past = new URL('past.mjs', import.meta.url).href;
const run = promisify(execFile);
/** In the environment of a process: its clock is so many days behind. */
const daysAgo = (days: number) => ({ NODE_OPTIONS: `--import=${past}`, DAYS_AGO: String(days) });

export interface Parvis {
  url: string;
  /** The folder of its database, files and keys. */
  data: string;
  /** Everything that the server has printed since it was started. */
  output: () => string;
  /** What the start printed after a word: `fact('Portal')` is an address. */
  fact: (word: string) => string;
  /** Runs another command on the same data, such as `link create --customer 12 --json`; gives what it printed. */
  command: (...args: string[]) => Promise<string>;
  /** The same, so many days ago. */
  commandAgo: (days: number, ...args: string[]) => Promise<string>;
  /** How long the server has kept a processor busy. */
  cpuSeconds: () => number;
  /** Ends the server; `SIGKILL` does it as a power cut would. Resolves to its exit code, null after a kill. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  /** Starts it again on the same data and the same port, so many days later. */
  start: (daysLater?: number) => Promise<void>;
  /** Stops it and removes its data. */
  remove: () => Promise<void>;
}

/** Starts a real server with the demo company, in a folder of its own. */
export async function startParvis(env: Record<string, string> = {}): Promise<Parvis> {
  const data = mkdtempSync(join(tmpdir(), 'parvis-e2e-'));
  // Making the demo company takes a while: setup.ts makes it once for all tests.
  const made = process.env.PARVIS_TEST_DEMO;
  if (made) cpSync(made, data, { recursive: true });
  // Any that is free, and from then on that one.
  const environment: NodeJS.ProcessEnv = { ...process.env, PARVIS_DATA: data, PARVIS_PORT: '0', ...env };

  let server: ChildProcess;
  let output = '';
  const start = async (daysLater = 0) => {
    output = '';
    const clock = daysLater ? daysAgo(-daysLater) : {};
    server = spawn(process.execPath, [bin, 'demo'], {
      env: { ...environment, ...clock },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [server.stdout, server.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const ended = new Promise<never>((_resolve, reject) => {
      server.once('error', reject);
      server.once('exit', (code) => reject(new Error(`parvis ended with ${code}:\n${output}`)));
    });
    ended.catch(() => {}); // once it serves, an end is no failure of the start
    await Promise.race([
      ended,
      until(
        () => /^API\s/m.test(output),
        () => `parvis does not serve:\n${output}`,
      ),
    ]);
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (server.exitCode !== null || server.signalCode !== null) return server.exitCode;
    const ended = new Promise<number | null>((resolve) => void server.once('exit', resolve));
    server.kill(signal);
    return ended;
  };

  const remove = async () => {
    await stop('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  };

  await start().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const url = new URL(/^API\s+(\S+)/m.exec(output)?.[1] ?? '').origin;
  environment['PARVIS_PORT'] = new URL(url).port;
  return {
    url,
    data,
    output: () => output,
    fact(word) {
      const found = output.match(new RegExp(`^${word}\\s+(.+)$`, 'm'))?.[1];
      if (!found) throw new Error(`The start did not print ${word}:\n${output}`);
      return found;
    },
    command: async (...args) => (await run(process.execPath, [bin, ...args], { env: environment })).stdout,
    async commandAgo(days, ...args) {
      const env = { ...environment, ...daysAgo(days) };
      return (await run(process.execPath, [bin, ...args], { env })).stdout;
    },
    cpuSeconds() {
      // The words after the name in brackets; 14th and 15th of all: time in user and in system mode, in hundredths.
      const words = readFileSync(`/proc/${server.pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return (Number(words[11]) + Number(words[12])) / 100;
    },
    stop,
    start,
    remove,
  };
}

/** Waits until something holds, looking again and again. */
export async function until(holds: () => boolean | Promise<boolean>, otherwise: () => string, patience = 600_000) {
  const deadline = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
