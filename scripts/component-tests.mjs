/** The tests of components as the browser takes them: compiled once, into files that many of them share. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { build, defaultClientConditions } from 'vite';
import { root } from './setup.mjs';

const folder = 'node_modules/.cache/components';
const withoutExtension = (/** @type {string} */ file) => file.replace(/\.ts$/, '');

/**
 * Where each of three hundred modules comes by a request of its own, loading takes longer than most tests.
 * @param {string[]} patterns of what is asked for by its address, from the root; with a `!` in front, what is not
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function compiledTests(patterns) {
  const isLeftOut = (/** @type {string} */ pattern) => pattern.startsWith('!');
  const files = globSync(
    patterns.filter((pattern) => !isLeftOut(pattern)),
    { cwd: root, exclude: patterns.filter(isLeftOut).map((pattern) => pattern.slice(1)) },
  );
  return {
    name: 'compiled-tests',
    async serverStart() {
      await build({
        configFile: false,
        root,
        logLevel: 'error',
        resolve: { conditions: ['source', ...defaultClientConditions] },
        build: {
          outDir: folder,
          target: 'es2022',
          minify: false,
          sourcemap: true,
          // Library mode: application mode adds a preload helper to every dynamic import.
          lib: {
            entry: Object.fromEntries(files.map((file) => [withoutExtension(file), join(root, file)])),
            formats: ['es'],
          },
          rolldownOptions: {
            // The runner's own, of which there is no file.
            external: [/^\/__web/],
            output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].[hash].js' },
          },
        },
      });
    },
    serve({ path }) {
      const file = path.slice(1);
      if (!files.includes(file)) return undefined;
      return { body: `export * from '/${folder}/${withoutExtension(file)}.js';`, type: 'js' };
    },
  };
}
