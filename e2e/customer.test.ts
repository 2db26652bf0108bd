/** The customer: opens a secure link, looks, asks for an intervention. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { companyClient, giveExpiredLink, giveLink } from './company-client.ts';
import { ask, confirmedNumber, eleonore, linkIn, rows, shows } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, mailbox, parvis, useParvis } from './running.ts';

useParvis({ mail: true });

const photo = async (page: Page, name: string) => ({
  name,
  mimeType: 'image/png',
  buffer: await page.screenshot(),
});
const search = (page: Page) => page.getByRole('searchbox', { name: 'Rechercher' });

describe.each(['phone', 'desktop'] as const)('on a %s', (screen) => {
  const open = () => openPage(browser, screen, parvis.fact('Portal'));
  /** Filters are folded where there is little room. */
  const showFilters = async (page: Page) => {
    const button = page.getByRole('button', { name: 'Filtrer et trier' });
    if (await button.isVisible()) await button.click();
  };

  test('a link shows who I am and what happens next, leaves the address, and a reload stays signed in', async () => {
    const page = await open();
    for (const load of [async () => {}, () => page.reload()]) {
      await load();
      await shows(page, eleonore.name, '04 65 71 20 30', 'bonjour@atelier-des-monts.example');
      await page.getByRole('img', { name: 'Atelier des Monts' }).waitFor();
      expect(page.url()).toBe(`${parvis.url}/p`);
      await page.getByText('Mes informations').click();
      await shows(page, eleonore.number, '14 chemin des Cerisiers', eleonore.email, 'Contrat d’entretien Sérénité');
      const next = page.getByRole('region', { name: /^Prochain rendez-vous, avec \p{L}/u });
      await shows(next, /\d\sh\s–\u2060?\s\d+\sh/, 'Ajouter à mon agenda', 'Un empêchement');
      await rows(page).first().waitFor();
    }
  });

  test('the list is filtered, sorted and searched', async () => {
    const page = await open();
    await rows(page).first().waitFor();
    await search(page).fill('evier gonfle');
    await expect.poll(() => rows(page).allInnerTexts()).toEqual([expect.stringContaining('Fuite sous l’évier')]);
    await search(page).fill('');
    await expect.poll(() => rows(page).count()).toBeGreaterThan(4);

    await showFilters(page);
    await page.getByRole('combobox', { name: 'État' }).selectOption('Annulées');
    await expect.poll(() => rows(page).allInnerTexts()).toEqual([expect.stringContaining('Canalisation gelée')]);
    await page.getByRole('combobox', { name: 'État' }).selectOption('Tous les états');
    await page.getByRole('combobox', { name: 'Site', exact: true }).focus();
    await page.getByRole('combobox', { name: 'Site', exact: true }).selectOption('Le chalet');
    await expect
      .poll(async () => (await rows(page).allInnerTexts()).every((text) => text.includes('Le chalet')))
      .toBe(true);
    await page.getByRole('combobox', { name: 'Site', exact: true }).selectOption('Tous les sites');

    const numbers = async () =>
      (await rows(page).allInnerTexts()).map((text) => Number(/n°\s(\d+)/.exec(text)?.[1])).slice(0, 5);
    const isSorted = async (sign: 1 | -1) => {
      const found = await numbers();
      return found.length === 5 && found.every((number, at) => at === 0 || (number - found[at - 1]!) * sign > 0);
    };
    await page.getByRole('combobox', { name: 'Ordre' }).selectOption('Numéros croissants');
    await expect.poll(() => isSorted(1)).toBe(true);
    await page.getByRole('combobox', { name: 'Ordre' }).selectOption('Numéros décroissants');
    await expect.poll(() => isSorted(-1)).toBe(true);
  });

  test('one of them is opened with its dated states, and closed again', async () => {
    const page = await open();
    await rows(page).filter({ hasText: 'Fuite sous l’évier' }).getByRole('button').click();
    const sheet =
      screen === 'phone' ? page.getByRole('dialog', { name: /^Intervention/ }) : page.getByRole('complementary');
    await sheet.getByRole('heading', { name: 'Signée' }).waitFor();
    const course = sheet.getByRole('listitem').filter({ has: page.locator('time') });
    expect(await course.count()).toBeGreaterThan(4);
    expect(await course.first().innerText()).toMatch(/Demandée.*\d{4}/s);
    // The photos are shown by their thumbnails, whose addresses are checked as anything else.
    await expect.poll(() => sheet.getByRole('link', { name: /^Agrandir IMG_/ }).count()).toBe(2);
    await expect
      .poll(() =>
        sheet
          .locator('img')
          .evaluateAll((all) => all.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length),
      )
      .toBe(2);
    await sheet.getByRole('button', { name: 'Fermer' }).click();
    await sheet.waitFor({ state: 'detached' });
    await rows(page)
      .filter({ hasText: 'Fuite sous l’évier' })
      .getByRole('button')
      .and(page.locator(':focus'))
      .waitFor();
  });

  test('sites and equipment show the interventions of the one chosen', async () => {
    const page = await open();
    await page.getByRole('tab', { name: 'Sites' }).click();
    const sites = page.getByRole('tabpanel', { name: 'Sites' });
    await sites.getByRole('button', { name: /Le chalet/ }).click();
    await sites.getByRole('heading', { name: 'Le chalet' }).waitFor();
    await expect.poll(() => rows(page).count()).toBeGreaterThan(2);
    expect((await rows(page).allInnerTexts()).join()).not.toContain('Fuite sous l’évier');
    await page.getByRole('tab', { name: 'Équipements' }).press('Enter');
    const equipment = page.getByRole('tabpanel', { name: 'Équipements' });
    await equipment
      .getByRole('button', { name: /La maison/ })
      .first()
      .click();
    await shows(equipment, 'N° de série', 'Garantie jusqu’au');
    await rows(page).filter({ hasText: 'Entretien' }).first().waitFor();
  });

  test('a request starts pre-filled, takes photos, and is confirmed with its number', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Demander une intervention' }).first().click();
    const form = page.getByRole('dialog', { name: 'Demander une intervention' });
    await form.getByText('14 chemin des Cerisiers').waitFor();
    await form.getByText(eleonore.name).waitFor();
    // Nothing but the description is compulsory; without it the form says so, and nothing is sent.
    await form.getByRole('button', { name: 'Envoyer la demande' }).click();
    await form.getByText('Dites-nous ce qui se passe.').waitFor();
    await form.getByLabel('De quoi avez-vous besoin').and(page.locator(':focus')).waitFor();
    await form.getByLabel('De quoi avez-vous besoin').fill(`Le radiateur du salon siffle (${screen})`);

    await form.getByRole('button', { name: 'Modifier : Type' }).click();
    await form.getByLabel('Type d’intervention').selectOption('Dépannage');
    await form.getByRole('button', { name: 'Modifier : Lieu' }).click();
    await form.getByLabel('Site', { exact: true }).selectOption('Le chalet');
    await expect.poll(() => form.getByLabel('Adresse', { exact: true }).inputValue()).toBe('3 route des Clots');
    await form.getByRole('button', { name: 'Modifier : Précisions' }).click();
    await form.getByLabel('Quand préférez-vous').selectOption('Le matin');

    const chosen = page.waitForEvent('filechooser');
    await form.getByRole('button', { name: 'Ajouter des photos' }).click();
    await (await chosen).setFiles([await photo(page, 'radiateur.png'), await photo(page, 'salon.png')]);
    await form.getByRole('img', { name: 'salon.png' }).waitFor();
    await form.getByRole('button', { name: 'Retirer salon.png' }).click();
    await form.getByRole('img', { name: 'salon.png' }).waitFor({ state: 'detached' });

    await form.getByRole('button', { name: 'Envoyer la demande' }).click();
    const number = await confirmedNumber(page);
    expect(Number(number)).toBeGreaterThan(5400);

    // It is opened: with what was written, at the place that was chosen, with the one photo that was left.
    const sheet =
      screen === 'phone' ? page.getByRole('dialog', { name: /^Intervention/ }) : page.getByRole('complementary');
    await shows(
      sheet,
      `Intervention n° ${number}`,
      'Dépannage',
      'Le radiateur du salon siffle',
      '3 route des Clots',
      'Le matin',
    );
    await sheet.getByRole('link', { name: /radiateur/ }).waitFor();
    expect(await sheet.getByRole('link', { name: /salon/ }).count()).toBe(0);
    await sheet.getByRole('button', { name: 'Fermer' }).click();
    await rows(page)
      .filter({ hasText: `Le radiateur du salon siffle (${screen})` })
      .waitFor();
  });
});

