/** Registers an element. The first definition wins: a second copy of the script on a page must not throw. */
export function define(name: string, element: CustomElementConstructor) {
  if (!customElements.get(name)) customElements.define(name, element);
}
