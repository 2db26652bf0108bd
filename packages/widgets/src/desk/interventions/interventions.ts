import { interventionsOf } from './intervention-list.ts';

/** `<parvis-desk-interventions>`: all of them. */
export const element = interventionsOf('interventions');
