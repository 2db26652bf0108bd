/** For who runs and who builds on Parvis: is it alive, is it ready, how is it doing, what does the API look like. */
import type { Hono } from 'hono';
import { openapi } from '../http/openapi.ts';
import type { Services } from '../services.ts';
import { serveDocs } from './docs.ts';
import type { Metrics } from './metrics.ts';

export function serveOperations(app: Hono, s: Services, metrics: Metrics): void {
  const fresh = { 'cache-control': 'no-store' };

  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, fresh));

  app.get('/readyz', async (c) => {
    const failing = await failingOf(s);
    if (failing.length === 0) return c.json({ status: 'ok' }, 200, fresh);
    return c.json({ status: 'failing', failing }, 503, fresh);
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

/** What does not answer; nothing once the server is stopping would be a lie, so that counts too. */
async function failingOf({ store, storage, journal }: Services): Promise<string[]> {
  const checks = { database: () => store.ping(), files: () => storage.ping() };
  const failing = await Promise.all(
    Object.entries(checks).map(([name, check]) =>
      check().then(
        () => [],
        () => [name],
      ),
    ),
  );
  return [...(journal.closed.aborted ? ['stopping'] : []), ...failing.flat()];
}
