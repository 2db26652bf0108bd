/** A list that is read page by page and kept on the screen while it is read again. */
import type { List } from '@parvis/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

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
  hostConnected() {}
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

  /** Reads the list from its beginning, at least as many rows as are shown now; these stay until the answer is there. */
  async load(): Promise<void> {
    this.#reading?.abort();
    const reading = (this.#reading = new AbortController());
    this.state = 'loading';
    this.#host.requestUpdate();
    try {
      const list = this.#list();
      let { items, next } = await list.page(null, { signal: reading.signal });
      while (next && items.length < Math.min(this.items.length, 400)) {
        const page = await list.page(next, { signal: reading.signal });
        items = [...items, ...page.items];
        next = page.next;
      }
      this.items = items;
      this.#next = next;
      this.state = 'ready';
    } catch (error) {
      if (reading.signal.aborted) return;
      this.state = 'failed';
      this.error = error;
    }
    this.#host.requestUpdate();
  }

  /** Reads the next page, if there is one and none is being read. */
  async more(): Promise<void> {
    const reading = this.#reading;
    if (!this.#next || this.state !== 'ready' || !reading) return;
    this.state = 'loading';
    try {
      const { items, next } = await this.#list().page(this.#next, { signal: reading.signal });
      this.items = [...this.items, ...items];
      this.#next = next;
      this.state = 'ready';
    } catch (error) {
      if (reading.signal.aborted) return;
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
