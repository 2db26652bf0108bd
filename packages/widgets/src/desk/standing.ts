/** Elements that are told by name, where a template would need a tag of its own for each. */
const madeOf = new WeakMap<Element, readonly unknown[]>();

/**
 * The element of this name that stands there, or else a new one. It is given its properties once, and again when something
 * that they are made `of` has changed.
 */
export function standing(root: ParentNode, name: string, given: object, of: readonly unknown[]): Element {
  const element = root.querySelector(name) ?? document.createElement(name);
  const before = madeOf.get(element);
  if (!of.every((each, at) => each === before?.[at])) Object.assign(element, given);
  madeOf.set(element, of);
  return element;
}
