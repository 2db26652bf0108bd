/** A dossier from both ends: the desk opens it and closes it, and writes with the customer who has a link to it. */
import { expect, test } from 'vitest';
import { giveLink } from './company-client.ts';
import { eleonore, signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

test('the desk opens a dossier, and writes in it with a customer who has a link to it, each seeing at once what the other does', async () => {
  const desk = await openPage(browser, 'desktop', `${parvis.url}/desk#/dossiers`);
  await signIn(desk);
  await desk.getByRole('button', { name: 'Nouveau dossier' }).click();
  await desk.getByLabel('Nom').fill('Rénovation du palier');
  await desk.getByRole('combobox', { name: 'Client' }).fill(eleonore.number);
  await desk.getByRole('option', { name: new RegExp(eleonore.name) }).click();
  await desk.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await desk.getByRole('heading', { name: 'Rénovation du palier' }).waitFor();
  const [, id] = /#\/dossiers\/([\w-]+)/.exec(desk.url()) ?? [];

  const { link } = await giveLink(parvis, { scope: { kind: 'dossier', id: id! } });
  const phone = await openPage(browser, 'phone', link);
  for (const [from, to, text] of [
    [phone, desk, 'Qui garde la clé du palier ?'],
    [desk, phone, 'Madame Roche, au deuxième.'],
  ] as const) {
    await from.getByLabel('Votre message').fill(text);
    await from.getByRole('button', { name: 'Envoyer le message' }).click();
    for (const page of [from, to])
      await page.getByRole('region', { name: 'Discussion' }).getByRole('listitem').filter({ hasText: text }).waitFor();
  }

  let asked = '';
  desk.once('dialog', (dialog) => {
    asked = dialog.message();
    void dialog.accept();
  });
  await desk.getByRole('button', { name: 'Clore le dossier' }).click();
  await phone.getByText('Ce dossier est clos').waitFor();
  expect(asked).toContain('plus personne n’y écrit');
  expect(await phone.getByLabel('Votre message').count()).toBe(0);
  await desk.getByRole('button', { name: 'Rouvrir le dossier' }).click();
  await phone.getByLabel('Votre message').waitFor();
});
