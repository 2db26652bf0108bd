/** The four visits of a customer on a telephone, each from its first to its last press. */
import { readFile } from 'node:fs/promises';
import { createClient } from '@parvis/sdk';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { companyClient, giveExpiredLink, giveLink } from './company-client.ts';
import { claire, confirmedNumber, eleonore, linkIn, rows, shows } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, mailbox, parvis, useParvis } from './running.ts';

const onPhone = (url: string) => openPage(browser, 'phone', url);
const appointment = (page: Page) => page.getByRole('region', { name: /rendez-vous|est en route|est à l’œuvre/i });

describe('on a telephone a customer', () => {
  useParvis({ mail: true });

  test('opens their first link, takes the appointment into their calendar, and asks for another time', async () => {
    const { link } = await giveLink(parvis);
    const page = await onPhone(link);
    await page.getByRole('img', { name: 'Atelier des Monts' }).waitFor();
    const next = appointment(page);
    const saved = page.waitForEvent('download');
    await next.getByText('Ajouter à mon agenda').click();
    const file = await readFile(await (await saved).path(), 'utf8');
    expect(file).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(file).toMatch(/^DTSTART/m);

    await next.getByRole('button', { name: 'Un empêchement' }).click();
    const form = page.getByRole('dialog', { name: 'Un empêchement' });
    await form.getByRole('link', { name: /04 65 71 20 30/ }).waitFor();
    await form.getByLabel('Quand pourriez-vous plutôt').fill('Jeudi matin, ou la semaine prochaine');
    await form.getByRole('button', { name: 'Demander un autre moment' }).click();
    await page.getByText('Votre demande est transmise').waitFor();
    const mail = await mailbox.next(claire, 'Empêchement');
    expect(mail.text).toContain('Jeudi matin, ou la semaine prochaine');
    await page.getByRole('button', { name: 'Fermer' }).last().click();
    await shows(next, 'Vous avez demandé un autre moment');
    // Closing goes back in the history; a reload before that has come about is cut off by it.
    await expect.poll(() => new URL(page.url()).hash).toBe('');
    await page.reload();
    await shows(next, 'Vous avez demandé un autre moment');
  });

  test('asks with photos on a line that comes and goes: nothing is lost, nothing arrives twice', async () => {
    const page = await onPhone(parvis.fact('Portal'));
    await rows(page).first().waitFor();
    const description = 'Une tache s’agrandit au plafond';
    await page.getByRole('button', { name: 'Demander une intervention' }).click();
    await page.getByLabel('De quoi avez-vous besoin').fill(description);
    // The first upload breaks off on its way.
    let uploads = 0;
    await page.route(/\/v1\/files(\?|$)/, (route) =>
      uploads++ === 0 ? route.abort('connectionreset') : route.continue(),
    );
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Ajouter des photos' }).click();
    await (await chosen).setFiles({ name: 'plafond.png', mimeType: 'image/png', buffer: await page.screenshot() });
    await page.getByRole('img', { name: 'plafond.png' }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    await page.getByText('Votre demande est gardée sur cet appareil').first().waitFor();
    await page.context().setOffline(false);
    await page
      .getByText(/Votre demande est bien arrivée/)
      .first()
      .waitFor();
    expect(uploads).toBeGreaterThan(1);

    const { link } = await giveLink(parvis);
    const client = createClient({ api: parvis.url, link });
    const found = await client.interventions.list({ q: description }).page();
    expect(found.items.map((each) => each.description)).toEqual([description]);
    const { files } = await client.interventions.get(found.items[0]!.id);
    expect(files.map(({ name }) => name)).toEqual(['plafond.png']);
  });

  test('waits for a technician who is late, sees them set off, and has the telephone number at hand', async () => {
    const page = await onPhone(parvis.fact('Portal'));
    const next = appointment(page);
    await next.waitFor();
    const client = companyClient(parvis);
    const { next: planned } = await createClient({
      api: parvis.url,
      link: (await giveLink(parvis)).link,
    }).portal.get();
    // The window has begun, and nobody has come.
    const from = new Date(Date.now() - 3_600_000).toISOString();
    await client.interventions.move(planned!.id, {
      to: 'scheduled',
      windowStart: from,
      windowEnd: new Date(Date.now() - 60_000).toISOString(),
    });
    await next.getByText('Aujourd’hui').or(next.getByText('Hier')).first().waitFor();
    expect(await page.getByRole('link', { name: /04 65 71 20 30/ }).getAttribute('href')).toBe('tel:0465712030');
    await client.interventions.move(planned!.id, { to: 'en_route' });
    await page.getByRole('heading', { name: /est en route$/ }).waitFor();
    await client.interventions.move(planned!.id, { to: 'in_progress' });
    await page.getByRole('heading', { name: /est à l’œuvre$/ }).waitFor();
  });

  test('finds that their link has expired, gets another at one press, and goes on with what they had written', async () => {
    const first = await giveLink(parvis);
    const page = await onPhone(first.link);
    await page.getByRole('button', { name: 'Demander une intervention' }).click();
    await page.getByLabel('De quoi avez-vous besoin').fill('Le ballon fuit par le dessous');
    await page.waitForFunction(() =>
      Object.values(localStorage).some((kept) => String(kept).includes('par le dessous')),
    );

    const expired = await giveExpiredLink(parvis);
    await page.context().clearCookies();
    await page.goto('about:blank');
    await page.goto(expired.link);
    await page.getByRole('heading', { name: 'Votre lien a expiré' }).waitFor();
    await page.getByRole('button', { name: 'Recevoir un nouveau lien' }).click();
    await page.getByRole('heading', { name: 'Regardez votre boîte de réception' }).waitFor();
    await page.goto(linkIn(await mailbox.next(eleonore.email, 'espace client')));
    await page.getByRole('button', { name: 'Demander une intervention' }).click();
    await expect
      .poll(() => page.getByLabel('De quoi avez-vous besoin').inputValue())
      .toBe('Le ballon fuit par le dessous');
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    expect(Number(await confirmedNumber(page))).toBeGreaterThan(5400);
  });
});
