import { words as fr } from './desk.fr.ts';

/** Of the desk around its sections, and of what they have in common. */
export const deskWords = { fr, en: () => import('./desk.en.ts') };
