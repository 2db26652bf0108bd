/** The hosted screens themselves: no obstacles in either colour scheme, nothing that jumps, room for large text. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type AxeRunner from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { eleonore, rows, signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

declare global {
  var axe: typeof AxeRunner;
}
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

useParvis();

/** What axe finds wrong on the page as it stands. */
async function obstacles(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async () => {
    // Colours are compared once they have settled.
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})));
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}

/** By how much the page is wider than the screen. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const portalViews: Record<string, (page: Page) => Promise<void>> = {
  list: async () => {},
  sheet: async (page) => {
    await rows(page).filter({ hasText: 'Le robinet de la baignoire' }).getByRole('button').click();
    await page.getByRole('heading', { name: 'Demandée' }).waitFor();
  },
  form: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Demander une intervention' }).first().click();
    await page.getByRole('button', { name: 'Modifier : Lieu' }).click();
    await page.getByLabel('Code postal').waitFor();
  },
};
const deskViews: Record<string, (page: Page) => Promise<void>> = {
  signIn: async () => {},
  today: async (page) => {
    await signIn(page);
    await page.getByRole('heading', { name: 'Interventions du jour' }).waitFor();
  },
  inbox: async (page) => {
    await page.goto(`${parvis.url}/desk#/inbox`);
    await page.getByRole('link', { name: /^n°/ }).first().click();
    await page.getByRole('article').waitFor();
  },
  customers: async (page) => {
    await page.goto(`${parvis.url}/desk#/customers`);
    await page.getByRole('searchbox', { name: 'Début du nom ou numéro' }).fill('eleo');
    await page.getByRole('link', { name: new RegExp(eleonore.name) }).click();
    await page.getByRole('heading', { name: eleonore.name }).waitFor();
  },
  dossiers: async (page) => {
    await page.goto(`${parvis.url}/desk#/dossiers`);
    await page.getByRole('link', { name: /^n°/ }).first().click();
    await page.getByRole('article').waitFor();
  },
  outbox: async (page) => {
    await page.goto(`${parvis.url}/desk#/outbox`);
    await page.getByRole('heading', { name: 'Courriers' }).waitFor();
  },
  settings: async (page) => {
    await page.goto(`${parvis.url}/desk#/settings/company`);
    await page.getByLabel('Nom de l’entreprise').waitFor();
  },
};

describe.each(['phone', 'desktop'] as const)('on a %s', (screen) => {
  // Axe is a script that the pages' own policy would not let in.
  const options = { bypassCSP: true };
  const check = async (page: Page, views: typeof portalViews) => {
    for (const [view, go] of Object.entries(views)) {
      await go(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await obstacles(page), `${view}, ${colorScheme}`).toEqual([]);
      }
    }
  };

  test('the portal puts no obstacle in the way, light or dark', async () => {
    const page = await openPage(browser, screen, parvis.fact('Portal'), options);
    await rows(page).first().waitFor();
    await check(page, portalViews);
  });

  test('the desk puts no obstacle in the way, light or dark', async () => {
    const page = await openPage(browser, screen, `${parvis.url}/desk`, options);
    await page.getByRole('heading', { name: 'Se connecter au bureau' }).waitFor();
    await check(page, deskViews);
  });
});

test('in the colours that a reader has chosen for all pages the tab and the row that are open are seen, and read', async () => {
  const page = await openPage(browser, 'desktop', parvis.fact('Portal'), { forcedColors: 'active' });
  await rows(page).first().getByRole('button').click();
  await page.getByRole('article').waitFor();
  const system = await page.evaluate(() => {
    const probe = document.createElement('i');
    probe.style.cssText = 'forced-color-adjust: none; background: SelectedItem; color: SelectedItemText';
    document.body.append(probe);
    const { backgroundColor, color } = getComputedStyle(probe);
    return [backgroundColor, color];
  });
  for (const one of [page.getByRole('tab', { selected: true }), rows(page).first().getByRole('button')]) {
    const worn = await one.evaluate((element) => {
      const text = element.firstElementChild ?? element;
      return [getComputedStyle(element).backgroundColor, getComputedStyle(text).color];
    });
    expect(worn).toEqual(system);
  }
});

test.each(['phone', 'desktop'] as const)('nothing jumps while the portal opens on a %s', async (screen) => {
  const page = await openPage(browser, screen, 'about:blank');
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node?: Element }[];
      })[]) {
        const where = entry.sources.map(({ node }) => `${node?.nodeName}.${node?.className}`).join(', ');
        shifts.push(`${entry.value.toFixed(4)} at ${Math.round(entry.startTime)} ms: ${where}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(parvis.fact('Portal'));
  await rows(page).first().waitFor();
  // Whatever comes later than the list comes with the next frames.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts)).toEqual([]);
});

describe('nothing is wider than the screen', () => {
  const check = async (within: Browser, screen: 'phone' | 'desktop', width?: number) => {
    const options = width ? { viewport: { width, height: 800 } } : {};
    const portal = await openPage(within, screen, parvis.fact('Portal'), options);
    await rows(portal).first().waitFor();
    for (const [view, go] of Object.entries(portalViews)) {
      await go(portal);
      expect(await overflow(portal), view).toBe(0);
    }
    const desk = await openPage(within, screen, `${parvis.url}/desk`, options);
    await desk.getByRole('heading', { name: 'Se connecter au bureau' }).waitFor();
    for (const [view, go] of Object.entries(deskViews)) {
      await go(desk);
      expect(await overflow(desk), view).toBe(0);
    }
  };

  test('at 320 px', () => check(browser, 'phone', 320));

  test('with text of twice the size', async () => {
    // As who sets it in their browser.
    const large = await launchBrowser(['--blink-settings=defaultFontSize=32']);
    try {
      await check(large, 'phone');
      await check(large, 'desktop');
    } finally {
      await large.close();
    }
  });
});
