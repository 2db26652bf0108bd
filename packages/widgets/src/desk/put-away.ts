/** « Archiver » and « Mettre à la corbeille » on a sheet, with the way back. */
import { html } from 'lit';
import { Words } from '../shared/locale.ts';
import type { DeskElement } from './element.ts';
import type { Form } from './form.ts';
import { words as fr } from './put-away.fr.ts';

export const putAwayWords = { fr, en: () => import('./put-away.en.ts') };

interface Thing {
  id: string;
  version: number;
  archivedAt: string | null;
}
interface About<T extends Thing> {
  /** What it is called where that is said. */
  name: string;
  update: (thing: T, change: { archived: boolean } | { binned: boolean }) => Promise<T>;
  /** Which of both may be done. */
  can?: { archive: boolean; bin: boolean };
  /** What is asked before it goes into the bin; nothing where the way back is enough. */
  question?: string | undefined;
  /** Once it is there. */
  gone?: () => void;
  /** Whether there are several such things on the sheet: then each button says which it is of. */
  isOneOfMany?: true;
}

export class PuttingAway {
  readonly #words: Words<typeof fr>;
  readonly #form: Form;

  constructor(host: DeskElement, form: Form) {
    this.#words = new Words(host, putAwayWords);
    this.#form = form;
  }
  get words() {
    return this.#words.now;
  }

  buttons<T extends Thing>(thing: T, about: About<T>, look = '', disabled = false) {
    const w = this.words;
    const { can = { archive: true, bin: true }, isOneOfMany, name } = about;
    const button = (label: string, of: (name: string) => string, act: () => unknown) =>
      html`<button
        class=${look}
        data-away
        aria-label=${isOneOfMany ? of(name) : label}
        aria-disabled=${this.#form.busy}
        ?disabled=${disabled}
        @click=${act}
      >
        ${label}
      </button>`;
    const archive = () => this.#archive(thing, about);
    return [
      can.archive &&
        (thing.archivedAt === null
          ? button(w.archive, w.archiveOf, archive)
          : button(w.unarchive, w.unarchiveOf, archive)),
      can.bin && button(w.bin, w.binOf, () => this.#bin(thing, about)),
    ].filter(Boolean);
  }
  #archive<T extends Thing>(thing: T, { name, update }: About<T>) {
    const w = this.words;
    const archived = thing.archivedAt === null;
    return this.#form.act(
      () => update(thing, { archived }),
      (after) => update(after, { archived: !archived }),
      archived ? w.isArchived(name) : w.isUnarchived(name),
    );
  }
  #bin<T extends Thing>(thing: T, { name, update, question, gone }: About<T>) {
    if (question && !confirm(question)) return;
    void this.#form.act(
      async () => {
        const after = await update(thing, { binned: true });
        // Before it is missed: nothing of it can be read any more.
        gone?.();
        return after;
      },
      (after) => update(after, { binned: false }),
      this.words.isBinned(name),
    );
  }
}
