/**
 * Serves one page of a company's web site, under the strictest policy that a browser knows: only scripts that bear the
 * nonce of this very answer run, and no text is ever turned into markup or script but by Lit's own templates.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const api = process.env.PARVIS_API ?? 'http://127.0.0.1:8787';
const port = Number(process.env.PORT ?? 8790);
const template = await readFile(new URL('index.html', import.meta.url), 'utf8');

const policy = (nonce) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src ${api}`,
    // Photos: from Parvis, and those just chosen on this device.
    `img-src ${api} blob: data:`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');

const server = createServer((request, response) => {
  if (request.url?.split('?')[0] !== '/') {
    response.writeHead(404).end();
    return;
  }
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy(nonce),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(template.replaceAll('{{api}}', api).replaceAll('{{nonce}}', nonce));
});

server.listen(port, '127.0.0.1', () => {
  console.log(`Page    http://127.0.0.1:${server.address().port}/#<what comes after # in a secure link>`);
  console.log(`Parvis  ${api}`);
});
