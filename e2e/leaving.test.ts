/** Who signs out without a network stays signed out. */
import { expect, test } from 'vitest';
import { giveLink } from './company-client.ts';
import { eleonore, signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { browser, parvis, useParvis } from './running.ts';

useParvis();

const isSignedOut = (page: Awaited<ReturnType<typeof openPage>>) =>
  page.getByText('Vous êtes déconnecté').filter({ visible: true }).first().waitFor();

test('a customer is told at once, in words that need no network, and a reload opens nothing', async () => {
  const { link } = await giveLink(parvis);
  const page = await openPage(browser, 'phone', 'about:blank');
  const context = page.context();
  // The page that says more of it has not come yet.
  await page.route(/\/embed\/acting\..*js/, (route) => route.abort());
  await page.goto(link);
  await page.getByRole('heading', { name: eleonore.name }).waitFor();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await isSignedOut(page);
  const bar = await page.locator('.notice').filter({ hasText: 'Vous êtes déconnecté', visible: true }).boundingBox();
  expect(bar!.x, 'it touches no edge of the screen').toBeGreaterThanOrEqual(16);
  expect(bar!.x + bar!.width).toBeLessThanOrEqual(page.viewportSize()!.width - 16);
  if (process.env.PARVIS_SHOTS) await page.screenshot({ path: `${process.env.PARVIS_SHOTS}/left.png` });
  // The tab is closed before the network is back; another one of the same profile knows the cookie alone.
  await page.goto('about:blank');
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(`${parvis.url}/p`);
  await next.getByRole('heading', { name: 'Recevez un lien pour entrer' }).waitFor();
  expect(await next.getByText(eleonore.name).count()).toBe(0);
  expect((await context.cookies()).filter(({ httpOnly }) => httpOnly)).toEqual([]);
});

test('so is a member, who finds the sign-in when the network is back', async () => {
  const page = await openPage(browser, 'desktop', `${parvis.url}/desk`);
  await signIn(page);
  const leave = page.getByRole('button', { name: 'Se déconnecter' });
  await leave.waitFor();
  await page.context().setOffline(true);
  await leave.click();
  await leave.waitFor({ state: 'detached' });
  await page.context().setOffline(false);
  await page.reload();
  await page.getByLabel('Mot de passe').waitFor();
  await expect.poll(() => leave.count()).toBe(0);
});
