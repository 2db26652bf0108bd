import { words as fr } from './settings.fr.ts';

export const settingsWords = { fr, en: () => import('./settings.en.ts') };
