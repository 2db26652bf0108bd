/** The messages of a discussion, oldest first: the latest at once, those before them page by page. */
import type { Message, ParvisError } from '@parvis/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Connection } from '../shared/connection.ts';

interface Options {
  connection: () => Pick<Connection, 'client'> | undefined;
  failed: (error: unknown) => void;
  /** Others have written, while it was looked at. */
  arrived: (messages: Message[]) => void;
}

export class Messages implements ReactiveController {
  items: readonly Message[] = [];
  /** Where those before them begin; null where there are none. */
  next: string | null = null;
  loaded = false;
  loading = false;
  error: ParvisError | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #options: Options;
  #dossierId: string | undefined;
  #running: AbortController | undefined;
  /** Read before, and other by now: not all of them are among the latest. */
  #changed = new Set<string>();
  /** Something came while one reading was under way. */
  #again = false;
  /** Those before were asked for meanwhile. */
  #earlier = false;
  /** Ids of those that were put in since the latest were asked for: the answer may be of before. */
  #since = new Set<string>();

  constructor(host: ReactiveControllerHost, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }
  hostDisconnected() {
    this.#running?.abort();
    this.loading = this.#again = this.#earlier = false;
  }

  /** Shows the discussion of a dossier. */
  show(dossierId: string) {
    if (dossierId !== this.#dossierId) this.clear();
    this.#dossierId = dossierId;
    return this.readLatest();
  }
  /** Reads what has come since, and what of those before is another now. */
  readonly readLatest = async (changed: Iterable<string> = []) => {
    for (const id of changed) this.#changed.add(id);
    this.#again = this.loading;
    if (!this.loading) await this.#load(undefined);
  };
  /** Those before the first that is here, if there are any. */
  readonly readEarlier = () => {
    this.#earlier = this.loading;
    if (this.next && !this.loading) void this.#load(this.next);
  };
  /** Puts in one that was just sent or corrected, before it is read. */
  put(message: Message) {
    const at = this.items.findIndex(({ id }) => id === message.id);
    // An answer that is repeated is of then: it may have been corrected since.
    if (at >= 0 && this.items[at]!.version > message.version) return;
    this.items = at < 0 ? [...this.items, message] : this.items.with(at, message);
    if (at < 0) this.#since.add(message.id);
    this.#host.requestUpdate();
  }
  /** Another discussion, or another person: nothing of the one before is left. */
  clear() {
    this.hostDisconnected();
    this.items = [];
    this.next = null;
    this.#changed.clear();
    this.loaded = false;
    this.error = undefined;
  }

  async #load(cursor: string | undefined) {
    const { client } = this.#options.connection() ?? {};
    const id = this.#dossierId;
    if (!client || !id) return;
    const { signal } = (this.#running = new AbortController());
    // What comes while this is under way is of the next reading.
    const changed = cursor === undefined ? this.#changed : undefined;
    if (changed) {
      this.#changed = new Set();
      this.#since = new Set();
    }
    this.loading = true;
    this.#host.requestUpdate();
    try {
      const { items, next } = await client.call(
        'GET /dossiers/:dossierId/messages',
        id,
        { limit: 50, cursor },
        { signal },
      );
      if (signal.aborted) return;
      this.#take(items.toReversed(), next, changed);
      this.error = undefined;
    } catch (error) {
      if (signal.aborted) return;
      for (const each of changed ?? []) this.#changed.add(each);
      this.error = error as ParvisError;
      this.#options.failed(error);
    }
    this.loading = false;
    this.#host.requestUpdate();
    if (this.#again) await this.readLatest();
    else if (this.#earlier) this.readEarlier();
  }
  /** `changed`: of the latest alone. */
  #take(answer: Message[], next: string | null, changed: ReadonlySet<string> | undefined) {
    const isEarlier = !changed;
    const known = new Map(this.items.map((each) => [each.id, each]));
    const page = answer.map((each) => {
      const before = known.get(each.id);
      return before && before.version > each.version ? before : each;
    });
    const fresh = page.filter(({ id }) => !known.has(id));
    // So many have come that some are missing in between, or one before them is another by now: read again as earlier ones.
    const latest = new Set(page.map(({ id }) => id));
    const isApart =
      !!changed &&
      ((next !== null && fresh.length === page.length) || [...changed].some((id) => known.has(id) && !latest.has(id)));
    if (isEarlier) this.items = [...fresh, ...this.items];
    else {
      const others = this.items.filter(({ id }) => !latest.has(id));
      const isSince = ({ id }: Message) => this.#since.has(id);
      this.items = [...(isApart ? [] : others.filter((each) => !isSince(each))), ...page, ...others.filter(isSince)];
    }
    if (isEarlier || isApart || !this.loaded) this.next = next;
    const news = this.loaded && !isEarlier ? fresh.filter(({ author }) => !author.isMe) : [];
    this.loaded = true;
    if (news.length) this.#options.arrived(news);
  }
}
