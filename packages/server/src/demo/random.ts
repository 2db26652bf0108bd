/** Chance that comes out the same each time: the demo and the measurements start from the same numbers everywhere. */

export interface Chance {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True in so many cases of one. */
  happens(share: number): boolean;
}

/** Mulberry32: 32 bits of state, good enough to look like life. */
export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return { next, int, pick: (items) => items[int(0, items.length - 1)]!, happens: (share) => next() < share };
}

/** Ids as of another time: UUIDv7s that sort by the instant they are made for, then by the order of making. */
export function idsOf(chance: Chance): (at: string) => string {
  let made = 0;
  return (at) => {
    const time = Date.parse(at).toString(16).padStart(12, '0');
    const count = (made++ & 0xfff).toString(16).padStart(3, '0');
    const random = Array.from({ length: 15 }, () => chance.int(0, 15).toString(16)).join('');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-8${random.slice(0, 3)}-${random.slice(3)}`;
  };
}
