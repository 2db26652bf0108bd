/** How a variant tells that it is ready, does what it is told, and answers what it has used. */
import type { Asked, Measured, Ready } from '../variant.ts';

/** `act`: what it can be told to do, beside being asked by HTTP. */
export function speak(ready: Ready, act: (argument: unknown) => Promise<void> = async () => {}): void {
  process.on('message', (asked: Asked) => {
    if (asked.what === 'tidy') globalThis.gc?.();
    const done = asked.what === 'act' ? act(asked.argument) : Promise.resolve();
    void done.then(() => {
      const { user, system } = process.cpuUsage();
      process.send?.({ cpu: user + system, memory: process.memoryUsage.rss() } satisfies Measured);
    });
  });
  // Its parent was ended: nothing is left behind.
  process.on('disconnect', () => process.exit());
  process.send?.(ready);
}
