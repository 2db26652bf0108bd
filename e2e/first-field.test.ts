/**
 * What a page waits for until a request can be written: itself, then one file of ours, and nothing after it. Held by holding
 * back all the others.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveLink } from './company-client.ts';
import { openSite, type Site } from './host-page.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const loader = /\/embed\/parvis\.js$/;
const formItself = /\/embed\/(parvis|intervention-form|runtime\.\w+)\.js$/;

/** Lets through what is asked of the server as far as it matches, and keeps the rest waiting until it does. */
async function letThrough(page: Page, first: RegExp) {
  let open = first;
  let waiting: [path: string, go: () => Promise<void>][] = [];
  await page.route(`${parvis.url}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (open.test(pathname)) await route.continue();
    else waiting.push([pathname, () => route.continue()]);
  });
  return async (which: RegExp) => {
    open = which;
    const goes = waiting.filter(([path]) => which.test(path));
    waiting = waiting.filter(([path]) => !which.test(path));
    for (const [, go] of goes) await go();
  };
}

/** The two lines, on a page as strict as any: nothing runs that bears no nonce, no text becomes markup but by Lit's templates. */
async function openForm(lang: 'fr' | 'en', first = loader, lost?: RegExp) {
  const { link } = await giveLink(parvis);
  const policy = [
    "default-src 'none'",
    "script-src 'nonce-parvis' 'strict-dynamic'",
    `connect-src ${parvis.url}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ];
  const url = site.page(
    `/first-field-${lang}`,
    `<!doctype html><html lang="${lang}"><body>
      <script type="module" nonce="parvis" src="${parvis.url}/embed/parvis.js"></script>
      <parvis-intervention-form api="${parvis.url}" link="${link}"></parvis-intervention-form>`,
    { 'content-security-policy': policy.join('; ') },
  );
  const page = await openPage(browser, 'phone', 'about:blank');
  const open = await letThrough(page, first);
  if (lost) await page.route(lost, (route) => route.abort());
  // Not until all has loaded: most of it waits.
  await page.goto(url, { waitUntil: 'commit' });
  return { page, open };
}

/** How everything around the field looks and where it stands, and what of it is said. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('parvis-intervention-form')!;
    return ['h2', 'form', 'label', '#hint', 'textarea', '.skeleton'].map((selector) => {
      const element = shadowRoot!.querySelector(selector)!;
      const { x, y, width, height } = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const text = element.childElementCount ? '' : element.textContent?.trim();
      // Of what breathes, which moment it is.
      const looks = Array.from(style, (name) => (name === 'opacity' ? '' : `${name}:${style.getPropertyValue(name)}`));
      return { selector, x, y, width, height, text, looks: looks.join(';') };
    });
  });
const written = (page: Page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('parvis-intervention-form')!;
    const fields = [...shadowRoot!.querySelectorAll('textarea')];
    const [field] = fields;
    return { fields: fields.length, value: field?.value, isFocused: field === shadowRoot!.activeElement };
  });

/** Whether the element's own file has come, and it has drawn itself. */
const isItself = (page: Page) =>
  page.evaluate(() => {
    const form = document.querySelector<Element & { hasUpdated?: boolean }>('parvis-intervention-form');
    return form!.hasUpdated === true;
  });

const words = {
  fr: { label: 'De quoi avez-vous besoin', send: 'Envoyer la demande' },
  en: { label: 'What do you need', send: 'Send request' },
};

describe.each(['fr', 'en'] as const)('in %s, the form of the two lines', (lang) => {
  test('can be written into with one file of ours there, and goes on in the element without a jump', async () => {
    const { page, open } = await openForm(lang);
    const field = page.getByLabel(words[lang].label);
    await field.click();
    await page.keyboard.type('eau chaude');
    await page.keyboard.press('Home');
    await page.keyboard.type('Plus d’');
    const before = await seen(page);

    await open(formItself);
    await expect.poll(() => isItself(page)).toBe(true);
    expect(await seen(page)).toEqual(before);
    await page.keyboard.type('assez d’');
    expect(await written(page)).toEqual({ fields: 1, value: 'Plus d’assez d’eau chaude', isFocused: true });

    await open(/./);
    await page.getByRole('button', { name: words[lang].send }).waitFor();
    expect(await written(page)).toEqual({ fields: 1, value: 'Plus d’assez d’eau chaude', isFocused: true });
  });
});

describe('where the rest does not come, that is said below the field, and what was written stays, also in the page loaded anew,', () => {
  const stands = async (page: Page) => {
    await page.getByRole('button', { name: words.fr.send }).waitFor();
    expect(await written(page)).toMatchObject({ fields: 1, value: 'Plus d’eau chaude' });
  };
  test('when it is the file of the form itself', async () => {
    const lost = /\/embed\/runtime\./;
    const { page, open } = await openForm('fr', /\/embed\/(parvis|lost\.\w+)\.js$/, lost);
    await page.getByRole('alert').filter({ hasText: 'n’est pas arrivée' }).waitFor();
    await page.getByLabel(words.fr.label).fill('Plus d’eau chaude');
    expect(await written(page)).toMatchObject({ fields: 1, value: 'Plus d’eau chaude' });
    await page.unroute(lost);
    await open(/./);
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await stands(page);
  });

  test('when it is what comes behind it', async () => {
    const lost = /\/embed\/acting\./;
    const { page } = await openForm('fr', /./, lost);
    await page.getByLabel(words.fr.label).fill('Plus d’eau chaude');
    await page.getByRole('alert').filter({ hasText: 'Rechargez la page' }).waitFor();
    await page.unroute(lost);
    await page.reload();
    await stands(page);
  });
});
