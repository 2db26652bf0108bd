/** Whom a page speaks for once its access token has ended: two tabs of one browser, blocked cookies, a frame. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '@parvis/sdk';
import { forMember } from '@parvis/sdk/member';
import type { Frame, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { giveLink } from './company-client.ts';
import { ask, claire, confirmedNumber, eleonore, password, rows } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

/** A quarter of an hour passes in the page, and its access token with it. */
const aQuarterLater = (page: Page | Frame) =>
  page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 16 * 60_000;
  });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 2 });
const clientOf = (link: string) => createClient({ api: parvis.url, link });
const descriptionsOf = async (link: string) => {
  const { items } = await clientOf(link).interventions.list().page();
  return items.map(({ description }) => description);
};
/** The request that renews the session of a tab. */
const renewal = (page: Page) => page.waitForResponse((response) => response.url().endsWith('/session/renewals'));

test('two links of two customers in two tabs: each tab stays who it was', async () => {
  const [mine, theirs] = [(await giveLink(parvis)).link, (await giveLink(parvis, { number: '1002' })).link];
  const { customer } = await clientOf(theirs).portal.get();
  const tab = await openPage(browser, 'desktop', mine);
  await heading(tab, eleonore.name).waitFor();
  const other = await tab.context().newPage();
  await other.goto(theirs);
  await heading(other, customer!.name).waitFor();

  await aQuarterLater(tab);
  const [renewed] = await Promise.all([renewal(tab), ask(tab, 'La VMC de la cave ronfle')]);
  expect(renewed.status()).toBe(201);
  await confirmedNumber(tab);
  await rows(tab).filter({ hasText: 'La VMC de la cave ronfle' }).waitFor();
  expect(await descriptionsOf(mine)).toContain('La VMC de la cave ronfle');
  expect(await descriptionsOf(theirs)).not.toContain('La VMC de la cave ronfle');

  await Promise.all([tab.reload(), other.reload()]);
  await heading(tab, eleonore.name).waitFor();
  await heading(other, customer!.name).waitFor();

  // Signing out is of one tab alone, and makes it nobody else, not even when it is loaded anew.
  await tab.getByRole('button', { name: 'Se déconnecter' }).click();
  await tab.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor();
  await Promise.all([tab.reload(), other.reload()]);
  await heading(other, customer!.name).waitFor();
  await tab.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor();
});

test('a link of another company beside one’s own: each tab stays with its company, and sends to it', async () => {
  const name = 'Plomberie du Val';
  await parvis.command('company', 'create', '--name', name, '--email', 'patron@plomberie-du-val.example');
  const made = await parvis.command('key', 'create', '--company', name, '--name', 'Site', '--json');
  const theirs = createClient({ api: parvis.url, apiKey: (JSON.parse(made) as { key: string }).key });
  const { contacts } = await theirs.customers.create({
    kind: 'person',
    firstName: 'Éléonore',
    lastName: 'Vasseur',
    address: { line1: '1 rue du Port', postalCode: '69009', city: 'Lyon' },
    contact: { firstName: 'Éléonore', lastName: 'Vasseur', email: eleonore.email },
  });
  const { url } = await theirs.links.create({ contactId: contacts[0]!.id, delivery: 'copy' });
  const { link: mine } = await giveLink(parvis);
  const tab = await openPage(browser, 'phone', mine);
  await rows(tab).first().waitFor();
  const other = await tab.context().newPage();
  await other.goto(url!);
  await other.getByText('Vos interventions apparaîtront ici').waitFor();

  for (const [page, text] of [
    [tab, 'La VMC siffle'],
    [other, 'Le robinet goutte'],
  ] as const) {
    await aQuarterLater(page);
    await Promise.all([renewal(page), ask(page, text)]);
    await confirmedNumber(page);
  }
  await Promise.all([tab.reload(), other.reload()]);
  await rows(tab).filter({ hasText: 'La VMC siffle' }).waitFor();
  await rows(other).filter({ hasText: 'Le robinet goutte' }).waitFor();
  expect(await rows(other).count()).toBe(1);
  expect([await tab.title(), await other.title()]).toEqual(['Atelier des Monts', name]);
  expect(await descriptionsOf(mine)).not.toContain('Le robinet goutte');
});

test('two links of one contact to two interventions: each tab shows its own', async () => {
  const { items } = await clientOf((await giveLink(parvis)).link)
    .interventions.list()
    .page();
  const tabs: Page[] = [];
  for (const { id, number } of items.slice(0, 2)) {
    const { link } = await giveLink(parvis, { scope: { kind: 'intervention', id } });
    const tab = tabs[0] ? await tabs[0].context().newPage() : await openPage(browser, 'phone', 'about:blank');
    await tab.goto(link);
    await tab.getByText(`Intervention n° ${number}`).waitFor();
    tabs.push(tab);
  }
  for (const [index, tab] of tabs.entries()) {
    await aQuarterLater(tab);
    const read = tab.waitForResponse((response) => response.url().includes('/interventions/'));
    await Promise.all([
      renewal(tab),
      tab.evaluate(() =>
        (document.querySelector('parvis-portal') as HTMLElement & { refresh(): Promise<void> }).refresh(),
      ),
    ]);
    expect((await read).url()).toContain(items[index]?.id);
    await tab.getByText(`Intervention n° ${items[index]?.number}`).waitFor();
  }
});

test('with its cookies gone a page goes on by the link that it holds', async () => {
  const { link } = await giveLink(parvis);
  const page = await openPage(browser, 'phone', link);
  await heading(page, eleonore.name).waitFor();
  await page.context().clearCookies();
  await aQuarterLater(page);
  await ask(page, 'Le chauffe-eau du chalet goutte');
  await confirmedNumber(page);
  expect(await descriptionsOf(link)).toContain('Le chauffe-eau du chalet goutte');
});

test('so does one that stands in a frame of the company’s site', async () => {
  const { promise: framing, resolve: frame } = Promise.withResolvers<string>();
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    void framing.then((address) =>
      response.end(`<!doctype html><iframe width=900 height=700 src="${address}"></iframe>`),
    );
  }).listen(0, 'localhost');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  // Another site to a browser than 127.0.0.1: no cookie of ours goes there with a frame.
  const site = `http://localhost:${(server.address() as AddressInfo).port}`;
  const desk = forMember(createClient({ api: parvis.url }));
  await desk.session.signIn({ email: claire, password });
  const company = await desk.company.get();
  await desk.company.update(company, { allowedOrigins: [...company.allowedOrigins, site] });
  const { link } = await giveLink(parvis);

  const page = await openPage(browser, 'desktop', 'about:blank');
  frame(`${parvis.url}/p?company=${company.id}${new URL(link).hash}`);
  await page.goto(site);
  const portal = page.frameLocator('iframe');
  await portal.getByRole('heading', { name: eleonore.name, level: 2 }).waitFor();
  await aQuarterLater(page.frames()[1]!);
  await portal.getByRole('button', { name: 'Demander une intervention' }).first().click();
  await portal.getByLabel('De quoi avez-vous besoin').fill('Le siphon de l’évier fuit');
  await portal.getByRole('button', { name: 'Envoyer la demande' }).click();
  await portal.getByRole('region', { name: 'Votre demande est bien arrivée' }).waitFor();
  expect(await descriptionsOf(link)).toContain('Le siphon de l’évier fuit');
});
