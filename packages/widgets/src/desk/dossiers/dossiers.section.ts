import { isOffice, type Section } from '../entry.ts';

declare module '../section.ts' {
  interface SectionNames {
    dossiers: true;
  }
}

export const dossiers: Section = {
  name: 'dossiers',
  title: { fr: 'Dossiers', en: 'Projects' },
  load: () => import('./dossiers.ts').then(({ element }) => element),
  isFor: isOffice,
};
