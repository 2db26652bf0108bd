/**
 * Lines to standard error that never stop who writes them: what cannot be written (a full disk, a reader that is gone or no
 * longer reads) is dropped, and counted in a line of its own once there is room again.
 */
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { DestinationStream } from 'pino';

/** What waits in our memory for a slow reader. */
const mostWaiting = 1024 * 1024;

export interface Sink {
  /** Whether the text was taken, whole. */
  take(text: string): boolean;
}

export class LineWriter implements DestinationStream {
  readonly #sink: Sink;
  #dropped = 0;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  write(line: string): void {
    if (this.#dropped > 0) {
      const notice = { level: 40, time: new Date().toISOString(), dropped: this.#dropped, msg: 'lines were dropped' };
      if (this.#sink.take(`${JSON.stringify(notice)}\n`)) this.#dropped = 0;
    }
    if (this.#dropped > 0 || !this.#sink.take(line)) this.#dropped++;
  }
}

/** Of a pipe or a terminal Node writes what fits and keeps the rest; a file is written at once, or fails. */
export const standardError = (): Sink => (process.stderr instanceof Socket ? intoSocket(process.stderr) : intoFile(2));

const intoSocket = (socket: Socket): Sink => {
  // A reader that went away says so by an event, which would end the process if nobody listened.
  socket.on('error', () => {});
  return {
    take(text) {
      if (socket.destroyed || socket.writableLength > mostWaiting) return false;
      socket.write(text);
      return true;
    },
  };
};

export const intoFile = (file: number): Sink => {
  /** The last line was written in part: what follows begins a line of its own. */
  let isTorn = false;
  return {
    take(text) {
      const bytes = Buffer.from(isTorn ? `\n${text}` : text);
      let written = 0;
      try {
        while (written < bytes.length) written += writeSync(file, bytes, written);
        isTorn = false;
        return true;
      } catch {
        isTorn ||= written > 0;
        return false;
      }
    },
  };
};
