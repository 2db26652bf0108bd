/** What each element of customers is given beside its first screen. */
import type { ReactiveControllerHost } from 'lit';
import { keepFocus } from './focus.ts';
import { media } from './media.ts';

export type Attended = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

const attended = new WeakSet<Attended>();

/** Once, wherever it is put afterwards. */
export function attend(host: Attended) {
  if (attended.has(host)) return;
  attended.add(host);
  const root = host.renderRoot as ShadowRoot;
  root.adoptedStyleSheets.push(...media.flatMap(({ styleSheet }) => styleSheet ?? []));
  keepFocus(host, root);
}
