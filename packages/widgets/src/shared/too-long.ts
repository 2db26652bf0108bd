/** A text that is longer than is taken: it stays as it was pasted, and is said to be too long, and by how much. */
import type { Language } from './locale.ts';
import { plural } from './plural.ts';

/** Nothing where it is not. Lengths in UTF-16 code units, as the service counts. */
export const tooLong = (language: Language, { length }: string, most: number): string | undefined =>
  length > most
    ? language === 'fr'
      ? plural('fr', length - most, '#\u00a0signe de trop.', '#\u00a0signes de trop.')
      : plural('en', length - most, '#\u00a0character too many.', '#\u00a0characters too many.')
    : undefined;
