/** How long the start takes, and the memory resident after it and while it is asked; against what is allowed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../scripts/free-port.mjs';
import { companies, dataOf } from './data.ts';
import { bin } from './paths.ts';
import { atMost, type Row } from './table.ts';
import { Variant } from './variant.ts';

const megabyte = 1e6;

export async function memory(): Promise<Row[]> {
  const { seconds, bytes } = await secondStart();
  const atStart = bytes / megabyte;
  const loaded = await Variant.start('parvis', { PARVIS_DATA: dataOf(companies) });
  try {
    const requests = loaded.ready.tokens.map((token) => ({
      path: '/v1/interventions?limit=50',
      headers: { authorization: `Bearer ${token}` },
    }));
    await loaded.cpuPerRequest(requests, 8);
    const underLoad = (await loaded.measure()).memory / megabyte;
    return [
      { what: 'Second start, until it serves', against: '3 s', ratio: seconds / 3, ...atMost(1, seconds / 3) },
      { what: 'Memory after the start', against: '150 MB', ratio: atStart / 150, ...atMost(1, atStart / 150) },
      {
        what: `Memory under load, ${companies * 1000} interventions`,
        against: '300 MB',
        ratio: underLoad / 300,
        ...atMost(1, underLoad / 300),
      },
    ];
  } finally {
    await loaded.stop();
  }
}

/** As people start it: the demo, on data that is there. */
async function secondStart(): Promise<{ seconds: number; bytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-bench-'));
  const env = { ...process.env, PARVIS_DATA: folder };
  try {
    for (let start = 1; ; start++) {
      const begun = performance.now();
      const demo = spawn(process.execPath, [bin, 'demo'], {
        env: { ...env, PARVIS_PORT: String(await freePort()) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(demo, 'exit');
      // All its lines are printed at once, when it serves.
      await once(demo.stdout, 'data');
      const seconds = (performance.now() - begun) / 1000;
      await pause(3000);
      const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(demo.pid)]));
      demo.kill();
      await ended;
      if (start === 2) return { seconds, bytes: kilobytes * 1024 };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
