import { isOffice, type Section } from '../entry.ts';

declare module '../section.ts' {
  interface SectionNames {
    bin: true;
  }
}

export const bin: Section = {
  name: 'bin',
  title: { fr: 'Corbeille', en: 'Bin' },
  load: () => import('./bin.ts').then(({ element }) => element),
  isFor: isOffice,
};
