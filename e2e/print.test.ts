/** On paper: no button, nothing twice, no page without anything. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { eleonore, rows, signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

/** Chromium writes a line for each page of the document. */
const pagesOf = async (page: Page) => (await page.pdf()).toString('latin1').match(/\/Type \/Page\b/g)?.length;
/** As it is while it is printed. */
const onPaper = async (page: Page) => {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
};

test.each(['phone', 'desktop'] as const)('the portal, opened on a %s, leaves its buttons out', async (screen) => {
  const page = await openPage(browser, screen, parvis.fact('Portal'));
  await rows(page).first().waitFor();
  expect(await pagesOf(page)).toBeLessThanOrEqual(3);
  await onPaper(page);
  for (const name of ['Demander une intervention', 'Se déconnecter', 'Filtrer'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  expect(await rows(page).first().isVisible()).toBe(true);
  // Each group under its heading.
  const heights = await Promise.all(
    ['À venir', 'Passées'].map(async (name) => (await page.getByRole('heading', { name }).boundingBox())!.y),
  );
  const [ahead, past] = heights as [number, number];
  expect(past - ahead).toBeGreaterThan(
    await rows(page)
      .first()
      .evaluate((row) => row.clientHeight),
  );
  // No more paper than the list needs.
  expect(await page.getByRole('tabpanel').evaluate((panel) => getComputedStyle(panel).minHeight)).toBe('0px');
});

test.each(['phone', 'desktop'] as const)('a sheet that is open on a %s is what is printed, once', async (screen) => {
  const page = await openPage(browser, screen, parvis.fact('Portal'));
  await rows(page).filter({ hasText: 'Le robinet de la baignoire' }).getByRole('button').click();
  await page.getByRole('heading', { name: 'Demandée' }).waitFor();
  expect(await pagesOf(page)).toBe(1);
  await onPaper(page);
  expect(await page.getByRole('heading', { name: 'Demandée' }).isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: /Fermer|Annuler|Ajouter/ }).count()).toBe(0);
  expect(await rows(page).filter({ visible: true }).count()).toBe(0);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await page
    .getByRole('button', { name: /^Fermer/ })
    .first()
    .click();
  expect(await rows(page).first().isVisible()).toBe(true);
});

/** The desk, opened at a section. */
const openDesk = async (screen: 'phone' | 'desktop', section: string, options: BrowserContextOptions = {}) => {
  const desk = await openPage(browser, screen, `${parvis.url}/desk#/${section}`, options);
  await signIn(desk);
  await desk.getByRole('navigation').waitFor();
  return desk;
};
/** Nothing that is pressed or chosen, and no list beside what is open. */
const showsPaperAlone = async (desk: Page) => {
  for (const role of ['navigation', 'button', 'searchbox', 'banner'] as const)
    expect([role, await desk.getByRole(role).count()]).toEqual([role, 0]);
};
/** Of an element that stands on the page: its colours, as they are printed, and whether all of it shows. */
const inkOf = (where: Locator) =>
  where.evaluate((element) => {
    const { color } = getComputedStyle(element);
    return {
      color,
      isCut: element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== 'visible',
    };
  });

test.each(['phone', 'desktop'] as const)('the day at the desk on a %s is printed without the desk', async (screen) => {
  const desk = await openDesk(screen, 'today', { colorScheme: 'dark' });
  const jobs = desk.getByRole('heading', { name: 'Interventions du jour' });
  await jobs.waitFor();
  await desk.getByRole('heading', { name: 'Courriers non remis' }).waitFor();
  await onPaper(desk);
  await showsPaperAlone(desk);
  expect(await jobs.isVisible()).toBe(true);
  // Black on white, on a dark screen, too.
  expect((await inkOf(jobs)).color).toBe('rgb(0, 0, 0)');
  expect(await desk.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  for (const line of await desk.locator('.line').all()) {
    expect(await line.evaluate((element) => getComputedStyle(element).breakInside)).toBe('avoid');
    for (const part of await line.locator('> *').all()) expect((await inkOf(part)).isCut).toBe(false);
  }
});

test.each(['phone', 'desktop'] as const)(
  'a sheet at the desk on a %s is printed whole, without its list',
  async (screen) => {
    const desk = await openDesk(screen, 'customers');
    await desk.getByRole('searchbox').fill('eleo');
    await desk.getByRole('link', { name: new RegExp(eleonore.name) }).click();
    const title = desk.getByRole('heading', { name: eleonore.name });
    await title.waitFor();
    const places = desk.getByRole('region', { name: 'Sites et équipements' });
    await places.waitFor();
    expect(await pagesOf(desk)).toBeLessThanOrEqual(3);
    await onPaper(desk);
    await showsPaperAlone(desk);
    expect(await title.isVisible()).toBe(true);
    expect(await desk.getByText('Itinéraire').filter({ visible: true }).count()).toBe(0);
    expect(
      await desk
        .getByRole('listitem')
        .filter({ has: desk.locator('.line') })
        .filter({ visible: true })
        .count(),
    ).toBe(0);
    // What is folded on the screen is not on paper; what is only set here is not printed.
    expect(await places.getByRole('listitem').first().isVisible()).toBe(true);
    expect(await desk.getByText('Ce que montre son espace').isVisible()).toBe(false);
  },
);

test('the sheet of an intervention is printed with who has it, and without what can be done', async () => {
  const desk = await openDesk('desktop', 'interventions');
  await desk.getByRole('link', { name: /^n°/ }).first().click();
  const assignee = desk.locator('.sheet').getByLabel('Intervenant');
  await assignee.waitFor();
  expect(await pagesOf(desk)).toBeLessThanOrEqual(2);
  await onPaper(desk);
  await showsPaperAlone(desk);
  expect(await assignee.evaluate((select) => getComputedStyle(select).borderTopWidth)).toBe('0px');
  expect(await desk.getByText('Montrer au client').isVisible()).toBe(false);
  expect(await desk.getByRole('heading', { name: 'Suivi' }).isVisible()).toBe(true);
});
