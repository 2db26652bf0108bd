/** Promises about time, shown on machines that are busy with other things. */
import { onTestFinished, vi } from 'vitest';

/**
 * From here to the end of the test whatever waits by a timer waits for `pass`. What comes after `pass(1000)` needs a second
 * of waiting at most, however long the work in between takes.
 */
export function holdTimers(): { pass(millis: number): Promise<void> } {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  return {
    async pass(millis) {
      await vi.advanceTimersByTimeAsync(millis);
    },
  };
}
