/** In one file: what they share is compressed once, and where the network comes and goes they are there when gone to. */
export { DeskCustomers } from './customers/customers.ts';
export { Inbox } from './interventions/inbox.ts';
export { DeskInterventions } from './interventions/interventions.ts';
export { DeskOutbox } from './outbox/outbox.ts';
export { PasswordAgain } from './profile/password-again.ts';
export { DeskProfile } from './profile/profile.ts';
export { DeskSettings } from './settings/settings.ts';
