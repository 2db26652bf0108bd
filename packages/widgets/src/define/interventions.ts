/** Registers `<parvis-interventions>`, and the sheet of one intervention that it shows. */
import { InterventionSheet } from '../intervention/intervention-sheet.ts';
import { Interventions } from '../intervention/interventions.ts';
import { define } from '../shared/define.ts';

define('parvis-intervention-sheet', InterventionSheet);
define('parvis-interventions', Interventions);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-interventions': Interventions;
  }
}
