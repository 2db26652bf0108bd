/** What a file's bytes come to: kept in its row, so that a storage that lost or mixed something up is found out. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';

export interface Digest {
  size: number;
  /** SHA-256, hexadecimal. */
  sha256: string;
}

/** Reads to the end. */
export async function digestOf(stream: Readable): Promise<Digest> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    hash.update(chunk);
  }
  return { size, sha256: hash.digest('hex') };
}

export const digestOfFile = (path: string): Promise<Digest> => digestOf(createReadStream(path));

/**
 * Passes bytes on as long as they can still be those of `expected`, the last of them only once they are. Fails with
 * `DamagedError` otherwise: the receiver is left with a file that is visibly not whole.
 */
export function verified(expected: Digest): Transform {
  const hash = createHash('sha256');
  let size = 0;
  let held: Buffer | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > expected.size) return done(new DamagedError());
      hash.update(chunk);
      const before = held;
      held = chunk;
      done(null, before);
    },
    flush(done) {
      if (size !== expected.size || hash.digest('hex') !== expected.sha256) done(new DamagedError());
      else done(null, held);
    },
  });
}

/** The storage holds other bytes than were given to it. */
export class DamagedError extends Error {
  override name = 'DamagedError';

  constructor() {
    super('the file differs from what was kept');
  }
}
