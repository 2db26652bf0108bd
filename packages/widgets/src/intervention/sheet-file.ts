/** Nobody opens an intervention before the list is there: its sheet comes after, in a file of its own. */
import { define } from '../shared/define.ts';
import { again } from '../shared/part.ts';

const load = () => import('./intervention-sheet.ts');

/** Rejects where the file does not come: without a network, or after the server was renewed. */
export async function bringSheet(): Promise<void> {
  const { InterventionSheet } = await again(load);
  define('parvis-intervention-sheet', InterventionSheet);
}
