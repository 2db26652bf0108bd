/** A clock that a test sets, for what is done within `run` and for nobody else in this process. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setClock } from '../time.ts';
import type { Tx, Work } from '../store/store.ts';

const clocks = new AsyncLocalStorage<TestClock>();
setClock(() => Date.now() + (clocks.getStore()?.ahead ?? 0));

/**
 * What the server reads as the time: when something was created, whether a link, a session, a token or a download address
 * is over. It goes on from where it was set. What waits by a timer (a stream's end, a mail's next attempt) is not moved.
 */
export class TestClock {
  /** Milliseconds ahead of the machine's. */
  ahead = 0;

  /** Sets it to an instant: ISO 8601. */
  set(instant: string): void {
    this.ahead = Date.parse(instant) - Date.now();
  }
  /** Moves it forward by milliseconds. */
  advance(millis: number): void {
    this.ahead += millis;
  }
  run<Out>(action: () => Out): Out {
    return clocks.run(this, action);
  }
}

/** A transaction's body on the clock of whoever asked for it: several are committed together, on behalf of one of them. */
export function onOwnClock<Out>(body: (tx: Tx) => Work<Out>): (tx: Tx) => Work<Out> {
  const clock = clocks.getStore();
  return clock ? (tx) => stepsOn(clock, body(tx)) : body;
}

function* stepsOn<Out>(clock: TestClock, work: Work<Out>): Work<Out> {
  let step = clock.run(() => work.next());
  while (!step.done) {
    let answer: unknown;
    try {
      answer = yield step.value;
    } catch (error) {
      step = clock.run(() => work.throw(error));
      continue;
    }
    step = clock.run(() => work.next(answer));
  }
  return step.value;
}
