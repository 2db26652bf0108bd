/** Goes on in the element's own field with what was begun in the one that the loader drew, which goes. Its text is there already. */
export function takeOver(early: HTMLTextAreaElement, root: HTMLElement | DocumentFragment) {
  // What the element draws stands before what was there.
  const field = root.querySelector('textarea');
  if ((root as ShadowRoot).activeElement === early) {
    field?.focus();
    field?.setSelectionRange(early.selectionStart, early.selectionEnd);
  }
  early.closest('.root')?.remove();
}
