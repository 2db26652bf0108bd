/** Registers `<parvis-interventions>`; the sheet of one registers itself when it comes. */
import { Interventions } from '../intervention/interventions.ts';
import { Connection } from '../shared/connection.ts';
import { define } from '../shared/define.ts';
import { loadChunk } from '../shared/load-chunk.ts';

const attention = () => import('../shared/attend.ts');
Connection.attend = (host) => void loadChunk(attention).then(({ attend }) => attend(host));

define('parvis-interventions', Interventions);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-interventions': Interventions;
  }
}
