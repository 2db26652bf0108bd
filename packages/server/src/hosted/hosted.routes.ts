/** What Parvis serves to browsers beside the API: its own pages, and the files that others embed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { ConfigError } from '../config.ts';
import { startWorker, type Worker } from '../worker.ts';
import type { Services } from '../services.ts';
import { servePages } from './pages.ts';
import { openStatic, packageFolder, type StaticFiles } from './static.ts';

const embedFolder = (): string => join(packageFolder('@parvis/widgets'), 'dist', 'embed');

export const widgetsAreBuilt = (folder = embedFolder()): boolean => existsSync(join(folder, 'parvis.js'));

/** Pages would stay white without them. */
export function requireWidgets(folder?: string): void {
  if (!widgetsAreBuilt(folder)) throw new ConfigError('The widgets are not built: npm run build.');
}

/** The worker keeps compressed what pages load, also of what is built while the server runs. */
export function serveHosted(app: Hono, s: Services, embed: StaticFiles = openStatic(embedFolder())): Worker {
  serveStatic(app, '/embed', embed);
  servePages(app, s, embed);
  return startWorker(s.log, 'compression', 60_000, (stopping) => embed.prepare(stopping));
}

export function serveStatic(app: Hono, path: string, files: StaticFiles): void {
  app.get(`${path}/:file`, async (c) => {
    const found = await files.get(c.req.param('file'), c.req.header('accept-encoding') ?? '');
    if (!found) return c.text('Not found', 404, { 'cache-control': 'no-store' });
    const { body, headers } = found;
    if (c.req.header('if-none-match') === headers['etag']) return c.body(null, 304, headers);
    return c.body(body, 200, headers);
  });
}
