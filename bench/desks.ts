/**
 * An office at work: 6,500 customers and 7,000 interventions, three desks open, and what others do meanwhile. How many
 * requests the desks make together for a change, and how many frames they drop, net of those that they drop while nothing
 * happens: one of a hundred is not seen; one of ten is, but by nobody who looks for a row in a list that flies past, and
 * that is read from the server as it does. Frames are of a machine with nothing else to do: neighbours take them.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchBrowser, screens } from '../e2e/browser.ts';
import { linkByCommand, signIn } from '../e2e/demo.ts';
import { startMailbox } from '../e2e/mailbox.ts';
import { startParvis, until, type Parvis } from '../e2e/parvis.ts';
import { buildEmbed } from '../scripts/build.mjs';
import { root } from './paths.ts';
import { atMost, median, type Row } from './table.ts';

const customers = 6500;
const interventions = 7000;
/** Of each kind, one after the other. */
const changes = 7;
const burst = 200;
/**
 * Requests of all three for a change. Each counts anew what waits; « Aujourd’hui » reads its four lists, and the list beside
 * the sheet itself: 3 + 4 + 1. Of what is open there, its row and its sheet as well. A customer is one desk's: 3 at most.
 */
const maxRequests = { request: 8, move: 10, customer: 3 };
/** Milliseconds without a request after which a change has been seen by all, and after which none is awaited any more. */
const quietTime = 1500;
const day = 86_400_000;

