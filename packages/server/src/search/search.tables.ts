import { isNotNull } from 'drizzle-orm';
import type { TenantKit } from '../store/tenant-kit.ts';

/**
 * A thing is known here by its kind, in a letter, and a number: by id, the index would be half as large again. The number
 * is the thing's own within the company, where its kind has one; else the index gives one, and keeps the id beside it.
 */
export const searchTables = (k: TenantKit) => {
  /** Each thing's folded words, in one text, those last that a part of the portal may hide: ` 1001 fuite lyon / chalet`. */
  const searched = k.tenantTable(
    'searched',
    {
      kind: k.text('kind').notNull(),
      number: k.int('number').notNull(),
      /** Where the number is the index's own. */
      id: k.id('id'),
      words: k.text('words').notNull(),
    },
    {
      key: ['kind', 'number'],
      indexes: (t) => [k.uniqueIndex('searched_id').on(t.companyId, t.kind, t.id).where(isNotNull(t.id))],
      unbound: true,
    },
  );

  /** The words that are worth looking up: one range finds every thing with a word that starts so, on both databases. */
  const searchWords = k.tenantTable(
    'search_words',
    {
      kind: k.text('kind').notNull(),
      word: k.text('word').notNull(),
      number: k.int('number').notNull(),
    },
    { key: ['kind', 'word', 'number'], unbound: true },
  );
  return { searched, searchWords };
};
