/** The desk day by day: what a company keeps there itself, by keyboard alone, with ways back. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { giveLink } from './company-client.ts';
import { ask, confirmedNumber, eleonore, rows, shows, signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

const openDesk = async (screen: 'phone' | 'desktop', section = 'inbox') => {
  const desk = await openPage(browser, screen, `${parvis.url}/desk#/${section}`);
  await signIn(desk);
  await desk.getByRole('navigation').waitFor();
  return desk;
};
const openEleonore = async (desk: Page) => {
  await desk.getByRole('searchbox', { name: 'Début du nom ou numéro' }).fill('eleo');
  await desk.getByRole('link', { name: new RegExp(eleonore.name) }).click();
  await desk.getByRole('heading', { name: eleonore.name }).waitFor();
};
const fields = async (page: Page, typed: Record<string, string>) => {
  for (const [label, text] of Object.entries(typed)) await page.getByLabel(label).fill(text);
};

describe.each(['phone', 'desktop'] as const)('on a %s', (screen) => {
  test('a site and a piece of equipment are kept at the desk, and the customer finds them in the tabs', async () => {
    const desk = await openDesk(screen, 'customers');
    await openEleonore(desk);
    const places = desk.getByRole('region', { name: 'Sites et équipements' });
    const site = `Le moulin (${screen})`;
    await places.getByRole('button', { name: 'Ajouter un site' }).click();
    await fields(desk, { Adresse: '3 chemin du Bief', 'Code postal': '69126', Ville: 'Brindas' });
    await places.getByRole('button', { name: 'Ajouter un site' }).first().click();
    await places.getByText('Il manque une réponse ici.').waitFor();
    await fields(desk, { 'Nom du site': site });
    await places.getByRole('button', { name: 'Ajouter un site' }).first().click();
    await shows(places, site, '3 chemin du Bief, 69126 Brindas');

    await places.getByRole('button', { name: 'Ajouter un équipement' }).click();
    await fields(desk, { 'N° de série': 'PG-12', Marque: 'Vulca' });
    await places.getByRole('textbox', { name: 'Équipement' }).fill(`Poêle à granulés (${screen})`);
    await places.getByRole('combobox', { name: 'Site' }).selectOption(site);
    await places.getByRole('button', { name: 'Ajouter un équipement' }).first().click();
    await shows(places, `Poêle à granulés (${screen}) Vulca`, 'n° de série PG-12');

    const { link } = await giveLink(parvis);
    const portal = await openPage(browser, screen, link);
    await portal.getByRole('tab', { name: /^Sites/ }).click();
    await portal.getByRole('button', { name: site }).click();
    await shows(portal, '3 chemin du Bief, 69126 Brindas');
    await portal.getByRole('tab', { name: /^Équipements/ }).click();
    await portal.getByRole('button', { name: `Poêle à granulés (${screen}) Vulca` }).click();
    await shows(portal, 'PG-12');
  });
});

test('a change is taken back by one press, without having been asked about first', async () => {
  const desk = await openDesk('desktop', 'customers');
  await openEleonore(desk);
  await desk
    .getByRole('button', { name: `Modifier ${eleonore.name}` })
    .first()
    .click();
  await desk.getByLabel('Complément').fill('Deuxième portail');
  await desk.getByRole('button', { name: 'Enregistrer' }).click();
  await shows(desk, 'Deuxième portail', 'C’est enregistré.');
  await desk.getByRole('button', { name: 'Annuler' }).click();
  await desk.getByText('Deuxième portail').waitFor({ state: 'detached' });
});

test('what is typed survives another row, a reload and the way back, in a list that stays as it was searched', async () => {
  const desk = await openDesk('desktop', 'customers');
  await openEleonore(desk);
  await desk
    .getByRole('button', { name: `Modifier ${eleonore.name}` })
    .first()
    .click();
  const extra = desk.getByLabel('Complément');
  await extra.fill('Portail bleu, sonner deux fois');
  const { hash } = new URL(desk.url());
  expect(hash).toContain('?q=eleo');
  desk.on('dialog', (dialog) => void dialog.accept());
  await desk.reload();
  await expect.poll(() => extra.inputValue()).toBe('Portail bleu, sonner deux fois');
  expect(await desk.getByRole('searchbox').inputValue()).toBe('eleo');
  await desk.getByRole('navigation').getByRole('link', { name: 'Courriers' }).click();
  await desk.getByText('Ce que vous avez écrit est gardé').first().waitFor();
  await desk.goBack();
  await expect.poll(() => extra.inputValue()).toBe('Portail bleu, sonner deux fois');
  expect(new URL(desk.url()).hash).toBe(hash);
  await desk.getByRole('button', { name: 'Annuler' }).first().click();
  await extra.waitFor({ state: 'detached' });
});

test('sections that do not come say so, keep nobody from signing out, and are there once the network is', async () => {
  const desk = await openPage(browser, 'desktop', `${parvis.url}/healthz`);
  const sections = '**/embed/sections.*.js';
  await desk.route(sections, (route) => route.abort('internetdisconnected'));
  await desk.goto(`${parvis.url}/desk`);
  await signIn(desk);
  await desk.getByRole('alert').getByText('Pas de réseau').waitFor();
  await desk.getByRole('button', { name: 'Se déconnecter' }).click();
  await signIn(desk);
  await desk.getByRole('alert').getByText('Pas de réseau').waitFor();
  await desk.getByRole('link', { name: 'Réglages' }).click();
  await desk.unroute(sections);
  await desk.getByRole('button', { name: 'Réessayer' }).click();
  await desk.getByLabel('Nom de l’entreprise').waitFor();
});

