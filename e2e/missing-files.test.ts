/** One file alone that never comes, each in its turn: no screen waits for it for ever, and each says what is missing. */
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { claire, password } from './demo.ts';
import { openSite } from './host-page.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

/** What is pressed, if it is there, and what shows then unless something is missing. */
interface Step {
  press?: string;
  shows: string;
}
interface Screen {
  locale?: string;
  /** Gives its address. */
  at: () => Promise<string> | string;
  steps: Step[];
  /** Those of its files that are tried; all that it asks for, unless told otherwise. */
  files?: RegExp;
}

const link = () => new URL(parvis.fact('Portal')).hash;
const embedded = async (element: string, lang: string) => {
  const site = await openSite();
  onTestFinished(() => site.close());
  const page = `<!doctype html><html lang="${lang}"><title>Atelier</title><link rel="icon" href="data:,">
<script type="module" src="${parvis.url}/embed/parvis.js"></script>
<parvis-${element} api="${parvis.url}">Appelez-nous.</parvis-${element}>`;
  return site.page('/', page) + link();
};
const opened: Step[] = [
  { shows: 'parvis-interventions .line' },
  { press: 'parvis-interventions .line', shows: 'parvis-intervention-sheet article' },
  { press: 'parvis-interventions dialog[open] button.icon', shows: 'parvis-interventions .line' },
  { press: '#tab-sites', shows: 'parvis-places .place' },
  { press: '[part=create]', shows: 'parvis-intervention-form [part=submit]' },
];
const form: Step[] = [{ shows: 'parvis-intervention-form [part=submit]' }];

const screens: Record<string, Screen> = {
  'our page of the portal': { at: () => parvis.fact('Portal'), steps: opened },
  'a portal in English': { at: () => embedded('portal', 'en'), locale: 'en-GB', steps: opened, files: /\.en\./ },
  'a form': { at: () => embedded('intervention-form', 'fr'), steps: form },
  'a form in English': { at: () => embedded('intervention-form', 'en'), locale: 'en-GB', steps: form, files: /\.en\./ },
  'the desk': {
    at: () => `${parvis.url}/desk`,
    steps: [
      { shows: 'parvis-desk-sign-in [type=password]' },
      { press: 'parvis-desk-sign-in button', shows: 'nav a[href="#/dossiers"]' },
      { press: 'nav a[href="#/dossiers"]', shows: 'parvis-desk-dossier-list a.line' },
    ],
  },
};

/** What is to be seen, shadow trees included: what waits, and what is said. */
const look = (page: Page) =>
  page.evaluate(() => {
    const seen = { waits: 0, says: 0 };
    const walk = (element: Element) => {
      // A slot has no box of its own.
      if (getComputedStyle(element).display !== 'contents' && !element.checkVisibility()) return;
      if (element.matches('.skeleton, [slot=skeleton]')) seen.waits++;
      if (element.matches('[role=alert]') && element.textContent?.trim()) seen.says++;
      const within = element.shadowRoot ?? element;
      const slotted = element instanceof HTMLSlotElement ? element.assignedElements() : [];
      for (const child of [...within.children, ...slotted]) walk(child);
    };
    walk(document.body);
    return seen;
  });

/** Goes as far as it goes; gives the files of ours that were asked for. */
async function walk({ locale = 'fr-FR', at, steps }: Screen, missing?: string): Promise<Set<string>> {
  const page = await openPage(browser, 'phone', 'about:blank', { locale });
  const asked = new Set<string>();
  page.on('request', (request) => {
    const file = /\/embed\/([^?/]+)/.exec(request.url())?.[1];
    if (file) asked.add(file);
  });
  if (missing)
    await page.route(
      (url) => url.pathname === `/embed/${missing}`,
      (route) => route.abort(),
    );
  await page.goto(await at());
  for (const [index, { press, shows }] of steps.entries()) {
    const button = page.locator(`${press}:visible`).first();
    if (press && (await button.isVisible())) {
      const email = page.getByLabel('Adresse e-mail');
      if (await email.isVisible()) {
        await email.fill(claire);
        await page.getByLabel('Mot de passe').fill(password);
      }
      await button.click();
    }
    const settles = async () => {
      // What shows is looked for first: what comes between the two looks may wait, and is not yet what shows.
      const [isShown, { waits, says }] = [await page.locator(shows).first().isVisible(), await look(page)];
      return waits ? 'waits' : isShown ? 'shows' : says && missing ? 'says so' : 'nothing';
    };
    await expect
      .poll(settles, { message: `${missing ?? 'nothing'} is missing, at step ${index}`, timeout: 120_000 })
      .toMatch(/^s/);
  }
  await page.context().close();
  return asked;
}

describe.each(Object.entries(screens))('%s', (_, screen) => {
  test('shows, or says what is missing, whichever file does not come', async () => {
    const files = [...(await walk(screen))].filter((file) => screen.files?.test(file) ?? file !== 'parvis.js');
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) await walk(screen, file);
  });
});
