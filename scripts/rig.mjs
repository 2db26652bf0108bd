/**
 * The server of component tests and stories (`packages/server/src/testing/rig.ts`), which serves under `/rig` beside the
 * page: what a test runner or Vite serves passes such requests on.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './setup.mjs';

/** Starts it; its address. It ends with this process. */
export async function startRig() {
  const memory = '/dev/shm';
  const rig = spawn(
    process.execPath,
    [
      '--conditions=source',
      '--experimental-strip-types',
      '--disable-warning=ExperimentalWarning',
      join(root, 'packages', 'server', 'bin', 'rig.mjs'),
    ],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      // Where the system keeps a folder in memory, nothing waits for a disk.
      env: { ...process.env, ...(existsSync(memory) && { TMPDIR: memory }) },
    },
  );
  const [url] = await Promise.race([
    once(createInterface(rig.stdout), 'line'),
    once(rig, 'exit').then(() => Promise.reject(new Error('the rig could not start'))),
  ]);
  return { url: String(url), stop: () => void rig.kill() };
}

const agent = new Agent({ keepAlive: true });

/**
 * Passes a request on to it, streams included.
 * @param {string} url @param {import('node:http').IncomingMessage} incoming @param {import('node:http').ServerResponse} outgoing
 */
export function passOn(url, incoming, outgoing) {
  const { method, headers } = incoming;
  const onward = request(new URL(incoming.url ?? '', url), { method, headers, agent }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    answer.pipe(outgoing).on('error', () => answer.destroy());
    answer.on('error', () => outgoing.destroy());
  });
  onward.on('error', () => outgoing.destroy());
  // Who no longer listens, ends it there too.
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
