import { defaultServerConditions } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Without it each worker spends seconds on finding packages. */
const setupFiles = ['packages/server/bin/resolve.mjs'];

/** The server's tests that neither read nor write SQL of their own, or whose answer is no database's: they run once. */
const once = [
  // The whole table of who may call what. On PostgreSQL `access/partitions.test.ts` asks every route.
  'access/matrix',
  'access/{acts,seal,throttle,visible,wycheproof}',
  'cli-demo',
  'config',
  'delivery/{naughty,render}',
  'files/{descriptors,memory,queue,upload}',
  'fold',
  'glossary',
  'hosted/hosted',
  'http/{address,body,etag-matrix,json-suite,openapi,problems,query,route}',
  'ids',
  'live/streams',
  'named-files',
  'operations/log',
  'number',
  'phone',
  'session/passwords',
  'storage/storage',
  'store/{integrity,sqlite}',
  'time',
].map((name) => `packages/server/src/${name}.test.ts`);

/**
 * The server's tests run on both databases. They open their store with what these say:
 * `PARVIS_TEST_ENGINE` is `sqlite` or `postgres`, `PARVIS_TEST_POSTGRES_URL` a server on which they make databases.
 */
export default defineConfig({
  test: {
    projects: [
      project('sdk', {
        include: ['packages/sdk/src/**/*.test.ts'],
        env: { PARVIS_TEST_ENGINE: 'sqlite' },
        globalSetup: 'scripts/vitest-rig.ts',
      }),
      project('sqlite', {
        include: ['packages/server/src/**/*.test.ts'],
        setupFiles,
        env: { PARVIS_TEST_ENGINE: 'sqlite' },
      }),
      project('postgres', {
        include: ['packages/server/src/**/*.test.ts'],
        exclude: once,
        setupFiles,
        env: { PARVIS_TEST_ENGINE: 'postgres' },
        globalSetup: 'scripts/vitest-postgres.ts',
      }),
      project('walls', { include: ['walls/walls.test.ts'] }),
      // Built as for the public: Lit says more while it is developed with.
      project('weight', {
        include: ['packages/widgets/src/{styles,weight,words}.test.ts'],
        env: { NODE_ENV: 'production' },
      }),
      project('stories', { include: ['stories/stories.test.ts'], globalSetup: 'stories/setup.ts', maxConcurrency: 2 }),
      project('e2e', {
        include: ['e2e/**/*.test.ts'],
        globalSetup: 'e2e/setup.ts',
        // Each waits for a page half of its time. More of them make a small machine slow for each.
        maxWorkers: 2,
        expect: { poll: { timeout: 60_000, interval: 50 } },
      }),
    ],
  },
});

function project(name: string, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration {
  return {
    // Packages of this repository are taken from their sources; nothing needs to be built first.
    // `module` is for bundlers: Node, which runs what is tested, does not know it.
    ssr: {
      resolve: {
        conditions: ['source', ...defaultServerConditions.filter((condition) => condition !== 'module')],
        externalConditions: ['source'],
      },
    },
    test: {
      name,
      pool: 'threads',
      isolate: false,
      environment: 'node',
      // All for what never comes: on a busy machine the same takes many times as long.
      testTimeout: 600_000,
      hookTimeout: 600_000,
      expect: { poll: { timeout: 60_000, interval: 10 } },
      // All files of a worker share their globals: what one test replaces is put back before the next.
      restoreMocks: true,
      unstubGlobals: true,
      ...test,
    },
  };
}
