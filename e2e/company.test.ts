/** The company: signs in, finds customers, gives out secure links and takes them back. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eleonore, julien, linkIn, password, rows, shows, signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { startParvis } from './parvis.ts';
import { browser, mailbox, parvis, useParvis } from './running.ts';

useParvis({ mail: true });

const goTo = (desk: Page, section: string) => desk.getByRole('navigation').getByRole('link', { name: section }).click();
const openCustomer = async (desk: Page, sought: string) => {
  await goTo(desk, 'Clients');
  await desk.getByRole('searchbox', { name: 'Début du nom ou numéro' }).fill(sought);
  await expect.poll(() => desk.getByRole('list').getByRole('link', { name: /^n°/ }).count()).toBe(1);
  await desk.getByRole('link', { name: new RegExp(eleonore.name) }).click();
  await desk.getByRole('heading', { name: eleonore.name }).waitFor();
};
const links = (desk: Page) => desk.getByRole('region', { name: 'Liens donnés' });
const choosePassword = async (page: Page, chosen: string) => {
  await page.getByLabel('Mot de passe').fill(chosen);
  await page.getByRole('button', { name: 'Choisir ce mot de passe' }).click();
};

describe.each(['phone', 'desktop'] as const)('on a %s', (screen) => {
  const openDesk = async () => {
    const desk = await openPage(browser, screen, `${parvis.url}/desk`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await signIn(desk);
    await desk.getByRole('heading', { name: /^Aujourd’hui/ }).waitFor();
    return desk;
  };

  test('the first administrator enters by a one-time link, once', async () => {
    const name = `Plomberie du Val (${screen})`;
    const printed = await parvis.command('company', 'create', '--name', name, '--email', julien, '--json');
    const { invitation } = JSON.parse(printed) as { invitation: string };
    const page = await openPage(browser, screen, invitation);
    await page.getByText(`bureau de ${name}`).waitFor();
    expect(page.url()).toBe(`${parvis.url}/desk`);
    await choosePassword(page, 'court');
    await page.getByText('Il faut au moins 12 caractères.').waitFor();
    await choosePassword(page, password);
    await page.getByRole('heading', { name: /^Aujourd’hui/ }).waitFor();
    await shows(page, name, 'Toutes les demandes ont une réponse.');

    // What is still to be set up is listed; the types are those that every company begins with.
    await goTo(page, 'Aujourd’hui');
    const steps = page.getByRole('region', { name: 'Pour commencer' });
    await shows(steps, 'Choisir les types d’intervention', / \/ 6/);
    const open = steps.getByRole('listitem').filter({ hasText: /types|logo|client/ });
    expect(await open.count()).toBe(3);
    expect(await open.getByText('✓').count()).toBe(0);

    const again = await openPage(browser, screen, invitation);
    await again.getByRole('heading', { name: 'Ce lien ne sert plus' }).waitFor();

    // The same address signs in at two companies now: it is asked which.
    const other = await openPage(browser, screen, `${parvis.url}/desk`);
    await signIn(other, julien);
    await other.getByRole('heading', { name: 'Pour quelle entreprise' }).waitFor();
    await other.getByRole('button', { name }).click();
    await other.getByRole('heading', { name: /^Aujourd’hui/ }).waitFor();
    await shows(other, name);
  });

  test('a forgotten password is chosen anew by mail', async () => {
    const email = 'samir@atelier-des-monts.example';
    const page = await openPage(browser, screen, `${parvis.url}/desk`);
    await page.getByLabel('Adresse e-mail').fill(email);
    await page.getByLabel('Mot de passe').fill('ce-n-est-pas-celui-ci');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByText('L’adresse ou le mot de passe ne correspond pas.').waitFor();
    await page.getByRole('button', { name: 'Mot de passe oublié' }).click();
    await page.getByRole('button', { name: 'Recevoir le lien' }).click();
    await page.getByRole('heading', { name: 'Regardez votre boîte de réception' }).waitFor();
    await page.goto('about:blank');
    await page.goto(linkIn(await mailbox.next(email)));
    await page.getByText(`Pour ${email}.`).waitFor();
    await choosePassword(page, 'tuyau-lanterne-capricorne');
    await page.getByRole('button', { name: 'Se déconnecter' }).waitFor();
  });

  test('a link to one site is copied, opens that site alone, is listed with its use, and revoked everywhere', async () => {
    const desk = await openDesk();
    await openCustomer(desk, 'eleo');
    await links(desk).getByRole('button', { name: 'Lien sécurisé' }).click();
    await links(desk).getByLabel('Ouvre').selectOption('Le site Le chalet');
    await links(desk).getByLabel('Valable (jours)').fill('0');
    await links(desk).getByRole('button', { name: 'Copier le lien' }).click();
    await links(desk).getByText('Indiquez un nombre de jours, de 1 à 730.').waitFor();
    await links(desk).getByLabel('Valable (jours)').fill('7');
    await links(desk).getByRole('button', { name: 'Copier le lien' }).click();
    await links(desk).getByText('Le lien est copié.').waitFor();
    const address = await links(desk).getByRole('textbox', { name: 'Adresse du lien' }).inputValue();
    expect(await desk.evaluate(() => navigator.clipboard.readText())).toBe(address);
    const given = links(desk).getByRole('listitem').filter({ hasText: 'site Le chalet' }).first();
    await shows(given, 'jamais utilisé');

    const portal = await openPage(browser, screen, address);
    await rows(portal).first().waitFor();
    expect((await rows(portal).allInnerTexts()).filter((text) => !text.includes('Le chalet'))).toEqual([]);
    await desk.reload();
    await shows(given, 'utilisé aujourd’hui');

    // Open, with a picture to download.
    await rows(portal).filter({ hasText: 'Le robinet de la baignoire' }).getByRole('button').click();
    const download = portal.getByRole('link', { name: /^Agrandir/ }).first();
    const file = new URL((await download.getAttribute('href')) ?? '', parvis.url).href;
    expect((await fetch(file)).status).toBe(200);

    desk.once('dialog', (dialog) => dialog.accept());
    await given.getByRole('button', { name: 'Révoquer' }).click();
    await portal.getByRole('heading', { name: 'Ce lien ne s’ouvre plus' }).waitFor();
    expect([401, 404]).toContain((await fetch(file)).status);
    await shows(given, 'révoqué');
    expect(await download.count()).toBe(0);
    // The tab knows what it was: it says so again, and asks for an e-mail.
    await portal.reload();
    await portal.getByRole('heading', { name: 'Ce lien ne s’ouvre plus' }).waitFor();
    await portal.getByLabel('Votre adresse e-mail').waitFor();
  });

  test('a link is mailed, and opens as the contact', async () => {
    const desk = await openDesk();
    await openCustomer(desk, eleonore.number);
    await links(desk).getByRole('button', { name: 'Lien sécurisé' }).click();
    await links(desk).getByRole('button', { name: 'Envoyer par e-mail' }).click();
    await links(desk).getByText(`Le lien part à ${eleonore.email}.`).waitFor();
    const mail = await mailbox.next(eleonore.email);
    expect(mail.subject).toBe('Votre espace client – Atelier des Monts');
    const portal = await openPage(browser, screen, linkIn(mail));
    await portal.getByRole('heading', { name: eleonore.name }).waitFor();
    await portal.getByRole('button', { name: 'Demander une intervention' }).first().waitFor();
  });

  test('a link to one intervention opens that one alone', async () => {
    const desk = await openDesk();
    await openCustomer(desk, 'eleo');
    await links(desk).getByRole('button', { name: 'Lien sécurisé' }).click();
    await links(desk).getByLabel('Ouvre').selectOption('Une intervention');
    await links(desk).getByLabel('Numéro de l’intervention').fill('1');
    await links(desk).getByRole('button', { name: 'Copier le lien' }).click();
    await links(desk).getByText('Ce client n’a pas d’intervention de ce numéro.').waitFor();
    await links(desk).getByLabel('Numéro de l’intervention').fill('5400');
    await links(desk).getByRole('button', { name: 'Copier le lien' }).click();
    const address = await links(desk).getByRole('textbox', { name: 'Adresse du lien' }).inputValue();
    await shows(links(desk), 'intervention n°\u00a05400');
    const portal = await openPage(browser, screen, address);
    await shows(portal, 'n°\u00a05400');
    expect(await portal.getByText(/n°\s53\d\d/).count()).toBe(0);
  });

  test('the portal is seen as the customer sees it, without changing anything', async () => {
    const desk = await openDesk();
    await openCustomer(desk, 'eleo');
    await desk.getByRole('button', { name: 'Voir son espace' }).first().click();
    const preview = desk.getByRole('dialog', { name: `L’espace tel que ${eleonore.name} le voit` });
    await preview.getByText('Mes informations').click();
    await shows(preview, 'Aperçu : le portail tel que le voit', '14 chemin des Cerisiers');
    await rows(desk).filter({ hasText: 'Le robinet de la baignoire' }).waitFor();
  });
});

test('without a mail server the mail waits in the outbox, its link masked', async () => {
  const alone = await startParvis();
  try {
    const desk = await openPage(browser, 'desktop', `${alone.url}/desk`);
    await signIn(desk);
    await openCustomer(desk, 'eleo');
    await links(desk).getByRole('button', { name: 'Lien sécurisé' }).click();
    await links(desk).getByRole('button', { name: 'Envoyer par e-mail' }).click();
    await links(desk).getByText(`Le lien part à ${eleonore.email}.`).waitFor();
    await goTo(desk, 'Courriers');
    const line = desk.getByRole('link', { name: /Votre espace client/ });
    await shows(line, 'attend un serveur de courrier');
    await line.click();
    const mail = desk.getByRole('article');
    await shows(mail, 'Bonjour Éléonore,', `${alone.url}/p#`);
    expect(await mail.innerText()).not.toMatch(/#[\w-]{8}/);
  } finally {
    await alone.remove();
  }
});
