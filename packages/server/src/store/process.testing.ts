/** Another process, for tests of what processes do to one another: runs code that may import what lies beside this file. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface OtherProcess {
  /** What it printed so far, a line each. */
  readonly lines: string[];
  /** Resolves once it printed this line. */
  printed(line: string): Promise<void>;
  /** Ends it at once, wherever it is. */
  kill(): Promise<void>;
  /** Resolves when it ended by itself; fails with what it complained of. */
  ended: Promise<void>;
}

export const startProcess = (code: string): OtherProcess => {
  const inPlace = code.replaceAll(
    /from '\.\/(.*?)'/g,
    (_, name: string) => `from '${new URL(name, import.meta.url).href}'`,
  );
  const quickly = new URL('../../bin/resolve.mjs', import.meta.url).href;
  const flags = ['--conditions=source', '--import', quickly, '--input-type=module', '--eval'];
  const child = spawn(process.execPath, [...flags, inPlace], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const lines: string[] = [];
  const waiting = new Map<string, () => void>();
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    waiting.get(line)?.();
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ended = closed.then((code) => {
    if (code !== 0) throw new Error(complaints);
  });
  ended.catch(() => {});
  return {
    lines,
    ended,
    printed: (line) =>
      Promise.race([
        new Promise<void>((resolve) => (lines.includes(line) ? resolve() : void waiting.set(line, resolve))),
        ended.then(() => Promise.reject(new Error(`ended without printing ${line}`))),
      ]),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
};
