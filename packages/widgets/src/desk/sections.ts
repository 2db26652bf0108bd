/** Sections load when they are first gone to: signing in does not wait for the settings. */
import { define } from '../shared/define.ts';

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

/** Registers the elements of a section once its file has come; a failed load is tried again the next time it is gone to. */
export function loadSection(name: keyof typeof loaders): void {
  loaders[name]().catch(() => {});
}
