import { words as fr } from './today.fr.ts';

export const todayWords = { fr, en: () => import('./today.en.ts') };
