/** Test material that others wrote and that may lie beside the repository; without it the tests say that they are skipped. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of a suite, or null. */
export function suite(name: string): string | null {
  const folder = fileURLToPath(new URL(`../../../../shared/suites/${name}`, import.meta.url));
  return existsSync(folder) ? folder : null;
}
