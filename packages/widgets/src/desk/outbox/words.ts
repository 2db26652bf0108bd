import { words as fr } from './outbox.fr.ts';

export const outboxWords = { fr, en: () => import('./outbox.en.ts') };
