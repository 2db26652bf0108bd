/** What is typed in forms of the desk and not saved: kept where that can be done; else the reader is asked before it would be lost. */
import { draftOf } from './drafts.ts';
import type { Place } from './section.ts';
import { keepsInTab } from './tab.ts';

/** Each form with all that it stands in. */
const typed = new Map<Element, Element[]>();

/** For `input`: what is typed in this form is to be saved. */
export function noteTyping(event: Event) {
  const path = event.composedPath() as Element[];
  const form = path.find(({ localName }) => localName === 'form');
  if (!form) return;
  typed.set(form, path);
  draftOf(form.getRootNode())?.keep();
}
/** What was typed in the forms that stand there is saved, or given up. */
export function forgetTyping(root: ParentNode) {
  for (const form of root.querySelectorAll('form')) typed.delete(form);
  draftOf(root)?.drop();
}
/**
 * The forms with something typed in them that go when the desk goes from one place to another, or is left. A dialog of the
 * list stays with what is typed in it whatever row is opened; what belongs to the row goes with it.
 */
const leaving = (from?: Place, to?: Place) => {
  for (const form of typed.keys()) if (!form.isConnected) typed.delete(form);
  return [...typed].flatMap(([form, path]) =>
    !to || from?.section !== to.section || (from.id !== to.id && (!form.closest('dialog') || isInSheet(path)))
      ? [form]
      : [],
  );
};
const isInSheet = (path: Element[]) => path.some(({ className }) => className === 'sheet');
const isKept = (form: Element) => draftOf(form.getRootNode()) !== undefined;

/** Whether something typed would be lost by that. */
export const losesTyping = (from?: Place, to?: Place): boolean =>
  leaving(from, to).some((form) => !to || !isKept(form)) || (!to && keepsInTab(' draft '));
/** Whether something typed is kept for when it is come back to. */
export const keepsTyping = (from: Place, to: Place): boolean => leaving(from, to).some(isKept);

// Closed or loaded anew, which nobody can tell apart: closed, it would go with the tab.
globalThis.addEventListener?.('beforeunload', (event) => losesTyping() && event.preventDefault());
