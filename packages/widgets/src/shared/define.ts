import { isSupported, refuse } from './supported.ts';

/** Registers an element, or what stands for it. The first definition wins: a second copy of the script on a page must not throw. */
export function define(name: string, element: CustomElementConstructor) {
  if (!isSupported) void refuse();
  else if (!customElements.get(name)) customElements.define(name, element);
}
