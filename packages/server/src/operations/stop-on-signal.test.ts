import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const file = fileURLToPath(new URL('stop-on-signal.ts', import.meta.url));
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** In a thread of libuv's pool, where nothing interrupts it, for hours. */
const nativeWork = `import('node:crypto').then(({ pbkdf2 }) => pbkdf2('a', 'b', 2 ** 31 - 1, 64, 'sha512', () => {}));`;
const anHour = 3_600_000;

/** A process that goes on until it is told to stop; how it ended. */
async function signalled(stop: string, longest: number, ...signals: NodeJS.Signals[]) {
  const program = `
    const { stopOnSignal } = await import(${JSON.stringify(file)});
    const going = setInterval(() => {}, ${anHour});
    stopOnSignal(async () => { ${stop} }, ${longest});
    console.log('ready');`;
  const flags = ['--experimental-strip-types', '--disable-warning=ExperimentalWarning', '--input-type=module'];
  const child = spawn(process.execPath, [...flags, '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  for (const signal of signals) {
    await Promise.race([once(child.stdout, 'data'), ended]);
    child.kill(signal);
  }
  const [code, by] = await ended;
  return by ?? code;
}

test('what has nothing more to do ends with 0', async () => {
  expect(await signalled('clearInterval(going)', anHour, 'SIGTERM')).toBe(0);
});

test('what could not be stopped in order ends with 1', async () => {
  expect(await signalled('clearInterval(going); throw new Error()', anHour, 'SIGINT')).toBe(1);
});

test('what hangs in a stop is over in time, under native work, too', async () => {
  expect(await signalled(`${nativeWork} await new Promise(() => {})`, 100, 'SIGTERM')).toBe('SIGKILL');
});

test('what has stopped while native work goes on is over in time', async () => {
  expect(await signalled(`${nativeWork} clearInterval(going)`, 100, 'SIGTERM')).toBe('SIGKILL');
});

test('a second signal means now', async () => {
  const stop = `${nativeWork} console.log('stopping'); await new Promise(() => {})`;
  expect(await signalled(stop, anHour, 'SIGTERM', 'SIGTERM')).toBe('SIGKILL');
});
