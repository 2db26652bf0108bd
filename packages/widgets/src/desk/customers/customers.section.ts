import { isOffice, type Section } from '../entry.ts';

declare module '../section.ts' {
  interface SectionNames {
    customers: true;
  }
}

export const customers: Section = {
  name: 'customers',
  title: { fr: 'Clients', en: 'Customers' },
  load: () => import('./customers.ts').then(({ element }) => element),
  isFor: isOffice,
};
