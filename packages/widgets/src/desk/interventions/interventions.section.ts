import { isOffice, type Section } from '../entry.ts';

declare module '../section.ts' {
  interface SectionNames {
    interventions: true;
  }
}

export const interventions: Section = {
  name: 'interventions',
  title: { fr: 'Interventions', en: 'Interventions' },
  load: () => import('./interventions.ts').then(({ element }) => element),
  isFor: isOffice,
};
