/** What a command has to say: one fact a line, or all of it as one JSON object. */

export interface Fact {
  /** First word of the line. */
  word: string;
  value: string | number | Record<string, string>;
}

export const fact = (word: string, value: Fact['value']): Fact => ({ word, value });

const valueText = (value: Fact['value']): string =>
  typeof value === 'object' ? Object.values(value).join('  ') : String(value);

/** Values stand in one column. */
export function factLines(facts: readonly Fact[]): string {
  const width = Math.max(...facts.map(({ word }) => word.length));
  return facts.map(({ word, value }) => `${word.padEnd(width)}  ${valueText(value)}\n`).join('');
}

/** `Sign-in` said twice becomes `{ "signIn": […] }`. */
export function factsJson(facts: readonly Fact[]): string {
  const values = new Map<string, Fact['value'][]>();
  for (const { word, value } of facts) {
    const name =
      word.charAt(0).toLowerCase() + word.slice(1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const object = Object.fromEntries([...values].map(([name, said]) => [name, said.length > 1 ? said : said[0]]));
  return `${JSON.stringify(object)}\n`;
}
