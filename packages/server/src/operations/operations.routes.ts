/** For who runs and who builds on Parvis: is it alive, is it ready, how is it doing, what does the API look like. */
import type { Hono } from 'hono';
import { openapi } from '../http/openapi.ts';
import { problemResponse } from '../http/problems.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services.ts';
import { serveDocs } from './docs.ts';
import type { Metrics } from './metrics.ts';
import { createReadiness } from './ready.ts';

export function serveOperations(app: Hono, s: Services, metrics: Metrics): void {
  const fresh = { 'cache-control': 'no-store' };

  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, fresh));

  const failingNow = createReadiness(s);
  app.get('/readyz', async (c) => {
    const failing = await failingNow();
    if (failing.length === 0) return c.json({ status: 'ok' }, 200, fresh);
    return problemResponse(new Problem(503, 'not-ready', { extra: { failing }, headers: { 'retry-after': '5' } }), {});
  });

  app.get('/metrics', async (c) =>
    c.body(await metrics.text(), 200, { 'content-type': metrics.contentType, ...fresh }),
  );

  app.get('/.well-known/jwks.json', async (c) => c.json(await s.tokens.jwks(), 200, publicFor(300)));

  let document: string | undefined;
  app.get('/openapi.json', (c) => {
    document ??= JSON.stringify(openapi());
    return c.body(document, 200, { 'content-type': 'application/json', ...publicFor(300) });
  });

  serveDocs(app);
}

const publicFor = (seconds: number) => ({
  'cache-control': `public, max-age=${seconds}`,
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
});
