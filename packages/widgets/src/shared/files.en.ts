import type { words as french } from './files.fr.ts';

export const words: typeof french = {
  notDownloaded: (name) => `${name} could not be downloaded. Please try again in a moment.`,
  noPreview: 'Some photos cannot be shown at the moment.',
};
