/**
 * Who uses the keyboard goes on where they were: what they pressed is often gone with what it brought, and a focus that has
 * nowhere to be falls back to the page. Loaded beside the first screen.
 */
import type { ReactiveControllerHost } from 'lit';
import { outwards } from './locale.ts';

/** Keeps it in one element, whatever that draws anew. */
export function keepFocus(host: ReactiveControllerHost, root: ShadowRoot) {
  /** What had the focus before it was drawn, and all around that. */
  let path: Node[] = [];
  host.addController({
    hostUpdate: () => (path = [...outwards(root.activeElement)]),
    hostUpdated: () => goOn(path),
  });
  // A dialog gives the focus back to what had opened it, which may be gone.
  const closed = async ({ target }: Event) => {
    const around = [...outwards(target as Node)];
    await host.updateComplete;
    goOn(around);
  };
  root.addEventListener('close', (event) => void closed(event), true);
}

/** At itself, should it only have been moved; else at the heading or the name of what it stood in. */
function goOn(path: Node[]) {
  const isLost = () => document.activeElement === document.body;
  if (!path[0] || !isLost()) return;
  const left = path.filter((at) => at.isConnected && (at as Partial<Element>).closest?.('.root')) as HTMLElement[];
  left[0]?.focus();
  if (!left[0] || !isLost()) return;
  // What is empty now says nothing.
  const seen = left.filter(({ offsetHeight }) => offsetHeight);
  const around = seen.find((at) => at.matches('[aria-label]') || headingOf(at)) ?? seen[0] ?? left[0];
  const on = headingOf(around) ?? around;
  on.tabIndex = -1;
  on.focus({ preventScroll: true });
}
const headingOf = (element: Element) => element.querySelector<HTMLElement>(':is(h2, h3):not(summary *)');
