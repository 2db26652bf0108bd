/** What an element has to say and do that shows a list with its sheets (`list-detail.ts`). */
import type { Change, List } from '@parvis/sdk';
import type { DialogOpener } from './dialog.ts';
import type { DeskElement } from './element.ts';

/** What is searched, filtered and sorted by. */
export type Narrowed = Record<string, string> & { q: string };

/** What the element says and does that has the list. */
export interface Lists<Item, Chosen> extends DeskElement {
  /** What is asked for as long as nobody has chosen anything. */
  readonly defaults: Chosen;
  /** What can be asked for of what was chosen, or of what an address says, where anything may stand. */
  normalized(chosen: Chosen): Chosen;
  /** All that it lists; asked anew for each reading. */
  items(): List<Item>;
  /** Whether a change is of what it lists. */
  concerns(change: Change): boolean;
  /** What it says; where nothing can be created or searched, nothing is said of that. */
  texts(): { create?: string; search?: string; empty: string };
  /** What it is read for beside what was chosen: a day that ends. */
  readFor?(): string;
  /** What rows have in common that stand under one heading, if they do; and how that is written, with how many there are. */
  groupOf?(item: Item): string | undefined;
  heading?(first: Item, count: number | undefined): unknown;
  /** How many there are, once all of them are there. */
  found?(count: number): unknown;
  /** Filters and order, beside the search. */
  tools(): unknown;
  /** What a row says. */
  row(item: Item): unknown;
  sheet(): unknown;
  /** Reads one row by itself; absent where that cannot be done. */
  one?(id: string): Promise<Item>;
  /** Whether a row that changed is still where it belongs in the list. */
  stays?(before: Item, now: Item): boolean;
  /** The dialog that creates one. */
  creator?(opener: DialogOpener): unknown;
}
