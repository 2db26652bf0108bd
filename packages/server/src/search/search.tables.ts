import type { Kit } from '../store/kit.ts';

const subjectTypes = ['customer', 'intervention'] as const;

/** What is searched is known here by its number within the company: an id would be most of what is stored. */
export const searchTables = (k: Kit) => {
  /** Each thing's folded words, in one text: ` 1001 fuite lyon`. */
  const searched = k.table(
    'searched',
    {
      companyId: k.id('company_id').notNull(),
      subjectType: k.oneOf('subject_type', subjectTypes).notNull(),
      number: k.int('number').notNull(),
      words: k.text('words').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.companyId, t.subjectType, t.number] })],
  );

  /** The words that are worth looking up: one range finds every thing with a word that starts so, on both databases. */
  const searchWords = k.table(
    'search_words',
    {
      companyId: k.id('company_id').notNull(),
      subjectType: k.oneOf('subject_type', subjectTypes).notNull(),
      word: k.text('word').notNull(),
      number: k.int('number').notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.companyId, t.subjectType, t.word, t.number] })],
  );
  return { searched, searchWords };
};
