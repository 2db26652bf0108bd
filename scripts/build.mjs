/** `npm run build`: the modules, types and manifest of the npm packages, and the files that pages embed. */
import { globSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run } from './setup.mjs';

const packages = ['sdk', 'server', 'widgets'];
const widgets = join(root, 'packages', 'widgets');

/** Builds the embeddable files when a source is newer than what was built. */
export async function buildEmbed() {
  if (!embedIsStale()) return;
  console.log('Building the widgets.');
  await must('vite', ['build', '--config', join(widgets, 'vite.config.ts'), '--logLevel', 'warn'], {
    // Tests set another one, for which Lit is built to warn developers.
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

function embedIsStale() {
  const built = changedAt(join(widgets, 'dist', 'embed', 'parvis.js'));
  const sources = globSync(
    [
      'packages/widgets/{src,build}/**/*.ts',
      'packages/widgets/{vite.config.ts,package.json}',
      'packages/sdk/src/**/*.ts',
    ],
    { cwd: root, exclude: ['**/*.test.ts'] },
  );
  return built === 0 || [...sources, 'package-lock.json'].some((path) => changedAt(join(root, path)) > built);
}

/** @param {string} path */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

async function buildPackages() {
  for (const name of packages) rmSync(join(root, 'packages', name, 'dist'), { recursive: true, force: true });
  await must('tsc', ['-p', 'packages/sdk/tsconfig.build.json']);
  await Promise.all([buildWidgets(), must('tsc', ['-p', 'packages/server/tsconfig.build.json'])]);
}

async function buildWidgets() {
  await must('tsc', ['-p', 'packages/widgets/tsconfig.build.json']);
  await must('cem', ['analyze', '--quiet'], { cwd: widgets });
}

/** @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} [options] */
async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) process.exit(code);
}

/** Every path that a package offers leads to a file. */
function checkExports() {
  for (const name of packages) {
    const folder = join(root, 'packages', name);
    /** @type {{ exports: Record<string, string | Record<string, string>> }} */
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    for (const target of Object.values(exports).flatMap((each) =>
      typeof each === 'string' ? each : Object.values(each),
    )) {
      if (globSync(target, { cwd: folder }).length > 0) continue;
      console.error(`@parvis/${name} offers ${target}, which is not there.`);
      process.exit(1);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPackages();
  await buildEmbed();
  checkExports();
}
