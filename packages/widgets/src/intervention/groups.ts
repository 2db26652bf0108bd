/**
 * The list in two groups, as customers look for things: what is to come, the next first, and what is over, the latest
 * first; by number it is one, the second. Each is paged by itself; both are kept up to date by the live stream.
 */
import type { InterventionStatus, InterventionSummary, News, ParvisError } from '@parvis/sdk';
import type { ReactiveControllerHost } from 'lit';
import type { Connection } from '../shared/connection.ts';
import { Pages, type Query } from './pages.ts';

interface Options {
  connection: () => Connection | undefined;
  /** A row came in or changed its state, by someone else's hand. */
  onChange: (now: InterventionSummary, before: InterventionSummary | undefined) => void;
  failed: (error: unknown) => void;
}

const ahead: readonly InterventionStatus[] = ['requested', 'to_schedule', 'scheduled', 'en_route', 'in_progress'];
const past: readonly InterventionStatus[] = ['done', 'signed', 'cancelled'];
/** From here on it takes fewer requests to read the list again. */
const many = 5;

export class Groups {
  readonly ahead: Pages;
  readonly past: Pages;
  readonly #options: Options;
  #query: Query = {};

  constructor(host: ReactiveControllerHost, options: Options) {
    this.#options = options;
    this.ahead = new Pages(host, options);
    this.past = new Pages(host, options);
  }
  /** Whether it is in groups. */
  get areTwo(): boolean {
    return this.#query.sort !== 'number';
  }
  /** What is over follows once all that is to come is there. */
  get items(): readonly InterventionSummary[] {
    return this.ahead.next ? this.ahead.items : [...this.ahead.items, ...this.past.items];
  }
  get next(): string | null {
    return this.ahead.next ?? this.past.next;
  }
  get loading(): boolean {
    return this.ahead.loading || this.past.loading;
  }
  get loaded(): boolean {
    return this.ahead.loaded && this.past.loaded;
  }
  get error(): ParvisError | undefined {
    return this.ahead.error ?? this.past.error;
  }

  /** Shows what answers this query; what is shown stays until it has come. */
  async show(query: Query = this.#query): Promise<void> {
    this.#query = query;
    if (query.sort === 'number') {
      this.ahead.rest();
      return this.past.show(query);
    }
    const asked = query.status?.split(',');
    const show = (pages: Pages, statuses: readonly InterventionStatus[], order = query.order) => {
      const some = asked ? statuses.filter((each) => asked.includes(each)) : statuses;
      return some.length ? pages.show({ ...query, status: some.join(), order }) : pages.rest();
    };
    // What is to come is read the other way: the next is at the top when the latest is.
    const way = query.order === 'asc' ? 'desc' : 'asc';
    await Promise.all([show(this.ahead, ahead, way), show(this.past, past)]);
  }
  readonly more = (): void => (this.ahead.next ? this.ahead : this.past).more();
  /** Puts in a row as it is now known: where it belongs, and out of where it no longer does. */
  put(row: InterventionSummary): void {
    this.ahead.put(row);
    this.past.put(row);
  }
  /** Another person looks: nothing of the one before is left. */
  clear(): void {
    this.ahead.clear();
    this.past.clear();
  }
  onNews({ changes, missed, up }: News): void {
    const changed = new Set(changes.flatMap(({ subject }) => (subject.type === 'intervention' ? subject.id : [])));
    if (missed || (up && this.error) || changed.size > many) void this.show();
    else for (const id of changed) void this.#refresh(id);
  }
  async #refresh(id: string) {
    const { client } = this.#options.connection() ?? {};
    try {
      const now = await client?.call('GET /interventions/:interventionId', id);
      if (!now) return;
      const before = [...this.ahead.items, ...this.past.items].find((row) => row.id === id);
      // Words are searched by the server alone.
      if (this.#query.q && !before) return;
      this.put(now);
      this.#options.onChange(now, before);
    } catch (error) {
      if ((error as ParvisError).status !== 404) return;
      this.ahead.remove(id);
      this.past.remove(id);
    }
  }
}
