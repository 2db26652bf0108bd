import type { words as french } from './information.fr.ts';

export const words: typeof french = {
  customerNumber: 'Customer no.',
  address: 'Address',
  contact: 'Contact details',
};
