import type { words as french } from './form.fr.ts';

export const words: typeof french = {
  title: 'Request a visit',
  description: 'What do you need?',
  descriptionHint: 'Describe the problem in a few words.',
  alone: 'That’s all we need.',
  lost: 'Please reload the page.',
};
