/** The rows of a list, newest first, from an instant on. */
export async function since<T>(start: string, rows: AsyncIterable<T>, at: (row: T) => string): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) {
    if (at(row) < start) break;
    found.push(row);
  }
  return found;
}
