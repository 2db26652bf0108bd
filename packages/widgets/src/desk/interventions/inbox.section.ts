import { plural } from '../../shared/plural.ts';
import { isOffice, type Section } from '../entry.ts';

declare module '../section.ts' {
  interface SectionNames {
    inbox: true;
  }
}

export const inbox: Section = {
  name: 'inbox',
  title: { fr: 'À planifier', en: 'To schedule' },
  load: () => import('./inbox.ts').then(({ element }) => element),
  isFor: isOffice,
  waiting: {
    count: ({ inbox }) => inbox,
    said: {
      fr: (count) => plural('fr', count, '#\u00a0intervention à planifier', '#\u00a0interventions à planifier'),
      en: (count) => plural('en', count, '#\u00a0intervention to schedule', '#\u00a0interventions to schedule'),
    },
  },
};
