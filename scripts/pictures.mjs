/** `npm run pictures`: the pictures of the README and the guides, taken of the demo company in Chromium. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { launchBrowser, screens } from '../e2e/browser.ts';
import { signIn } from '../e2e/demo.ts';
import { startParvis } from '../e2e/parvis.ts';
import { buildEmbed } from './build.mjs';
import { root } from './setup.mjs';

const folder = join(root, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });

await buildEmbed();
const [parvis, browser] = await Promise.all([startParvis(), launchBrowser()]);

/**
 * Takes one: opens the address, lets `act` bring the page to where it is worth a picture.
 * @param {string} name
 * @param {'phone' | 'desktop'} screen
 * @param {string} url
 * @param {(page: import('playwright-core').Page) => Promise<void>} act
 * @param {{ colorScheme?: 'light' | 'dark', height?: number }} [looks]
 */
async function take(name, screen, url, act, { colorScheme = 'light', height } = {}) {
  const context = await browser.newContext({
    ...screens[screen],
    ...(height && { viewport: { width: screens[screen].viewport.width, height } }),
    colorScheme,
    deviceScaleFactor: screen === 'phone' ? 2 : 1.5,
    reducedMotion: 'reduce',
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  });
  const page = await context.newPage();
  await page.goto(url);
  await act(page);
  await page.mouse.move(0, 0);
  await page.evaluate(() => scrollTo(0, 0));
  const taken = await page.screenshot();
  const file = join(folder, `${name}.png`);
  // A screen has few colours: a palette of them is a fifth of the bytes.
  const { size } = await sharp(taken).png({ palette: true, effort: 10 }).toFile(file);
  await context.close();
  console.log(`${name}.png`.padEnd(24), `${Math.round(size / 1000)} kB`);
}

const portal = parvis.fact('Portal');
/** @param {import('playwright-core').Page} page */
const showList = (page) => page.getByRole('listitem').first().waitFor();

await take('portal-phone', 'phone', portal, showList);
await take('portal-dark', 'phone', portal, showList, { colorScheme: 'dark' });
await take(
  'portal-desktop',
  'desktop',
  portal,
  async (page) => {
    await page.getByRole('button', { name: /chauffe-eau/ }).click();
    await page.getByRole('heading', { name: 'Terminée' }).waitFor();
    await page.waitForFunction(() => {
      /** @type {(root: Document | ShadowRoot) => HTMLImageElement[]} */
      const images = (root) =>
        [...root.querySelectorAll('*')].flatMap((each) =>
          each instanceof HTMLImageElement ? each : each.shadowRoot ? images(each.shadowRoot) : [],
        );
      // The logo and three photos.
      const all = images(document);
      return all.length > 3 && all.every(({ naturalWidth }) => naturalWidth > 0);
    });
  },
  { height: 1120 },
);
await take('form-phone', 'phone', portal, async (page) => {
  await page.getByRole('button', { name: 'Demander une intervention' }).click();
  await page
    .getByLabel('De quoi avez-vous besoin')
    .fill('Le radiateur de la chambre reste froid, même robinet ouvert. Les autres chauffent bien.');
  await page.getByRole('button', { name: 'Envoyer la demande' }).waitFor();
});
await take('desk-desktop', 'desktop', `${parvis.url}/desk#/inbox`, async (page) => {
  await signIn(page);
  await page.getByRole('link', { name: /^n°/ }).nth(2).click();
  await page.getByRole('article').waitFor();
});

await browser.close();
await parvis.remove();
