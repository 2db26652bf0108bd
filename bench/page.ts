/**
 * What the widgets cost a page on a slow phone: Chromium with its CPU slowed four times, over 1.6 Mbit/s and 150 ms, every
 * file compressed with brotli. Against the same page with a form made of Shoelace in one file of its own, and net of the
 * page without either. The form is embedded twice: by the two lines of the guide, and with its files preloaded as Parvis'
 * own pages do.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { launchBrowser, screens } from '../e2e/browser.ts';
import { claire, linkByCommand, password } from '../e2e/demo.ts';
import { startParvis, type Parvis } from '../e2e/parvis.ts';
import { root } from './paths.ts';
import { atMost, median, ratioOf, type Row } from './table.ts';
import { rounds } from './variant.ts';

const network = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const cpu = 4;

interface Cost {
  /** Milliseconds from the start of the page until it can be used. */
  interactive: number;
  /** Milliseconds of tasks beyond their first 50. */
  blocking: number;
  shift: number;
  /** Bytes. */
  heap: number;
}

export async function page(): Promise<Row[]> {
  const parvis = await startParvis();
  const site = await serve();
  const browser = await launchBrowser(['--js-flags=--expose-gc']);
  try {
    const link = await prepare(parvis, site.url);
    const inside = (element: string, content: string) =>
      `document.querySelector('${element}')?.shadowRoot?.querySelector('${content}')`;
    const embedded = (element: string) =>
      `<script type="module" src="/embed/parvis.js"></script>
      <${element} lang="fr" api="${parvis.url}" link="${link}"></${element}>`;
    const form = embedded('parvis-intervention-form');
    const field = inside('parvis-intervention-form', 'textarea');
    const row = `${inside('parvis-portal', 'parvis-interventions')}?.shadowRoot?.querySelector('li')`;
    site.pages.set('/bare', host('document.body', ''));
    site.pages.set('/form', host(field, form));
    site.pages.set('/preloaded', host(field, preloads(site, 'intervention-form') + form));
    site.pages.set('/portal', host(row, embedded('parvis-portal')));
    site.pages.set('/peer', host(inside('sl-textarea', 'textarea'), await peer(site)));

    const opened = (name: string) => () => open(browser, `${site.url}/${name}`);
    const costs = await rounds({
      bare: opened('bare'),
      form: opened('form'),
      preloaded: opened('preloaded'),
      portal: opened('portal'),
      peer: opened('peer'),
    });
    /** Round by round, without what the page itself costs. */
    const net = (name: keyof typeof costs, what: keyof Cost) =>
      costs[name].map((cost, round) => cost[what] - (costs.bare[round]?.[what] ?? NaN));
    const peers = net('peer', 'interactive');
    const rows: Row[] = (['form', 'preloaded'] as const).map((name) => {
      const { ratio, range } = ratioOf(net(name, 'interactive'), peers);
      const what = `Form until it can be filled in${name === 'form' ? '' : ', preloaded'}`;
      return { what, against: 'Shoelace', ratio, range, ...atMost(name === 'form' ? 0.6 : 0.45, ratio) };
    });
    const limits = { blocking: [60, '60 ms'], shift: [0.001, '0.001'] } as const;
    const heaps = { form: [350_000, '0.35 MB'], portal: [550_000, '0.55 MB'] } as const;
    const whats = { blocking: 'Main thread blocked by', heap: 'Heap taken by', shift: 'Layout shift of' } as const;
    for (const name of ['form', 'portal'] as const) {
      for (const what of ['blocking', 'heap', 'shift'] as const) {
        const [limit, against] = what === 'heap' ? heaps[name] : limits[what];
        const ratio = Math.max(0, median(net(name, what))) / limit;
        rows.push({ what: `${whats[what]} the ${name}`, against, ratio, ...atMost(1, ratio) });
      }
    }
    return rows;
  } finally {
    await browser.close();
    site.server.close();
    await parvis.remove();
  }
}

