/** Writes the step from the last migration to the tables as they are now, for both databases: npm run migrations -- <name>. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';

const [name] = process.argv.slice(2);
if (!name) {
  console.error('Give the step a name: npm run migrations -- add_surveys');
  process.exit(2);
}
for (const engine of ['sqlite', 'postgres'])
  execFileSync('drizzle-kit', ['generate', '--config', `migrations/${engine}.config.ts`, '--name', name], { stdio: 'inherit' });

// What is nothing but its primary key is that key's index, and SQLite would keep a second copy. drizzle cannot say so.
const written = globSync('migrations/sqlite/*.sql').toSorted().at(-1);
writeFileSync(written, readFileSync(written, 'utf8').replace(/CREATE TABLE [^;]*\n\);/g, storedOnce));

/** @param {string} create */
function storedOnce(create) {
  const columns = create.match(/^\t`/gm) ?? [];
  const [, key = ''] = /^\tPRIMARY KEY\((.*)\)$/m.exec(create) ?? [];
  return key.split(',').length === columns.length ? create.replace(/\);$/, ') WITHOUT ROWID;') : create;
}
