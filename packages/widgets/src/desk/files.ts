/** The desk loads in two files: signing in does not wait for the sections, and these come all at once. */
import { define } from '../shared/define.ts';
import { importAgain } from '../shared/load-chunk.ts';
import { sections } from './sections.ts';

/** Registers the sections once their file has come; rejects when it does not come. */
export const loadSections = (): Promise<unknown> =>
  Promise.all(sections.map(async ({ name, load }) => define(`parvis-desk-${name}`, await load())));

/** Registers the search of everything, which comes with the sections. */
export const loadFinder = async (): Promise<void> => {
  const { Finder } = await importAgain(() => import('./finder/finder.ts'));
  define('parvis-desk-finder', Finder);
};

/** Fetches them while nothing else is to be done: they are there when gone to. */
export function loadSectionsLater(): void {
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => loadSections().catch(() => {}));
}
