/** A list that is read page by page and kept on the screen while it is read again. */
import type { List } from '@parvis/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** As many rows as are read when a list is loaded again. */
export const reloadLimit = 400;

export class Listing<T extends { id: string }> implements ReactiveController {
  items: T[] = [];
  /** Undefined before the first answer. */
  state: 'loading' | 'ready' | 'failed' | undefined;
  error: unknown;
  readonly #host: ReactiveControllerHost;
  readonly #list: () => List<T>;
  #next: string | null = null;
  #reading: AbortController | undefined;

  /** `list` is asked anew for each reading, with the filters of that moment. */
  constructor(host: ReactiveControllerHost, list: () => List<T>) {
    this.#host = host;
    this.#list = list;
    host.addController(this);
  }
  /** Put elsewhere in its page: what was being read is read anew. */
  hostConnected() {
    if (this.state === 'loading') void this.load();
  }
  hostDisconnected() {
    this.#reading?.abort();
  }

  /** Whether nothing is there, for sure. */
  get empty(): boolean {
    return this.state === 'ready' && this.items.length === 0;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  /** Reads the list from its beginning, at least so many rows, else as many as are shown now; these stay until the answer is there. */
  async load(rows = this.items.length): Promise<void> {
    this.#reading?.abort();
    this.#reading = new AbortController();
    await this.#read(this.#reading.signal, null, [], Math.min(rows, reloadLimit));
  }
  /** Reads the next page, if there is one and none is being read. */
  async more(): Promise<void> {
    if (!this.#next || this.state !== 'ready' || !this.#reading) return;
    await this.#read(this.#reading.signal, this.#next, this.items);
  }
  /** Reads on from a cursor, after these rows, until there are enough. */
  async #read(signal: AbortSignal, from: string | null, items: T[], enough = 0) {
    this.state = 'loading';
    this.#host.requestUpdate();
    try {
      const list = this.#list();
      let next = from;
      do {
        const page = await list.page(next, { signal });
        items = [...items, ...page.items];
        next = page.next;
      } while (next && items.length < enough);
      this.items = items;
      this.#next = next;
      this.state = 'ready';
    } catch (error) {
      if (signal.aborted) return;
      this.state = 'failed';
      this.error = error;
    }
    this.#host.requestUpdate();
  }

  find(id: string): T | undefined {
    return this.items.find((each) => each.id === id);
  }
  /** Puts a row as it is now in the place of what it was. */
  put(now: T) {
    this.items = this.items.map((each) => (each.id === now.id ? now : each));
    this.#host.requestUpdate();
  }

  /** Forgets what is shown: another list follows. */
  clear() {
    this.items = [];
    this.#next = null;
  }
}
