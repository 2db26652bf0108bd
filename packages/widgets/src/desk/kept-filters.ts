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

/** None where nothing is kept, or what is there is nothing of ours. */
export function savedFilters(desk: Desk): SavedFilter[] {
  try {
    const kept = JSON.parse(localStorage.getItem(nameFor(desk)) ?? '[]') as SavedFilter[];
    return kept.filter(({ name, filter }) => typeof name === 'string' && typeof filter === 'object');
  } catch {
    return [];
  }
}
/** Answers whether the device keeps them. */
export function saveFilters(desk: Desk, filters: SavedFilter[]): boolean {
  try {
    localStorage.setItem(nameFor(desk), JSON.stringify(filters));
    return true;
  } catch {
    return false;
  }
}
