/** Secure links as they arrive: with what mails, messages and people have put behind them, or made of their address. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { eleonore, rows } from './demo.ts';
import { openSite, type Site } from './host-page.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis({ env: { PARVIS_LOG: 'debug' } });

const token = () => new URL(parvis.fact('Portal')).hash.slice(1);
const tails = ['.', ')', '%20', '&utm_source=lettre', '%0D%0A', '%20Bonjour', '?fbclid=x'];
/** How the address was changed, and the address. */
const altered: [string, (page: string) => string][] = [
  ...tails.map((tail): [string, (page: string) => string] => [
    `« ${tail} » behind it`,
    (page) => `${page}#${token()}${tail}`,
  ]),
  ['a line break behind it', (page) => `${page}#${token()}\r\n`],
  ['its # as a code, behind a query', (page) => `${page}?a=b%23${token()}&utm_source=x`],
];

afterEach(() => {
  // What it says to who starts it is no log: that is lines of JSON.
  const log = parvis.output().replaceAll(/^[^{].*$/gm, '');
  expect(log).toContain('/session');
  expect(log).not.toMatch(/eyJ/);
});

const isClean = async (page: Page) => {
  expect(page.url()).not.toMatch(/eyJ|%23|#/);
  expect(await page.content()).not.toContain('eyJ');
};

describe('on the hosted page a whole link opens with', () => {
  const ofPage: typeof altered = [
    ...altered,
    ['a slash behind the page', (page) => `${page}/#${token()}`],
    ['its # as a code', (page) => `${page}%23${token()}`],
    ['its # as a code, a slash before it and « ). » behind', (page) => `${page}/%23${token()}).`],
  ];
  test.each(ofPage)('%s', async (_how, addressOf) => {
    const page = await openPage(browser, 'phone', addressOf(`${parvis.url}/p`));
    await page.getByRole('heading', { name: eleonore.name }).waitFor();
    await isClean(page);
    await page.reload();
    await page.getByRole('heading', { name: eleonore.name }).waitFor();
  });
});

describe('in a company’s own page a whole link opens with', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  test.each(altered)('%s', async (_how, addressOf) => {
    const espace = site.page(
      '/espace',
      `<!doctype html><html lang="fr"><title>Espace client</title><link rel="icon" href="data:,">
<script type="module" src="${parvis.url}/embed/parvis.js"></script>
<parvis-interventions api="${parvis.url}"></parvis-interventions>`,
    );
    const page = await openPage(browser, 'phone', addressOf(espace));
    await rows(page).first().waitFor();
    await isClean(page);
    await page.reload();
    await rows(page).first().waitFor();
  });
});

test('a page that is named with a slash behind it, and no link, asks for an e-mail', async () => {
  const page = await openPage(browser, 'phone', `${parvis.url}/p/`);
  await page.getByRole('heading', { name: 'Recevez un lien pour entrer' }).waitFor();
});
