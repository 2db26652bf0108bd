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
  return { signingKeys };
};
