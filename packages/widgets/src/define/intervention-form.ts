/** Registers `<parvis-intervention-form>`. */
import { InterventionForm } from '../intervention/intervention-form.ts';
import { Connection } from '../shared/connection.ts';
import { define } from '../shared/define.ts';
import { part } from '../shared/part.ts';

const attention = () => import('../shared/attend.ts');
Connection.attend = (host) => void part(attention).then(({ attend }) => attend(host));

define('parvis-intervention-form', InterventionForm);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-intervention-form': InterventionForm;
  }
}
