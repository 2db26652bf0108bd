/** The four visits of a customer who has a keyboard alone, and hears the screen rather than sees it. */
import { createClient } from '@parvis/sdk';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { companyClient, giveExpiredLink, giveLink } from './company-client.ts';
import { claire, eleonore, linkIn, rows } from './demo.ts';
import { Keyboard } from './keyboard.ts';
import { openPage } from './pages.ts';
import { browser, mailbox, parvis, useParvis } from './running.ts';

useParvis({ mail: true });

async function open(url: string): Promise<[Page, Keyboard]> {
  const page = await openPage(browser, 'desktop', 'about:blank');
  const keyboard = await Keyboard.at(page);
  await page.goto(url);
  return [page, keyboard];
}
const what = /^De quoi avez-vous besoin/;

test('by keyboard alone a first link is looked through, an appointment taken along, and another time asked for', async () => {
  const { link } = await giveLink(parvis);
  const [page, keyboard] = await open(link);
  await rows(page).first().waitFor();
  await keyboard.go('04 65 71 20 30');
  await keyboard.go('Ajouter à mon agenda');
  const saved = page.waitForEvent('download');
  await keyboard.press('Enter', 'Ajouter à mon agenda');
  expect((await saved).suggestedFilename()).toMatch(/\.ics$/);

  await keyboard.go('Un empêchement ?');
  await keyboard.press('Enter', 'Quand pourriez-vous plutôt ?');
  await keyboard.isIn('Un empêchement');
  await keyboard.go('Demander un autre moment');
  await keyboard.press('Enter', 'Quand pourriez-vous plutôt ?');
  await keyboard.type('Jeudi matin');
  await keyboard.go('Demander un autre moment');
  await keyboard.press('Space', 'Votre demande est transmise');
  await keyboard.isIn('Votre demande est transmise');
  await mailbox.next(claire, 'Empêchement');
  await keyboard.go('Fermer');
  await keyboard.press('Enter', 'Un empêchement ?');
  await keyboard.hears('Vous avez demandé un autre moment');

  await keyboard.go(/^Mes informations/);
  await keyboard.press('Space', /^Mes informations/);
  await page.getByText('Contrat d’entretien Sérénité').first().waitFor();
  await keyboard.go(/^Interventions/);
  await keyboard.press('ArrowRight', /^Sites/);
  // Until they have come, Tab leads out of the page.
  await page
    .getByRole('button', { name: /^Le chalet/ })
    .first()
    .waitFor();
  await keyboard.go(/^Le chalet/);
  await keyboard.press('Enter', /^Le chalet/);
  await page.getByRole('region', { name: 'Interventions : Le chalet' }).getByRole('listitem').first().waitFor();
  await keyboard.go(/^Sites/, 'Shift+Tab');
  await keyboard.press('ArrowLeft', /^Interventions/);
  await keyboard.go('Rechercher');
  await keyboard.press('ArrowDown', /robinet de la baignoire/);
  await keyboard.press('Enter', 'Intervention n° 5400');
  await page.getByRole('complementary', { name: 'Intervention n° 5400' }).locator(':focus').waitFor();
  await keyboard.press('Escape', /robinet de la baignoire/);

  await keyboard.go('Se déconnecter', 'Shift+Tab');
  await keyboard.press('Enter', 'Vous êtes déconnecté');
});

test('by keyboard alone a request with photos is written and sent on a line that comes and goes', async () => {
  const [page, keyboard] = await open(parvis.fact('Portal'));
  await rows(page).first().waitFor();
  await keyboard.go('Demander une intervention');
  await keyboard.press('Enter', what);
  await keyboard.isIn('Demander une intervention');
  await keyboard.type('Une tache s’agrandit au plafond');
  // On a slow machine one has written before all of the form is there.
  await page.getByRole('button', { name: 'Envoyer la demande' }).waitFor();
  let uploads = 0;
  await page.route(/\/v1\/files(\?|$)/, (route) =>
    uploads++ === 0 ? route.abort('connectionreset') : route.continue(),
  );
  await keyboard.go('Quand préférez-vous ? (facultatif)');
  await keyboard.go('Ajouter des photos');
  const chosen = page.waitForEvent('filechooser');
  await keyboard.press('Enter');
  await (await chosen).setFiles({ name: 'plafond.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await keyboard.hears('1 sur 1 envoyés');
  expect(uploads).toBe(2);

  await keyboard.go('Modifier : Lieu');
  await keyboard.press('Enter', 'Site');
  await keyboard.press('ArrowDown', 'Site');
  await keyboard.go('Modifier : Vos coordonnées');
  await keyboard.press('Space', 'Personne à demander sur place');
  await keyboard.go('Envoyer la demande');
  await page.context().setOffline(true);
  await keyboard.press('Enter', /./);
  await keyboard.hears('Votre demande est gardée sur cet appareil');
  await page.context().setOffline(false);
  await keyboard.hears(/Votre demande est bien arrivée : intervention n° \d+/);
  await keyboard.press('Escape', 'Demander une intervention');
});

test('by keyboard alone, and by ear, a technician who is late is waited for, until they are there', async () => {
  const [page, keyboard] = await open(parvis.fact('Portal'));
  await rows(page).first().waitFor();
  await keyboard.go('Un empêchement ?');
  const company = companyClient(parvis);
  const { next } = await createClient({ api: parvis.url, link: (await giveLink(parvis)).link }).portal.get();
  await company.interventions.move(next!.id, {
    to: 'scheduled',
    windowStart: new Date(Date.now() - 3_600_000).toISOString(),
    windowEnd: new Date(Date.now() - 60_000).toISOString(),
  });
  await page.getByRole('heading', { name: /^Rendez-vous/ }).waitFor();
  await keyboard.go('04 65 71 20 30', 'Shift+Tab');
  await keyboard.go('Un empêchement ?');
  // What had the focus goes with it.
  await company.interventions.move(next!.id, { to: 'en_route' });
  await keyboard.hears('En route');
  await keyboard.go('04 65 71 20 30', 'Shift+Tab');
  await company.interventions.move(next!.id, { to: 'in_progress' });
  await keyboard.hears('En cours');
  await keyboard.go(/Entretien annuel/);
  await keyboard.press('Enter', /^Intervention n° \d+$/);
});

test('by keyboard alone an expired link is exchanged for another, and what was written is gone on with', async () => {
  const [page, keyboard] = await open((await giveLink(parvis)).link);
  await rows(page).first().waitFor();
  await keyboard.go('Demander une intervention');
  await keyboard.press('Enter', what);
  await keyboard.type('Le ballon fuit par le dessous');
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => String(kept).includes('par le dessous')));

  const expired = await giveExpiredLink(parvis);
  await page.context().clearCookies();
  await page.goto('about:blank');
  await page.goto(expired.link);
  await page.getByRole('heading', { name: 'Votre lien a expiré' }).waitFor();
  await keyboard.go('Recevoir un nouveau lien');
  await keyboard.press('Enter', 'Regardez votre boîte de réception');
  await keyboard.go('Une autre adresse');
  await keyboard.press('Space', 'Votre adresse e-mail');
  await page.goto(linkIn(await mailbox.next(eleonore.email, 'espace client')));
  await rows(page).first().waitFor();
  await keyboard.go('Demander une intervention');
  await keyboard.press('Enter', what);
  await keyboard.hears('Votre brouillon a été repris');
  await keyboard.go('Envoyer la demande');
  await keyboard.press('Enter', 'Votre demande est bien arrivée');
  await keyboard.go('Suivre ma demande');
  await keyboard.press('Enter', /^Intervention n° \d+$/);
});
