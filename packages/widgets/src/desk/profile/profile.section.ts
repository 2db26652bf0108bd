import type { Section } from '../entry.ts';

declare module '../section.ts' {
  interface SectionNames {
    profile: true;
  }
}

export const profile: Section = {
  name: 'profile',
  title: { fr: 'Mon profil', en: 'My profile' },
  load: () => import('./profile.ts').then(({ element }) => element),
  isFor: () => true,
};
