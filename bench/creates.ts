/** Durable creates, each with its journal entry: many at a time against one commit each, and against PostgreSQL. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { append } from '../packages/server/src/journal/append.ts';
import { newId } from '../packages/server/src/ids.ts';
import { openStore } from '../packages/server/src/open-store.ts';
import { run, type Store } from '../packages/server/src/store/store.ts';
import { now } from '../packages/server/src/time.ts';
import { startPostgres } from '../scripts/postgres.mjs';
import { atLeast, ratioOf, type Row } from './table.ts';
import { rounds } from './variant.ts';

const count = 400;
/** Each has a counter of its own, on which its writes wait for one another. */
const companies = Array.from({ length: 40 }, () => newId());

async function prepare(store: Store): Promise<(nth: number) => Promise<void>> {
  await store.migrate();
  await store.transaction(function* (tx) {
    yield* run(
      tx.insert(tx.t.companies).values(
        companies.map((id) => ({
          id,
          name: 'Banc',
          branding: { accent: null, surface: null, text: null, radius: null },
          options: {} as never,
          types: [],
          allowedOrigins: [],
          createdAt: now(),
        })),
      ),
    );
  });
  return (nth) =>
    store.transaction(function* (tx) {
      const id = newId();
      const companyId = companies[nth % companies.length]!;
      const label = { fr: 'Étage', en: 'Floor' };
      yield* run(tx.insert(tx.t.fields).values({ id, companyId, label, kind: 'text', choices: [] }));
      const subject = { type: 'field', id } as const;
      yield* append(tx, { companyId, kind: 'field.created', actor: 'system', subject, audience: ['company'] });
    });
}

/** Milliseconds a create. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / count;
}
const together = (create: (nth: number) => Promise<void>) => () =>
  timed(() => Promise.all(Array.from({ length: count }, (_, nth) => create(nth))));
const oneByOne = (create: (nth: number) => Promise<void>) => () =>
  timed(async () => {
    for (let nth = 0; nth < count; nth++) await create(nth);
  });

export async function creates(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-bench-'));
  const server = await startPostgres({ durable: true });
  const sqlite = openStore(`file:${join(folder, 'parvis.db')}`);
  const postgres = openStore(server.url);
  try {
    const [onSqlite, onPostgres] = await Promise.all([prepare(sqlite), prepare(postgres)]);
    const measured = await rounds({
      together: together(onSqlite),
      oneByOne: oneByOne(onSqlite),
      postgres: together(onPostgres),
    });
    const gained = ratioOf(measured.oneByOne, measured.together);
    const peer = ratioOf(measured.postgres, measured.together);
    return [
      { what: 'Durable creates, SQLite', against: 'one commit each', ...gained, ...atLeast(4, gained.ratio) },
      { what: 'Durable creates, SQLite', against: 'PostgreSQL, fsync on', ...peer, ...atLeast(1, peer.ratio) },
    ];
  } finally {
    await Promise.all([sqlite.close(), postgres.close()]);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
