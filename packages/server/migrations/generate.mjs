/** Writes the step from the last migration to the tables as they are now, for both databases: npm run migrations -- <name>. */
import { execFileSync } from 'node:child_process';

const [name] = process.argv.slice(2);
if (!name) {
  console.error('Give the step a name: npm run migrations -- add_surveys');
  process.exit(2);
}
for (const engine of ['sqlite', 'postgres'])
  execFileSync('drizzle-kit', ['generate', '--config', `migrations/${engine}.config.ts`, '--name', name], { stdio: 'inherit' });