export async function desks(): Promise<Row[]> {
  await buildEmbed();
  // Where mails do not arrive, desks say so for each.
  const mailbox = await startMailbox();
  const parvis = await startParvis({ PARVIS_SMTP_URL: mailbox.url });
  const browser = await launchBrowser();
  try {
    const office = await fill(parvis);
    const open = async (section: string) => {
      const context = await browser.newContext({ ...screens.desktop, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
      await context.addInitScript({ path: join(root, 'bench/pages/frames.js') });
      const page = await context.newPage();
      await page.goto(`${parvis.url}/desk#/${section}`);
      await signIn(page);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      // A list that the pointer is on waits until it has left.
      await page.mouse.move(0, 0);
      return page;
    };
    const opened = await office.create('Ouverte à côté de la liste');
    const pages = [await open('today'), await open(`interventions/${opened.id}`), await open('customers')];
    const heard = listen(pages);
    await heard.quiet();
    const acts: [what: string, limit: number, act: (nth: number) => Promise<unknown>][] = [
      ['a request of a customer', maxRequests.request, () => office.request()],
      ['a move of what is open', maxRequests.move, (nth) => office.plan(opened, nth)],
      ['a change of a customer', maxRequests.customer, (nth) => office.rename(nth)],
    ];
    const rest = await dropped(pages, () => pause(5000));
    const rows: Row[] = [];
    const busy = await dropped(pages, async () => {
      const counted = acts.map((): number[] => []);
      for (let nth = 0; nth < changes; nth++) {
        for (const [at, [, , act]] of acts.entries()) counted[at]!.push(await heard.during(() => act(nth)));
      }
      for (const [at, [what, limit]] of acts.entries()) rows.push(asked(what, counted[at]!, limit));
      // Told of in one piece or in two.
      rows.push(
        asked(`${burst} changes at once`, [await heard.during(() => office.createMany())], 2 * maxRequests.request),
      );
    });
    const listed = pages[1]!;
    const scrolled = await dropped([listed], () => listed.evaluate('scrollThrough(400)'));
    // Its list waits, and is not read again down to its end.
    rows.push(asked('a request, a list at its end', [await heard.during(() => office.request())], maxRequests.request));
    for (const [what, share, limit] of [
      ['while others work', busy, 0.01],
      [`while ${interventions.toLocaleString('en')} rows scroll by`, scrolled, 0.1],
    ] as const) {
      const ratio = Math.max(0, share - rest) / limit;
      rows.push({ what: `Frames dropped ${what}`, against: `${limit * 100} %`, ratio, ...atMost(1, ratio) });
    }
    return rows;
  } finally {
    await browser.close();
    await parvis.remove();
    await mailbox.stop();
  }
}

interface Item {
  id: string;
  version: number;
}

/** Writes them as an ERP does, and gives what others can do then. */
async function fill(parvis: Parvis) {
  const { key } = JSON.parse(await parvis.command('key', 'create', '--name', 'Banc', '--json')) as { key: string };
  const ask = async <T = Item>(token: string, method: string, path: string, body?: object, version?: number) => {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    };
    const answer = await fetch(`${parvis.url}/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const write = async (path: string, count: number, row: (nth: number) => object) => {
    const ids: string[] = [];
    for (let from = 0; from < count; from += 500) {
      const rows = Array.from({ length: Math.min(500, count - from) }, (_, nth) => row(from + nth));
      const { results } = await ask<{ results: { id: string | null }[] }>(key, 'POST', `/${path}/batch`, { rows });
      ids.push(...results.map(({ id }) => id!));
    }
    return ids;
  };
  const address = { line1: '1 rue Haute', postalCode: '69001', city: 'Lyon' };
  const ids = await write('customers', customers, (nth) => ({
    externalId: `C-${nth}`,
    kind: 'person',
    firstName: 'Banc',
    // All over the alphabet.
    lastName: `${String.fromCodePoint(65 + (nth % 26))}${nth}`,
    address,
  }));
  await write('interventions', interventions, (nth) => ({
    externalId: `I-${nth}`,
    customerExternalId: `C-${(nth * 7) % customers}`,
    description: `Entretien annuel ${nth}`,
    // All but the last hundred are over, over two years.
    ...(nth < interventions - 100 && {
      past: { status: 'done', at: new Date(Date.now() - (730 * day * (nth + 1)) / interventions - day).toISOString() },
    }),
  }));
  const { link } = await linkByCommand(parvis);
  const { accessToken } = await ask<{ accessToken: string }>('', 'POST', '/session', { link });
  return {
    create: (description: string) => ask(key, 'POST', '/interventions', { customerId: ids[0], description }),
    createMany: () =>
      write('interventions', burst, (nth) => ({
        externalId: `R-${nth}`,
        customerExternalId: `C-${nth}`,
        description: `Relevé ${nth}`,
      })),
    request: () => ask(accessToken, 'POST', '/interventions', { description: 'Plus d’eau chaude' }),
    plan({ id }: Item, nth: number) {
      const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
      const [windowStart, windowEnd] = [at(10 + nth), at(70 + nth)];
      return ask(key, 'POST', `/interventions/${id}/moves`, { to: 'scheduled', windowStart, windowEnd });
    },
    async rename(nth: number) {
      const { id, version } = await ask(key, 'GET', `/customers/${ids[0]}`);
      return ask(key, 'PATCH', `/customers/${id}`, { extra: `Code ${nth}` }, version);
    },
  };
}

const asked = (what: string, counts: number[], limit: number): Row => {
  const ratio = median(counts);
  const range: [number, number] = [Math.min(...counts), Math.max(...counts)];
  return { what: `Requests for ${what}`, against: 'one', ratio, range, ...atMost(limit, ratio) };
};

/** Counts what the desks ask of the API. */
function listen(pages: Page[]) {
  let count = 0;
  let last = performance.now();
  for (const page of pages) {
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      // A session is renewed when its time has come, and a stream is asked for once.
      if (!pathname.startsWith('/v1/') || /^\/v1\/(live|session)/.test(pathname)) return;
      last = performance.now();
      count++;
    });
  }
  const quiet = () =>
    until(
      () => performance.now() - last > quietTime,
      () => 'the desks go on asking',
    );
  return {
    quiet,
    async during(work: () => Promise<unknown>): Promise<number> {
      count = 0;
      await work();
      last = performance.now();
      await quiet();
      return count;
    },
  };
}

/** Of the frames while this is done, the share that took longer than one and a half of a usual one, on the page where it is highest. */
async function dropped(pages: Page[], work: () => Promise<unknown>): Promise<number> {
  const take = () => Promise.all(pages.map((page) => page.evaluate<number[]>('frames.splice(0)')));
  await take();
  await work();
  const shares = (await take()).map((frames) => {
    const usual = median(frames);
    return frames.filter((frame) => frame > 1.5 * usual).length / frames.length;
  });
  return Math.max(...shares);
}
