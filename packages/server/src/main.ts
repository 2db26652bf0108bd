/** The server as a whole: everything is opened, put together and started here, and stopped in the opposite order. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { localUrl, type Config } from './config.ts';
import { startDelivery } from './delivery/delivery.ts';
import { features } from './feature-set.ts';
import { openStorage } from './storage/open-storage.ts';
import { startThumbnails } from './files/thumbnails.ts';
import { serveHosted } from './hosted/hosted.routes.ts';
import { startBackfills } from './intervention/intervention.backfill.ts';
import { serveMailPage } from './notification/notification.page.ts';
import { createLog } from './operations/log.ts';
import { createMetrics, serveMetrics, type Metrics } from './operations/metrics.ts';
import { serveOperations } from './operations/operations.routes.ts';
import { startSweep } from './operations/sweep.ts';
import { openServer, type HttpServer } from './server.ts';
import { openServices, type Services } from './services.ts';
import { openStore } from './open-store.ts';

export interface Running {
  url: string;
  services: Services;
  stop(): Promise<void>;
}

/** Opens what a command needs beside the network: the store brought up to date, and everything that stands on it. */
export async function open(config: Config, log: Logger = createLog(config.log)): Promise<Services> {
  const store = openStore(config.databaseUrl);
  try {
    await store.migrate();
    return await openServices({ store, storage: await openStorage(config.filesUrl), config, log, features });
  } catch (error) {
    await store.close();
    throw error;
  }
}

export async function close(s: Services): Promise<void> {
  await s.journal.close();
  await s.store.close();
}

async function openPrepared(config: Config, log: Logger, prepare: (s: Services) => Promise<void>): Promise<Services> {
  const s = await open(config, log);
  try {
    await prepare(s);
    return s;
  } catch (error) {
    await close(s);
    throw error;
  }
}

/** Serves until stopped. `prepare` runs before the first request is answered. */
export async function serve(
  config: Config,
  prepare: (s: Services) => Promise<void> = async () => {},
): Promise<Running> {
  const log = createLog(config.log);
  const server = await openServer(config.host, config.port);
  const isChosen = config.url !== localUrl(config.host, 0);
  const url = isChosen ? config.url : localUrl(config.host, server.port);
  const s = await openPrepared({ ...config, url }, log, prepare).catch(async (error: unknown) => {
    await server.stop(0);
    throw error;
  });

  const metrics = createMetrics(s.store);
  const figures = await metricsServer(config, metrics).catch(async (error: unknown) => {
    await Promise.all([close(s), server.stop(0)]);
    throw error;
  });
  const app = createApp(s, metrics.observe);
  serveOperations(app, s, metrics);
  const hosted = serveHosted(app, s);
  serveMailPage(app, s, metrics.observe);
  const workers = [hosted, startDelivery(s), startThumbnails(s), startBackfills(s), startSweep(s)];
  giveBackMemory();
  server.answer(app.fetch, url.startsWith('https:'));
  log.info({ url: s.config.url }, 'serving');

  return {
    url: s.config.url,
    services: s,
    async stop() {
      log.info('stopping');
      const finished = Promise.all([server.stop(), figures?.stop(0)]);
      // Ends the live streams, which would otherwise keep their connections open for ever.
      await s.journal.close();
      await Promise.all([finished, ...workers.map((worker) => worker.stop())]);
      await s.store.close();
      log.info('stopped');
    },
  };
}

const metricsServer = async ({ metrics: access }: Config, metrics: Metrics): Promise<HttpServer | null> =>
  access !== null && 'host' in access ? await serveMetrics(metrics, access) : null;

/**
 * Starting leaves 140 MB of garbage behind, which V8 would keep as room for more: collecting it once takes 0.1 s and halves
 * what the server weighs. Node offers the collector behind a flag alone, which can be set while it runs.
 */
function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
