/** The steps from one schema to the next, as drizzle-kit wrote them into `migrations/`. */
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { StoreError } from './errors.ts';

export interface Migration {
  /** When it was written, in milliseconds: its name in the database. */
  when: number;
  statements: string[];
}

export const migrationsFolder = (engine: 'sqlite' | 'postgres'): string =>
  fileURLToPath(new URL(`../../migrations/${engine}`, import.meta.url));

export const readMigrations = (folder: string): Migration[] =>
  readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis, sql }) => ({
    when: folderMillis,
    statements: sql,
  }));

/** The steps that a database lacks, given those it has. */
export const pending = (known: Migration[], applied: number[]): Migration[] => {
  if (applied.some((when, n) => known[n]?.when !== when))
    throw new StoreError('foreign-schema', 'The database was migrated by another version of Parvis.');
  return known.slice(applied.length);
};

export const createMigrationsTable =
  'create table if not exists migrations (written bigint primary key, applied_at text not null)';
