/** Registers every element that customers use. The company's screens are registered by `define/desk`. */
import './define/dossier.ts';
import './define/intervention-form.ts';
import './define/interventions.ts';
import './define/portal.ts';
import './define/thread.ts';
