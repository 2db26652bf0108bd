import type { Kit } from '../store/kit.ts';

export const searchTables = (k: Kit) => {
  /** Folded words of what can be searched: one index range finds every thing with a word that starts so, on both databases. */
  const searchWords = k.table(
    'search_words',
    {
      companyId: k.id('company_id').notNull(),
      subjectType: k.oneOf('subject_type', ['customer', 'intervention']).notNull(),
      word: k.text('word').notNull(),
      subjectId: k.id('subject_id').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.companyId, t.subjectType, t.word, t.subjectId] }),
      k.index('search_words_subject').on(t.subjectId, t.word),
    ],
  );
  return { searchWords };
};
