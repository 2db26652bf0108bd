/** The desk loads in two files: signing in does not wait for the sections, and these come all at once. */
import { define } from '../shared/define.ts';
import { sections } from './sections.ts';

const files = {
  gate: () =>
    import('./gate.ts').then(({ Password, SignIn }) => {
      define('parvis-desk-sign-in', SignIn);
      define('parvis-desk-password', Password);
    }),
  sections: () => Promise.all(sections.map(async ({ name, load }) => define(`parvis-desk-${name}`, await load()))),
};

export type DeskFile = keyof typeof files;

/** Registers the elements of a file once it has come; rejects when it does not come. */
export const loadFile = (name: DeskFile): Promise<unknown> => files[name]();

/** Fetches it while nothing else is to be done: it is there when gone to. */
export function loadLater(name: DeskFile): void {
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => loadFile(name).catch(() => {}));
}
