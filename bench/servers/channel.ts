/** How a variant tells that it is ready, and answers what it has used. */
import type { Measured, Ready } from '../variant.ts';

export function speak(ready: Ready): void {
  process.on('message', (what) => {
    if (what === 'tidy') globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, memory: process.memoryUsage.rss() } satisfies Measured);
  });
  // Its parent was ended: nothing is left behind.
  process.on('disconnect', () => process.exit());
  process.send?.(ready);
}
