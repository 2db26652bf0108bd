/** Registers `<parvis-dossier>`, and the discussion in it. */
import { Dossier } from '../dossier/dossier.ts';
import { define } from '../shared/define.ts';
import './thread.ts';

define('parvis-dossier', Dossier);

declare global {
  interface HTMLElementTagNameMap {
    'parvis-dossier': Dossier;
  }
}
