import { words as fr } from './dossiers.fr.ts';

export const dossiersWords = { fr, en: () => import('./dossiers.en.ts') };
