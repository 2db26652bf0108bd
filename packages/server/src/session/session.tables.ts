import { scopeKinds } from '../link/link.tables.ts';
import type { Targets, TenantKit } from '../store/tenant-kit.ts';

export const sessionTables = (k: TenantKit, t: Targets<'members' | 'contacts' | 'stakeholders' | 'links' | 'keys'>) => {
  /** What an access token depends on: ending the session, or what opened it, ends the token. */
  const sessions = k.tenantTable(
    'sessions',
    {
      id: k.id('id').notNull(),
      /** A member's session has `memberId` alone; that of a contact or stakeholder has their id, a scope, and what opened it. A preview has both. */
      memberId: k.reference('member_id', t.members),
      contactId: k.reference('contact_id', t.contacts),
      stakeholderId: k.reference('stakeholder_id', t.stakeholders),
      linkId: k.reference('link_id', t.links),
      keyId: k.reference('key_id', t.keys),
      /** Of a preview: the member's session that opened it, with which it ends. */
      parentId: k.id('parent_id'),
      scopeKind: k.oneOf('scope_kind', scopeKinds),
      scopeId: k.id('scope_id'),
      /** SHA-256 of the hosted page's cookie. */
      cookieHash: k.text('cookie_hash'),
      /** Browser and system in short; empty when they cannot be told. */
      device: k.text('device').notNull(),
      createdAt: k.time('created_at').notNull(),
      /** To within ten minutes. */
      lastUsedAt: k.time('last_used_at').notNull(),
      /** When a member last typed their password in it. */
      passwordAt: k.time('password_at'),
      expiresAt: k.time('expires_at').notNull(),
      endedAt: k.time('ended_at'),
    },
    {
      indexes: (s) => [
        k.uniqueIndex('sessions_cookie').on(s.companyId, s.cookieHash),
        k.index('sessions_member').on(s.companyId, s.memberId),
        k.index('sessions_contact').on(s.companyId, s.contactId),
        k.index('sessions_stakeholder').on(s.companyId, s.stakeholderId),
        k.index('sessions_expiry').on(s.expiresAt),
      ],
    },
  );
  /** Invitations and password resets: the hash of a token that was mailed. */
  const passwordTokens = k.tenantTable(
    'password_tokens',
    {
      hash: k.text('hash').notNull(),
      memberId: k.reference('member_id', t.members).notNull(),
      purpose: k.oneOf('purpose', ['invitation', 'reset']).notNull(),
      createdAt: k.time('created_at').notNull(),
      expiresAt: k.time('expires_at').notNull(),
      usedAt: k.time('used_at'),
    },
    {
      key: ['hash'],
      indexes: (p) => [k.index('password_tokens_member').on(p.companyId, p.memberId)],
    },
  );

  return { sessions, passwordTokens };
};
