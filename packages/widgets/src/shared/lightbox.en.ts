import type { words as french } from './lightbox.fr.ts';

export const words: typeof french = {
  title: 'Photos',
  photo: (at, of) => `Photo ${at} of ${of}`,
  previous: 'Previous photo',
  next: 'Next photo',
  lost: (name) => `${name} can’t be shown right now.`,
};
