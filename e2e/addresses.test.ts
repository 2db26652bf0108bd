/** Where one is has an address; and what is on the screen stays there, or says why it is not. */
import { createClient } from '@parvis/sdk';
import { forMember } from '@parvis/sdk/member';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { claire, password, rows } from './demo.ts';
import { openSite } from './host-page.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

const portal = () => `${parvis.url}/p`;
const hasFetched = (page: Page, file: string) =>
  page.waitForFunction(
    (name) => performance.getEntriesByType('resource').some((entry) => entry.name.includes(`/embed/${name}.`)),
    file,
  );
const desk = async () => {
  const client = forMember(createClient({ api: parvis.url }));
  await client.session.signIn({ email: claire, password });
  return client;
};

describe.each(['phone', 'desktop'] as const)('on a %s', (screen) => {
  test('back closes what was opened, a reload keeps the place, and the link is nowhere in it', async () => {
    const page = await openPage(browser, screen, parvis.fact('Portal'));
    const seen = new Set<string>();
    page.on('framenavigated', (frame) => seen.add(frame.url()));
    const sheet = screen === 'phone' ? page.getByRole('dialog') : page.getByRole('complementary');
    await rows(page).filter({ hasText: 'Fuite sous l’évier' }).getByRole('button').click();
    await sheet.getByText('Fuite sous l’évier').first().waitFor();
    await expect.poll(() => page.url()).toMatch(new RegExp(`^${portal()}#/interventions/[\\da-f-]{36}$`));
    const opened = page.url();
    await page.reload();
    await sheet.getByText('Fuite sous l’évier').first().waitFor();
    expect(page.url()).toBe(opened);
    await page.goBack();
    await sheet.waitFor({ state: 'detached' });
    expect(page.url()).toBe(portal());
    await page.goForward();
    await sheet.getByText('Fuite sous l’évier').first().waitFor();
    await sheet.getByRole('button', { name: 'Fermer' }).click();
    await expect.poll(() => page.url()).toBe(portal());

    await page.getByRole('tab', { name: 'Sites' }).click();
    await page.getByRole('button', { name: /Le chalet/ }).click();
    await page.getByRole('heading', { name: 'Le chalet' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Le chalet' }).waitFor();
    expect(page.url()).toMatch(new RegExp(`^${portal()}#/sites/[\\da-f-]{36}$`));
    await page.goBack();
    await page.getByRole('heading', { name: 'Le chalet' }).waitFor({ state: 'detached' });
    await page.goBack();
    await expect.poll(() => page.url()).toBe(portal());
    await rows(page).filter({ hasText: 'Fuite sous l’évier' }).waitFor();
    expect([...seen].filter((url) => url.includes('eyJ'))).toEqual([]);
  });
});

test('without a network what is shown stays, the form opens, and what others did meanwhile comes with the network', async () => {
  const page = await openPage(browser, 'phone', parvis.fact('Portal'));
  await rows(page).filter({ hasText: 'Fuite sous l’évier' }).getByRole('button').click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Fuite sous l’évier').first().waitFor();
  await hasFetched(page, 'acting');
  await page.context().setOffline(true);
  await sheet.getByText('Fuite sous l’évier').first().waitFor();
  await page.goBack();
  await sheet.waitFor({ state: 'detached' });
  const before = await rows(page).count();
  expect(before).toBeGreaterThan(4);
  await page.getByRole('button', { name: 'Demander une intervention' }).last().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('De quoi avez-vous besoin').fill('Le robinet du garage goutte');
  await form.getByRole('button', { name: 'Envoyer la demande' }).waitFor();
  await page.goBack();
  await form.waitFor({ state: 'detached' });
  expect(await rows(page).count()).toBe(before);

  const { customers, interventions } = await desk();
  const [customer] = (await customers.list({ q: '1001' }).page()).items;
  await interventions.create({ customerId: customer!.id, description: 'Ramonage demandé au téléphone' });
  await page.context().setOffline(false);
  await rows(page).filter({ hasText: 'Ramonage demandé au téléphone' }).waitFor();
});

describe('a file that does not come', () => {
  test('says so on our page, which opens when it is tried again, still by the link', async () => {
    const page = await openPage(browser, 'phone', 'about:blank');
    await page.route('**/embed/runtime.*.js', (route) => route.abort());
    await page.goto(parvis.fact('Portal'));
    await page.getByRole('alert').filter({ hasText: 'Cette page ne s’est pas chargée en entier' }).waitFor();
    await page.unroute('**/embed/runtime.*.js');
    await page.getByRole('button', { name: 'Recharger la page' }).click();
    await rows(page).first().waitFor();
    expect(page.url()).toBe(portal());
  });

  test('says so in a page of the company’s, in its language', async () => {
    const site = await openSite();
    onTestFinished(() => site.close());
    const address = site.page(
      '/area',
      `<!doctype html><html lang="en"><title>Customer area</title><link rel="icon" href="data:,">
<script type="module" src="${parvis.url}/embed/parvis.js"></script>
<parvis-interventions api="${parvis.url}"></parvis-interventions>`,
    );
    const page = await openPage(browser, 'phone', 'about:blank');
    await page.route('**/embed/screens.*.js', (route) => route.abort());
    await page.goto(address + new URL(parvis.fact('Portal')).hash);
    await page.getByRole('alert').filter({ hasText: 'This part of the page did not arrive.' }).waitFor();
    await page.unroute('**/embed/screens.*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('listitem').first().waitFor();
  });
});
