/**
 * What the loader draws with before any other file has come, and elements take from it: in what pages embed, this is
 * `parvis.js` (build/in-loader.ts). The names stay, so that files of two versions go together.
 */
import { words as en } from './intervention/form.en.ts';
import { words as fr } from './intervention/form.fr.ts';
import { formStyles } from './intervention/intervention-form.styles.ts';
import { languageOf, outwards } from './shared/language.ts';
import { parts } from './shared/parts.ts';
import { tokens } from './shared/tokens.ts';

export const baseStyles = tokens + parts;
/** Of the form, until it can be written in. */
export const form = { styles: formStyles, words: { fr, en } };
export const language = { languageOf, outwards };
