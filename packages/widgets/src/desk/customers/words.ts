import { words as fr } from './customers.fr.ts';

export const customersWords = { fr, en: () => import('./customers.en.ts') };
