/** What the parts of the form know of each other. */
import type { Address, ContactDetails, Equipment, Portal, Site } from '@parvis/sdk';
import type { words as french } from './form-body.fr.ts';
import type { ParvisElement } from '../shared/element.ts';
import type { Words } from '../shared/locale.ts';
import type { Photos } from '../shared/photos.ts';
import type { Changes, Request } from './draft.ts';

/** The element that is written in. */
export interface Form extends ParvisElement {
  readonly portal: Portal | undefined;
  siteId: string | null | undefined;
  equipmentId: string | null | undefined;
  description: string;
  /** Whether what has arrived can be opened: the element around hears `intervention-seen`. */
  readonly mayFollow: boolean | undefined;
  /** Puts the reader where they can start. */
  focusFirst(): void;
}

/** What stands folded under a line of its own. */
export type Part = 'type' | 'place' | 'contact' | 'fields';

/** What may be chosen as the place. */
export interface Choices {
  sites: Site[];
  equipment: Equipment[];
}

/** What is being written. */
export interface Writing {
  readonly on: Form;
  readonly words: Words<typeof french>;
  /** What was changed from what the form starts with, the description apart. */
  changes: Changes;
  /** What will be sent: what the form started with, and what was changed. */
  readonly values: Request & Required<Pick<Request, 'siteId' | 'equipmentId' | 'fields'>>;
  /** Known by name once they were asked for. */
  site: Site | undefined;
  equipment: Equipment | undefined;
  choices: Choices | undefined;
  /** Shown, and sent only if it was changed: otherwise the server takes the same from its own records. */
  readonly address: Address | undefined;
  readonly contact: ContactDetails | undefined;
  /** A request is on its way. */
  readonly sending: boolean;
  readonly picker: Photos | null;
  openPhotos(then: (photos: Photos) => unknown): Promise<void>;
  /** Takes a change, forgets what was wrong there, and keeps the draft. */
  change(changes: Changes, name: string): void;
  /** The sentence for what is wrong with a field. */
  wrong(name: string): string | undefined;
  /** Shows what edits a part. */
  unfold(part: Part, focus?: boolean): Promise<void>;
  /** Tells who does not see the screen that a draft was taken up. */
  sayRestored(): Promise<void>;
  /** Closes the confirmation, ready for another request. */
  done(): Promise<void>;
}
