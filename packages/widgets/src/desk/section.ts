/** What the desk hands to each of its sections. */
import type { Company, Field, Member, Viewer } from '@parvis/sdk';
import type { MemberClient } from '@parvis/sdk/member';
import type { Deferred } from './toast.ts';

/** Each section adds its name where it declares itself. */
export interface SectionNames {}
export type SectionName = keyof SectionNames;
/** Where the desk stands: a section, the one thing that is open in it, and how its list is narrowed and sorted. */
export interface Place {
  section: SectionName;
  id: string | null;
  /** What differs from how the list begins; absent where nothing does. */
  filter?: Readonly<Record<string, string>>;
}
export type SignedInMember = Extract<Viewer, { kind: 'member' }>;

export interface Desk {
  client: MemberClient;
  viewer: SignedInMember;
  /** What the section that is open is called. */
  title: string;
  company: Company;
  /** Active members, to give work to. */
  members: Member[];
  /** What the company asks about an intervention, beside the description. */
  fields: Field[];
  /** How many interventions are to be completed; '' when none is. */
  incomplete: string;
  /** Where it stands. */
  place: Place;
  /** Goes to a place; the browser's way back leads here again, unless it is only narrowed. */
  go(place: Place): void;
  /** Says in the address how the list is narrowed now. */
  narrow(filter: Place['filter']): void;
  /** Takes over settings that were just saved. */
  companyChanged(company: Company): void;
  /** Says what was done, for a while; with a way to take it back where there is one. */
  say(text: string, undo?: () => Promise<void>): void;
  /** Says what is done in a while, unless it is taken back: nobody outside hears of it before. Done at once when the page is left. */
  defer(text: string, deferred: Deferred): void;
  /** Id of what something waits to be done to. */
  waits: string | undefined;
  /** Takes back what is said of something done before; what waited is done. What comes next may be refused. */
  unsay(): void;
  /** What was typed in the forms that stand there is saved, or given up. */
  forgetTyping(root: ParentNode): void;
}