test('a photo opens from a page that has stayed open for longer than its address lives', async () => {
  const page = await openPage(browser, 'desktop', parvis.fact('Portal'));
  await page.getByRole('button', { name: 'Demander une intervention' }).click();
  await page.getByLabel('De quoi avez-vous besoin').fill('Le joint est à refaire, voir la photo');
  const picked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Ajouter des photos' }).click();
  await (await picked).setFiles(await photo(page, 'joint.png'));
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await confirmedNumber(page);
  const link = page.getByRole('link', { name: /joint/ });
  await link.waitFor();
  const end = (anchor: HTMLAnchorElement) => (anchor.href = anchor.href.replace(/.{6}$/, 'AAAAAA'));
  await link.evaluate(end);
  const address = page.url();
  expect(address).toMatch(new RegExp(`^${parvis.url}/p#/interventions/[\\da-f-]{36}$`));
  await link.click();
  const large = page.getByRole('dialog').getByRole('link', { name: 'Télécharger joint.png' });
  await large.evaluate(end);
  const saved = page.waitForEvent('download');
  await large.click();
  expect((await saved).suggestedFilename()).toBe('joint.png');
  expect(page.url()).toBe(address);
});

test('a draft survives a closed tab', async () => {
  const page = await openPage(browser, 'phone', parvis.fact('Portal'));
  await page.getByRole('button', { name: 'Demander une intervention' }).click();
  const field = page.getByLabel('De quoi avez-vous besoin');
  await field.fill('La VMC fait un bruit de casserole');
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => String(kept).includes('casserole')));
  await page.close();

  const again = await page.context().newPage();
  await again.goto(`${parvis.url}/p`);
  await again.getByRole('button', { name: 'Demander une intervention' }).click();
  await expect
    .poll(() => again.getByLabel('De quoi avez-vous besoin').inputValue())
    .toBe('La VMC fait un bruit de casserole');
  await again.getByRole('button', { name: 'Envoyer la demande' }).click();
  await confirmedNumber(again);
  await again.goto(`${parvis.url}/p`);
  await again.getByRole('button', { name: 'Demander une intervention' }).click();
  await again
    .getByText('Pour cette intervention')
    .or(again.getByRole('heading', { name: 'Lieu' }))
    .first()
    .waitFor();
  expect(await again.getByLabel('De quoi avez-vous besoin').inputValue()).toBe('');
});

