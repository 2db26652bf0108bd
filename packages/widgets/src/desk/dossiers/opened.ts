/** What the desk shows of dossiers: one file, loaded as one, which registers its elements. */
import { define } from '../../shared/define.ts';
import { Discussion } from './discussion.ts';
import { DossierList } from './dossier-list.ts';
import { DossierSheet } from './dossier-sheet.ts';
import { DossiersOf } from './dossiers-of.ts';
import { NewDossier } from './new-dossier.ts';

define('parvis-desk-dossier-list', DossierList);
define('parvis-desk-dossier', DossierSheet);
define('parvis-desk-new-dossier', NewDossier);
define('parvis-desk-discussion', Discussion);
define('parvis-desk-dossiers-of', DossiersOf);
