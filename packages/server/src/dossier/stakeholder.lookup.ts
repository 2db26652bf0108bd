/** By what a stakeholder is found where no company is named. Everything that writes `email_folded` or `removed_at` tells it here. */
import { changeLookup } from '../access/lookups.ts';
import type { Schema, Tx, Work } from '../store/store.ts';

type Known = Pick<Schema['stakeholders']['$inferSelect'], 'companyId' | 'id' | 'removedAt' | 'emailFolded'>;

export const lookUpStakeholder = (tx: Tx, before: Known | null, after: Known): Work<void> =>
  changeLookup(tx, {
    kind: 'stakeholder_email',
    companyId: after.companyId,
    subjectId: after.id,
    before: before && linksEmail(before),
    after: linksEmail(after),
  });

/** Where links can be sent to again. */
const linksEmail = ({ removedAt, emailFolded }: Known): string | null => (removedAt === null ? emailFolded : null);