test('a request sent without a network leaves when it returns, exactly once', async () => {
  const page = await openPage(browser, 'phone', parvis.fact('Portal'));
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'Demander une intervention' }).click();
  await page.getByLabel('De quoi avez-vous besoin').fill('Plus d’eau chaude depuis ce matin');
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => String(kept).includes('eau chaude')));
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await page.locator('.small', { hasText: 'Votre demande est gardée sur cet appareil' }).waitFor();
  await page.getByText('1 demande en attente').first().waitFor();
  await page.reload().catch(() => {});
  await page.context().setOffline(false);
  await page.goto(`${parvis.url}/p`);
  // The form is closed: the portal itself says that it waits, sends it, and that it has arrived.
  await page
    .getByRole('paragraph')
    .filter({ hasText: /Votre demande est bien arrivée\s:\sintervention n°\s\d+/ })
    .waitFor();
  await page.reload();
  await search(page).fill('Plus d’eau chaude depuis ce matin');
  await expect.poll(() => rows(page).count()).toBe(1);
});

test('an English-speaking contact reads English, whatever the browser speaks', async () => {
  const client = companyClient(parvis);
  const [found] = (await client.customers.list({ q: '1003' }).page()).items;
  const customer = await client.customers.get(found?.id ?? '');
  const contact = customer.contacts.find(({ main }) => main);
  if (contact) await client.contacts.update(contact, { lang: 'en' });
  const page = await openPage(browser, 'phone', (await giveLink(parvis, { number: '1003' })).link);
  await page.getByRole('button', { name: 'Request a visit' }).first().waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

/** Comes when the browser has nothing else to do, or else when it is pressed for. */
const form = /\/embed\/(intervention-form|acting)\..*js/;

test('a part of the portal that cannot be fetched says so, and opens when the network is back', async () => {
  const page = await openPage(browser, 'phone', 'about:blank');
  // Nor did it come while the browser had nothing else to do.
  await page.route(form, (route) => route.abort());
  await page.goto(parvis.fact('Portal'));
  await rows(page).first().waitFor();
  await page.context().setOffline(true);
  const create = page.getByRole('button', { name: 'Demander une intervention' }).last();
  await create.click();
  await page.getByRole('alert').filter({ hasText: 'Pas de réseau' }).waitFor();
  await page.unroute(form);
  await page.context().setOffline(false);
  await page.getByRole('alert').filter({ hasText: 'Pas de réseau' }).waitFor({ state: 'detached' });
  // Chromium holds on to the failed import of an address.
  await create.click();
  await page.getByLabel('De quoi avez-vous besoin').waitFor();
  expect(await runtimes(page)).toHaveLength(1);
});

test('what is seldom looked at comes behind the list, and opens without a network', async () => {
  const page = await openPage(browser, 'phone', parvis.fact('Portal'));
  await rows(page).first().waitFor();
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /\/embed\/opened\./.test(name)),
  );
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Un empêchement' }).click();
  await page.getByRole('dialog', { name: 'Un empêchement' }).waitFor();
  expect(await runtimes(page)).toHaveLength(1);
});

