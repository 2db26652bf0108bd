/** One-time tokens by which a member chooses a password: made when a mail leaves, used once. */
import { and, eq, isNull, lt } from 'drizzle-orm';
import { hashSecret, newSecret } from '../access/secret.ts';
import type { Config } from '../config.ts';
import type { OneTime } from '../delivery/mail.ts';
import { one, run, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { lockMember } from './session.revocation.ts';

export type Purpose = 'invitation' | 'reset';

const hour = 3_600_000;
const lifetimes: Record<Purpose, number> = { invitation: 7 * 24 * hour, reset: hour };

/** A one-time token for a member, made when its mail leaves: what is stored opens nothing. */
export function* newPasswordToken(
  tx: Tx,
  { companyId, memberId, purpose }: { companyId: string; memberId: string; purpose: Purpose },
): Work<string> {
  const token = newSecret(companyId);
  const createdAt = now();
  const expiresAt = new Date(Date.parse(createdAt) + lifetimes[purpose]).toISOString();
  yield* run(
    tx
      .insert(tx.t.passwordTokens)
      .values({ hash: hashSecret(token), companyId, memberId, purpose, createdAt, expiresAt }),
  );
  return token;
}

/** Where it leads. Behind the #, so that it reaches no server's log. */
export const passwordUrl = ({ url }: Pick<Config, 'url'>, token: string): string => `${url}/desk#welcome=${token}`;

/** Uses a token up: false where it was used before. */
export function* usePasswordToken(tx: Tx, companyId: string, hash: string): Work<boolean> {
  const { passwordTokens: tokens } = tx.t;
  const used = yield* one(
    tx
      .update(tokens)
      .set({ usedAt: now() })
      .where(and(eq(tokens.companyId, companyId), eq(tokens.hash, hash), isNull(tokens.usedAt)))
      .returning({ hash: tokens.hash }),
  );
  return used !== undefined;
}

/** As a mail brings it to the member that it is about. */
export const oneTimeLink = (purpose: Purpose): OneTime => ({
  *isFor(tx, { companyId, subjectId: memberId }, address) {
    const member = yield* lockMember(tx, { companyId, memberId });
    return member?.email === address;
  },
  *make(tx, { companyId, subjectId: memberId }, asked) {
    const { passwordTokens: tokens } = tx.t;
    // What was made before this one was asked for opens no longer. What was made since may be on its way to the same person,
    // by an earlier attempt or by hand.
    yield* run(
      tx
        .delete(tokens)
        .where(
          and(
            eq(tokens.companyId, companyId),
            eq(tokens.memberId, memberId),
            eq(tokens.purpose, purpose),
            lt(tokens.createdAt, asked),
          ),
        ),
    );
    return yield* newPasswordToken(tx, { companyId, memberId, purpose });
  },
});
