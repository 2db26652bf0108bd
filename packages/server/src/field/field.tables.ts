import type { Field, Label } from '@parvis/sdk/contract';
import type { companyTables } from '../company/company.tables.ts';
import type { Kit } from '../store/kit.ts';

export const fieldTables = (k: Kit, { companies }: ReturnType<typeof companyTables>) => {
  const fields = k.table(
    'fields',
    {
      id: k.id('id').primaryKey(),
      companyId: k
        .id('company_id')
        .notNull()
        .references(() => companies.id),
      label: k.json<Label>('label').notNull(),
      kind: k.oneOf('kind', ['text', 'number', 'date', 'choice']).notNull(),
      required: k.bool('required').notNull().default(false),
      choices: k.json<Field['choices']>('choices').notNull(),
      position: k.int('position').notNull().default(0),
      active: k.bool('active').notNull().default(true),
      version: k.int('version').notNull().default(1),
    },
    (t) => [k.index('fields_position').on(t.companyId, t.position, t.id)],
  );
  return { fields };
};
