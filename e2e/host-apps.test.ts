/** Parvis in apps that draw their pages themselves: React in StrictMode, Turbo Drive with its cache of pages. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoKey } from './company-client.ts';
import { confirmedNumber, eleonore, rows, shows } from './demo.ts';
import { runExample } from './examples.ts';
import { openPage } from './pages.ts';
import { browser, useParvis } from './running.ts';
import { openTurboSite } from './turbo-site.ts';

useParvis();

/** What the page has asked for: sessions of its own site, with what they were asked with, and live streams that are open. */
function listen(page: Page) {
  const sessions: (string | undefined)[] = [];
  const streams = new Set<object>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === '/parvis-session') sessions.push(request.headers()['authorization']);
    if (pathname === '/v1/live') streams.add(request);
  });
  page.on('requestfinished', (request) => streams.delete(request));
  page.on('requestfailed', (request) => streams.delete(request));
  return { sessions, streams };
}

/** Looks at every frame that the page draws from now on, shadow trees included, for these words. */
const lookFor = (page: Page, words: string[]) =>
  page.evaluate((looked) => {
    const found = new Set<string>();
    const look = (node: Node) => {
      for (const word of looked)
        if (node.nodeType === Node.TEXT_NODE && node.nodeValue?.includes(word)) found.add(word);
      const { shadowRoot } = node as Partial<Element>;
      if (shadowRoot) look(shadowRoot);
      node.childNodes.forEach(look);
    };
    const frame = () => {
      look(document.body);
      requestAnimationFrame(frame);
    };
    frame();
    found.clear();
    Object.assign(globalThis, { found });
  }, words);
const found = (page: Page) => page.evaluate(() => [...(globalThis as unknown as { found: Set<string> }).found]);

/** A quarter of an hour passes in the page, and its access token with it. */
const aQuarterLater = (page: Page) =>
  page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 16 * 60_000;
  });

test('React, StrictMode, a function given anew at each rendering: one session, one stream, nothing written is lost, the newest is called; another person sees no word of the first', async () => {
  const app = await runExample('react', { PARVIS_API_KEY: demoKey() });
  const page = await openPage(browser, 'desktop', app);
  const { sessions, streams } = listen(page);
  const signIn = async (name: string) => {
    await page.getByLabel('Adresse e-mail').fill(`${name}@courriel.example`);
    await page.getByLabel('Mot de passe').fill(name);
    await page.getByRole('button', { name: 'Se connecter' }).click();
  };
  await signIn('camille');
  await page.getByText('Bonjour Camille').waitFor();
  await page.getByRole('button', { name: 'Demander une intervention' }).first().click();
  const field = page.getByLabel('De quoi avez-vous besoin');
  await field.pressSequentially('La chaudière ');
  await expect.poll(() => streams.size).toBe(1);

  let newest = '';
  for (const word of ['de ', 'Camille ', 'ronfle']) {
    const [renewed] = await Promise.all([
      page.waitForResponse((response) => response.url() === `${app}renew`),
      page.evaluate(() => dispatchEvent(new Event('focus'))),
    ]);
    newest = `Bearer ${((await renewed.json()) as { token: string }).token}`;
    await field.pressSequentially(word);
  }
  expect(await field.inputValue()).toBe('La chaudière de Camille ronfle');
  expect([sessions.length, streams.size]).toEqual([1, 1]);

  await aQuarterLater(page);
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  const number = await confirmedNumber(page);
  await page.getByText(`Merci pour la demande n° ${number}.`).waitFor();
  await rows(page).filter({ hasText: 'La chaudière de Camille ronfle' }).waitFor();
  expect(sessions).toEqual([expect.any(String), newest]);
  expect(newest).not.toBe(sessions[0]);

  await page.getByRole('button', { name: 'Quitter mon compte' }).click();
  await page.getByRole('button', { name: 'Se connecter' }).waitFor();
  await expect.poll(() => streams.size).toBe(0);
  await lookFor(page, ['Camille', 'ronfle', 'Brignais']);
  await signIn('syndic');
  await page.getByText('Bonjour Odile').waitFor();
  await page.getByRole('button', { name: 'Demander une intervention' }).first().click();
  expect(await field.inputValue()).toBe('');
  await expect.poll(() => streams.size).toBe(1);
  expect(await found(page)).toEqual([]);
  expect(sessions).toHaveLength(3);
});