test('what did not come behind the list says so when it is pressed for, and comes when it is pressed again', async () => {
  const page = await openPage(browser, 'phone', 'about:blank');
  const opened = /\/embed\/opened\..*js/;
  await page.route(opened, (route) => route.abort());
  await page.goto(parvis.fact('Portal'));
  await rows(page).first().waitFor();
  const noNetwork = page.getByRole('alert').filter({ hasText: 'Pas de réseau' });
  const presses = [
    [page.getByRole('button', { name: 'Un empêchement' }), page.getByRole('dialog', { name: 'Un empêchement' })],
    [page.getByRole('tab', { name: 'Sites' }), page.getByRole('button', { name: /Le chalet/ })],
  ] as const;
  for (const [press] of presses) {
    await page.context().setOffline(true);
    await press.click();
    await noNetwork.waitFor();
    await page.context().setOffline(false);
    await noNetwork.waitFor({ state: 'detached' });
  }
  await page.unroute(opened);
  for (const [press, comes] of presses.toReversed()) {
    await press.click();
    await comes.waitFor();
  }
  expect(await runtimes(page)).toHaveLength(1);
});

test('a form whose rest does not come says so and can be written into, and has all of it when the network is back', async () => {
  const page = await openPage(browser, 'phone', 'about:blank');
  let isBack = false;
  let came = 0;
  await page.route('**/embed/acting.*.js*', (route) => {
    if (isBack) came++;
    return isBack ? route.continue() : route.abort();
  });
  await page.goto(parvis.fact('Example'));
  await page.getByLabel('De quoi avez-vous besoin').fill('Le thermostat ne répond plus');
  const sentence = page.getByRole('alert').filter({ hasText: 'Rechargez la page' });
  await sentence.waitFor();
  isBack = true;
  await sentence.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await confirmedNumber(page);
  expect(came).toBe(1);
  expect(await runtimes(page)).toHaveLength(1);
});

