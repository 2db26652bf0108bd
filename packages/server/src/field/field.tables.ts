import type { Field, Label } from '@parvis/sdk/contract';
import type { TenantKit } from '../store/tenant-kit.ts';

export const fieldTables = (k: TenantKit) => {
  const fields = k.tenantTable(
    'fields',
    {
      id: k.id('id').notNull(),
      label: k.json<Label>('label').notNull(),
      kind: k.oneOf('kind', ['text', 'number', 'date', 'choice']).notNull(),
      required: k.bool('required').notNull().default(false),
      choices: k.json<Field['choices']>('choices').notNull(),
      position: k.int('position').notNull().default(0),
      active: k.bool('active').notNull().default(true),
      version: k.int('version').notNull().default(1),
    },
    { indexes: (t) => [k.index('fields_position').on(t.companyId, t.position, t.id)] },
  );
  return { fields };
};
