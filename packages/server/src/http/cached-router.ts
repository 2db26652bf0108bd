/**
 * A cached router, which route answers a path: what Hono's router found once for a path without parameters is not looked
 * for again.
 */
import type { Result, Router } from 'hono/router';
import { TrieRouter } from 'hono/router/trie-router';

/**
 * Hono's fast router refuses `/customers/batch` beside `/customers/:customerId/contacts`; the one that takes them goes
 * through a path part by part, a list of interventions as any other.
 */
export class CachedRouter<T> implements Router<T> {
  readonly name = 'CachedRouter';
  readonly #router = new TrieRouter<T>();
  readonly #exact = new Set<string>();
  readonly #found = new Map<string, Result<T>>();

  add(method: string, path: string, handler: T): void {
    this.#router.add(method, path, handler);
    this.#found.clear();
    if (!/[:*]/.test(path)) this.#exact.add(path);
  }

  match(method: string, path: string): Result<T> {
    const key = `${method} ${path}`;
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#router.match(method, path);
    // Of our own paths and Node's methods alone: callers cannot make it grow.
    if (this.#exact.has(path)) this.#found.set(key, found);
    return found;
  }
}
