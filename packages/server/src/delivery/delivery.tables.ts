import type { MailKind, NotificationChoice } from '@parvis/sdk/contract';
import type { TenantKit } from '../store/tenant-kit.ts';

const notificationChoices = ['all', 'digest', 'none'] as const satisfies readonly NotificationChoice[];

export const deliveryTables = (k: TenantKit) => {
  /** Mails to send: ids only. Subject and text are made when the mail leaves or is read, so no secret is ever stored. */
  const outbox = k.tenantTable(
    'outbox',
    {
      id: k.id('id').notNull(),
      kind: k.text('kind').$type<MailKind>().notNull(),
      /** The journal entry that it tells of. */
      position: k.int('position').notNull(),
      /** Principal: `contact:<id>`, `stakeholder:<id>` or `member:<id>`; `former:<member id>` for the address that was theirs. */
      recipient: k.text('recipient').notNull(),
      /** A former address, which is on no file any more: kept here until the mail has left or is given up. */
      address: k.text('address'),
      subjectId: k.id('subject_id').notNull(),
      /** Whose things it is about, or which dossier, so that its entries reach who may read it; neither: a member's signing in. */
      customerId: k.id('customer_id'),
      dossierId: k.id('dossier_id'),
      /** Further requests that it names, where several were gathered into it. */
      gathered: k.json<string[]>('gathered').notNull(),
      /** Of how many requests it tells, named or not. */
      count: k.int('count').notNull().default(1),
      status: k.oneOf('status', ['waiting', 'sent', 'failed']).notNull().default('waiting'),
      attempts: k.int('attempts').notNull().default(0),
      createdAt: k.time('created_at').notNull(),
      nextAttemptAt: k.time('next_attempt_at'),
      /** A server is sending it: nobody else does before then. Null while nobody is. */
      claimedUntil: k.time('claimed_until'),
      sentAt: k.time('sent_at'),
      lastError: k.text('last_error'),
    },
    {
      indexes: (o) => [
        // One mail per entry and person, however often the reader runs.
        k.uniqueIndex('outbox_entry').on(o.companyId, o.position, o.recipient),
        k.index('outbox_list').on(o.companyId, o.createdAt, o.id),
        k.index('outbox_status').on(o.companyId, o.status, o.createdAt, o.id),
        k.index('outbox_due').on(o.status, o.nextAttemptAt),
        // Is an earlier mail to the same person still waiting? Then this one waits too: order is kept.
        k.index('outbox_recipient').on(o.companyId, o.recipient, o.status, o.position),
      ],
    },
  );

  /** What somebody has chosen to be mailed, and by which address they choose. Who has neither chosen nor been mailed has no row. */
  const notifications = k.tenantTable(
    'notifications',
    {
      /** Principal: `contact:<id>`, `stakeholder:<id>` or `member:<id>`. */
      principal: k.text('principal').notNull(),
      messages: k.oneOf('messages', notificationChoices).notNull().default('all'),
      /** Of the secret in the address that their mails bring; null before the first. */
      secretHash: k.text('secret_hash'),
    },
    {
      key: ['principal'],
      indexes: (n) => [k.uniqueIndex('notifications_secret').on(n.companyId, n.secretHash)],
    },
  );
  return { outbox, notifications };
};
