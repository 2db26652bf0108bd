import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { schema } from './schema.ts';
import { StoreError } from './store/errors.ts';
import { postgresStore } from './store/postgres.ts';
import { sqliteStore } from './store/sqlite.ts';
import type { Store } from './store/store.ts';

/**
 * Opens `file:./data/parvis.db` or `postgres://…`; `migrate()` comes next. A file that is not there is made, or, where an
 * `existing` one is wanted, refused.
 */
export const openStore = (url: string, { existing = false } = {}): Store => {
  if (/^postgres(ql)?:/.test(url)) return postgresStore(url, schema);
  if (!url.startsWith('file:')) throw new TypeError('a database address starts with file: or postgres:');
  const file = url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
  if (existing && !existsSync(file)) throw new StoreError('unavailable', `there is no database at ${file}`);
  return sqliteStore(file, schema);
};
