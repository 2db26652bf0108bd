/** Registers `<parvis-intervention-form>`. */
import { InterventionForm } from '../intervention/intervention-form.ts';
import { define } from '../shared/define.ts';

define('parvis-intervention-form', InterventionForm);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-intervention-form': InterventionForm;
  }
}
