/** The words of the portal, for all that it is made of: what is drawn inside it never waits for words of its own. */
import { words as fr } from './portal.fr.ts';

export const lexicon = { fr, en: () => import('./portal.en.ts') };
