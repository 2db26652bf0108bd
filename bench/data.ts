/** The data that is measured on: many companies of a thousand interventions each, made once and kept. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationsFolder, readMigrations } from '../packages/server/src/store/migrations.ts';
import { bin, root } from './paths.ts';

/** How many companies; `PARVIS_BENCH_COMPANIES=1000` makes a million interventions (minutes, and some 8 GB of disk). */
export const companies = Number(process.env['PARVIS_BENCH_COMPANIES'] ?? 100);

/** A data folder with so many companies. */
export function dataOf(count: number): string {
  // Of these tables: what was made for others would not open.
  const schema = readMigrations(migrationsFolder('sqlite')).at(-1)?.when;
  const folder = join(root, 'node_modules', '.cache', 'bench', `${schema}-companies-${count}`);
  const whole = join(folder, 'whole');
  if (existsSync(whole)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log(`Making ${count} companies with ${count * 1000} interventions, once.`);
  execFileSync(process.execPath, [bin, 'demo', '--scale', String(count)], {
    env: { ...process.env, PARVIS_DATA: folder, PARVIS_LOG: 'silent' },
    stdio: 'inherit',
  });
  writeFileSync(whole, '');
  return folder;
}
