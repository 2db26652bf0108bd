/** A company's own site that Turbo Drive navigates: it fetches pages, swaps bodies, and shows what it has kept of a page meanwhile. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createClient } from '@parvis/sdk';
import { createSession } from '@parvis/sdk/node';
import { onTestFinished } from 'vitest';
import { root } from '../scripts/setup.mjs';
import { demoKey, giveLink } from './company-client.ts';
import { eleonore } from './demo.ts';
import { allowOrigin } from './host-page.ts';
import { until } from './parvis.ts';
import { parvis } from './running.ts';

const turbo = readFileSync(join(root, 'node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js'));

export interface TurboSite {
  origin: string;
  /** Who else may sign in beside Éléonore. */
  second: { name: string };
  /** Answers the next request of that page once this holds. */
  hold: (path: string, holds: () => boolean) => void;
}

/** For one test. One is signed in on the whole site: there is one visitor. */
export async function openTurboSite(): Promise<TurboSite> {
  const apiKey = demoKey();
  const [first, second] = await Promise.all([contactOf(eleonore.number), contactOf('1002')]);
  let signedIn: string | undefined;
  const held = new Map<string, () => boolean>();

  const pages: Record<string, () => string> = {
    '/': () => `<form method="post" action="/sign-in">
      <button name="who" value="first">Éléonore</button> <button name="who" value="second">Une autre</button></form>`,
    '/actualites': () => '<h1>Actualités</h1>',
    '/espace': () => portal(''),
    '/permanent': () => `<h1>Accueil fixe</h1>`,
    '/permanent/espace': () => `<h1>Espace fixe</h1>${portal('id="portal" data-turbo-permanent')}`,
    '/permanent/autre': () => `<h1>Autre page fixe</h1>${portal('id="portal" data-turbo-permanent')}`,
  };
  const portal = (attributes: string) =>
    `<parvis-portal api="${parvis.url}" session-url="/parvis-session" ${attributes}></parvis-portal>`;
  const page = (body: string) => `<!doctype html><html lang="fr"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
    <title>Atelier des Monts</title><script src="/turbo.js"></script>
    <script type="module" src="${parvis.url}/embed/parvis.js"></script></head><body>
    <a href="/actualites">Actualités</a> <a href="/espace">Mon espace</a>
    <a href="/permanent/espace">Espace fixe</a> <a href="/permanent/autre">Autre page fixe</a>
    <form method="post" action="/sign-out"><button>Quitter</button></form>${body}</body></html>`;

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site.example');
    const answer = (status: number, kind: string, body: string | Buffer = '', headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': `${kind}; charset=utf-8`, 'cache-control': 'no-store', ...headers })
        .end(body);
    if (pathname === '/turbo.js') return answer(200, 'text/javascript', turbo);
    if (pathname === '/parvis-session') {
      return signedIn
        ? answer(
            200,
            'application/json',
            JSON.stringify(await createSession({ api: parvis.url, apiKey, contactId: signedIn })),
          )
        : answer(401, 'application/json', '{}');
    }
    if (pathname === '/sign-in' || pathname === '/sign-out') {
      const who = new URLSearchParams(await text(request)).get('who');
      signedIn = who === 'first' ? first.id : who === 'second' ? second.id : undefined;
      return answer(303, 'text/html', '', { location: who ? '/espace' : '/' });
    }
    const holds = held.get(pathname);
    held.delete(pathname);
    if (holds) await until(holds, () => `${pathname} is held for ever`);
    return answer(pages[pathname] ? 200 : 404, 'text/html', page(pages[pathname]?.() ?? ''));
  }).listen(0, 'localhost');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  await allowOrigin(origin);
  return { origin, second, hold: (path, holds) => void held.set(path, holds) };
}

/** Whom a link of this customer stands for. */
async function contactOf(number: string): Promise<{ id: string; name: string }> {
  const { link } = await giveLink(parvis, { number });
  const { contact } = await createClient({ api: parvis.url, link }).portal.get();
  return contact;
}
