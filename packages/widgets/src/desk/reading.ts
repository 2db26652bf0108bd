/** Something that is read whole, and kept on the screen while it is read again. */
import { NotFoundError } from '@parvis/sdk';
import type { ReactiveControllerHost } from 'lit';
import { LatestOnly } from './latest-only.ts';

export class Reading<T> {
  value: T | undefined;
  /** Why there is nothing to show. */
  error: unknown;
  readonly #host: ReactiveControllerHost;
  readonly #read: () => Promise<T>;
  readonly #readings = new LatestOnly();

  /** `read` is asked anew for each reading, for what is open at that moment. */
  constructor(host: ReactiveControllerHost, read: () => Promise<T>) {
    this.#host = host;
    this.#read = read;
  }
  readonly load = async (): Promise<void> => {
    const isNewer = this.#readings.inTurn();
    try {
      const value = await this.#read();
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
  clear() {
    this.#readings.end();
    this.value = this.error = undefined;
    this.#host.requestUpdate();
  }
}
