/** Registers `<parvis-interventions>`; the sheet of one registers itself when it comes. */
import { Interventions } from '../intervention/interventions.ts';
import { define } from '../shared/define.ts';

define('parvis-interventions', Interventions);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-interventions': Interventions;
  }
}
