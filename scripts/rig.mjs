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

/** What it answers: its own routes, and the addresses that the API gives. @param {string} path */
export const isOfRig = (path) => /^\/(rig|v1)(\/|$)/.test(path);

/** Pages of Vite in front of it: as they are written, and as they are built. @returns {import('vite').Plugin} */
export const inFrontOfRig = () => ({ name: 'parvis-rig', configureServer: passAll, configurePreviewServer: passAll });

/** @param {import('vite').ViteDevServer | import('vite').PreviewServer} page */
async function passAll({ middlewares, httpServer }) {
  const rig = await startRig();
  httpServer?.on('close', rig.stop);
  // As in the rig: nothing is closed as a request sets out on it.
  if (httpServer && 'keepAliveTimeout' in httpServer) httpServer.keepAliveTimeout = 0;
  middlewares.use((incoming, outgoing, next) =>
    isOfRig(incoming.url ?? '') ? passOn(rig.url, incoming, outgoing) : next(),
  );
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
