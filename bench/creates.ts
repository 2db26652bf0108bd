/** Durable creates: many at a time share one commit; against one commit each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { append } from '../packages/server/src/journal/append.ts';
import { newId } from '../packages/server/src/ids.ts';
import { openStore, run } from '../packages/server/src/store/store.ts';
import { now } from '../packages/server/src/time.ts';
import { atLeast, ratioOf, type Row } from './table.ts';
import { rounds } from './variant.ts';

const count = 400;

export async function creates(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-bench-'));
  const store = openStore(`file:${join(folder, 'parvis.db')}`);
  try {
    await store.migrate();
    const companyId = newId();
    await store.transaction(function* (tx) {
      yield* run(
        tx.insert(tx.t.companies).values({
          id: companyId,
          name: 'Banc',
          branding: { accent: null, surface: null, text: null, radius: null },
          options: {} as never,
          types: [],
          createdAt: now(),
        }),
      );
    });
    const create = () =>
      store.transaction(function* (tx) {
        const id = newId();
        yield* run(
          tx
            .insert(tx.t.fields)
            .values({ id, companyId, label: { fr: 'Étage', en: 'Floor' }, kind: 'text', choices: [] }),
        );
        yield* append(tx, { companyId, kind: 'field.created', actor: 'system', subject: { type: 'field', id } });
      });
    const timed = async (work: () => Promise<unknown>) => {
      const began = performance.now();
      await work();
      return (performance.now() - began) / count;
    };
    const measured = await rounds({
      together: () => timed(() => Promise.all(Array.from({ length: count }, create))),
      oneByOne: () =>
        timed(async () => {
          for (let made = 0; made < count; made++) await create();
        }),
    });
    const gained = ratioOf(measured.oneByOne, measured.together);
    return [
      {
        what: 'Durable creates, many at a time (SQLite)',
        against: 'one commit each',
        ...gained,
        ...atLeast(4, gained.ratio),
      },
    ];
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
