/** Interventions that answer a query, in its order: page by page as they are scrolled. */
import type { InterventionSummary, ParvisError } from '@parvis/sdk';
import type { Input } from '@parvis/sdk/portal';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Connection } from '../shared/connection.ts';

export type Query = Input<'GET /interventions'>;
/** What a list may be of alone. */
export const owners = ['siteId', 'equipmentId', 'dossierId'] as const;

interface Options {
  connection: () => Connection | undefined;
  failed: (error: unknown) => void;
}

export class Pages implements ReactiveController {
  items: readonly InterventionSummary[] = [];
  /** Position of the next page; null on the last one. */
  next: string | null = null;
  loading = false;
  /** Whether a first page has come. */
  loaded = false;
  error: ParvisError | undefined;
  query: Query = {};
  readonly #host: ReactiveControllerHost;
  readonly #options: Options;
  #running: AbortController | undefined;

  constructor(host: ReactiveControllerHost, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }
  hostDisconnected() {
    this.#running?.abort();
    this.loading = false;
  }

  /** Shows what answers this query; what is shown stays until it has come. */
  async show(query: Query = this.query) {
    this.query = query;
    await this.#load(null);
  }
  /** The next page, if there is one and none is on its way. */
  readonly more = () => {
    if (this.next && !this.loading && !this.error) void this.#load(this.next);
  };
  /** Puts in a row as it is now known: where it belongs, or out if it no longer answers the query. */
  put(row: InterventionSummary) {
    const others = this.items.filter(({ id }) => id !== row.id);
    if (this.#answers(row)) {
      const at = others.findIndex((other) => this.#compare(row, other) < 0);
      // Beyond what has been loaded: it will come with its page.
      if (at >= 0) others.splice(at, 0, row);
      else if (!this.next) others.push(row);
    }
    this.items = others;
    this.#host.requestUpdate();
  }

  async #load(cursor: string | null) {
    const { client } = this.#options.connection() ?? {};
    if (!client) return;
    this.#running?.abort();
    const { signal } = (this.#running = new AbortController());
    this.loading = true;
    this.#host.requestUpdate();
    try {
      // The first comes soon; who scrolls on wants much.
      const limit = cursor ? 200 : 50;
      const page = await client.call(
        'GET /interventions',
        null,
        { limit, ...this.query, cursor: cursor ?? undefined },
        { signal },
      );
      this.items = cursor ? [...this.items, ...page.items] : page.items;
      this.next = page.next;
      this.loaded = true;
      this.error = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.error = error as ParvisError;
      this.#options.failed(error);
    }
    this.loading = false;
    this.#host.requestUpdate();
  }

  /** Another person looks: nothing of the one before is left. */
  clear() {
    this.#running?.abort();
    this.items = [];
    this.next = null;
    this.loading = this.loaded = false;
    this.error = undefined;
  }
  /** Takes out what can no longer be seen. */
  remove(id: string) {
    this.items = this.items.filter((row) => row.id !== id);
    this.#host.requestUpdate();
  }
  /** Shows nothing, for nothing can answer. */
  rest() {
    this.clear();
    this.query = { status: '' };
    this.loaded = true;
  }

  #answers(row: InterventionSummary) {
    const { query } = this;
    return (
      (query.status === undefined || query.status.split(',').includes(row.status)) &&
      owners.every((name) => !query[name] || query[name] === row[name])
    );
  }
  #compare(a: InterventionSummary, b: InterventionSummary) {
    const { order, sort = 'date' } = this.query;
    return (order === 'asc' ? 1 : -1) * (Number(a[sort] > b[sort]) - Number(a[sort] < b[sort]));
  }
}
