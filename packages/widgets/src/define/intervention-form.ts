/** Registers `<parvis-intervention-form>`. */
import { InterventionForm } from '../intervention/intervention-form.ts';
import { Connection } from '../shared/connection.ts';
import { define } from '../shared/define.ts';
import { loadChunk } from '../shared/load-chunk.ts';

const attention = () => import('../shared/attend.ts');
Connection.attend = (host) => void loadChunk(attention).then(({ attend }) => attend(host));

define('parvis-intervention-form', InterventionForm);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-intervention-form': InterventionForm;
  }
}
