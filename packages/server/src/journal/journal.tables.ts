import type { ChangeKind } from '@parvis/sdk/contract';
import type { TenantKit } from '../store/tenant-kit.ts';

export const journalTables = (k: TenantKit) => {
  const journal = k.tenantTable(
    'journal',
    {
      /** 1, 2, 3 … per company, without gaps. Never leaves the server in clear. */
      position: k.int('position').notNull(),
      at: k.time('at').notNull(),
      kind: k.text('kind').$type<ChangeKind>().notNull(),
      /** Principal: `contact:<id>`, `stakeholder:<id>`, `member:<id>`, `key:<id>`, `system`. */
      actor: k.text('actor').notNull(),
      subjectType: k.text('subject_type').notNull(),
      subjectId: k.id('subject_id').notNull(),
      /** Keys of those who hear of it (`access/audience.ts`), so that a reader can be told without another query. */
      audience: k.json<string[]>('audience').notNull(),
      /** Names of what changed, never values: a person can be erased without touching the journal. */
      fields: k.json<string[]>('fields').notNull(),
    },
    { key: ['position'] },
  );

  /** How far each durable reader (mail …) has come in each company's journal. */
  const journalReaders = k.tenantTable(
    'journal_readers',
    {
      reader: k.text('reader').notNull(),
      position: k.int('position').notNull(),
    },
    { key: ['reader'] },
  );

  /** One row: what is said of the database as a whole. */
  const installation = k.table('installation', {
    id: k.text('id').primaryKey(),
    /** Another one after each restore. None: whoever serves this copy first begins one. */
    incarnation: k.text('incarnation'),
    /** What the database itself said that it was when this began. */
    identity: k.text('identity').notNull(),
    startedAt: k.time('started_at').notNull(),
    /** Written again and again: whether anything can be. */
    probedAt: k.time('probed_at'),
  });

  return { journal, journalReaders, installation };
};
