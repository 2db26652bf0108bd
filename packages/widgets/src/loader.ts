/**
 * The script tag's entry: fetches the file of each element when one is met on the page, and beside it the files they
 * share, which the browser would otherwise find one round trip later.
 */

/** Filled in when this file is built: the name of each element and the shared files it imports. */
declare const __PARVIS_ELEMENTS__: Record<string, string[]>;
const elements = __PARVIS_ELEMENTS__;

const load = (file: string) => import(/* @vite-ignore */ `./${file}.js`) as Promise<unknown>;

const meet = ({ localName }: Element) => {
  const name = localName.replace('parvis-', '');
  const shared = elements[name];
  if (!shared) return;
  delete elements[name];
  // A file that did not come is asked for again when the element is met again.
  Promise.all([name, ...shared].map(load)).catch(() => (elements[name] = shared));
};

const selector = Object.keys(elements).map((name) => `parvis-${name}`) + '';
const search = (node: Node) => {
  if (!(node instanceof Element)) return;
  meet(node);
  node.querySelectorAll(selector).forEach(meet);
};

search(document.documentElement);
new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(search))).observe(document, {
  childList: true,
  subtree: true,
});
