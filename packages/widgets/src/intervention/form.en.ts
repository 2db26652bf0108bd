import type { words as french } from './form.fr.ts';

export const words: typeof french = {
  title: 'Ask for an intervention',
  description: 'What do you need?',
  descriptionHint: 'Describe the problem in a few words.',
  alone: 'Nothing else is required.',
};
