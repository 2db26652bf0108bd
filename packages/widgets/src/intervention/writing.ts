/** What the functions of the form work on: handed on from one to the next, and kept by none. */
import type { words as french } from './form-body.fr.ts';
import type { ParvisElement } from '../shared/element.ts';
import type { Words } from '../shared/locale.ts';
import type { DraftSaver } from './draft-saver.ts';
import type { FormState } from './form-state.ts';

/** The element that is written in. */
export interface Form extends ParvisElement {
  siteId: string | null | undefined;
  equipmentId: string | null | undefined;
  /** Whether what has arrived can be opened: the element around hears `intervention-seen`. */
  readonly mayFollow: boolean | undefined;
  /** Opens a request that waits, or was refused, to be written again. */
  correct(id: string): Promise<void>;
  /** Puts the reader where they can start. */
  focusFirst(): void;
}

export interface Writing {
  readonly host: Form;
  readonly state: FormState;
  readonly saver: DraftSaver;
  readonly words: Words<typeof french>;
}

/** Draws the element as things stand now, and gives it. */
export async function drawn({ host, state }: Writing) {
  state.changed();
  await host.updateComplete;
  return host.renderRoot;
}
