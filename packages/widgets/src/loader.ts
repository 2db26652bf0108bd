/**
 * The script tag's entry: fetches the file of each element when one is met on the page, or in a shadow root of it, and beside
 * it the files they share, which the browser would otherwise find one round trip later. The form's first field it draws
 * itself.
 */
import { drawFirstField } from './intervention/first-field.ts';
import { isSupported, refuse } from './shared/supported.ts';

export * from './in-loader.ts';

/** Filled in when this file is built: the name of each element and the shared files it imports. */
declare const __PARVIS_ELEMENTS__: Record<string, string[] | null>;
const elements = __PARVIS_ELEMENTS__;

const load = (file: string) => import(/* @vite-ignore */ `./${file}.js`) as Promise<unknown>;

const meet = (element: Element) => {
  const { localName, shadowRoot } = element;
  const shared = elements[localName];
  if (shared) {
    elements[localName] = null;
    // A file that did not come is asked for again when the element is met again.
    const coming: Promise<unknown> = isSupported ? Promise.all([localName.slice(7), ...shared].map(load)) : refuse();
    coming
      .catch(async () => {
        elements[localName] = shared;
        (await import('./lost.ts')).sayLost(element);
      })
      // The sentence did not come either: what the page has between the tags stays.
      .catch(() => {});
    if (isSupported && !shadowRoot && localName === 'parvis-intervention-form') drawFirstField(element);
  } else if (localName.startsWith('parvis-')) {
    // Has its file, or brings it along.
  } else if (shadowRoot) {
    watch(shadowRoot);
  } else if (element.matches(':not(:defined)')) {
    // A component of the page's own, which may bring a shadow root when its script has come.
    void customElements.whenDefined(localName).then(() => meet(element));
  }
};
/** Looking at what can hold none of ours would cost a browser the memory of what scripts may do with it. */
const search = (within: ParentNode) => within.querySelectorAll(':not(html,head,head *,script)').forEach(meet);

/** One for all: what is watched already is not watched twice. */
const observer = new MutationObserver((changes) =>
  changes.forEach(({ addedNodes }) =>
    addedNodes.forEach((node) => {
      if (!(node instanceof Element)) return;
      meet(node);
      search(node);
    }),
  ),
);
const watch = (root: Document | ShadowRoot) => {
  search(root);
  observer.observe(root, { childList: true, subtree: true });
};

watch(document);
