/**
 * A member is changed by another. Who is no longer who they were (e-mail, role, rights, standing) keeps no access of
 * before, and what they are is given back only by proving the address anew.
 */
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Body, Member, memberApi } from '@parvis/sdk/contract';
import { assertMayAlter, assertMayGrant, keyExceeds, samePosition } from '../access/rights.ts';
import { principalOf, type MemberViewer } from '../access/viewer.ts';
import { tellFormerAddress } from '../delivery/former-address.ts';
import { differences, isEmpty } from '../edit.ts';
import { fold } from '../fold.ts';
import { append } from '../journal/append.ts';
import { keysMadeBy, revokeKeys } from '../key/key.revocation.ts';
import { countCopiedLinks } from '../link/link.revocation.ts';
import { conflict, notFound, refused, stale } from '../problem.ts';
import { endSessionsOfMember, lockMember } from '../session/session.revocation.ts';
import { assertPasswordFresh } from '../session/password-check.ts';
import { isUnique, one, rows, touch, type Tx, type Work } from '../store/store.ts';
import { lookUpMember } from './member.lookup.ts';
import { memberView, named, phones, type MemberRow } from './member.rules.ts';
import { memberAudience, nameChanged } from './member.audience.ts';

type MemberChange = Body<(typeof memberApi)['PATCH /members/:memberId']>;

/**
 * Changes a member. Another e-mail makes an active member an invited one again, without a password, and tells the old
 * address; so does reactivating.
 * Raises 404 `not-found`; 412 `stale`; 403 `administrators-only`, `beyond-own-rights`, `password-required`;
 * 409 `last-administrator`, `own-account`, and `has-keys` with `keys` and `links`; 422 `taken`, `phone`, `not-held`.
 */
export function* changeMember(
  tx: Tx,
  viewer: MemberViewer,
  id: string,
  version: number,
  { keys, ...asked }: MemberChange,
): Work<Member> {
  const { companyId } = viewer;
  const member = { companyId, memberId: id };
  // Before anything is decided: two administrators could each remove the other.
  const before = yield* lockMember(tx, member);
  if (!before) throw notFound();
  assertMayAlter(viewer, before);
  if (before.version !== version) throw stale();
  const after = yield* changed(tx, before, asked);
  if (isEmpty(differences(before, after))) return memberView(before);
  yield* assertOneStays(tx, before, after);

  const isMoved = !isSameAddress(before, after);
  const isPlacedAnew = !samePosition(before, after);
  if (id === viewer.memberId && (isPlacedAnew || after.status === 'deactivated')) throw conflict('own-account');
  if (isPlacedAnew) assertMayGrant(viewer, after);
  if (isMoved || isPlacedAnew || before.status !== after.status) yield* assertPasswordFresh(tx, viewer);
  yield* settleKeys(tx, viewer, before, after, keys);

  const written = yield* write(tx, before, after);
  if (written.name !== before.name) touch(tx, companyId, nameChanged);
  yield* append(tx, {
    companyId,
    kind: after.status === 'deactivated' && before.status !== 'deactivated' ? 'member.deactivated' : 'member.changed',
    actor: principalOf(viewer),
    subject: { type: 'member', id },
    audience: memberAudience({ id }),
    fields: Object.keys(differences(before, after)).filter((name) => !derived.has(name)),
  });
  if (!isMoved && !isPlacedAnew && before.status === after.status) return memberView(written);

  yield* endSessionsOfMember(tx, member);
  if (isMoved && before.status !== 'deactivated') yield* tellFormerAddress(tx, member, before.email);
  if (after.status === 'invited')
    yield* append(tx, {
      companyId,
      kind: 'member.invited',
      actor: principalOf(viewer),
      subject: { type: 'member', id },
      audience: memberAudience({ id }),
    });
  return memberView(written);
}

/** Columns that follow from others, and what nobody is told the name of. */
const derived = new Set(['name', 'nameFolded', 'emailFolded', 'passwordHash']);

/** The row as it is to be. */
function* changed(
  tx: Tx,
  before: MemberRow,
  { active, landline, mobile, ...given }: Omit<MemberChange, 'keys'>,
): Work<MemberRow> {
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const plain = { ...before, ...fields };
  const numbers = yield* phones(tx, before.companyId, { landline, mobile });
  const after = { ...plain, ...named(plain), emailFolded: fold(plain.email), ...numbers };
  const status = statusAfter(before, after, active);
  return { ...after, status, passwordHash: status === 'active' ? before.passwordHash : null };
}

/** Who has another address, or comes back, has to prove that the address is theirs. */
function statusAfter(before: MemberRow, after: MemberRow, active: boolean | undefined): MemberRow['status'] {
  if (active === false) return 'deactivated';
  if (before.status === 'deactivated') return active ? 'invited' : 'deactivated';
  return isSameAddress(before, after) ? before.status : 'invited';
}

/** The same mailbox. Nothing but the case is taken to be the same: `josé@` may be another's than `jose@`. */
const isSameAddress = (one: MemberRow, other: MemberRow): boolean =>
  one.email.toLowerCase() === other.email.toLowerCase();

const runsTheCompany = ({ role, status }: MemberRow): boolean => role === 'admin' && status === 'active';

function* assertOneStays(tx: Tx, before: MemberRow, after: MemberRow): Work<void> {
  if (!runsTheCompany(before) || runsTheCompany(after)) return;
  const { members } = tx.t;
  const [others] = yield* rows(
    tx
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(members)
      .where(
        and(
          eq(members.companyId, before.companyId),
          eq(members.role, 'admin'),
          eq(members.status, 'active'),
          ne(members.id, before.id),
        ),
      ),
  );
  if (others!.count === 0) throw conflict('last-administrator');
}

/**
 * A key outlives what its maker may do, and the address that they made it under, only where that was said: another address
 * may be another person's.
 */
function* settleKeys(
  tx: Tx,
  viewer: MemberViewer,
  before: MemberRow,
  after: MemberRow,
  keys: MemberChange['keys'],
): Work<void> {
  const leaves = after.status === 'deactivated' && before.status !== 'deactivated';
  const made = yield* keysMadeBy(tx, before.companyId, before.id);
  const orphaned =
    leaves || !isSameAddress(before, after) ? made : made.filter((key) => keyExceeds(key, before, after));
  if (orphaned.length === 0 || keys === 'keep') return;
  if (keys === undefined) {
    const links = yield* countCopiedLinks(tx, before.companyId, before.id);
    throw conflict('has-keys', { keys: orphaned.map(({ id, name, rights }) => ({ id, name, rights })), links });
  }
  const ids = orphaned.map(({ id }) => id);
  yield* revokeKeys(tx, before.companyId, ids, principalOf(viewer));
}

function* write(tx: Tx, before: MemberRow, after: MemberRow): Work<MemberRow> {
  const { members } = tx.t;
  try {
    const written = yield* one(
      tx
        .update(members)
        .set({ ...differences(before, after), version: before.version + 1 })
        .where(
          and(eq(members.companyId, before.companyId), eq(members.id, before.id), eq(members.version, before.version)),
        )
        .returning(),
    );
    if (!written) throw stale();
    yield* lookUpMember(tx, before, written);
    return written;
  } catch (error) {
    throw isUnique(error) ? refused('email', 'taken') : error;
  }
}
