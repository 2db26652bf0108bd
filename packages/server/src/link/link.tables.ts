import type { Targets, TenantKit } from '../store/tenant-kit.ts';

export const scopeKinds = ['customer', 'site', 'dossier', 'intervention'] as const;

export const linkTables = (k: TenantKit, t: Targets<'customers' | 'contacts' | 'stakeholders'>) => {
  const links = k.tenantTable(
    'links',
    {
      /** `jti` of the token. The token itself is never stored: it is signed again when it is sent or copied. */
      id: k.id('id').notNull(),
      /** A link has these two, and any scope, or `stakeholderId` and their dossier as its scope. */
      customerId: k.reference('customer_id', t.customers),
      contactId: k.reference('contact_id', t.contacts),
      stakeholderId: k.reference('stakeholder_id', t.stakeholders),
      scopeKind: k.oneOf('scope_kind', scopeKinds).notNull(),
      scopeId: k.id('scope_id').notNull(),
      delivery: k.oneOf('delivery', ['copy', 'mail']).notNull(),
      /** The first link of the mail that this one leaves in; itself: mails that tell of something else; null: a mail of its own, or none. */
      mailedWith: k.id('mailed_with'),
      createdAt: k.time('created_at').notNull(),
      /** Principal; null when the customer asked for it. */
      createdBy: k.text('created_by'),
      expiresAt: k.time('expires_at').notNull(),
      lastUsedAt: k.time('last_used_at'),
      revokedAt: k.time('revoked_at'),
    },
    {
      indexes: (l) => [
        k.index('links_customer').on(l.companyId, l.customerId, l.createdAt, l.id),
        k.index('links_company').on(l.companyId, l.createdAt, l.id),
        k.index('links_contact').on(l.companyId, l.contactId),
        k.index('links_stakeholder').on(l.companyId, l.stakeholderId),
        k.index('links_mailed_with').on(l.companyId, l.mailedWith),
      ],
    },
  );
  return { links };
};
