import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib, { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Worker } from '../worker.ts';
import { testApp, type TestApp } from '../testing.ts';
import { requireWidgets, serveHosted } from './hosted.routes.ts';
import { openStatic } from './static.ts';

const folder = mkdtempSync(join(tmpdir(), 'parvis-embed-'));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const runtime = `export const shared=${JSON.stringify('shared '.repeat(400))};`;
write('runtime.Ab3_-Z0.js', runtime);
write('parts.0123456.js', 'import{shared as a}from"./runtime.Ab3_-Z0.js";export{a as b};');
write(
  'portal.js',
  '"use strict";import{shared as s}from"./runtime.Ab3_-Z0.js";import{b}from"./parts.0123456.js";import("./later.765432.js");s;b;',
);
write('desk.js', 'import"./runtime.Ab3_-Z0.js";');
write('portal.js.map', '{}');
write('secret.txt', 'not for anybody');

let t: TestApp;
let compression: Worker;
const app = new Hono();
beforeAll(async () => {
  t = await testApp();
  compression = serveHosted(app, t.s, openStatic(folder));
});
afterAll(async () => {
  await compression.stop();
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}) => Promise.resolve(app.request(path, { headers }));

describe.each(['/p', '/desk'])('the page %s', (path) => {
  test('runs what bears its nonce and nothing else, and turns no text into markup', async () => {
    const response = await get(path);
    const policy = response.headers.get('content-security-policy')!;
    const page = await response.text();
    const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)![1]!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types lit-html");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const [tag] of page.matchAll(/<(script|style)\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    expect(page).not.toMatch(/\s(on\w+|style)=/);
  });

  test('has another nonce each time', async () => {
    const nonces = await Promise.all(
      [get(path), get(path)].map(async (answer) => (await answer).headers.get('content-security-policy')),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test('tells nobody where it is, and fetches from nobody else', async () => {
    const response = await get(path);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const page = await response.text();
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^(\/embed\/|data:)/);
  });

  test('fetches the files that its element shares side by side with it', async () => {
    const page = await (await get(path)).text();
    expect(page).toContain('<link rel="modulepreload" href="/embed/runtime.Ab3_-Z0.js"');
    if (path === '/p') expect(page).toContain('href="/embed/parts.0123456.js"');
    expect(page).not.toContain('later.765432');
  });

  test('speaks the language of its reader, French if in doubt', async () => {
    expect(await (await get(path, { 'accept-language': 'en-GB,en;q=0.8' })).text()).toContain('<html lang="en">');
    expect(await (await get(path, { 'accept-language': 'de' })).text()).toContain('<html lang="fr">');
    // Who reads neither first, but one of them after all.
    expect(await (await get(path, { 'accept-language': 'de-DE,de;q=0.9,EN-US;q=0.8,fr;q=0.7' })).text()).toContain(
      '<html lang="en">',
    );
    expect(await (await get(path, { 'accept-language': 'frr,es-ES, fr-CA;q=0.8,en;q=0.7' })).text()).toContain(
      '<html lang="fr">',
    );
    expect(await (await get(path)).text()).toContain('<html lang="fr">');
  });

  test('leaves its element free to turn to the language of who signs in', async () => {
    const page = await (await get(path, { 'accept-language': 'en' })).text();
    expect(/<parvis-\w+[^>]*>/.exec(page)![0]).not.toContain('lang=');
  });

  test('keeps room for what is on its way', async () => {
    expect(await (await get(path)).text()).toMatch(
      /<parvis-\w+ session="cookie"[^>]*><div slot="skeleton" aria-hidden="true"><i/,
    );
  });
});

describe('framing', () => {
  const ancestors = async (path: string) =>
    /frame-ancestors ([^;]+)/.exec((await get(path)).headers.get('content-security-policy')!)![1];

  test('is for pages of the company that the address names', async () => {
    const company = await t.company({ origins: ['https://www.atelier.example', 'https://atelier.example'] });
    await t.company({ origins: ['https://other.example'] });
    expect((await ancestors(`/p?company=${company.id}`))!.split(' ').toSorted()).toEqual([
      'https://atelier.example',
      'https://www.atelier.example',
    ]);
  });

  test('is for nobody otherwise, and never for the desk', async () => {
    const company = await t.company({ origins: ['https://third.example'] });
    expect(await ancestors('/p')).toBe("'none'");
    expect(await ancestors('/p?company=x;script-src')).toBe("'none'");
    expect(await ancestors('/p?company=00000000-0000-7000-8000-000000000000')).toBe("'none'");
    expect(await ancestors(`/desk?company=${company.id}`)).toBe("'none'");
  });
});

describe('an embeddable file', () => {
  test('may be fetched by any page, and is never guessed at', async () => {
    const response = await get('/embed/portal.js');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  test('is kept for ever when its name tells its content, for minutes otherwise', async () => {
    const cached = async (name: string) => (await get(`/embed/${name}`)).headers.get('cache-control');
    expect(await cached('runtime.Ab3_-Z0.js')).toBe('public, max-age=31536000, immutable');
    expect(await cached('portal.js')).toBe('public, max-age=300');
  });

  test('comes as small as the browser can take it', async () => {
    const ask = async (accept: string) => {
      const response = await get('/embed/runtime.Ab3_-Z0.js', { 'accept-encoding': accept });
      return { encoding: response.headers.get('content-encoding'), bytes: Buffer.from(await response.arrayBuffer()) };
    };
    const brotli = await ask('gzip, deflate, br, zstd');
    expect(brotli.encoding).toBe('br');
    expect(brotliDecompressSync(brotli.bytes).toString()).toBe(runtime);
    const zipped = await ask('gzip, br;q=0');
    expect(zipped.encoding).toBe('gzip');
    expect(gunzipSync(zipped.bytes).toString()).toBe(runtime);
    expect(await ask('identity')).toMatchObject({ encoding: null });
    expect(brotli.bytes.length).toBeLessThan(runtime.length / 5);
  });

  test('is compressed before anybody asks, unless the server stops', async () => {
    const compress = vi.spyOn(zlib, 'brotliCompress');
    syncBuiltinESMExports();
    const files = openStatic(folder);
    await files.prepare(AbortSignal.abort());
    expect(compress).not.toHaveBeenCalled();
    await files.prepare(new AbortController().signal);
    const prepared = compress.mock.calls.length;
    expect(prepared).toBeGreaterThan(3);
    expect((await files.get('runtime.Ab3_-Z0.js', 'br'))!.headers['content-encoding']).toBe('br');
    expect(compress).toHaveBeenCalledTimes(prepared);
    compress.mockRestore();
    syncBuiltinESMExports();
  });

  test('is not sent again to who has it', async () => {
    const etag = (await get('/embed/desk.js')).headers.get('etag')!;
    expect((await get('/embed/desk.js', { 'if-none-match': etag })).status).toBe(304);
  });

  test('that was built anew is noticed', async () => {
    write('fresh.js', 'one');
    expect(await (await get('/embed/fresh.js')).text()).toBe('one');
    write('fresh.js', 'two');
    utimesSync(join(folder, 'fresh.js'), new Date(), new Date(Date.now() + 5000));
    expect(await (await get('/embed/fresh.js')).text()).toBe('two');
  });

  test.each(['nothing.js', 'secret.txt', '..%2Fpackage.json', '.%2e/secret.js', '%00.js', 'a/b.js'])(
    '%s is not there',
    async (name) => {
      expect((await get(`/embed/${name}`)).status).toBe(404);
    },
  );
});

describe('a link whose address a person or a program has altered', () => {
  const token = `eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxIn0.${'s'.repeat(86)}`;
  const led = async (path: string) => {
    const response = await get(path);
    return [response.status, response.headers.get('location')];
  };
  test('with a slash behind the page is led to it, with what it says of the company', async () => {
    expect(await led('/p/')).toEqual([302, '/p']);
    expect(await led('/p/?company=1')).toEqual([302, '/p?company=1']);
    expect(await led('/desk/')).toEqual([302, '/desk']);
  });

  test.each(['', '.', ')', '%20', '%0A', '%0D%0ABonjour', '&utm_source=x', '?utm_source=x', '/', '%E9'])(
    'with its # as a code and « %s » behind it is led to where no server sees it',
    async (tail) => {
      for (const page of ['/p', '/p/']) {
        expect(await led(`${page}%23${token}${tail}`)).toEqual([302, `/p#${token}${tail}`]);
      }
      const { headers } = await get(`/p%23${token}${tail}`);
      expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
    },
  );

  test('leads nowhere else', async () => {
    expect(await led('/p%23//elsewhere.example')).toEqual([302, '/p#//elsewhere.example']);
    expect((await get('/p%2523x')).status).toBe(404);
    expect((await get('/px%23x')).status).toBe(404);
  });
});

test('who knows the address alone is led to the desk', async () => {
  const response = await get('/');
  expect([response.status, response.headers.get('location')]).toEqual([302, '/desk']);
});

test('serving without the widgets that pages are made of is refused in a sentence', () => {
  const unbuilt = join(folder, 'unbuilt');
  expect(() => requireWidgets(unbuilt)).toThrow(/^The widgets are not built: npm run build\.$/);
  mkdirSync(unbuilt);
  writeFileSync(join(unbuilt, 'parvis.js'), '');
  expect(() => requireWidgets(unbuilt)).not.toThrow();
});
