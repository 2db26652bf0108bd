/** Work that goes on beside the requests: at its own pace, once more when woken, to its end before the server stops. */
import type { Logger } from 'pino';
import { storeError } from './store/store.ts';

export interface Worker {
  /** There is something to do. */
  wake(): void;
  /** Lets the present turn end, and begins no other. */
  stop(): Promise<void>;
}

/** Runs `turn` at once, then every `millis` and whenever woken; never twice at a time. A failure waits for the next turn. */
export function startWorker(
  log: Logger,
  name: string,
  millis: number,
  turn: (stopping: AbortSignal) => Promise<unknown>,
): Worker {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let again = false;

  const run = async () => {
    try {
      while (again && !stopping.signal.aborted) {
        again = false;
        await turn(stopping.signal);
      }
    } catch (error) {
      // As the store has it: a driver's error repeats the query with what people typed.
      log.error({ worker: name, err: storeError(error) }, 'worker failed');
    } finally {
      running = null;
    }
  };
  const wake = () => {
    if (stopping.signal.aborted) return;
    again = true;
    running ??= run();
  };
  const timer = setInterval(wake, millis);
  timer.unref();
  wake();

  return {
    wake,
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}
