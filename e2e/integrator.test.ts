/** The integrator: places the elements in a page of another origin, under a policy of its own. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { demoKey } from './company-client.ts';
import { confirmedNumber, eleonore, rows } from './demo.ts';
import { runExample } from './examples.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

/** The page hears of a new intervention as any script of it may. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const heard: number[] = [];
    document.addEventListener('parvis-intervention-created', (event) =>
      heard.push((event as Event & { intervention: { number: number } }).intervention.number),
    );
    Object.assign(globalThis, { heard });
  });
const heard = (page: Page) => page.evaluate(() => (globalThis as unknown as { heard: number[] }).heard);
/** Writes into the form that stands in the page, and reads the number that it confirms. */
const askIn = async (page: Page, description: string) => {
  await page.getByLabel('De quoi avez-vous besoin').fill(description);
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  return Number(await confirmedNumber(page));
};
const colourOf = (page: Page, button: string) =>
  page
    .getByRole('button', { name: button })
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor);

describe.each(['phone', 'desktop'] as const)('on a %s', (screen) => {
  test('a company’s page with two elements, its own session and colours, under a strict policy', async () => {
    const site = parvis.fact('Example');
    const page = await openPage(browser, screen, 'about:blank');
    const sessions: string[] = [];
    page.on('request', (request) => request.url().includes('/session') && sessions.push(request.url()));
    const policy = (await page.goto(site))?.headers()['content-security-policy'];
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic';/);
    expect(new URL(site).origin).not.toBe(parvis.url);

    await rows(page).filter({ hasText: 'Le robinet de la baignoire' }).waitFor();
    await page.getByText('14 chemin des Cerisiers').first().waitFor();
    // Both share the one session that the site's own backend gave; no link is anywhere in the page.
    expect(sessions).toEqual([`${site}espace-client/session`]);
    expect(await colourOf(page, 'Envoyer la demande')).toBe('rgb(28, 93, 115)');

    await listen(page);
    const number = await askIn(page, `Devis pour un adoucisseur (${screen})`);
    expect(await heard(page)).toEqual([number]);
    // The element beside it shows the new one by itself.
    await rows(page)
      .filter({ hasText: `Devis pour un adoucisseur (${screen})` })
      .waitFor();

    await page.goto(`${site}espace-client`);
    await page.getByRole('heading', { name: eleonore.name }).waitFor();
    await rows(page).first().waitFor();
  });
});

describe('the examples', () => {
  test('plain HTML: two elements opened by a link, under nonces and Trusted Types', async () => {
    const site = await runExample('plain-html');
    const page = await openPage(browser, 'phone', site + new URL(parvis.fact('Portal')).hash);
    await rows(page).first().waitFor();
    expect(page.url()).toBe(site);
    expect(await colourOf(page, 'Envoyer la demande')).toBe('rgb(11, 110, 95)');
    const number = await askIn(page, 'La pompe de relevage ronronne');
    await page
      .getByRole('status')
      .filter({ hasText: `Votre demande n° ${number} est arrivée` })
      .waitFor();
    await rows(page).filter({ hasText: 'La pompe de relevage ronronne' }).waitFor();
    await page.reload();
    await rows(page).filter({ hasText: 'La pompe de relevage ronronne' }).waitFor();
  });

  test('a node backend: its own customer signs in and finds the portal', async () => {
    const key = demoKey();
    const site = await runExample('node-backend', { PARVIS_API_KEY: key });
    const page = await openPage(browser, 'desktop', site);
    await page.getByLabel('Mot de passe').fill('camille');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByText('Bonjour Camille').waitFor();
    await page.getByRole('button', { name: 'Demander une intervention' }).first().waitFor();
    expect(await page.content()).not.toContain(key);
  });
});
