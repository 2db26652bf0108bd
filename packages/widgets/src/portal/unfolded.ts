/** What the portal shows when it is pressed for: one file, loaded as one. */
export { Information } from './information.ts';
export { Places } from './places.ts';
export { Reschedule } from './reschedule.ts';
