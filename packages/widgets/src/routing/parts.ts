/** What routing asks of the elements that make up where one is. */
import type { Portal } from '@parvis/sdk';
import type { ReactiveControllerHost } from 'lit';
import type { Connection } from '../shared/connection.ts';
import type { Filter, Sheet, Tab } from './place.ts';

export interface Part extends HTMLElement, ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly connection: Connection | undefined;
  /** The head of the portal, once it has been read. */
  readonly portal: Portal | undefined;
  session: 'cookie' | null | undefined;
}
export interface ListPart extends Part {
  routing: boolean | undefined;
  chosen: Filter;
  /** Id of the intervention that is open. */
  selected: string | undefined;
  /** Opens one; undefined closes it. */
  open: (id: string | undefined) => void;
  narrow: (filter: Filter) => void;
}
export interface PlacesPart extends Part {
  /** Id of the site, the piece of equipment or the dossier. */
  chosen: string | undefined;
  /** Shows one; undefined goes back to all of them. */
  choose: (id: string | undefined) => Promise<void>;
}
export interface PortalPart extends Part {
  routing: boolean | undefined;
  readonly tabs: { now: Tab };
  sheet: Sheet | undefined;
  choose: (tab: Tab) => Promise<void>;
  create: () => Promise<void>;
  reschedule: () => Promise<void>;
  closeSheet: () => void;
}
