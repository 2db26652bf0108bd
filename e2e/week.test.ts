/** A working week of the office, on each of the screens it works on; the days pass for the server and for the browser. */
import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { ask, confirmedNumber, eleonore, linkIn, shows, signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, mailbox, parvis, useParvis } from './running.ts';

describe.each(['phone', 'tablet', 'desktop'] as const)('on a %s', (screen) => {
  useParvis({ mail: true });

  /** A page of so many days later. */
  const openOn = async (day: number, url: string): Promise<Page> => {
    const page = await openPage(browser, screen, 'about:blank');
    await page.addInitScript((ahead) => {
      const { now } = Date;
      const RealDate = Date;
      globalThis.Date = new Proxy(RealDate, {
        construct: (date, given, self) => Reflect.construct(date, given.length ? given : [now() + ahead], self) as Date,
        get: (date, name, self): unknown =>
          name === 'now' ? () => now() + ahead : (Reflect.get(date, name, self) as unknown),
      });
    }, day * 86_400_000);
    await page.goto(url);
    return page;
  };
  const deskOn = async (day: number) => {
    if (day > 0) {
      await parvis.stop();
      await parvis.start(day);
    }
    const desk = await openOn(day, `${parvis.url}/desk`);
    await signIn(desk);
    await desk.getByRole('heading', { name: /^Aujourd’hui/ }).waitFor();
    return desk;
  };
  const press = (page: Page, name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().click();
  const go = (desk: Page, section: string) =>
    desk
      .getByRole('navigation')
      .getByRole('link', { name: new RegExp(`^${section}`) })
      .click();
  const block = (desk: Page, title: string) => desk.getByRole('region', { name: new RegExp(`^${title}`) });
  const status = (desk: Page, name: string) => shows(desk.getByRole('article'), name);

  test('a request is answered, planned, found by telephone, put off, done late, and looked back at', async () => {
    const description = `Plus de pression au chauffage (${screen})`;

    // Monday: it comes in by itself on the morning page, and is planned for tomorrow.
    const monday = await deskOn(0);
    const portal = await openOn(0, parvis.fact('Portal'));
    await ask(portal, description);
    const number = await confirmedNumber(portal);
    const requested = block(monday, 'Demandes sans réponse').getByRole('link', { name: description });
    await requested.click();
    await press(monday, 'Accepter');
    await status(monday, 'À planifier');
    await press(monday, 'Planifier');
    await monday.locator('form').getByLabel('Intervenant').selectOption('Julien Perrin');
    await press(monday, /^Planifier (ce créneau|quand même)$/);
    await status(monday, 'Planifiée');
    // The telephone rings: its last digits are enough.
    const telephone = await monday.locator('a[href^="tel:"]').first().getAttribute('href');
    await press(monday, 'Rechercher');
    const finder = monday.getByRole('dialog');
    await finder.getByRole('combobox').fill(telephone!.slice(-6));
    await finder.getByRole('option', { name: eleonore.name }).first().click();
    await monday.getByRole('heading', { name: eleonore.name }).waitFor();
    await Promise.all([monday.context().close(), portal.context().close()]);

    // Tuesday: it stands among the jobs of the day; a press too early is taken back, then it is put off to Thursday.
    const tuesday = await deskOn(1);
    await block(tuesday, 'Interventions du jour').getByRole('link', { name: description }).click();
    await press(tuesday, 'En route');
    await press(tuesday, 'Annuler');
    await status(tuesday, 'Planifiée');
    await press(tuesday, 'Replanifier');
    const days = tuesday.locator('form').getByLabel('Jour');
    const thursday = new Date(Date.parse(await days.inputValue()) + 2 * 86_400_000).toISOString().slice(0, 10);
    await days.fill(thursday);
    await press(tuesday, /^Planifier (ce créneau|quand même)$/);
    await status(tuesday, 'Planifiée');
    await tuesday.context().close();

    // Friday: it is late, since nobody said that it was done. It was; the customer reads it.
    const friday = await deskOn(4);
    await block(friday, 'En retard').getByRole('link', { name: description }).click();
    for (const act of ['En route', 'Commencer', 'Terminer']) {
      await press(friday, act);
      await press(friday, 'Le dire maintenant');
    }
    await status(friday, 'Terminée');
    await press(friday, 'Lien sécurisé');
    await press(friday, 'Envoyer par e-mail');
    await shows(friday, `Le lien part à ${eleonore.email}.`);
    const customer = await openOn(4, linkIn(await mailbox.next(eleonore.email, `Votre intervention n° ${number}`)));
    await shows(customer, description, 'Terminée');
    await customer.context().close();
    // Two customers get a link to all that is theirs.
    await go(friday, 'Clients');
    await friday.getByRole('searchbox').fill('Vasseur');
    await press(friday, 'Envoyer un lien à plusieurs');
    friday.once('dialog', (dialog) => dialog.accept());
    await press(friday, /^Envoyer \d+ liens?$/);
    await shows(friday, /liens? (part|partent) par e-mail/);
    await press(friday, 'Fermer');
    // What was done for them stands with them.
    await friday
      .getByRole('link', { name: new RegExp(eleonore.name) })
      .first()
      .click();
    await friday.getByRole('link', { name: 'Ses interventions' }).click();
    await friday.getByRole('link', { name: new RegExp(`n°\\s${number}`) }).waitFor();
  });
});
