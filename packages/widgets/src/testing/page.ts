/** For the tests: an element on a page, in front of a server (`rig.ts`). */
import { Connection } from '../shared/connection.ts';
import type { ParvisElement } from '../shared/element.ts';
import { isOwn, problem, type Rig } from './rig.ts';
import { until } from './until.ts';
import { InterventionSheet } from '../intervention/intervention-sheet.ts';
import { define } from '../shared/define.ts';
import '../define.ts';

// Shown by itself here; on a page it comes with the list.
define('parvis-intervention-sheet', InterventionSheet);

export { until };

/**
 * Lets some calls be answered by something else than the API: `next` asks it. What is thrown is a network that fails.
 * Before an element is shown, which takes the `fetch` of then.
 */
export function intercept(
  api: Pick<Served, 'fetch'>,
  answer: (route: string, next: () => Promise<Response>, request: RequestInit) => Promise<Response> | Response,
) {
  const { fetch } = api;
  api.fetch = async (input, init = {}) => {
    const { pathname } = new URL(input as string | URL);
    return answer(`${init.method} ${pathname.replace(/^.*?\/v1/, '')}`, () => fetch(input, init), init);
  };
  Connection.fetch = (...given) => api.fetch(...given);
}
export { problem };

/** What an element is shown in front of. */
export type Served = Pick<Rig, 'origin' | 'link' | 'fetch'>;

interface Options {
  /** Which sample link opens it; null for none. */
  link?: Parameters<Served['link']>[0] | null;
  /** Width of the column that it stands in. */
  width?: number;
  attributes?: Record<string, string>;
}

/** Puts an element on the page and waits until it has drawn itself once. */
export async function show<E extends ParvisElement>(
  tag: string,
  api: Served,
  { link = 'customer', width = 390, attributes = {} }: Options = {},
): Promise<E> {
  const column = document.createElement('div');
  column.style.width = `${width}px`;
  const element = document.createElement(tag) as E;
  element.setAttribute('api', api.origin);
  if (link) element.setAttribute('link', api.link(link));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  column.append(element);
  document.body.append(column);
  await element.updateComplete;
  return element;
}

/** Takes everything away again. */
export function clean() {
  document.body.replaceChildren();
  document.documentElement.lang = 'fr';
  for (const key of ownKeys()) localStorage.removeItem(key);
  sessionStorage.clear();
}

/** What this file's tests have left in localStorage. */
const ownKeys = () => Object.keys(localStorage).filter(isOwn);

type Within = Element | ShadowRoot;
// Not `instanceof`: what is in a frame is of other classes.
const rootOf = (within: Within) => ('shadowRoot' in within && within.shadowRoot) || within;

/** The first that matches, once it is there. Selectors separated by `>>>` go into shadow trees. */
export async function find<E extends HTMLElement = HTMLElement>(within: Within, selector: string): Promise<E> {
  await until(() => query(within, selector), `${selector} is not there`);
  return query<E>(within, selector)!;
}
export function query<E extends HTMLElement = HTMLElement>(within: Within, selector: string): E | null {
  let at: Within | null = within;
  for (const step of selector.split('>>>')) at = at && rootOf(at).querySelector(step.trim());
  return at as E | null;
}
export const all = (within: Within, selector: string): HTMLElement[] => [
  ...rootOf(within).querySelectorAll<HTMLElement>(selector),
];

/** All that an element says on the screen, shadow trees included. */
export function textOf(within: Within): string {
  const parts: string[] = [];
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? '');
    const { shadowRoot } = node as Partial<Element>;
    if (shadowRoot) walk(shadowRoot);
    else for (const child of node.childNodes) walk(child);
  };
  walk(rootOf(within));
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

export function type(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string) {
  field.value = value;
  field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
}

/** The element that has the focus, through all shadow trees. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}
