import { isOffice, type Section } from '../entry.ts';

declare module '../section.ts' {
  interface SectionNames {
    settings: true;
  }
}

export const settings: Section = {
  name: 'settings',
  title: { fr: 'Réglages', en: 'Settings' },
  load: () => import('./settings.ts').then(({ element }) => element),
  isFor: isOffice,
};
