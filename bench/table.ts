/** What a benchmark says: one ratio a row, beside what is asked of it (docs: `quality`). */
export interface Row {
  what: string;
  /** Against what it is measured. */
  against: string;
  /** Of the medians; `1.00` is as much as the other. */
  ratio: number;
  /** Lowest and highest of the rounds. */
  range?: [number, number];
  target: string;
  met: boolean;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** The ratio of two series that were measured round by round in alternating order. */
export function ratioOf(own: readonly number[], other: readonly number[]): Pick<Row, 'ratio' | 'range'> {
  const rounds = own.map((value, round) => value / (other[round] ?? NaN));
  return { ratio: median(rounds), range: [Math.min(...rounds), Math.max(...rounds)] };
}

export const atLeast = (limit: number, ratio: number) => ({ target: `>= ${limit}`, met: ratio >= limit });
export const atMost = (limit: number, ratio: number) => ({ target: `<= ${limit}`, met: ratio <= limit });

export function print(rows: readonly Row[]): void {
  const number = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
  for (const { what, against, ratio, range, target, met } of rows) {
    const spread = range ? ` (${number(range[0])} to ${number(range[1])})` : '';
    console.log(
      `${met ? 'ok   ' : 'SHORT'} ${what.padEnd(44)} ${number(ratio)}${spread}  ${target}  against ${against}`,
    );
  }
}
