/**
 * The web site of Atelier des Monts, a page of somebody else as far as Parvis is concerned: another origin, its own strict
 * policy, its own signed-in customers. Its server asks Parvis for sessions with the company's API key; its pages embed the
 * elements.
 */
import { Hono, type Context } from 'hono';
import { newNonce } from '../../hosted/content-security-policy.ts';
import { openServer } from '../../server.ts';
import { homePage, portalPage, type Page } from './pages.ts';

export interface ExampleOptions {
  host: string;
  port: number;
  /** Address of Parvis. */
  api: string;
  apiKey: string;
  /** The customer who is signed in on this site: chosen here, where a real site looks at its own session. */
  contactId: string;
  customerName: string;
}

export interface ExampleSite {
  port: number;
  stop(): Promise<void>;
}

export async function serveExample(options: ExampleOptions): Promise<ExampleSite> {
  const { host, port, api, apiKey, contactId, customerName } = options;
  // The neighbouring port is a convenience: where it is taken, any will do.
  const server = await openServer(host, port).catch(() => openServer(host, 0));
  const app = new Hono();

  const show = (page: Page) => (c: Context) => {
    const nonce = newNonce();
    return c.html(page({ api, nonce, customerName }), 200, policy(nonce, api));
  };
  app.get('/', show(homePage));
  app.get('/espace-client', show(portalPage));

  // Asked for by our own pages alone: nobody else is handed a customer’s session.
  app.get('/espace-client/session', async (c) => {
    const site = c.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin') return c.json({ code: 'forbidden' }, 403);
    const answer = await fetch(`${api}/v1/session`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ contactId }),
    });
    return c.body(await answer.text(), answer.status as 201, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
      'cache-control': 'no-store',
    });
  });

  server.answer(app.fetch);
  return { port: server.port, stop: () => server.stop(1000) };
}

/** As strict as a careful company would have it: Parvis needs no more than its own address. */
function policy(nonce: string, api: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      `style-src 'nonce-${nonce}'`,
      `img-src 'self' ${api} data: blob:`,
      `connect-src 'self' ${api}`,
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ].join('; '),
    'cache-control': 'no-cache',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  };
}
