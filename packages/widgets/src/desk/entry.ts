/** What a section declares in its folder; the desk draws its list, its address, its counts and its keys from that. */
import type { Language } from '../shared/locale.ts';
import type { Counts } from './company-store.ts';
import type { DeskElement } from './element.ts';
import type { SectionName, SignedInMember } from './section.ts';

export interface Section {
  /** As it stands in the address. */
  readonly name: SectionName;
  /** As it stands in the list of sections, and over what it shows: said before the section's own words are there. */
  readonly title: Record<Language, string>;
  /** Loads the class of `<parvis-desk-{name}>`; rejects when its file does not come. */
  readonly load: () => Promise<new () => DeskElement>;
  /** Whether this member goes there. */
  readonly isFor: (viewer: SignedInMember) => boolean;
  /** How much waits in it, and how that is said aloud. */
  readonly waiting?: {
    count: (counts: Counts) => number | undefined;
    said: Record<Language, (count: number) => string>;
  };
}

/** The field app, not the desk, is for technicians. */
export const isOffice = ({ role }: SignedInMember): boolean => role !== 'technician';