/** Opens a page in a profile of its own, so that nothing comes from a cache. */
async function open(browser: Browser, url: string): Promise<Cost> {
  const context = await browser.newContext({ ...screens.phone, locale: 'fr-FR' });
  try {
    await context.addInitScript({ path: join(root, 'bench/pages/watch.js') });
    const tab = await context.newPage();
    const devtools = await context.newCDPSession(tab);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', network);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    await tab.goto(url);
    await tab.waitForFunction('watched.ready');
    await tab.waitForLoadState('load');
    // What follows the first drawing counts as well: its tasks, what it keeps, what it moves.
    await tab.waitForTimeout(2500);
    const { ready, tasks, shift } = (await tab.evaluate('watched')) as {
      ready: number;
      tasks: [number, number][];
      shift: number;
    };
    // Code that will not run again is let go after it was not used for some collections.
    for (let times = 0; times < 5; times++) await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return {
      interactive: ready,
      blocking: tasks.reduce((sum, [start, end]) => sum + Math.max(0, end - start - 50), 0),
      shift,
      heap: usedSize,
    };
  } finally {
    await context.close();
  }
}

/** A page of a company's site; `ready` is true when it can be used. */
const host = (ready: string, content: string) => `<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Atelier</title><link rel="icon" href="data:,">
<script>globalThis.ready = () => ${ready}</script></head>
<body><h1>Demander une intervention</h1><p>Décrivez votre besoin, nous vous rappelons.</p>${content}</body></html>`;

/** Lets the site's origin in, as the company does at its desk, and gives a customer a link. */
async function prepare(parvis: Parvis, origin: string): Promise<string> {
  const ask = async (path: string, method: string, body?: object, headers?: Record<string, string>) => {
    const init = { method, headers: { 'content-type': 'application/json', ...headers } };
    const answer = await fetch(`${parvis.url}/v1${path}`, body ? { ...init, body: JSON.stringify(body) } : init);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return (await answer.json()) as { accessToken: string; allowedOrigins: string[]; version: number };
  };
  const { accessToken } = await ask('/session', 'POST', { email: claire, password });
  const authorization = `Bearer ${accessToken}`;
  const { allowedOrigins, version } = await ask('/company', 'GET', undefined, { authorization });
  await ask(
    '/company',
    'PATCH',
    { allowedOrigins: [...allowedOrigins, origin] },
    { authorization, 'if-match': `"${version}"` },
  );
  return (await linkByCommand(parvis)).link;
}

interface Site {
  url: string;
  server: Server;
  /** Bodies by path. */
  pages: Map<string, string>;
}
/** The company's site, with the built files that it embeds. */
async function serve(): Promise<Site> {
  const pages = new Map<string, string>();
  const embed = join(root, 'packages/widgets/dist/embed');
  for (const file of readdirSync(embed)) {
    if (file.endsWith('.js')) pages.set(`/embed/${file}`, readFileSync(join(embed, file), 'utf8'));
  }
  const packed = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const body = pages.get(path);
    if (body === undefined) return void response.writeHead(404).end();
    const bytes = packed.get(path) ?? brotliCompressSync(body);
    packed.set(path, bytes);
    const type = path.endsWith('.js') ? 'text/javascript' : path.endsWith('.css') ? 'text/css' : 'text/html';
    response.writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      'content-encoding': 'br',
      'content-length': bytes.length,
    });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, server, pages };
}

/** What a page that knows the built files says so that they come side by side with the loader, which comes first. */
function preloads({ pages }: Site, element: string): string {
  const file = `/embed/${element}.js`;
  const imported = [...(pages.get(file) ?? '').matchAll(/from\s*["'`]\.\/([^"'`]+)/g)].map(
    ([, name]) => `/embed/${name}`,
  );
  return [...new Set(['/embed/parvis.js', file, ...imported])]
    .map((href) => `<link rel="modulepreload" href="${href}">`)
    .join('');
}

/** Builds the peer's files and gives the markup that uses them. */
async function peer({ pages }: Site): Promise<string> {
  const [{ output }] = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(root, 'bench/pages/shoelace.js'), formats: ['es'], cssFileName: 'peer' },
      rolldownOptions: { output: { entryFileNames: 'peer.js', codeSplitting: false, minify: true, comments: false } },
    },
  })) as [Rolldown.RolldownOutput];
  for (const each of output) pages.set(`/${each.fileName}`, each.type === 'chunk' ? each.code : String(each.source));
  return `<link rel="stylesheet" href="/peer.css"><script type="module" src="/peer.js"></script>
    <form><sl-textarea label="Votre besoin" help-text="Quelques mots suffisent."></sl-textarea>
    <sl-button>Ajouter des photos</sl-button>
    <sl-select label="Type"><sl-option value="a">Panne</sl-option></sl-select>
    <sl-input label="Adresse"></sl-input><sl-input label="Contact"></sl-input>
    <sl-button variant="primary" type="submit">Envoyer</sl-button></form>`;
}
