import { expect } from '@open-wc/testing';
import { Gathering } from './gathering.ts';

/** Time that passes when it is told to. */
function handClock() {
  let now = 0;
  let timers: { at: number; work: () => void }[] = [];
  return {
    now: () => now,
    set(work: () => void, after: number) {
      const timer = { at: now + after, work };
      timers.push(timer);
      return timer;
    },
    clear: (timer: unknown) => void (timers = timers.filter((each) => each !== timer)),
    pass(millis: number) {
      now += millis;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { work } of due) work();
    },
  };
}

describe('what comes in quick succession', () => {
  it('is taken together, once nothing more comes', () => {
    const clock = handClock();
    const done: number[][] = [];
    const gathering = new Gathering<number>((all) => done.push(all), clock);
    for (let n = 0; n < 10; n++) {
      gathering.add(n);
      clock.pass(100);
    }
    expect(done).to.deep.equal([]);
    clock.pass(600);
    expect(done).to.deep.equal([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  });
  it('waits no longer than two seconds, however much goes on coming', () => {
    const clock = handClock();
    let done = 0;
    const gathering = new Gathering<number>(() => done++, clock);
    for (let n = 0; n < 100; n++) {
      gathering.add(n);
      clock.pass(100);
    }
    expect(done).to.equal(5);
  });
  it('is forgotten when nobody wants it any more', () => {
    const clock = handClock();
    let done = 0;
    const gathering = new Gathering<number>(() => done++, clock);
    gathering.add(1);
    gathering.stop();
    clock.pass(5000);
    expect(done).to.equal(0);
  });
});
