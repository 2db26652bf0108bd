import { isOffice, type Section } from '../entry.ts';

declare module '../section.ts' {
  interface SectionNames {
    outbox: true;
  }
}

export const outbox: Section = {
  name: 'outbox',
  title: { fr: 'Courriers', en: 'Mail' },
  load: () => import('./outbox.ts').then(({ element }) => element),
  isFor: isOffice,
};
