/** What is typed in forms of the desk and not saved: before it would be lost, the reader is asked. */
import type { Place } from './section.ts';

/** Each form with all that it stands in. */
const typed = new Map<Element, Element[]>();

/** For `input`: what is typed in this form is to be saved. */
export function noteTyping(event: Event) {
  const path = event.composedPath() as Element[];
  const form = path.find(({ localName }) => localName === 'form');
  if (form) typed.set(form, path);
}
/** What was typed in the forms that stand there is saved, or given up. */
export function forgetTyping(root: ParentNode) {
  for (const form of root.querySelectorAll('form')) typed.delete(form);
}
/**
 * Whether something typed goes when the desk goes from one place to another, or is left. A dialog of the list keeps what is
 * typed in it whatever row is opened; what belongs to the row goes with it.
 */
export const losesTyping = (from?: Place, to?: Place): boolean => {
  for (const form of typed.keys()) if (!form.isConnected) typed.delete(form);
  return [...typed].some(
    ([form, path]) =>
      !to || from?.section !== to.section || (from.id !== to.id && (!form.closest('dialog') || isInSheet(path))),
  );
};
const isInSheet = (path: Element[]) => path.some(({ className }) => className === 'sheet');

// Closed or loaded anew: the browser asks.
globalThis.addEventListener?.('beforeunload', (event) => losesTyping() && event.preventDefault());