test('a link that is revoked closes the page it opened within a second', async () => {
  const { link } = await giveLink(parvis);
  const desk = await openDesk('desktop', 'customers');
  await openEleonore(desk);
  const portal = await openPage(browser, 'phone', link);
  await rows(portal).first().waitFor();

  // What the page waits for, on purpose: how long the machine works is another matter.
  await portal.evaluate(() => {
    const { setTimeout: begin } = globalThis;
    const counted = Object.assign(globalThis, { waited: 0 });
    Object.assign(globalThis, {
      setTimeout: (act: () => void, millis = 0) =>
        begin(() => {
          counted.waited += millis;
          act();
        }, millis),
    });
  });
  desk.once('dialog', (dialog) => dialog.accept());
  await desk.getByRole('region', { name: 'Liens donnés' }).getByRole('button', { name: 'Révoquer' }).first().click();
  await portal.getByRole('heading', { name: 'Ce lien ne s’ouvre plus' }).waitFor();
  expect(await portal.evaluate(() => (globalThis as unknown as { waited: number }).waited)).toBeLessThan(1000);
});

test('the desk is worked by keyboard alone', async () => {
  const desk = await openDesk('desktop', 'interventions');
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => desk.keyboard.press(key)), Promise.resolve());
  const focused = () => desk.locator('a:focus');
  await desk.getByRole('link', { name: /^n°/ }).first().waitFor();

  await press('?');
  const keys = desk.getByRole('dialog', { name: 'Raccourcis du clavier' });
  await shows(keys, 'Passer d’une ligne à l’autre');
  await press('Escape');
  await keys.waitFor({ state: 'hidden' });

  // What is typed in a field is text, not a shortcut.
  await press('/');
  await desk.keyboard.type('vasseur n?');
  expect(await desk.getByRole('searchbox').inputValue()).toBe('vasseur n?');
  await press('Control+A');
  await desk.keyboard.type('vasseur');
  await expect
    .poll(() =>
      desk
        .getByRole('link', { name: /^n°/ })
        .allInnerTexts()
        .then((all) => all.every((text) => text.includes(eleonore.name))),
    )
    .toBe(true);

  await desk.getByRole('link', { name: /^n°/ }).first().focus();
  await press('ArrowDown', 'ArrowDown', 'ArrowUp');
  await expect.poll(() => focused().evaluate((row) => row.parentElement?.dataset['row'])).toBe('1');
  const number = (await focused().innerText()).match(/n°\s(\d+)/)?.[1] ?? '';
  await press('Enter');
  await desk.getByRole('heading', { name: new RegExp(`n°\\s${number}`) }).waitFor();
  await press('Escape');
  await desk.getByRole('article').waitFor({ state: 'detached' });
  await expect.poll(() => focused().innerText()).toContain(number);

  await press('n');
  const dialog = desk.getByRole('dialog', { name: 'Créer une intervention' });
  await dialog.waitFor();
  await desk.keyboard.type('eleo');
  await dialog.getByRole('option', { name: new RegExp(eleonore.name) }).waitFor();
  await press('Enter');
  await shows(dialog, eleonore.name);
  await desk.keyboard.type('Robinet qui goutte');
  await dialog.getByRole('button', { name: 'Créer une intervention' }).focus();
  await press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await shows(desk.getByRole('article'), 'Robinet qui goutte');
});

