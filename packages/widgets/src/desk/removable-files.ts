/** Files of a sheet of the desk, each with the press that takes it away where the viewer may do that. */
import type { Change, File as StoredFile } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import trash from 'lucide/dist/esm/icons/trash.mjs';
import { fileList, fileStyles } from '../shared/files.ts';
import { icon } from '../shared/icon.ts';
import type { words as frenchOfAll } from '../shared/common.fr.ts';
import type { words as french } from './desk.fr.ts';
import type { Desk } from './section.ts';

interface Sheet {
  desk: Desk;
  /** What all screens say, and what the desk says. */
  common: typeof frenchOfAll;
  words: typeof french;
  /** Reads again what the sheet shows. */
  read: () => Promise<void>;
}

/** Undefined when there is none, also while the only one is being taken away: what it stands under is then left out. */
export function removableFiles(files: StoredFile[], { desk, common, words, read }: Sheet) {
  // Nobody gets back what is gone for good: it goes when it can be taken back no longer.
  const remove = (file: StoredFile) => (event: Event) => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    const buttons = [...root.querySelectorAll<HTMLElement>('.remove')];
    const at = buttons.indexOf(event.currentTarget as HTMLElement);
    // The button goes with its file: the keyboard stays among the files.
    (buttons[at + 1] ?? buttons[at - 1])?.focus();
    desk.defer(words.fileRemoved(file.name), {
      of: file.id,
      work: async () => {
        await desk.client.files.remove(file.id, { keepalive: true });
        await read();
      },
    });
  };
  const shown = files.filter(({ id }) => id !== desk.waits);
  if (!shown.length) return undefined;
  return fileList(shown, desk.client, common, undefined, (file) =>
    file.can.includes('delete')
      ? html`<button class="bare remove" aria-label=${words.removeFile(file.name)} @click=${remove(file)}>
          ${icon(trash)}
        </button>`
      : nothing,
  );
}

/** Whether a change is of a file; of which sheet it is, an entry does not say. */
export const isOfFile = ({ subject }: Change): boolean => subject.type === 'file';

export const removableFileStyles = [
  fileStyles,
  css`
    .remove > svg {
      width: 18px;
      height: 18px;
    }
    .pictures .remove {
      position: absolute;
      inset: var(--u) var(--u) auto auto;
      min-height: 32px;
      padding: var(--u);
      background: var(--surface);
      border-radius: var(--radius);
    }
    .documents > li {
      display: flex;
      align-items: center;
      gap: calc(2 * var(--u));
    }
    .documents a {
      flex: 1;
      min-width: 0;
    }
  `,
];
