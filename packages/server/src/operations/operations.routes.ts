/** For who runs and who builds on Parvis: is it alive, is it ready, how is it doing, what does the API look like. */
import type { Hono } from 'hono';
import { isSameSecret } from '../access/secret.ts';
import { openapi } from '../http/openapi.ts';
import { problemResponse } from '../http/problems.ts';
import { Problem, unauthorized } from '../problem.ts';
import type { Services } from '../services.ts';
import { serveDocs } from './docs.ts';
import { answerMetrics, type Metrics } from './metrics.ts';
import { createReadiness } from './ready.ts';

export function serveOperations(app: Hono, s: Services, metrics: Metrics): void {
  const fresh = { 'cache-control': 'no-store' };

  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, fresh));

  const failingNow = createReadiness(s);
  app.get('/readyz', async (c) => {
    const failing = await failingNow();
    if (failing.length === 0) return c.json({ status: 'ok' }, 200, fresh);
    return problemResponse(new Problem('not-ready', { extra: { failing }, headers: { 'retry-after': '5' } }), {});
  });

  // Figures are an oracle (how many mails wait, after somebody typed an e-mail): whoever asks here brings the token.
  const access = s.config.metrics;
  if (access !== null && 'token' in access) {
    app.get('/metrics', (c) => {
      const bearer = /^bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
      if (bearer === undefined || !isSameSecret(bearer, access.token)) return problemResponse(unauthorized(), {});
      return answerMetrics(metrics);
    });
  }

  app.get('/.well-known/jwks.json', async (c) => c.json(await s.tokens.jwks(), 200, publicFor(300)));

  let document: string | undefined;
  app.get('/openapi.json', (c) => {
    document ??= JSON.stringify(openapi(s.features.policy));
    return c.body(document, 200, { 'content-type': 'application/json', ...publicFor(300) });
  });

  serveDocs(app);
}

const publicFor = (seconds: number) => ({
  'cache-control': `public, max-age=${seconds}`,
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
});
