/**
 * A fixed-window counter, by key: each in a window of its own that begins with its first. What is counted is what strangers
 * write, so there is room for so many keys: the oldest gives way, and is forgiven. Whoever makes it so needs thousands of
 * addresses, with which they need no forgiveness.
 */
export class FixedWindowCounter {
  readonly #millis: number;
  readonly #mostKeys: number;
  /** In the order in which they end, all windows being of the same length. */
  readonly #open = new Map<string, { count: number; end: number }>();

  constructor(millis: number, mostKeys: number) {
    this.#millis = millis;
    this.#mostKeys = mostKeys;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Counts one more; how many there are with it. */
  add(key: string): number {
    this.#close();
    const window = this.#open.get(key);
    if (window) return ++window.count;
    const [oldest] = this.#open.keys();
    if (oldest !== undefined && this.#open.size >= this.#mostKeys) this.#open.delete(oldest);
    this.#open.set(key, { count: 1, end: performance.now() + this.#millis });
    return 1;
  }

  subtract(key: string): void {
    const window = this.#open.get(key);
    if (!window) return;
    window.count--;
    if (window.count <= 0) this.#open.delete(key);
  }

  count(key: string): number {
    this.#close();
    return this.#open.get(key)?.count ?? 0;
  }

  millisLeft(key: string): number {
    const window = this.#open.get(key);
    return window ? Math.max(0, window.end - performance.now()) : 0;
  }

  #close(): void {
    const now = performance.now();
    for (const [key, { end }] of this.#open) {
      if (end > now) return;
      this.#open.delete(key);
    }
  }
}
