/** The keys of the whole desk: `?` tells them all, Ctrl+K searches everything, Ctrl+Z takes back what was done last, others are the section's. */
import { html } from 'lit';
import type { words as french } from './desk.fr.ts';
import { closeBeside } from '../shared/dialog.ts';
import type { ParvisElement } from '../shared/element.ts';
import type { DeskElement } from './element.ts';
import type { Toast } from './toast.ts';

interface Keys {
  toast: Toast;
  /** Searches everything. */
  find: () => void;
  /** Whether keys do something that are pressed alone. */
  hasSingle: boolean;
}

/** Does what a key pressed at the desk is for. */
export function press(event: Event, { renderRoot }: ParvisElement, { toast, find, hasSingle }: Keys) {
  if (!(event instanceof KeyboardEvent) || renderRoot.querySelector('.again')) return;
  const target = event.composedPath()[0] as HTMLElement;
  if ((event.ctrlKey || event.metaKey) && event.key === 'z' && toast.canUndo) {
    // In a field it takes back what was typed there.
    if (target.closest('input, textarea, dialog')) return;
    event.preventDefault();
    void toast.undo();
  }
  // There only while the desk is open to somebody.
  const dialog = renderRoot.querySelector('dialog');
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'k' && dialog) {
    event.preventDefault();
    return find();
  }
  const writes = target.closest('input, textarea, select, [contenteditable], dialog');
  if (writes || event.ctrlKey || event.metaKey || event.altKey || !dialog || hasModal(renderRoot)) return;
  if (!hasSingle && event.key.length === 1) return;
  // Not yet a section while its file is on its way.
  const section = renderRoot.querySelector<Partial<DeskElement> & Element>('.main > :last-child');
  if (event.key === '?') {
    event.preventDefault();
    dialog.showModal();
  } else if (section?.onDeskKey?.(event.key)) event.preventDefault();
}

/** Whether a dialog is open: by a press on nothing in it the keyboard leaves it, and is on the page. */
const hasModal = (root: ParentNode): boolean =>
  [...root.querySelectorAll('*')].some(
    (each) => each.matches('dialog[open]') || (each.shadowRoot && hasModal(each.shadowRoot)),
  );

/** Tells all keys, once it is opened. */
export const keysDialog = (w: typeof french, close: string) =>
  html`<dialog aria-labelledby="keys" @click=${closeBeside}>
    <h2 id="keys">${w.keys}</h2>
    <p class="quiet small">${w.keysOff}</p>
    <dl class="keys">
      ${w.keyList.map(
        ([key, what]) =>
          html`<dt><kbd>${key}</kbd></dt>
            <dd>${what}</dd>`,
      )}
    </dl>
    <form method="dialog" class="row"><button>${close}</button></form>
  </dialog>`;
