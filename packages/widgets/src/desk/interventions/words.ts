import { words as fr } from './interventions.fr.ts';

export const interventionsWords = { fr, en: () => import('./interventions.en.ts') };
