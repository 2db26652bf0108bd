/**
 * The filters that a member saved, as this device keeps them: by member and company, since several may share it. They
 * stay when somebody signs out: how one works is no secret that the browser's history of addresses would not hold as
 * well, and nobody wants to choose it all anew each morning.
 */
import type { Desk, Place } from './section.ts';

export interface SavedFilter {
  name: string;
  filter: NonNullable<Place['filter']>;
}

const nameFor = ({ company, viewer, place }: Desk) => `parvis-filters ${company.id} ${viewer.id} ${place.section}`;

/** Without what is there and nothing of ours: other programs of the page may write to the same place. */
export function loadFilters(desk: Desk): SavedFilter[] {
  try {
    return (JSON.parse(localStorage.getItem(nameFor(desk)) ?? '[]') as unknown[]).filter(isOurs);
  } catch {
    return [];
  }
}
const isOurs = (kept: unknown): kept is SavedFilter => {
  const { name, filter } = Object(kept) as Record<keyof SavedFilter, unknown>;
  const values = Object.values(Object(filter) as object);
  return values.length > 0 && [name, ...values].every((each) => typeof each === 'string');
};
/** Answers whether the device keeps them. */
export function storeFilters(desk: Desk, filters: SavedFilter[]): boolean {
  try {
    localStorage.setItem(nameFor(desk), JSON.stringify(filters));
    return true;
  } catch {
    return false;
  }
}