test('a call of somebody new is written down and planned by keyboard alone', async () => {
  const desk = await openDesk('desktop', 'interventions');
  const { keyboard } = desk;
  await desk.getByRole('link', { name: /^n°/ }).first().waitFor();
  await keyboard.press('n');
  const dialog = desk.getByRole('dialog', { name: 'Créer une intervention' });
  await dialog.waitFor();
  await keyboard.type('Bonnefoy');
  await shows(dialog, 'Aucun client ne correspond.');
  await keyboard.press('Enter');
  await expect.poll(() => dialog.getByLabel('Prénom').evaluate((field) => field.matches(':focus'))).toBe(true);
  /** What comes next has this name; answers once the keyboard is there. */
  const next = async (name: string | RegExp) => {
    const field = dialog.getByLabel(name).or(dialog.getByRole('button', { name })).first();
    for (let steps = 0; !(await field.evaluate((each) => each.matches(':focus'))); steps++) {
      // A day is three steps, and its calendar one.
      if (steps > 30) throw new Error(`${String(name)} is not reached`);
      await keyboard.press('Tab');
    }
  };
  const write = async (name: string | RegExp, text: string) => {
    await next(name);
    await keyboard.type(text);
  };
  await keyboard.type('Lucie');
  expect(await dialog.getByLabel('Nom', { exact: true }).inputValue()).toBe('Bonnefoy');
  await write(/^Téléphone/, '06 39 98 21 43');
  await write(/^Adresse/, '12 rue des Écoles');
  await write(/^Code postal/, '69440');
  await write(/^Ville/, 'Mornant');
  await write('Description', 'Plus de chauffage depuis ce matin');
  await next('Planifier tout de suite');
  await keyboard.press('Space');
  await dialog.getByLabel('Intervenant').waitFor();
  await write('Intervenant', 'Personne');
  await next('Créer et planifier');
  await keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await shows(desk.getByRole('article'), 'Plus de chauffage depuis ce matin', 'Lucie Bonnefoy', 'Planifiée');
});

test('a new request waits until the pointer has left the list, or is asked for', async () => {
  const desk = await openDesk('desktop');
  await desk.getByRole('link', { name: /^n°/ }).nth(3).hover();
  const portal = await openPage(browser, 'phone', parvis.fact('Portal'));
  await ask(portal, 'La VMC siffle');
  const number = await confirmedNumber(portal);
  const update = desk.getByRole('button', { name: 'Mettre la liste à jour' });
  await update.waitFor();
  const line = desk.getByRole('link', { name: new RegExp(`n°\\s${number}`) });
  expect(await line.count()).toBe(0);
  await update.focus();
  await desk.keyboard.press('Enter');
  await line.waitFor();
  await update.waitFor({ state: 'detached' });
});

test('a preview of another version than the desk is not mixed with it: the page is loaded anew', async () => {
  const desk = await openDesk('desktop', 'customers');
  await openEleonore(desk);
  const file = '**/embed/portal.js';
  const body = `customElements.define('parvis-portal', class extends HTMLElement {});`;
  await desk.route(file, (route) => route.fulfill({ contentType: 'text/javascript', body }));
  const look = desk.getByRole('button', { name: 'Voir son espace' }).first();
  await look.click();
  await desk.getByRole('dialog').getByRole('alert').waitFor();
  await desk.unroute(file);
  await desk.getByRole('button', { name: 'Réessayer' }).click();
  await look.click();
  await shows(desk.getByRole('dialog'), 'Aperçu : le portail tel que le voit');
});
