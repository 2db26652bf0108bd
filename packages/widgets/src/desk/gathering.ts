/** Changes that come in quick succession, taken together: programs write hundreds of rows at once. */

/** How long nothing more must come, and how much longer, by chance, so that not all desks ask in the same instant. */
const quietTime = 300;
const jitter = 300;
/** However many go on coming, what is shown is never older than this. */
const maxWait = 2000;

interface Clock {
  now(): number;
  set(work: () => void, after: number): unknown;
  clear(timer: unknown): void;
}
const ours: Clock = {
  now: () => performance.now(),
  set: (work, after) => setTimeout(work, after),
  clear: (timer) => clearTimeout(timer as number),
};

export class Gathering<T> {
  readonly #work: (gathered: T[]) => void;
  readonly #clock: Clock;
  #gathered: T[] = [];
  #begun = 0;
  #timer: unknown;

  /** `work` is done for all that came until nothing more did, milliseconds at the latest after the first. */
  constructor(work: (gathered: T[]) => void, clock = ours) {
    this.#work = work;
    this.#clock = clock;
  }
  add(one: T) {
    const now = this.#clock.now();
    if (this.#gathered.length) this.#clock.clear(this.#timer);
    else this.#begun = now;
    this.#gathered.push(one);
    const wait = Math.min(quietTime + Math.random() * jitter, this.#begun + maxWait - now);
    this.#timer = this.#clock.set(this.#flush, Math.max(0, wait));
  }
  /** What was gathered is no longer wanted. */
  stop() {
    if (this.#gathered.length) this.#clock.clear(this.#timer);
    this.#gathered = [];
  }
  readonly #flush = () => {
    const gathered = this.#gathered;
    this.#gathered = [];
    this.#work(gathered);
  };
}
