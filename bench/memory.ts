/** Memory resident after the start, and while it is asked; against what is allowed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { companies, dataOf } from './data.ts';
import { bin } from './paths.ts';
import { atMost, type Row } from './table.ts';
import { Variant } from './variant.ts';

const megabyte = 1e6;

export async function memory(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-bench-'));
  execFileSync(process.execPath, [bin, 'demo', '--scale', '1'], {
    env: { ...process.env, PARVIS_DATA: folder },
    stdio: 'ignore',
  });
  const started = await Variant.start('parvis', { PARVIS_DATA: folder });
  const loaded = await Variant.start('parvis', { PARVIS_DATA: dataOf(companies) });
  try {
    const atStart = (await started.measure()).memory / megabyte;
    const requests = loaded.ready.tokens.map((token) => ({
      path: '/v1/interventions?limit=50',
      headers: { authorization: `Bearer ${token}` },
    }));
    await loaded.cpuPerRequest(requests, 8);
    const underLoad = (await loaded.measure()).memory / megabyte;
    return [
      { what: 'Memory after the start', against: '150 MB', ratio: atStart / 150, ...atMost(1, atStart / 150) },
      {
        what: `Memory under load, ${companies * 1000} interventions`,
        against: '300 MB',
        ratio: underLoad / 300,
        ...atMost(1, underLoad / 300),
      },
    ];
  } finally {
    await Promise.all([started.stop(), loaded.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}
