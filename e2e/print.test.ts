/** On paper: no button, nothing twice, no page without anything. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { rows } from './demo.ts';
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
