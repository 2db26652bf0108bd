import { sql } from 'drizzle-orm';
import type { Targets, TenantKit } from '../store/tenant-kit.ts';

export const messageTables = (k: TenantKit, t: Targets<'dossiers' | 'members' | 'contacts' | 'stakeholders'>) => {
  const messages = k.tenantTable(
    'messages',
    {
      id: k.id('id').notNull(),
      dossierId: k.reference('dossier_id', t.dossiers).notNull(),
      /** 1, 2, 3 … in its dossier, without gaps: the order in which they came in, whatever the clocks of servers said. */
      position: k.int('position').notNull(),
      /** Who wrote it: one of these three. Their name is read from their row, so that a person can be erased. */
      memberId: k.reference('member_id', t.members),
      contactId: k.reference('contact_id', t.contacts),
      stakeholderId: k.reference('stakeholder_id', t.stakeholders),
      body: k.text('body').notNull(),
      /** The `Idempotency-Key` that it came under: what was answered then is forgotten when it is withdrawn. */
      sentUnder: k.text('sent_under'),
      createdAt: k.time('created_at').notNull(),
      editedAt: k.time('edited_at'),
      /** From then on `body` is empty. */
      withdrawnAt: k.time('withdrawn_at'),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (m) => [
        k.uniqueIndex('messages_position').on(m.companyId, m.dossierId, m.position),
        // Where somebody has written, for when they are called otherwise. Members' names stand everywhere as it is.
        k
          .index('messages_contact')
          .on(m.companyId, m.contactId, m.dossierId)
          .where(sql`contact_id is not null`),
        k
          .index('messages_stakeholder')
          .on(m.companyId, m.stakeholderId, m.dossierId)
          .where(sql`stakeholder_id is not null`),
      ],
    },
  );
  return { messages };
};
