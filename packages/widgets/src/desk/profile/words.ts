import { words as fr } from './profile.fr.ts';

export const profileWords = { fr, en: () => import('./profile.en.ts') };
