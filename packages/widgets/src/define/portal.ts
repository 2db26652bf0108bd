/** Registers `<parvis-portal>` and the elements it is made of. */
import { Places } from '../portal/places.ts';
import { Portal } from '../portal/portal.ts';
import { define } from '../shared/define.ts';
import './interventions.ts';

define('parvis-places', Places);
define('parvis-portal', Portal);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-portal': Portal;
  }
}
