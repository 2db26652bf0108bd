import { words as fr } from './thread.fr.ts';

/** Of a discussion, for whoever reads it. */
export const threadWords = { fr, en: () => import('./thread.en.ts') };
