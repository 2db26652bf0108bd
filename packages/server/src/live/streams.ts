/**
 * The open event streams of this process: who listens, what each is told, when each ends. Entries are written to the raw
 * response: a stream then costs half the memory, and a delivery a quarter of the time, of one through web streams.
 */
import type { ServerResponse } from 'node:http';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Sealer } from '../access/seal.ts';
import { isStaleAfter } from '../access/invalidation.ts';
import type { Readable } from '../access/readable.ts';
import { visible } from '../access/visible.ts';
import { isOutside, principalOf, type Viewer } from '../access/viewer.ts';
import type { Entry, Journal } from '../journal/journal.ts';
import { changeOf, sealPosition, type Sealing } from './position.ts';

/** Open tabs and devices of one person. */
const mostPerViewer = 20;
/** Readers are told at least so often; between two beats a slow one must have read what was written. */
const beatMillis = 20_000;
/** What may wait for a slow reader in our memory. They come back and resume. */
const mostUnread = 256 * 1024;
/** Who missed more than this reads again instead of being told of each … */
const mostMissed = 1000;
/** … and so does who would have to be led past so many entries, others' too: 2 µs each. */
const mostPassed = 20_000;
const batch = 250;

export interface Stream {
  readonly viewer: Viewer;
  readonly response: ServerResponse;
  /** Of the page that it was opened from; null for a program. */
  readonly origin: string | null;
  /** Told of entries after this position as they come; none while it is being told of those it missed. */
  from: number;
  /** What was written last waits to be read since the beat before. */
  slow: boolean;
}

export class Streams {
  readonly #features: Readable;
  readonly #journal: Journal;
  readonly #sealing: Sealing;
  readonly #companies = new Map<string, Set<Stream>>();
  readonly #perViewer = new Map<string, number>();
  readonly #beat: NodeJS.Timeout;

