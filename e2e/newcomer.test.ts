/** The newcomer: starts the demo, opens what it prints, starts it again, and mistypes the environment. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ask, claire, confirmedNumber, eleonore, password, rows, signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

test('the demo prints one fact a line: addresses and sign-ins', () => {
  const words = parvis
    .output()
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/)[0]);
  expect(words).toEqual(['Portal', 'Desk', 'Example', 'API', 'Sign-in', 'Sign-in', 'Sign-in']);
  expect(parvis.fact('Sign-in')).toBe(`${claire}  ${password}  admin`);
});

test('each printed address opens', async () => {
  const portal = await openPage(browser, 'phone', parvis.fact('Portal'));
  await portal.getByRole('heading', { name: eleonore.name }).waitFor();

  const desk = await openPage(browser, 'desktop', parvis.fact('Desk'));
  await signIn(desk);
  await desk.getByRole('heading', { name: /^Aujourd’hui/ }).waitFor();

  const example = await openPage(browser, 'desktop', parvis.fact('Example'));
  await example.getByLabel('De quoi avez-vous besoin').waitFor();

  const docs = await openPage(browser, 'desktop', parvis.fact('API'));
  await docs
    .getByRole('heading', { name: /Parvis/ })
    .first()
    .waitFor();
  const description = (await (await fetch(`${parvis.url}/openapi.json`)).json()) as { openapi: string };
  expect(description.openapi).toMatch(/^3\.1/);
});

test('a second start serves at once, with what was done before', async () => {
  const page = await openPage(browser, 'phone', parvis.fact('Portal'));
  await ask(page, 'Le joint de la douche est noir');
  await confirmedNumber(page);
  const before = parvis.fact('Portal');
  expect(await parvis.stop()).toBe(0);
  await parvis.start();
  // Time of its own, on this machine: it makes nothing anew.
  expect(parvis.cpuSeconds()).toBeLessThan(Number(process.env.PARVIS_TEST_DEMO_CPU) / 2);
  expect(parvis.fact('Portal')).toBe(before);
  await page.reload();
  await rows(page).filter({ hasText: 'Le joint de la douche est noir' }).waitFor();
});

/** Runs the command as it is typed; gives its exit code and what it says. */
const type = (env: Record<string, string>, command = 'demo') =>
  new Promise<{ code: unknown; said: string }>((resolve) => {
    const bin = fileURLToPath(new URL('../packages/server/bin/parvis.mjs', import.meta.url));
    const environment = { ...process.env, PARVIS_DATA: `${parvis.data}-none`, PARVIS_PORT: '0', ...env };
    execFile(process.execPath, [bin, command], { env: environment }, (error, _said, said) =>
      resolve({ code: error?.code, said }),
    );
  });

test.concurrent.each([
  ['PARVIS_PORT', { PARVIS_PORT: 'eight' }],
  ['PARVIS_SMTP_URL', { PARVIS_SMTP_URL: 'mail.example.com' }],
  ['PARVIS_DATABASE_URL', { PARVIS_DATABASE_URL: 'mysql://localhost/parvis' }],
  ['PARVIS_LOG', { PARVIS_LOG: 'loud' }],
])('a wrong %s stops the start with a sentence that names it', async (name, env) => {
  const { code, said } = await type(env);
  expect(code).toBe(1);
  expect(said.trim().split('\n')).toEqual([expect.stringMatching(new RegExp(`${name}.*\\.$`))]);
});

test.concurrent('serving without a secret is refused with a sentence', async () => {
  const { code, said } = await type({}, 'serve');
  expect(code).toBe(1);
  expect(said.trim().split('\n')).toEqual([expect.stringContaining('PARVIS_SECRET')]);
});

test.concurrent('a Node that is too old is told so', async () => {
  const old = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })`;
  const { code, said } = await type({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(old)}` });
  expect(code).toBe(1);
  expect(said.trim()).toMatch(/^Parvis needs Node 22\.14 or newer/);
});

test.concurrent(
  'a Node that was fetched for the first command is there for the second, which installs more',
  async () => {
    const clone = realpathSync(mkdtempSync(join(tmpdir(), 'parvis-clone-')));
    try {
      const fetched = join(clone, 'node_modules/.node/node_modules', `node-${process.platform}-${process.arch}`, 'bin');
      for (const folder of ['scripts', 'bin', fetched]) mkdirSync(resolve(clone, folder), { recursive: true });
      cpSync(fileURLToPath(new URL('../scripts/setup.mjs', import.meta.url)), join(clone, 'scripts/setup.mjs'));
      cpSync(process.execPath, join(fetched, 'node'));
      const packages = { 'node_modules/new': { version: '1.0.0' } };
      writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ packages }));
      // What `npm ci` does first, and a note of what else npm is asked for.
      const npm = '#!/bin/sh\necho "$1" >> asked\nif [ "$1" = ci ]; then rm -rf node_modules; mkdir node_modules; fi\n';
      writeFileSync(join(clone, 'bin/npm'), npm, { mode: 0o755 });
      const PATH = `${join(clone, 'bin')}:${process.env['PATH']}`;
      await new Promise((ended) =>
        execFile(join(fetched, 'node'), ['scripts/setup.mjs'], { cwd: clone, env: { PATH } }, ended),
      );
      expect(readFileSync(join(clone, 'asked'), 'utf8').split('\n')).toEqual(['ci', 'install', '']);
    } finally {
      rmSync(clone, { recursive: true });
    }
  },
);
