import type { Right } from '@parvis/sdk/contract';
import type { TenantKit } from '../store/tenant-kit.ts';

export const memberTables = (k: TenantKit) => {
  const members = k.tenantTable(
    'members',
    {
      id: k.id('id').notNull(),
      civility: k.oneOf('civility', ['mme', 'm', '']).notNull().default(''),
      firstName: k.text('first_name').notNull(),
      lastName: k.text('last_name').notNull(),
      name: k.text('name').notNull(),
      nameFolded: k.text('name_folded').notNull(),
      email: k.text('email').notNull(),
      emailFolded: k.text('email_folded').notNull(),
      landline: k.text('landline').notNull().default(''),
      mobile: k.text('mobile').notNull().default(''),
      role: k.oneOf('role', ['admin', 'office', 'technician']).notNull(),
      rights: k.json<Partial<Record<Right, boolean>>>('rights').notNull(),
      lang: k.oneOf('lang', ['fr', 'en']).notNull().default('fr'),
      status: k.oneOf('status', ['invited', 'active', 'deactivated']).notNull().default('invited'),
      /** argon2id, PHC string. */
      passwordHash: k.text('password_hash'),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (t) => [
        k.uniqueIndex('members_email').on(t.companyId, t.emailFolded),
        k.index('members_name').on(t.companyId, t.nameFolded, t.id),
      ],
    },
  );

  return { members };
};
