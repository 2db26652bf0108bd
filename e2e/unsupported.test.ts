/** Browsers and pages that the elements do not work in: a sentence says so, nothing stays blank. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { giveLink } from './company-client.ts';
import { eleonore, rows } from './demo.ts';
import { openSite, type Site } from './host-page.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const script = () => `<script type="module" src="${parvis.url}/embed/parvis.js"></script>`;
const older = { fr: 'Ce navigateur est trop ancien', en: 'This browser is too old' };
const named = ['Safari 16.4', 'Chrome', '111', 'Firefox 115'];

/** As Chrome 109 is, the last one for Windows 7: syntax and all that is loaded are understood, `toSorted` is not there. */
async function openOlder(url: string, locale = 'fr-FR'): Promise<Page> {
  const page = await openPage(browser, 'phone', 'about:blank', { locale });
  await page.addInitScript(() => {
    Reflect.deleteProperty(Array.prototype, 'toSorted');
  });
  await page.goto(url);
  return page;
}

describe.each(['fr', 'en'] as const)('in %s, a browser older than those that are supported', (lang) => {
  test('sees in the place of each element, also of one that comes later, which ones are', async () => {
    const url = site.page(
      `/older-${lang}`,
      `<!doctype html><html lang="${lang}">${script()}<parvis-portal api="${parvis.url}"><i>…</i></parvis-portal>`,
    );
    const page = await openOlder(url);
    await page.evaluate(() => document.body.append(document.createElement('parvis-intervention-form')));
    for (const element of ['parvis-portal', 'parvis-intervention-form']) {
      const alert = page.locator(element).getByRole('alert');
      await alert.filter({ hasText: older[lang] }).waitFor();
      for (const name of named) expect(await alert.textContent()).toContain(name);
      expect(await page.locator(element).locator('i').count()).toBe(0);
    }
  });

  test('sees on Parvis’ own page which ones are, and nothing that seems to load', async () => {
    const { link } = await giveLink(parvis);
    const page = await openOlder(link, lang);
    const alert = page.getByRole('alert').filter({ hasText: older[lang] });
    await alert.waitFor();
    for (const name of named) expect(await alert.textContent()).toContain(name);
    expect(await page.locator('parvis-portal').count()).toBe(0);
  });
});

test('Parvis’ own page says so where a file of it does not come, and nothing seems to load for ever', async () => {
  const { link } = await giveLink(parvis);
  const page = await openPage(browser, 'phone', 'about:blank');
  await page.route(/\/embed\/runtime\./, (route) => route.fulfill({ status: 404 }));
  await page.goto(link);
  await page.getByRole('alert').filter({ hasText: 'ne s’est pas chargée' }).waitFor();
  expect(await page.locator('parvis-portal').count()).toBe(0);
});

describe('plain http', () => {
  test('is refused in a sentence, on the company’s page and on ours, and the console tells how to mend it', async () => {
    const plain = await launchBrowser(['--host-resolver-rules=MAP *.example 127.0.0.1']);
    try {
      const { port } = new URL(site.origin);
      const path = new URL(
        site.page('/plain', `<!doctype html><html lang="fr">${script()}<parvis-portal></parvis-portal>`),
      ).pathname;
      const page = await openPage(plain, 'phone', 'about:blank');
      const told: string[] = [];
      page.on('console', (message) => told.push(message.text()));
      await page.goto(`http://www.atelier.example:${port}${path}`);
      await page.getByRole('alert').filter({ hasText: 'Ouvrez-la en https://' }).waitFor();
      expect(told.filter((text) => text.startsWith('Parvis: ')).join()).toContain('https');

      await page.goto(`http://parvis.example:${new URL(parvis.url).port}/p`);
      await page.getByRole('alert').filter({ hasText: 'Ouvrez-la en https://' }).waitFor();
      expect(await page.locator('parvis-portal').count()).toBe(0);
    } finally {
      await plain.close();
    }
  });
});

test('an element inside shadow roots of the page is met, also when its host comes later', async () => {
  const { link } = await giveLink(parvis);
  const url = site.page(
    '/shadow',
    `<!doctype html><html lang="fr">${script()}<company-area></company-area><script type="module">
      customElements.define('company-card', class extends HTMLElement {
        connectedCallback() {
          const root = this.attachShadow({ mode: 'open' });
          setTimeout(() => (root.innerHTML = '<parvis-portal api="${parvis.url}" link="${link}"></parvis-portal>'));
        }
      });
      customElements.define('company-area', class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'open' }).innerHTML = '<div><company-card></company-card></div>';
        }
      });
    </script>`,
  );
  const page = await openPage(browser, 'desktop', url);
  await page.getByText(eleonore.name).first().waitFor();
  await rows(page).first().waitFor();
});
