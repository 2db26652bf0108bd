/** Nobody opens anything before the list is there: the sheet of an intervention and all else comes after, in a file of its own. */
import { importAgain } from './load-chunk.ts';

const load = () => import('./opened.ts');

/** Rejects where the file does not come: without a network, or after the server was renewed. */
export const bringOpened = () => importAgain(load);
