/** Rows of a list under headings: which of them begin a group, how many are in it, and how much room the headings take. */

/** Pixels that a heading takes, as in `split.styles.ts`. */
const headed = 44;

export class Headings<Item> {
  #items: readonly Item[] | undefined;
  #isWhole = false;
  /** By row: how many headings stand above it and all those before it. */
  #above: number[] = [];
  /** By the row that it begins with: how many are in a group. */
  readonly #sizes = new Map<number, number>();

  /** `groupOf` says what the rows of a group have in common; undefined: there are no groups. */
  see(items: readonly Item[], isWhole: boolean, groupOf: (item: Item) => string | undefined) {
    if (items === this.#items && isWhole === this.#isWhole) return;
    this.#items = items;
    this.#isWhole = isWhole;
    this.#sizes.clear();
    let [group, begins] = [undefined as string | undefined, 0];
    this.#above = items.map((item, row) => {
      const its = groupOf(item);
      if (its !== undefined && its !== group) begins = row;
      group = its;
      if (its !== undefined) this.#sizes.set(begins, row - begins + 1);
      return this.#sizes.size;
    });
  }
  /** Whether a group begins with this row; as a number how many are in it, where all of it is there. */
  at(row: number): { count: number | undefined } | undefined {
    const count = this.#sizes.get(row);
    if (count === undefined) return undefined;
    const isThere = this.#isWhole || row + count < this.#above.length;
    return { count: isThere ? count : undefined };
  }
  readonly room = (row: number): number =>
    headed * (this.#above[Math.min(Math.floor(row), this.#above.length - 1)] ?? 0);
}
