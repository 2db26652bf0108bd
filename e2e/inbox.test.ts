/** A request reaches the company, and the customer sees what becomes of it, neither reloading anything. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ask, claire, confirmedNumber, eleonore, linkIn, rows, shows, signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, mailbox, parvis, useParvis } from './running.ts';

describe.each(['phone', 'desktop'] as const)('on a %s', (screen) => {
  // A company for each: what follows a mail about a request within minutes waits to be told of together.
  useParvis({ mail: true });
  const openDesk = async () => {
    const desk = await openPage(browser, screen, `${parvis.url}/desk#/inbox`);
    await signIn(desk);
    // The latest on top, where they are seen; away from the list, which keeps still under the pointer.
    await desk.getByRole('combobox', { name: 'Ordre' }).selectOption('Les plus récentes d’abord');
    await desk.mouse.move(0, 0);
    return desk;
  };
  const openPortal = () => openPage(browser, screen, parvis.fact('Portal'));
  /** On a page that is reloaded this is gone. */
  const mark = (page: Page) => page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));
  const isMarked = (page: Page) => page.evaluate(() => 'neverReloaded' in globalThis);
  const sheetOf = (page: Page) =>
    screen === 'phone' ? page.getByRole('dialog', { name: /^Intervention/ }) : page.getByRole('complementary');

  test('it appears in the inbox by itself, is mailed, accepted, scheduled, moved back, and followed live', async () => {
    const [desk, portal] = await Promise.all([openDesk(), openPortal()]);
    await Promise.all([mark(desk), mark(portal)]);
    const description = `La chaudière affiche F28 (${screen})`;
    await ask(portal, description);
    const number = await confirmedNumber(portal);

    // It comes to the company: on the screen, said aloud, and by mail.
    const line = desk.getByRole('link', { name: new RegExp(`n°\\s${number}`) });
    await line.waitFor();
    await desk
      .getByRole('status')
      .filter({ hasText: 'Une nouvelle intervention vient d’arriver.' })
      .waitFor({ state: 'attached' });
    const mail = await mailbox.next(claire, `n° ${number} `);
    expect(mail.subject).toBe(`Nouvelle demande n° ${number} – ${eleonore.name}`);
    expect(mail.text).toContain(description);
    expect(linkIn(mail)).toContain(`${parvis.url}/desk`);

    // The customer has it open; each state shows there, and is said aloud.
    const sheet = sheetOf(portal);
    await sheet.getByRole('heading', { name: 'Demandée' }).waitFor();
    const becomes = async (state: string) => {
      await sheet.getByRole('heading', { name: state }).waitFor();
      await portal
        .getByRole('status')
        .filter({ hasText: new RegExp(`Intervention n°\\s${number}, ${state}`) })
        .waitFor({ state: 'attached' });
      await rows(portal).filter({ hasText: description }).filter({ hasText: state }).waitFor({ state: 'attached' });
    };

    await line.click();
    await shows(desk, description);
    await desk.getByRole('button', { name: 'Accepter' }).click();
    await becomes('À planifier');
    // Who accepts it owns it.
    await expect
      .poll(() =>
        desk.getByLabel('Intervenant').evaluate((field) => (field as HTMLSelectElement).selectedOptions[0]?.text),
      )
      .toBe('Claire Morand');

    await desk.getByRole('button', { name: 'Planifier', exact: true }).click();
    await desk.getByLabel('Jour').fill('2031-03-04');
    await desk.getByLabel('De', { exact: true }).fill('08:00');
    await desk.getByLabel('À', { exact: true }).fill('10:30');
    await desk.getByRole('form').or(desk.locator('form')).getByLabel('Intervenant').selectOption('Julien Perrin');
    // So far ahead it may be a slip of the year: it is asked, not refused.
    await desk.getByRole('status').filter({ hasText: 'Est-ce la bonne année' }).waitFor();
    await desk.getByRole('button', { name: 'Planifier quand même' }).click();
    await becomes('Planifiée');
    await shows(sheet, /4 mars 2031, 8\sh\s–\u2060?\s10\sh\s30/, 'Avec Julien');

    await desk.getByRole('button', { name: 'Remettre à planifier' }).click();
    await becomes('À planifier');
    await desk.getByRole('button', { name: 'Annuler', exact: true }).click();
    await becomes('Planifiée');

    await desk.getByRole('button', { name: 'En route' }).click();
    const tellNow = desk.getByRole('button', { name: 'Le dire maintenant' });
    await tellNow.click();
    await becomes('En route');
    await desk.getByRole('button', { name: 'Commencer' }).click();
    await tellNow.click();
    await becomes('En cours');
    await desk.getByRole('button', { name: 'Terminer' }).click();
    await tellNow.click();
    await becomes('Terminée');
    expect([await isMarked(desk), await isMarked(portal)]).toEqual([true, true]);
  });

  test('it is cancelled with a reason that the customer reads', async () => {
    const [desk, portal] = await Promise.all([openDesk(), openPortal()]);
    await ask(portal, `Double demande (${screen})`);
    const number = await confirmedNumber(portal);
    await desk.getByRole('link', { name: new RegExp(`n°\\s${number}`) }).click();
    await desk.getByRole('button', { name: 'Annuler l’intervention' }).click();
    const confirm = desk.getByRole('button', { name: 'Annuler l’intervention' }).last();
    await confirm.click();
    await desk.getByText('Indiquez la raison.').waitFor();
    await desk.getByLabel('Pourquoi est-elle annulée').fill('Déjà prévue jeudi avec l’entretien.');
    await confirm.click();
    await sheetOf(portal).getByRole('heading', { name: 'Annulée' }).waitFor();
    await shows(sheetOf(portal), 'Motif : Déjà prévue jeudi avec l’entretien.');
  });

  test('the customer takes a request back, and the company sees that', async () => {
    const [desk, portal] = await Promise.all([openDesk(), openPortal()]);
    await ask(portal, `C’est réparé finalement (${screen})`);
    const number = await confirmedNumber(portal);
    await desk.getByRole('link', { name: new RegExp(`n°\\s${number}`) }).click();
    await desk.getByRole('button', { name: 'Accepter' }).waitFor();
    const sheet = sheetOf(portal);
    await sheet.getByRole('button', { name: 'Annuler ma demande' }).click();
    const dialog = portal.getByRole('dialog', { name: 'Annuler cette demande' });
    await dialog.getByLabel('Pour quelle raison').fill('Le voisin s’en est occupé.');
    await dialog.getByRole('button', { name: 'Annuler ma demande' }).click();
    await sheet.getByRole('heading', { name: 'Annulée' }).waitFor();
    await shows(desk, 'Le voisin s’en est occupé.');
    await desk.getByRole('button', { name: 'Accepter' }).waitFor({ state: 'detached' });
  });
});
