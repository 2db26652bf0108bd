/** Figures for Prometheus. Labels are names of routes and states of ours: nothing that a person typed, nobody's id. */
import { inArray, sql } from 'drizzle-orm';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Observer } from '../http/mount.ts';
import { problemResponse } from '../http/problems.ts';
import { notFound } from '../problem.ts';
import { openServer, type HttpServer } from '../server.ts';
import type { Store } from '../store/store.ts';

const states = ['waiting', 'failed'] as const;

export interface Metrics {
  observe: Observer;
  text(): Promise<string>;
  contentType: string;
}

export function createMetrics(store: Store): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'parvis_request_seconds',
    help: 'Time from the first byte of a request to its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  // Looked up by one string: the library's own way sorts and joins the labels at each request.
  const known = new Map<string, { observe(seconds: number): void }>();

  new Gauge({
    name: 'parvis_outbox_mails',
    help: 'Mails that wait or failed.',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      const { outbox } = store.t;
      const counts = await store.read
        .select({ status: outbox.status, count: sql<number>`count(*)`.mapWith(Number) })
        .from(outbox)
        .where(inArray(outbox.status, [...states]))
        .groupBy(outbox.status);
      for (const status of states) this.set({ status }, counts.find((found) => found.status === status)?.count ?? 0);
    },
  });

  return {
    observe({ method, route, status, millis }) {
      const name = `${method} ${route} ${status}`;
      let series = known.get(name);
      if (!series) known.set(name, (series = requests.labels(method, route, String(status))));
      series.observe(millis / 1000);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** The figures as an answer. */
export const answerMetrics = async (metrics: Metrics): Promise<Response> =>
  new Response(await metrics.text(), {
    headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  });

/** The figures on an address of their own, which the company's network alone reaches. */
export async function serveMetrics(
  metrics: Metrics,
  { host, port }: { host: string; port: number },
): Promise<HttpServer> {
  const server = await openServer(host, port, {}, 'PARVIS_METRICS');
  server.answer((request) =>
    request.method === 'GET' && new URL(request.url).pathname === '/metrics'
      ? answerMetrics(metrics)
      : problemResponse(notFound(), {}),
  );
  return server;
}
