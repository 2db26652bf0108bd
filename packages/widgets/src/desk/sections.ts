/** Sections load apart: signing in does not wait for the settings. */
import { define } from '../shared/define.ts';
import type { SectionName } from './section.ts';

const loaders = {
  'sign-in': () => import('./sign-in.ts').then(({ SignIn }) => define('parvis-desk-sign-in', SignIn)),
  password: () => import('./password.ts').then(({ Password }) => define('parvis-desk-password', Password)),
  inbox: () => import('./interventions/inbox.ts').then(({ Inbox }) => define('parvis-desk-inbox', Inbox)),
  interventions: () =>
    import('./interventions/interventions.ts').then(({ DeskInterventions }) =>
      define('parvis-desk-interventions', DeskInterventions),
    ),
  customers: () =>
    import('./customers/customers.ts').then(({ DeskCustomers }) => define('parvis-desk-customers', DeskCustomers)),
  outbox: () => import('./outbox/outbox.ts').then(({ DeskOutbox }) => define('parvis-desk-outbox', DeskOutbox)),
  settings: () =>
    import('./settings/settings.ts').then(({ DeskSettings }) => define('parvis-desk-settings', DeskSettings)),
};

/** Registers the elements of a section once its file has come; rejects when it does not come. */
export const loadSection = (name: keyof typeof loaders): Promise<void> => loaders[name]();

/** Fetches the others while nothing else is to be done: where the network comes and goes, they are there when gone to. */
export function loadSections(names: readonly SectionName[]): void {
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
  whenIdle(() => names.forEach((name) => loadSection(name).catch(() => {})));
}
