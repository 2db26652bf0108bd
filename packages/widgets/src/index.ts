/** The elements as classes, and the events they send. Importing this registers nothing; `@parvis/widgets/define` does. */
export { Dossier } from './dossier/dossier.ts';
export { InterventionForm } from './intervention/intervention-form.ts';
export { InterventionSheet } from './intervention/intervention-sheet.ts';
export { Interventions } from './intervention/interventions.ts';
export { Portal } from './portal/portal.ts';
export { Thread } from './thread/thread.ts';
export { ParvisElement } from './shared/element.ts';
export { ParvisInterventionCreatedEvent } from './intervention/events.ts';
export { ParvisMessageSentEvent } from './thread/events.ts';
export { ParvisErrorEvent, ParvisReadyEvent, ParvisSessionExpiredEvent } from './shared/events.ts';
export type { ParvisAttributes } from './attributes.ts';
