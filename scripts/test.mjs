/**
 * `npm test`: runs every suite and closes with how many tests passed and failed in all. `npm test -- lint sqlite` runs
 * the suites of these names; `--changed` (or `--changed=main`) of vitest's suites those tests alone that import something
 * changed since the last commit (since `main`), and the components' only where one of theirs is. A suite that says nothing
 * when it passes counts as one test; one that could not run, as one failed. What was skipped is named.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** @typedef {{ passed: number, failed: number, skipped?: string[] }} Counts */
/** @typedef {{ command: string[], counts?: (text: string) => Counts }} Suite */

const args = process.argv.slice(2);
const changed = args.find((arg) => /^--changed(=|$)/.test(arg));

/** One project of vitest.config.ts. @param {string} name @returns {Suite} */
const vitest = (name) => ({
  command: [
    'vitest',
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=COUNTS',
    ...(changed ? [changed, '--passWithNoTests'] : []),
  ],
  counts(text) {
    const { numPassedTests, numFailedTests, success, testResults } = /** @type {Results} */ (JSON.parse(text));
    const skipped = testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'skipped').map(({ fullName }) => fullName),
    );
    // A file that could not be loaded fails without a test that failed.
    return { passed: numPassedTests, failed: numFailedTests || (success ? 0 : 1), skipped };
  },
});

/**
 * @typedef {{ numPassedTests: number, numFailedTests: number, success: boolean,
 *   testResults: { assertionResults: { status: string, fullName: string }[] }[] }} Results
 */

/** In the order in which they begin: those that take longest come first. @type {Record<string, Suite>} */
const suites = {
  build: { command: ['node', 'scripts/build.mjs'] },
  e2e: vitest('e2e'),
  components: { command: ['web-test-runner'], counts: JSON.parse },
  postgres: vitest('postgres'),
  sqlite: vitest('sqlite'),
  stories: vitest('stories'),
  types: { command: ['node', 'scripts/typecheck.mjs'] },
  format: { command: ['prettier', '--check', '.'] },
  lint: { command: ['oxlint', '--type-aware', '--deny-warnings'] },
  weight: vitest('weight'),
  walls: vitest('walls'),
  sdk: vitest('sdk'),
  browsers: { command: ['node', 'scripts/test-browsers.mjs'], counts: JSON.parse },
};

/** Suites that need what npm does not bring: they run when they are named. */
const onRequest = ['browsers'];

const ofBrowsers = ['e2e', 'stories', 'components'];

/** So many at once: those in browsers, which take longest, keep more than one processor busy each. */
const atOnce = availableParallelism();

/** For a suite that never ends: the slowest machine, with nothing in its caches, is done long before. */
const patience = 30 * 60_000;
const chosen = args.filter((arg) => arg !== changed);
const unknown = chosen.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'parvis-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const wanted = Object.keys(suites).filter(
  (name) =>
    (chosen.length === 0 ? !onRequest.includes(name) : chosen.includes(name)) &&
    !(name === 'components' && changed && !haveComponentsChanged()),
);
// First and alone: Storybook's settings read the manifest of elements that it makes, and pages what it builds.
await inTurn(wanted.filter((name) => name === 'build').values());
// The browser that comes with npm unpacks itself when it is first asked for: two who ask at once start a half-written one.
if (wanted.some((name) => ofBrowsers.includes(name))) await capture(['node', 'scripts/chromium.mjs'], '');
const others = wanted.filter((name) => name !== 'build').values();
await Promise.all(Array.from({ length: atOnce }, () => inTurn(others)));
rmSync(folder, { recursive: true, force: true });
if (total.skipped > 0) console.log(`${total.skipped} skipped`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** Takes one of these suites after the other, runs it, and tells of it. @param {IterableIterator<string>} names */
async function inTurn(names) {
  for (const name of names) {
    const began = performance.now();
    const { passed, failed, skipped = [], output } = await runSuite(name, /** @type {Suite} */ (suites[name]));
    if (failed > 0) console.log(output);
    for (const title of skipped) console.log(`${name.padEnd(10)} skipped: ${title}`);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${name.padEnd(10)} ${passed} passed, ${failed} failed, in ${seconds} s`);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped.length;
  }
}

/** Whether anything is changed, since the last commit or what `--changed` names, that a browser may load. */
function haveComponentsChanged() {
  const since = changed?.split('=')[1];
  const lines = [
    execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }),
    since ? execFileSync('git', ['diff', '--name-only', `${since}...`], { cwd: root, encoding: 'utf8' }) : '',
  ];
  return /packages\/(widgets|sdk)\//.test(lines.join('\n'));
}

/** @param {string} name @param {Suite} suite @returns {Promise<Counts & { output: string }>} */
async function runSuite(name, { command, counts }) {
  const file = join(folder, `${name}.json`);
  const { code, output } = await capture(
    command.map((word) => word.replace('COUNTS', file)),
    file,
  );
  const ran = code === 0;
  if (!counts) return { passed: ran ? 1 : 0, failed: ran ? 0 : 1, output };
  try {
    const { passed, failed, skipped } = counts(readFileSync(file, 'utf8'));
    const isEmpty = passed === 0 && !changed && !skipped?.length;
    return { passed, failed: failed || (ran && !isEmpty ? 0 : 1), skipped, output };
  } catch (error) {
    return { passed: 0, failed: 1, output: `${output}\n${name} could not run: ${String(error)}` };
  }
}

/** @param {string[]} words @param {string} counts @returns {Promise<{ code: number | null, output: string }>} */
function capture([command = '', ...args], counts) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
    // What one process has compiled, none of the hundreds after it compiles again.
    env: {
      ...process.env,
      PARVIS_TEST_COUNTS: counts,
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
    },
    // A group of its own, to be ended as one: nothing that a failed test has started stays behind.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const endAll = () => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nothing is left.
    }
  };
  const interrupted = () => {
    endAll();
    process.exit(130);
  };
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.once('exit', endAll);
    child.once('close', (code) => {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve({ code, output });
    });
  });
}
