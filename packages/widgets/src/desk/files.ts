/** The desk loads in two files: signing in does not wait for the sections, and these come all at once. */
import { define } from '../shared/define.ts';
import { sections } from './sections.ts';

/** Registers the sections once their file has come; rejects when it does not come. */
export const loadSections = (): Promise<unknown> =>
  Promise.all(sections.map(async ({ name, load }) => define(`parvis-desk-${name}`, await load())));

/** Fetches them while nothing else is to be done: they are there when gone to. */
export function loadSectionsLater(): void {
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => loadSections().catch(() => {}));
}
