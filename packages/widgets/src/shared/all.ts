/** Every row of a list, however many pages that takes, for what is shown whole; rejects with the first refusal. */
export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
