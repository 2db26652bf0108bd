import type { Locator, Page } from 'playwright-core';
import type { Email } from 'postal-mime';
import type { Parvis } from './parvis.ts';

/** Whom the demo's portal opens for, and who works there. */
export const eleonore = { name: 'Éléonore Vasseur', number: '1001', email: 'eleonore.vasseur@courriel.example' };
export const claire = 'claire@atelier-des-monts.example';
export const julien = 'julien@atelier-des-monts.example';
export const password = 'cuivre-montagne-bouilloire';

export interface GivenLink {
  link: string;
  id: string;
}

/** A secure link for Éléonore, made on the command line. */
export async function linkByCommand({ command }: Pick<Parvis, 'command'>, ...options: string[]): Promise<GivenLink> {
  const who = ['--company', 'Atelier des Monts', '--customer', eleonore.number];
  const printed = await command('link', 'create', ...who, ...options, '--json');
  return JSON.parse(printed) as GivenLink;
}

export async function signIn(page: Page, email = claire) {
  await page.getByLabel('Adresse e-mail').fill(email);
  await page.getByLabel('Mot de passe').fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

/** Writes a request and sends it. */
export async function ask(page: Page, description: string) {
  await page.getByRole('button', { name: 'Demander une intervention' }).click();
  await page.getByLabel('De quoi avez-vous besoin').fill(description);
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
}

/** What confirms a request in the place of its form, and the number it says. */
export async function confirmedNumber(page: Page): Promise<string> {
  const confirmation = page.getByRole('region', { name: 'Votre demande est bien arrivée' });
  const said = await confirmation.getByText(/Intervention n°/).textContent();
  await confirmation.getByRole('button').click();
  return said?.match(/\d+/)?.[0] ?? '';
}

/** The rows of the customer's list, by what they say. */
export const rows = (page: Page): Locator => page.getByRole('region', { name: 'Interventions' }).getByRole('listitem');

/** Waits until all of this is seen there. */
export async function shows(where: Page | Locator, ...texts: (string | RegExp)[]) {
  await Promise.all(texts.map((text) => where.getByText(text).filter({ visible: true }).first().waitFor()));
}

/** The secret address that a mail carries. */
export function linkIn({ html = '', subject }: Email): string {
  const found = /href="([^"]+#[^"]+)"/.exec(html)?.[1];
  if (!found) throw new Error(`No link in « ${subject} »`);
  return found.replaceAll('&amp;', '&');
}
