import { words as fr } from './customers.fr.ts';
import { words as frenchOfLinks } from './links.fr.ts';

export const customersWords = { fr, en: () => import('./customers.en.ts') };
export const linksWords = { fr: frenchOfLinks, en: () => import('./links.en.ts') };