  constructor(journal: Journal, sealer: Sealer, features: Readable) {
    this.#features = features;
    this.#journal = journal;
    this.#sealing = { sealer, journal };
    this.#beat = setInterval(() => this.#beatAll(), beatMillis);
    this.#beat.unref();
    journal.follow(
      (companyId, entries) => this.#tell(companyId, entries),
      // They come back with a position of the journal before, and are told to read everything again.
      () => this.#endAll(),
    );
    journal.closed.addEventListener('abort', () => this.#close());
  }

  /** How many are open. */
  get size(): number {
    let size = 0;
    for (const streams of this.#companies.values()) size += streams.size;
    return size;
  }

  /** Whether the viewer may open another one. */
  hasRoom(viewer: Viewer): boolean {
    return (this.#perViewer.get(nameOf(viewer)) ?? 0) < mostPerViewer;
  }

  /** From here on the stream ends when what its viewer depends on does; `resume` makes it speak. */
  add(viewer: Viewer, response: ServerResponse, origin: string | null = null): Stream {
    const stream: Stream = { viewer, response, origin, from: Infinity, slow: false };
    const streams = this.#companies.get(viewer.companyId);
    if (streams) streams.add(stream);
    else this.#companies.set(viewer.companyId, new Set([stream]));
    const name = nameOf(viewer);
    this.#perViewer.set(name, (this.#perViewer.get(name) ?? 0) + 1);
    response.once('close', () => this.#remove(stream));
    // A connection that breaks says so by closing.
    response.on('error', () => {});
    return stream;
  }

  /**
   * Tells what was missed since a position, then goes live without a gap. Null, or a position we cannot go on from: told
   * to read everything again, then from now.
   */
  async resume(stream: Stream, from: number | null | undefined): Promise<void> {
    const { viewer, response } = stream;
    const { companyId } = viewer;
    const journal = this.#journal;
    // What was committed before the stream was asked for is no news to it.
    await journal.wake([companyId]);
    let position = from ?? journal.position(companyId);
    if (from === null || !(await this.#canResume(viewer, position))) {
      position = journal.position(companyId);
      response.write(eventFrame('reset', sealPosition(this.#sealing, companyId, position), '{}'));
    } else response.write(positionFrame(sealPosition(this.#sealing, companyId, position)));
    while (position < journal.position(companyId) && !response.destroyed) {
      const missed = await journal.after(companyId, position, batch);
      for (const entry of missed) {
        position = entry.position;
        if (visible(this.#features, viewer, entry) && !response.destroyed)
          response.write(changeFrame(this.#sealing, entry));
      }
      if (response.writableNeedDrain) await drained(response);
      if (missed.length === batch) await breathe();
    }
    // In the same turn as the comparison above, so none is missed. The database may have been ahead of what we have told:
    // what was read there is not told again.
    stream.from = position;
  }

  /** Whether what was missed since a position is few enough to be told of. What others did is passed over, and not counted. */
  async #canResume(viewer: Viewer, from: number): Promise<boolean> {
    const { companyId } = viewer;
    const behind = this.#journal.position(companyId) - from;
    if (behind < 0 || behind > mostPassed) return false;
    if (behind <= mostMissed) return true;
    let missed = 0;
    for (let position = from, more = true; more;) {
      const found = await this.#journal.after(companyId, position, batch);
      for (const entry of found) if (visible(this.#features, viewer, entry) && ++missed > mostMissed) return false;
      position = found.at(-1)?.position ?? position;
      more = found.length === batch && position < from + behind;
      // An embedded database answers at once: others are answered in between.
      await breathe();
    }
    return true;
  }

  #tell(companyId: string, entries: readonly Entry[]): void {
    const streams = this.#companies.get(companyId);
    if (!streams) return;
    const at = new Date().toISOString();
    for (const entry of entries) {
      // Made once for all who hear of it.
      let frame: Buffer | undefined;
      for (const stream of streams) {
        const { viewer, response } = stream;
        if (isStaleAfter(viewer, entry) || hasEnded(viewer, at)) this.#end(stream);
        else if (entry.position > stream.from && visible(this.#features, viewer, entry)) {
          // The response itself would hold each frame back for more that might follow in this turn: a sixth of its time.
          (response.socket ?? response).write((frame ??= changeFrame(this.#sealing, entry)));
          if (response.writableLength > mostUnread) response.destroy();
        }
      }
    }
  }

  /** Ends those of pages that may no longer act for their company: of some companies, or of all (null). */
  endStrange(companyIds: readonly string[] | null, allows: (companyId: string, origin: string) => boolean): void {
    for (const companyId of companyIds ?? this.#companies.keys())
      for (const stream of this.#companies.get(companyId) ?? [])
        if (stream.origin !== null && !allows(companyId, stream.origin)) this.#end(stream);
  }

  /** Keeps connections open through proxies, carries the position past what was not for them, and lets go of the dead. */
  #beatAll(): void {
    const at = new Date().toISOString();
    for (const [companyId, streams] of this.#companies) {
      const position = this.#journal.position(companyId);
      const frame = positionFrame(sealPosition(this.#sealing, companyId, position));
      for (const stream of streams) {
        const { viewer, response } = stream;
        const slow = response.writableLength > 0;
        if (hasEnded(viewer, at)) this.#end(stream);
        else if (slow && stream.slow) response.destroy();
        else if (position >= stream.from && !slow) response.write(frame);
        stream.slow = slow;
      }
    }
  }

  #end(stream: Stream): void {
    this.#remove(stream);
    // A reader that has stopped reading would keep the end, and the connection, waiting.
    if (stream.response.writableLength > 0) stream.response.destroy();
    else stream.response.end();
  }

  #remove(stream: Stream): void {
    const { viewer } = stream;
    const streams = this.#companies.get(viewer.companyId);
    if (!streams?.delete(stream)) return;
    if (streams.size === 0) this.#companies.delete(viewer.companyId);
    const name = nameOf(viewer);
    const left = (this.#perViewer.get(name) ?? 1) - 1;
    if (left > 0) this.#perViewer.set(name, left);
    else this.#perViewer.delete(name);
  }

  #close(): void {
    clearInterval(this.#beat);
    this.#endAll();
  }

  #endAll(): void {
    for (const streams of this.#companies.values()) for (const stream of streams) this.#end(stream);
  }
}

/** A member who looks as somebody else does not use up that person's streams. */
const nameOf = (viewer: Viewer): string =>
  `${viewer.companyId} ${isOutside(viewer) && viewer.previewBy !== null ? `preview:${viewer.previewBy}` : principalOf(viewer)}`;

const hasEnded = (viewer: Viewer, at: string): boolean => viewer.kind !== 'key' && viewer.until <= at;

/** A position alone is remembered by the reader and shown to nobody. */
const positionFrame = (id: string): string => `id: ${id}\n\n`;
const eventFrame = (event: string, id: string, data: string): string => `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
const changeFrame = (sealing: Sealing, entry: Entry): Buffer => {
  const change = changeOf(sealing, entry);
  return Buffer.from(eventFrame('change', change.position, JSON.stringify(change)));
};

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((done) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      done();
    };
    response.on('drain', go).on('close', go);
  });
