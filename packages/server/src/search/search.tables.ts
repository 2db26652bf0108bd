import type { Change } from '@parvis/sdk/contract';
import type { TenantKit } from '../store/tenant-kit.ts';

/** What is searched; its words are said in its own folder (`<feature>.words.ts`). */
type SubjectType = Change['subject']['type'];

/** What is searched is known here by its number within the company: an id would be most of what is stored. */
export const searchTables = (k: TenantKit) => {
  /** Each thing's folded words, in one text: ` 1001 fuite lyon`. */
  const searched = k.tenantTable(
    'searched',
    {
      subjectType: k.text('subject_type').$type<SubjectType>().notNull(),
      number: k.int('number').notNull(),
      words: k.text('words').notNull(),
    },
    { key: ['subjectType', 'number'], unbound: true },
  );

  /** The words that are worth looking up: one range finds every thing with a word that starts so, on both databases. */
  const searchWords = k.tenantTable(
    'search_words',
    {
      subjectType: k.text('subject_type').$type<SubjectType>().notNull(),
      word: k.text('word').notNull(),
      number: k.int('number').notNull(),
    },
    { key: ['subjectType', 'word', 'number'], unbound: true },
  );
  return { searched, searchWords };
};
