import { plural } from '../../shared/plural.ts';
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
  waiting: {
    count: ({ undelivered }) => undelivered,
    said: {
      fr: (count) => plural('fr', count, '#\u00a0courrier n’est pas arrivé', '#\u00a0courriers ne sont pas arrivés'),
      en: (count) => plural('en', count, '#\u00a0mail has not arrived', '#\u00a0mails have not arrived'),
    },
  },
};
