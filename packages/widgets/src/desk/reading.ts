/** Something that is read whole, and kept on the screen while it is read again. */
import { NotFoundError, type Change } from '@parvis/sdk';
import type { ReactiveController } from 'lit';
import type { DeskElement } from './element.ts';
import { LatestOnly } from './latest-only.ts';
import { LiveChanges } from './live-changes.ts';

interface Options<T> {
  /** Asked anew for each reading, for what is open at that moment. */
  read: () => Promise<T>;
  /** What it is of: of another, all is read anew. Left out, it is always of the same. */
  of?: () => unknown;
  /** Another is to be read. */
  turned?: () => void;
  /** Whether a change is of what is read. */
  concerns?: (change: Change) => boolean;
}

export class Reading<T> implements ReactiveController {
  value: T | undefined;
  /** Why there is nothing to show. */
  error: unknown;
  readonly #host: DeskElement;
  readonly #options: Options<T>;
  readonly #readings = new LatestOnly();
  #of: unknown;

  constructor(host: DeskElement, options: Options<T>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    if (options.concerns) void new LiveChanges(host, options.concerns, () => void this.load());
  }
  hostUpdated() {
    const { of = () => this, turned } = this.#options;
    const now = of();
    if (now === this.#of) return;
    this.#of = now;
    this.#clear();
    turned?.();
    void this.load();
  }
  readonly load = async (): Promise<void> => {
    const isNewer = this.#readings.inTurn();
    try {
      const value = await this.#options.read();
      if (!isNewer()) return;
      this.value = value;
      this.error = undefined;
    } catch (error) {
      // What is shown stays readable while the network is away.
      if (!isNewer() || (this.value && !(error instanceof NotFoundError))) return;
      this.error = error;
    }
    this.#host.requestUpdate();
  };
  /** Forgets what is shown and what is on its way: something else is to be read. */
  #clear() {
    this.#readings.end();
    this.value = this.error = undefined;
    this.#host.requestUpdate();
  }
}