/** What elements share, as often as it was loaded. */
const runtimes = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.includes('/runtime.')),
  );

test('a page that is older than the server’s files asks to be loaded anew rather than mixing them', async () => {
  const page = await openPage(browser, 'phone', 'about:blank');
  const body = `customElements.define('parvis-intervention-form', class extends HTMLElement {});`;
  await page.route('**/embed/intervention-form.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
  await page.goto(parvis.fact('Portal'));
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'Demander une intervention' }).last().click();
  await page.getByRole('button', { name: 'Réessayer' }).waitFor();
  await page.unroute('**/embed/intervention-form.js');
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'Demander une intervention' }).last().click();
  await page.getByLabel('De quoi avez-vous besoin').waitFor();
});

test('a request whose answer was lost is sent again, and creates nothing a second time', async () => {
  const page = await openPage(browser, 'phone', parvis.fact('Portal'));
  await rows(page).first().waitFor();
  let sent = 0;
  await page.route('**/v1/interventions', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent++;
    if (sent > 1) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await ask(page, 'Le robinet du jardin ne ferme plus');
  const retry = page.getByRole('button', { name: 'Réessayer' });
  await page.getByRole('region', { name: 'Votre demande est bien arrivée' }).or(retry).first().waitFor();
  if (await retry.isVisible()) await retry.click();
  await confirmedNumber(page);
  expect(sent).toBe(2);
  await page.goto(`${parvis.url}/p`);
  await search(page).fill('Le robinet du jardin ne ferme plus');
  await expect.poll(() => rows(page).count()).toBe(1);
});

test('an expired link mails a new one at one press', async () => {
  const expired = await giveExpiredLink(parvis);
  const page = await openPage(browser, 'phone', expired.link);
  await page.getByRole('heading', { name: 'Votre lien a expiré' }).waitFor();
  await page.getByRole('button', { name: 'Recevoir un nouveau lien' }).click();
  await page.getByRole('heading', { name: 'Regardez votre boîte de réception' }).waitFor();
  const mail = await mailbox.next(eleonore.email);
  // Pasted where the old one was.
  await page.goto(linkIn(mail));
  await page.getByRole('heading', { name: eleonore.name }).waitFor();
});

test('an altered link asks for an e-mail address and answers the same to everybody', async () => {
  const { link } = await giveLink(parvis);
  const at = link.indexOf('#') + 120;
  const altered = link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1);
  const answers: string[] = [];
  for (const email of ['personne@courriel.example', eleonore.email]) {
    const page = await openPage(browser, 'phone', altered);
    await page.getByRole('heading', { name: 'Ce lien ne s’ouvre plus' }).waitFor();
    await page.getByLabel('Votre adresse e-mail').fill(email);
    await page.getByRole('button', { name: 'Recevoir un lien' }).click();
    await page.getByRole('heading', { name: 'Regardez votre boîte de réception' }).waitFor();
    answers.push(await page.getByRole('status').filter({ hasText: 'Regardez' }).innerText());
  }
  expect(answers[0]).toBe(answers[1]);
  await mailbox.next(eleonore.email);
  expect(mailbox.mails.flatMap(({ to }) => to ?? []).map(({ address }) => address)).not.toContain(
    'personne@courriel.example',
  );
});
