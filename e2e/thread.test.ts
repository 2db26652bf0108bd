/** The discussion of a dossier, as two who take part in it have it before them. */
import { createClient } from '@parvis/sdk';
import { forMember } from '@parvis/sdk/member';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { giveLink } from './company-client.ts';
import { claire, eleonore, password } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

const linkOf = async (number: string, id: string) =>
  (await giveLink(parvis, { number, scope: { kind: 'dossier', id } })).link;
const messages = (page: Page) => page.getByRole('region', { name: 'Discussion' }).getByRole('listitem');
async function send(page: Page, text: string) {
  await page.getByLabel('Votre message').fill(text);
  await page.getByRole('button', { name: 'Envoyer le message' }).click();
}

test('two customers of one dossier and the company write to one another: each sees what comes, and a link to something else nothing', async () => {
  const desk = forMember(createClient({ api: parvis.url }));
  await desk.session.signIn({ email: claire, password });
  const numbers = [eleonore.number, '1002'];
  const { items } = await desk.customers.list({ limit: 200 }).page();
  const [mine, other] = numbers.map((number) => items.find((each) => String(each.number) === number)!);
  const dossier = await desk.dossiers.create({ name: 'Rénovation du palier', customerIds: [mine!.id, other!.id] });

  const [phone, desktop] = [
    await openPage(browser, 'phone', await linkOf(numbers[0]!, dossier.id)),
    await openPage(browser, 'desktop', await linkOf(numbers[1]!, dossier.id)),
  ];
  await phone.getByText('Aucun message pour l’instant').waitFor();
  await desktop.getByText('Aucun message pour l’instant').waitFor();

  await send(phone, 'Qui garde la clé du palier ?');
  await messages(desktop).filter({ hasText: 'Qui garde la clé du palier ?' }).waitFor();
  await send(desktop, 'Moi, sonnez au deuxième.');
  await messages(phone).filter({ hasText: 'Moi, sonnez au deuxième.' }).waitFor();
  await desk.messages.send(dossier.id, { body: 'Merci à tous les deux, à lundi.' });
  for (const page of [phone, desktop]) await messages(page).filter({ hasText: 'à lundi' }).waitFor();
  expect(await messages(phone).count()).toBe(3);

  // What was said in error is put right, and what should not have been said is gone, for the other one too.
  await messages(phone).first().getByRole('button', { name: 'Modifier' }).click();
  await phone.getByLabel('Votre message, modifié').fill('Qui garde les clés du palier ?');
  await messages(phone).first().getByRole('button', { name: 'Enregistrer' }).click();
  await messages(desktop).filter({ hasText: 'les clés du palier' }).filter({ hasText: 'modifié' }).waitFor();
  const theirs = messages(desktop).nth(1);
  await theirs.getByRole('button', { name: 'Retirer' }).click();
  await theirs.getByRole('group').getByRole('button', { name: 'Retirer' }).click();
  await messages(phone).filter({ hasText: 'Message retiré' }).waitFor();
  expect(await phone.getByText('sonnez au deuxième').count()).toBe(0);

  await phone.reload();
  await messages(phone).nth(2).waitFor();
  expect(await messages(phone).nth(0).innerText()).toMatch(/^Vous/);

  const aside = await openPage(browser, 'phone', parvis.fact('Portal'));
  await aside.getByRole('region', { name: 'Interventions' }).first().waitFor();
  expect(await aside.getByText('Qui garde la clé').count()).toBe(0);
});
