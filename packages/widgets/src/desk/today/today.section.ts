import { isOffice, type Section } from '../entry.ts';

declare module '../section.ts' {
  interface SectionNames {
    today: true;
  }
}

export const today: Section = {
  name: 'today',
  title: { fr: 'Aujourd’hui', en: 'Today' },
  load: () => import('./today.ts').then(({ element }) => element),
  isFor: isOffice,
};
