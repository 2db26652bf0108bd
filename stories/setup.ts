import { fileURLToPath } from 'node:url';
import { preview } from 'vite';
import { inFrontOfRig } from '../scripts/rig.mjs';
import { run } from '../scripts/setup.mjs';

/** Builds the stories and serves them, in front of the real server, while they are tested. */
export default async function setup(): Promise<() => Promise<void>> {
  const code = await run('node', ['scripts/storybook.mjs', 'build']);
  if (code !== 0) throw new Error('The stories could not be built.');
  const server = await preview({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    plugins: [inFrontOfRig()],
    build: { outDir: 'storybook-static' },
    preview: { host: '127.0.0.1', port: 0 },
    logLevel: 'error',
  });
  process.env.PARVIS_TEST_STORIES_URL = server.resolvedUrls?.local[0];
  return () => server.close();
}
