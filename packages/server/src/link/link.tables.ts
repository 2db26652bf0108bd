import type { companyTables } from '../company/company.tables.ts';
import type { customerTables } from '../customer/customer.tables.ts';
import type { Kit } from '../store/kit.ts';

export const scopeKinds = ['customer', 'site', 'dossier', 'intervention'] as const;

export const linkTables = (k: Kit, t: ReturnType<typeof companyTables> & ReturnType<typeof customerTables>) => {
  const links = k.table(
    'links',
    {
      /** `jti` of the token. The token itself is never stored: it is signed again when it is sent or copied. */
      id: k.id('id').primaryKey(),
      companyId: k
        .id('company_id')
        .notNull()
        .references(() => t.companies.id),
      customerId: k
        .id('customer_id')
        .notNull()
        .references(() => t.customers.id),
      contactId: k
        .id('contact_id')
        .notNull()
        .references(() => t.contacts.id),
      scopeKind: k.oneOf('scope_kind', scopeKinds).notNull(),
      scopeId: k.id('scope_id').notNull(),
      delivery: k.oneOf('delivery', ['copy', 'mail']).notNull(),
      /** The first link of the mail that this one leaves in; null: a mail of its own, or none. */
      mailedWith: k.id('mailed_with'),
      createdAt: k.time('created_at').notNull(),
      /** Principal; null when the customer asked for it. */
      createdBy: k.text('created_by'),
      expiresAt: k.time('expires_at').notNull(),
      lastUsedAt: k.time('last_used_at'),
      revokedAt: k.time('revoked_at'),
    },
    (l) => [
      k.index('links_customer').on(l.companyId, l.customerId, l.createdAt, l.id),
      k.index('links_company').on(l.companyId, l.createdAt, l.id),
      k.index('links_contact').on(l.companyId, l.contactId),
      k.index('links_mailed_with').on(l.companyId, l.mailedWith),
    ],
  );
  return { links };
};
