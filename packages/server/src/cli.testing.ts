/** Commands for tests: within this process, or as a person types them. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './cli.ts';

const bin = fileURLToPath(new URL('../bin/parvis.mjs', import.meta.url));
export const secret = 'a secret of tests, long enough for them';

export interface Ended {
  code: number;
  out: string;
  err: string;
}

const folders: string[] = [];
export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'parvis-cli-'));
  folders.push(made);
  return made;
};
const started: ChildProcess[] = [];
/** Also ends what a test has started and, failing, not come to stop. */
export const removeFolders = () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
};

/** Only what a test names is in the environment. */
const environment = (given: Record<string, string>) => ({
  PATH: process.env['PATH'],
  PARVIS_DATA: given['PARVIS_DATA'] ?? folder(),
  ...given,
});

/** A command that ends, without the start of another process. */
export const parvis = async (given: Record<string, string>, ...args: string[]): Promise<Ended> => {
  const { stop, ...ended } = await run(args, { env: environment(given), progress: () => {} });
  await stop?.();
  return ended;
};

/** The same as a person types it. */
export const typed = (given: Record<string, string>, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { env: environment(given), timeout: 600_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });

export const factsOf = (out: string): Record<string, string> =>
  Object.fromEntries(
    out
      .trim()
      .split('\n')
      .map((line) => /^(\S+)\s+(.*)$/.exec(line)!.slice(1) as [string, string]),
  );

export interface Started {
  facts: Record<string, string>;
  child: ChildProcess;
  /** Sends a signal; resolves to the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a command that goes on, and waits until it says where its API is. */
export function start(given: Record<string, string>, ...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, [bin, ...args], {
    env: environment({ PARVIS_PORT: '0', ...given }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
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
