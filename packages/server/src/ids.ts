/** Ids: UUIDv7 (RFC 9562), made here so that a row knows its id before it is stored. */
import { hash, randomBytes } from 'node:crypto';

// Random bytes are fetched by the block: one call to the system for 256 ids.
const block = Buffer.alloc(10 * 256);
let used = block.length;

let lastMillis = 0;
/** 12 bits that follow the milliseconds: a counter, so that ids made within one millisecond still sort as made. */
let counter = 0;

/** A new id, greater than every one this process made before. */
export function newId(): string {
  if (used === block.length) {
    randomBytes(block.length).copy(block);
    used = 0;
  }
  const millis = Date.now();
  if (millis > lastMillis) {
    lastMillis = millis;
    // Starts in the lower half: room for 2048 more before the clock is pushed forward.
    counter = block.readUInt16BE(used) & 0x7ff;
  } else if (++counter > 0xfff) {
    lastMillis += 1;
    counter = 0;
  }
  const time = lastMillis.toString(16).padStart(12, '0');
  const count = counter.toString(16).padStart(3, '0');
  const random = block.toString('hex', used + 2, used + 10);
  used += 10;
  const variant = '89ab'[Number.parseInt(random[0]!, 16) & 3]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
}

/**
 * The id of what is made of something that happened `at` (an instant), once: whoever makes it again gives it the same. A
 * UUIDv7, whose random bits are those of a digest of `name`.
 */
export function idOf(at: string, name: string): string {
  const time = Date.parse(at).toString(16).padStart(12, '0');
  const bits = hash('sha256', name, 'hex');
  const variant = '89ab'[Number.parseInt(bits[3]!, 16) & 3]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-${variant}${bits.slice(4, 7)}-${bits.slice(7, 19)}`;
}
