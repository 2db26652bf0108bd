/**
 * Links mailed to many, one after the other. It waits while the network or the server is away, for as long as the server asks, and
 * makes none twice: each has an idempotency key of its own, kept from one try to the next.
 */
import type { ParvisError } from '@parvis/sdk';

/** A customer, and the contact who gets the link. */
export interface Addressee {
  /** Of the customer. */
  name: string;
  contactId: string;
  email: string;
}
interface Options {
  send: (to: Addressee, key: { idempotencyKey: string }) => Promise<unknown>;
  changed: () => void;
  /** Waits so many milliseconds, or until `wake` is called. */
  pause?: (millis: number, wake: (act: () => void) => void) => Promise<void>;
}

const longest = 30_000;
const paused = (millis: number, wake: (act: () => void) => void) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, millis);
    wake(() => {
      clearTimeout(timer);
      resolve();
    });
  });

export class LinkRun {
  readonly to: readonly Addressee[];
  readonly #options: Options;
  readonly #key = crypto.randomUUID();
  readonly #sent = new Set<Addressee>();
  /** Why there is no link for some. */
  readonly refused = new Map<Addressee, unknown>();
  state: 'sending' | 'stopped' | 'over' = 'stopped';
  /** What it waits for, or was stopped by. */
  trouble: unknown;
  #wake = () => {};
  #running = Promise.resolve();

  constructor(to: readonly Addressee[], options: Options) {
    this.to = to;
    this.#options = options;
  }
  get #isOn() {
    return this.state === 'sending';
  }
  get sent(): number {
    return this.#sent.size;
  }
  /** Begins, goes on where it was stopped, or tries those again that were refused. */
  begin(): Promise<void> {
    if (!this.#isOn) {
      this.refused.clear();
      this.#set('sending');
      // What was on its way when it was stopped may be so still: it goes on from there, and nothing runs beside it.
      this.#running = this.#running.then(() => this.#sendAll());
    }
    return this.#running;
  }
  async #sendAll() {
    for (const to of this.to) {
      while (this.#isOn && !this.#sent.has(to) && !this.refused.has(to)) await this.#try(to);
    }
    if (this.#isOn) this.#set('over');
  }
  /** After the one that is on its way. */
  stop(trouble?: unknown) {
    if (!this.#isOn) return;
    this.#set('stopped', trouble);
    this.#wake();
  }
  /** What it waited for is there, perhaps: but for a server that said when. */
  wake() {
    if (!(this.trouble as Partial<ParvisError> | undefined)?.retryAfter) this.#wake();
  }
  #set(state: LinkRun['state'], trouble?: unknown) {
    this.state = state;
    this.trouble = trouble;
    this.#options.changed();
  }

  #waits = 0;
  async #try(to: Addressee) {
    try {
      await this.#options.send(to, { idempotencyKey: `${this.#key}.${to.contactId}` });
      this.#done(to);
    } catch (error) {
      const { code, status, retryable, retryAfter } = error as Partial<ParvisError>;
      // It was made; who signed in again meanwhile is not told what was answered.
      if (code === 'reply-lost') this.#done(to);
      // The desk itself says that a session has ended.
      else if (status === 401) this.stop();
      // Nor may the others be sent.
      else if (status === 403) this.stop(error);
      else if (!retryable) {
        this.refused.set(to, error);
        this.#options.changed();
      } else if (this.#isOn) {
        this.#set('sending', error);
        const pause = this.#options.pause ?? paused;
        await pause(retryAfter || Math.min(1000 * 2 ** this.#waits++, longest), (wake) => (this.#wake = wake));
      }
    }
  }
  #done(to: Addressee) {
    this.#sent.add(to);
    this.#waits = 0;
    if (this.#isOn) this.trouble = undefined;
    this.#options.changed();
  }
}
