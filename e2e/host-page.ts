/** Pages of a company's own site, of another origin, which it has allowed at the desk. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '@parvis/sdk';
import { forMember } from '@parvis/sdk/member';
import { claire, password } from './demo.ts';
import { parvis } from './running.ts';

export interface Site {
  /** `http://localhost:…`, another site to a browser than the server's 127.0.0.1. */
  origin: string;
  /** Puts a page there; gives its address. `body` may be a whole document. */
  page: (path: string, body: string, headers?: Record<string, string>) => string;
  close: () => void;
}

export async function openSite(): Promise<Site> {
  const pages = new Map<string, { body: string; headers: Record<string, string> }>();
  const server = createServer(({ url = '/' }, response) => {
    const found = pages.get(new URL(url, 'http://site.example').pathname);
    response.writeHead(found ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...found?.headers });
    response.end(found?.body);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  await allowOrigin(origin);
  return {
    origin,
    page(path, body, headers = {}) {
      pages.set(path, { body, headers });
      return origin + path;
    },
    close: () => void server.close(),
  };
}

/** Lets pages of this origin embed the demo company's elements. */
export async function allowOrigin(origin: string): Promise<void> {
  const desk = forMember(createClient({ api: parvis.url }));
  await desk.session.signIn({ email: claire, password });
  const company = await desk.company.get();
  await desk.company.update(company, { allowedOrigins: [...company.allowedOrigins, origin] });
}
