/**
 * PostgreSQL with each company's rows in one of several partitions, by the hash of its id: as an operator may lay the tables
 * out, and the nearest that one server comes to a database that is spread over several machines. Whatever is unique must
 * hold the company, or no table is made.
 */
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schema } from '../schema.ts';
import { migrationsFolder } from '../store/migrations.ts';
import { postgresStore } from '../store/postgres.ts';
import { emptyDatabase, type TestStore } from './store.ts';

const partitions = 4;

/** A fresh database with the tables of this schema. `close()` also removes it. */
export const openPartitionedStore = async (): Promise<TestStore> => {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-partitions-'));
  cpSync(migrationsFolder('postgres'), folder, { recursive: true });
  for (const file of globSync(join(folder, '*.sql')))
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/CREATE TABLE "(\w+)" \([^;]*\n\);/g, partitioned));
  const database = await emptyDatabase('postgres');
  const store = postgresStore(database.url, schema, folder);
  await store.migrate();
  return {
    ...store,
    url: database.url,
    async close() {
      await store.close();
      await database.remove();
      rmSync(folder, { recursive: true });
    },
  };
};

/** drizzle-kit knows no partitions: they are written into what it wrote. Of no company are those tables that name none, and look-ups. */
const partitioned = (create: string, table: string): string => {
  const column = table === 'companies' ? 'id' : 'company_id';
  if (table === 'lookups' || !create.includes(`\t"${column}" `)) return create;
  const parts = Array.from(
    { length: partitions },
    (_, n) =>
      `CREATE TABLE "${table}_p${n}" PARTITION OF "${table}" FOR VALUES WITH (MODULUS ${partitions}, REMAINDER ${n});`,
  );
  return [create.replace(/;$/, ` PARTITION BY HASH ("${column}");`), ...parts].join('\n--> statement-breakpoint\n');
};
