/** Registers `<parvis-portal>` and the elements it is made of. */
import { Portal } from '../portal/portal.ts';
import { define } from '../shared/define.ts';
import './interventions.ts';
import './places.ts';

define('parvis-portal', Portal);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-portal': Portal;
  }
}