test('Turbo Drive: each visit asks who is there, what is kept of a page shows nobody of before, and no stream stays behind', async () => {
  const site = await openTurboSite();
  const page = await openPage(browser, 'desktop', site.origin);
  const { sessions, streams } = listen(page);
  await page.getByRole('button', { name: 'Éléonore' }).click();
  await rows(page).filter({ hasText: 'Fuite sous l’évier' }).waitFor();
  await expect.poll(() => streams.size).toBe(1);

  // To another page and back: no page is loaded anew.
  await page.evaluate(() => Object.assign(globalThis, { isSame: true }));
  await page.getByRole('link', { name: 'Actualités' }).click();
  await page.getByRole('heading', { name: 'Actualités' }).waitFor();
  await expect.poll(() => streams.size).toBe(0);
  await page.goBack();
  await rows(page).filter({ hasText: 'Fuite sous l’évier' }).waitFor();
  await expect.poll(() => streams.size).toBe(1);
  await page.getByRole('link', { name: 'Actualités' }).click();
  await page.getByRole('heading', { name: 'Actualités' }).waitFor();

  // Another person signs in behind Turbo's back, which shows the page of before until the new one comes.
  const asked = sessions.length;
  await page.evaluate(() => fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ who: 'second' }) }));
  await lookFor(page, [eleonore.name, 'Fuite sous l’évier']);
  // What it has kept asks for a session of its own before the page itself comes.
  site.hold('/espace', () => sessions.length > asked);
  await page.getByRole('link', { name: 'Mon espace' }).click();
  await rows(page).first().waitFor();
  await page.locator('html:not([data-turbo-preview])').waitFor({ state: 'attached' });
  await shows(page, site.second.name);
  await expect.poll(() => streams.size).toBe(1);
  expect(await found(page)).toEqual([]);
  expect(sessions.length).toBeLessThanOrEqual(asked + 2);

  // Signed out by a form of the site, as Turbo sends it; then back to what it keeps of the page.
  await page.getByRole('button', { name: 'Quitter' }).click();
  await page.getByRole('button', { name: 'Éléonore' }).waitFor();
  await lookFor(page, [eleonore.name, site.second.name, 'Fuite sous l’évier']);
  await page.goBack();
  await page.getByRole('heading', { name: 'Votre session a pris fin' }).waitFor();
  await expect.poll(() => streams.size).toBe(0);
  expect(await found(page)).toEqual([]);
  expect(await page.evaluate(() => 'isSame' in globalThis)).toBe(true);
});

test('Turbo Drive: an element that is kept across visits keeps its session, and turns to another person when it is told', async () => {
  const site = await openTurboSite();
  const page = await openPage(browser, 'phone', `${site.origin}/permanent`);
  const { sessions, streams } = listen(page);
  await page.evaluate(() => fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ who: 'first' }) }));
  await page.getByRole('link', { name: 'Espace fixe' }).click();
  await rows(page).filter({ hasText: 'Fuite sous l’évier' }).waitFor();
  await expect.poll(() => streams.size).toBe(1);
  const asked = sessions.length;
  await page.getByRole('link', { name: 'Autre page fixe' }).click();
  await page.getByRole('heading', { name: 'Autre page fixe' }).waitFor();
  await rows(page).filter({ hasText: 'Fuite sous l’évier' }).waitFor();
  expect([sessions.length, streams.size]).toEqual([asked, 1]);

  await page.evaluate(() => fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ who: 'second' }) }));
  await page
    .locator('parvis-portal')
    .evaluate((portal) => (portal as HTMLElementTagNameMap['parvis-portal']).refresh());
  await lookFor(page, [eleonore.name, 'Fuite sous l’évier']);
  await shows(page, site.second.name);
  await expect.poll(() => streams.size).toBe(1);
  expect(await found(page)).toEqual([]);
});
