/** The API reference for people: Swagger UI, served from its npm package by ourselves. */
import type { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { serveStatic } from '../hosted/hosted.routes.ts';
import { newNonce } from '../hosted/content-security-policy.ts';
import { openStatic, packageFolder } from '../hosted/static.ts';

export function serveDocs(app: Hono): void {
  app.get('/docs', (c) => {
    const nonce = newNonce();
    return c.html(page(nonce), 200, {
      'content-security-policy': [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        // Swagger UI writes style attributes.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });
  serveStatic(app, '/docs', openStatic(packageFolder('swagger-ui-dist')));
}

const page = (nonce: string) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Parvis API</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/docs/swagger-ui.css" />
        <script defer src="/docs/swagger-ui-bundle.js" nonce="${nonce}"></script>
        <script type="module" nonce="${nonce}">
          ${raw(start)};
        </script>
      </head>
      <body>
        <div id="reference"></div>
      </body>
    </html>`;

// Modules run after deferred scripts, in the order of the page.
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null, tryItOutEnabled: true });`;
