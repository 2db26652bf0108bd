/** By what a member is found where no company is named. Everything that writes `email_folded` or `status` tells it here. */
import { changeLookup } from '../access/lookups.ts';
import type { Schema, Tx, Work } from '../store/store.ts';

type Known = Pick<Schema['members']['$inferSelect'], 'companyId' | 'id' | 'status' | 'emailFolded'>;

export const lookUpMember = (tx: Tx, before: Known | null, after: Known): Work<void> =>
  changeLookup(tx, {
    kind: 'member_email',
    companyId: after.companyId,
    subjectId: after.id,
    before: before && signInEmail(before),
    after: signInEmail(after),
  });

/** Who is not active neither signs in nor forgets a password: an invitation by strangers makes nobody known here. */
const signInEmail = ({ status, emailFolded }: Known): string | null => (status === 'active' ? emailFolded : null);
