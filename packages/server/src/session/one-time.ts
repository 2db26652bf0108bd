/** The one-time link of an invitation or reset, as its mail brings it. */
import { and, eq, lt } from 'drizzle-orm';
import type { OneTime } from '../delivery/mail.ts';
import { run } from '../store/store.ts';
import { lockMember } from './session.revocation.ts';
import { newPasswordToken, type Purpose } from '../member/password.rules.ts';

/** For the member that the mail is about. */
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
