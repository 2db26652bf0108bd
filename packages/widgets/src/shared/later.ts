import { part } from './part.ts';

/** Loads what is first used when someone acts. */
export const later = () => part(load);
const load = () => import('./acting.ts');
