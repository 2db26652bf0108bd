/**
 * Writes the tables as they are now, for both databases: npm run migrations. Nothing is released yet, so there is one
 * step, written anew each time; from the first release on, each change is a step of its own behind it.
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

for (const engine of ['sqlite', 'postgres']) {
  rmSync(`migrations/${engine}`, { recursive: true, force: true });
  execFileSync('drizzle-kit', ['generate', '--config', `migrations/${engine}.config.ts`, '--name', 'first'], { stdio: 'inherit' });
}

// What is nothing but its primary key is that key's index, and SQLite would keep a second copy. drizzle cannot say so.
const written = globSync('migrations/sqlite/*.sql').toSorted().at(-1);
writeFileSync(written, readFileSync(written, 'utf8').replace(/CREATE TABLE [^;]*\n\);/g, storedOnce));

/** @param {string} create */
function storedOnce(create) {
  const columns = create.match(/^\t`/gm) ?? [];
  const [, key = ''] = /^\tPRIMARY KEY\((.*)\)$/m.exec(create) ?? [];
  return key.split(',').length === columns.length ? create.replace(/\);$/, ') WITHOUT ROWID;') : create;
}
