import type { words as french } from './finder.fr.ts';

export const words: typeof french = {
  explain:
    'Telephone (the last digits are enough), name, e-mail, street, town, number of a customer or intervention, serial number.',
  kinds: { customer: 'Customers', intervention: 'Interventions', site: 'Sites', equipment: 'Equipment' },
  noMatch: 'Nothing matches this search.',
  last: 'Last:',
  next: 'Next:',
  none: 'No intervention is planned.',
  waiting: (count) => `${count} to schedule`,
};
