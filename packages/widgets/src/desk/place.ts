/**
 * The address of a place at the desk, as the hosted page has it after its `#`:
 * `#/customers/<id>?q=roux&sort=number`. What people type into an address may be anything.
 */
import type { Place } from './section.ts';

const written = /^#\/(\w+)(?:\/([\w-]+))?(?:\?(.*))?$/s;
/** More is no search. */
const longest = 120;

export function addressOf({ section, id, filter }: Place): string {
  const query = new URLSearchParams(filter).toString();
  return `#/${section}${id ? `/${id}` : ''}${query && `?${query}`}`;
}

/** Undefined where it names none of these sections. */
export function placeIn(hash: string, sections: readonly { name: Place['section'] }[]): Place | undefined {
  const [, name, id = null, query] = written.exec(hash) ?? [];
  const found = sections.find((each) => each.name === name);
  if (!found) return undefined;
  const filter = [...new URLSearchParams(query)].map(([key, value]) => [key, value.slice(0, longest)] as const);
  return { section: found.name, id, ...(filter.length && { filter: Object.fromEntries(filter) }) };
}
