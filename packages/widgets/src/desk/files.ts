/** The desk loads in two files: signing in does not wait for the sections, and these come all at once. */
import { define } from '../shared/define.ts';

const files = {
  gate: () =>
    import('./gate.ts').then(({ Password, SignIn }) => {
      define('parvis-desk-sign-in', SignIn);
      define('parvis-desk-password', Password);
    }),
  sections: () =>
    import('./sections.ts').then((all) => {
      define('parvis-desk-inbox', all.Inbox);
      define('parvis-desk-interventions', all.DeskInterventions);
      define('parvis-desk-customers', all.DeskCustomers);
      define('parvis-desk-outbox', all.DeskOutbox);
      define('parvis-desk-settings', all.DeskSettings);
      define('parvis-desk-profile', all.DeskProfile);
      define('parvis-desk-password-again', all.PasswordAgain);
    }),
};

export type DeskFile = keyof typeof files;

/** Registers the elements of a file once it has come; rejects when it does not come. */
export const loadFile = (name: DeskFile): Promise<void> => files[name]();

/** Fetches it while nothing else is to be done: it is there when gone to. */
export function loadLater(name: DeskFile): void {
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => loadFile(name).catch(() => {}));
}
