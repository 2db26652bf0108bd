/**
 * What a viewer has sent and what has not arrived yet, as every element of the page shows it: sent again when the network
 * is back, when the tab is looked at again, with growing pauses, and when the service that asked for patience allows it.
 */
import type { Intervention, ParvisError, Portal } from '@parvis/sdk';
import type { Connection } from '../shared/connection.ts';
import { viewerOf } from '../shared/viewer-of.ts';
import { changedIn, draftsOf, dropDraft, isOnDevice, readDraft, writeDraft, type Draft } from './draft.ts';
import { reopenDraft, sendDraft, type Outcome } from './sending.ts';

const longestPause = 60_000;
/** A timer cannot wait longer than 24 days; asking once an hour costs nothing. */
const longestPatience = 3_600_000;

/** Something that waited has arrived, with nobody before it who saw it leave. */
export class ArrivedEvent extends CustomEvent<null> {
  readonly intervention: Intervention;
  constructor(intervention: Intervention) {
    super('arrived');
    this.intervention = intervention;
  }
}

/** Tells `changed`, and `arrived`. */
export class Outbox extends EventTarget {
  readonly viewer: string;
  readonly #connection: Connection;
  /** Open in a form of this page, which tells of them itself. */
  readonly #inForm = new Set<string>();
  readonly #sending = new Set<string>();
  /** Why it did not leave, of those that wait. */
  readonly #errors = new Map<string, ParvisError | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = 2000;
  #users = 0;
  /** While somebody uses it. */
  #used = new AbortController();

  private constructor(connection: Connection, viewer: string) {
    super();
    this.#connection = connection;
    this.viewer = viewer;
  }
  /** The one of this viewer, for all elements of a connection. */
  static of(connection: Connection, portal: Portal): Outbox {
    const viewer = viewerOf(connection, portal);
    let outbox = outboxes.get(connection);
    if (outbox?.viewer !== viewer) outboxes.set(connection, (outbox = new Outbox(connection, viewer)));
    return outbox;
  }

  /** Until the function it returns is called, what waits is sent by itself, and `changed` is called. */
  use(changed: () => void): () => void {
    this.addEventListener('changed', changed);
    if (!this.#users++) {
      const { signal } = (this.#used = new AbortController());
      addEventListener('online', this.#resume, { signal });
      addEventListener('storage', this.#onStorage, { signal });
      document.addEventListener('visibilitychange', this.#onVisibility, { signal });
      void this.resume();
    }
    return () => {
      this.removeEventListener('changed', changed);
      if (--this.#users) return;
      this.#used.abort();
      clearTimeout(this.#timer);
    };
  }

  /** What is to be shown: sent, refused or arrived, the oldest first. */
  get items(): Draft[] {
    return draftsOf(this.viewer)
      .filter(({ id, request, refused, arrived }) => !this.#inForm.has(id) && (request ?? refused ?? arrived))
      .toReversed();
  }
  stateOf({ id }: Pick<Draft, 'id'>) {
    const error = this.#errors.get(id);
    return { isSending: this.#sending.has(id), error, isOnDevice: isOnDevice(this.viewer, id) };
  }
  /** A form has it before it, or has let go of it. */
  hold(id: string) {
    this.#inForm.add(id);
    this.#changed();
  }
  release(id: string | undefined) {
    if (id && this.#inForm.delete(id)) this.#changed();
  }

  async send(id: string): Promise<Outcome> {
    // Somebody else is signed in by now: it waits for who wrote it.
    const { portal } = this.#connection;
    if (!portal || viewerOf(this.#connection, portal) !== this.viewer) return { kind: 'later', error: undefined };
    this.#sending.add(id);
    this.#changed();
    const outcome = await sendDraft(this.#connection, this.viewer, id);
    this.#sending.delete(id);
    this.#errors.delete(id);
    if (outcome.kind === 'later') {
      this.#errors.set(id, outcome.error);
      this.#again(outcome.error);
    } else this.#pause = 2000;
    if (outcome.kind === 'arrived' && outcome.intervention && !this.#inForm.has(id))
      this.dispatchEvent(new ArrivedEvent(outcome.intervention));
    this.#changed();
    return outcome;
  }
  /** Sends all that waits. */
  async resume() {
    clearTimeout(this.#timer);
    if (this.#connection.ended) return;
    for (const { id, request } of this.items) if (request && !this.#sending.has(id)) await this.send(id);
  }
  #again(error: ParvisError | undefined) {
    this.#pause = Math.min(this.#pause * 2, longestPause);
    const patience = error?.retryAfter ?? 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#resume, Math.min(Math.max(this.#pause, patience), longestPatience));
  }

  /** Lets it be written again; the last that was written is what a form opens. */
  async reopen(id: string) {
    await reopenDraft(this.viewer, id);
    this.#errors.delete(id);
    this.#changed();
  }
  /** It has been read that it arrived. */
  dismiss(id: string) {
    dropDraft(this.viewer, id);
    this.#changed();
  }
  /** Of the photos that could not be attached only these are left. */
  complete(id: string, left: Draft['photos']) {
    const draft = readDraft(this.viewer, id);
    if (draft) writeDraft(this.viewer, { ...draft, photos: left });
    this.#changed();
  }

  readonly #resume = () => void this.resume();
  readonly #onVisibility = () => {
    if (document.visibilityState === 'visible') void this.resume();
  };
  readonly #onStorage = (event: StorageEvent) => {
    if (changedIn(this.viewer, event)) this.#changed();
  };
  #changed() {
    this.dispatchEvent(new CustomEvent('changed'));
  }
}

const outboxes = new WeakMap<Connection, Outbox>();
