/** Things of a company's own lists (types, choices): what holds one keeps its key, whatever it is called by then. */
import type { Label } from '@parvis/sdk/contract';
import { fold } from './fold.ts';
import { refused } from './problem.ts';

export interface Named {
  key: string;
  label: Label;
  /** No longer offered. */
  retired?: true | undefined;
}
type Given = Omit<Named, 'key'> & { key?: string | undefined };

/** How many a list offers at most. */
const mostOffered = 100;
const longestKey = 40;

/**
 * A list as it is kept once people changed it: what has no key gets that of the thing that was retired under the same words,
 * else a new one, and what was left out is retired. Raises 422 on `field`: `required`, `too-many`, `duplicate`.
 */
export function withKeys(before: readonly Named[], given: readonly Given[], field: string): Named[] {
  const named = new Set(given.flatMap(({ key }) => key ?? []));
  const gone = before.filter(({ key }) => !named.has(key));
  const taken = new Set([...before.map(({ key }) => key), ...named]);
  const kept = given.map(({ key, label, retired }): Named => {
    const again = key === undefined && gone.findIndex((each) => says(each, label.fr));
    const known = again === false || again < 0 ? key : gone.splice(again, 1)[0]!.key;
    const made = known ?? newKey(label.fr, taken);
    taken.add(made);
    return { key: made, label, ...(retired && { retired }) };
  });
  if (new Set(kept.map(({ key }) => key)).size < kept.length) throw refused(field, 'duplicate');
  const offered = kept.filter(({ retired }) => !retired).length;
  if (offered === 0) throw refused(field, 'required');
  if (offered > mostOffered) throw refused(field, 'too-many');
  return [...kept, ...gone.map((each): Named => ({ ...each, retired: true }))];
}

/** The key of what is meant by a key or by words in either language; undefined when nothing is offered by that name. */
export const keyOf = (offered: readonly Named[], meant: string): string | undefined => {
  const open = offered.filter(({ retired }) => !retired);
  return (open.find(({ key }) => key === meant) ?? open.find((each) => says(each, meant)))?.key;
};

const says = ({ label }: Named, words: string): boolean =>
  fold(label.fr).trim() === fold(words).trim() || fold(label.en).trim() === fold(words).trim();

function newKey(words: string, taken: ReadonlySet<string>): string {
  const stem =
    fold(words)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, longestKey - 4)
      .replace(/-$/, '') || 'x';
  if (!taken.has(stem)) return stem;
  let n = 2;
  while (taken.has(`${stem}-${n}`)) n++;
  return `${stem}-${n}`;
}
