import type { JWK } from 'jose';
import type { Kit } from '../store/kit.ts';

export const accessTables = (k: Kit) => {
  /** The server's own signing keys, one in use, earlier ones kept until what they signed has ended. */
  const signingKeys = k.table('signing_keys', {
    kid: k.text('kid').primaryKey(),
    publicJwk: k.json<JWK>('public_jwk').notNull(),
    /** Private JWK, sealed with PARVIS_SECRET. */
    privateSealed: k.text('private_sealed').notNull(),
    createdAt: k.time('created_at').notNull(),
    /** No longer signs from here on; still verifies. */
    retiredAt: k.time('retired_at'),
  });

  /**
   * By what a subject is found where no company is named: its folded e-mail, an origin. Of no company's part of the
   * database, so that it can be read whole wherever companies lie; for the same reason it refers to none of their rows.
   */
  const lookups = k.table(
    'lookups',
    {
      kind: k.oneOf('kind', ['member_email', 'contact_email', 'stakeholder_email', 'origin']).notNull(),
      value: k.text('value').notNull(),
      companyId: k.id('company_id').notNull(),
      subjectId: k.id('subject_id').notNull(),
    },
    (l) => [k.primaryKey({ columns: [l.kind, l.value, l.companyId, l.subjectId] })],
  );
  return { signingKeys, lookups };
};
