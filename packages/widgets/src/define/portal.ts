/** Registers `<parvis-portal>` and the elements it is made of. */
import { Appointment } from '../portal/appointment.ts';
import { Portal } from '../portal/portal.ts';
import { define } from '../shared/define.ts';
import './interventions.ts';

define('parvis-appointment', Appointment);
define('parvis-portal', Portal);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-portal': Portal;
  }
}
