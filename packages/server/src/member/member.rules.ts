import { and, asc, eq, sql } from 'drizzle-orm';
import type { Body, Member, memberApi } from '@parvis/sdk/contract';
import { assertMayAlter, assertMayGrant } from '../access/rights.ts';
import { principalOf, type MemberViewer } from '../access/viewer.ts';
import { fold, sortKey } from '../fold.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { assertBelowLimit } from '../limits.ts';
import { countryOfZone, phoneNumber } from '../phone.ts';
import { conflict, notFound, refused } from '../problem.ts';
import { endSessionsOfMember, lockMember } from '../session/session.revocation.ts';
import { assertPasswordFresh } from '../session/password-check.ts';
import { isUnique, one, prepared, rows, type Tx, type Store, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { lookUpMember } from './member.lookup.ts';
import { memberAudience } from './member.audience.ts';

type Profile = Body<(typeof memberApi)['POST /members']>;
export type MemberRow = Store['t']['members']['$inferSelect'];

export const memberView = (row: MemberRow): Member => ({
  id: row.id,
  civility: row.civility,
  firstName: row.firstName,
  lastName: row.lastName,
  name: row.name,
  email: row.email,
  landline: row.landline,
  mobile: row.mobile,
  role: row.role,
  rights: row.rights,
  lang: row.lang,
  status: row.status,
  createdAt: row.createdAt,
  version: row.version,
});

interface Named {
  firstName: string;
  lastName: string;
  email: string;
}

/**
 * The columns that follow from a name: shown first name first, sorted last name first. Whose name nobody has said yet is
 * called by their e-mail.
 */
export const named = ({ firstName, lastName, email }: Named) => ({
  firstName,
  lastName,
  name: [firstName, lastName].filter(Boolean).join(' ') || email,
  nameFolded: sortKey(`${lastName} ${firstName}`.trim() || email),
});

/** Those that are given, as people read them in the company's country. */
export function* phones(tx: Tx, companyId: string, { landline, mobile }: { landline?: string; mobile?: string }) {
  if (landline === undefined && mobile === undefined) return {};
  const { companies } = tx.t;
  const company = yield* one(
    tx.select({ timeZone: companies.timeZone }).from(companies).where(eq(companies.id, companyId)),
  );
  const country = countryOfZone(company!.timeZone);
  return {
    ...(landline !== undefined && { landline: phoneNumber('landline', landline, country) }),
    ...(mobile !== undefined && { mobile: phoneNumber('mobile', mobile, country) }),
  };
}

/** A page of members by name, after the one that `after` names. */
export const listMembers = async (
  { read, t }: Store,
  companyId: string,
  limit: number,
  after: { name: string; id: string },
): Promise<{ items: Member[]; last: { name: string; id: string } | null }> => {
  const found = await prepared(read, 'member.list', (ph) =>
    read
      .select()
      .from(t.members)
      .where(
        and(
          eq(t.members.companyId, ph('companyId')),
          sql`(${t.members.nameFolded}, ${t.members.id}) > (${ph('name')}, ${ph('id')})`,
        ),
      )
      .orderBy(asc(t.members.nameFolded), asc(t.members.id))
      .limit(ph('limit')),
  )({ companyId, ...after, limit: limit + 1 });
  const last = found.length > limit ? found[limit - 1]! : null;
  return { items: found.slice(0, limit).map(memberView), last: last && { name: last.nameFolded, id: last.id } };
};

/** One member. Raises 404 `not-found`. */
export const readMember = async ({ read, t }: Store, companyId: string, id: string): Promise<Member> => {
  const [row] = await prepared(read, 'member.read', (ph) =>
    read
      .select()
      .from(t.members)
      .where(and(eq(t.members.companyId, ph('companyId')), eq(t.members.id, ph('id')))),
  )({ companyId, id });
  if (!row) throw notFound();
  return memberView(row);
};

/** Adds a member; the journal entry makes the invitation leave by mail. Raises 422 `taken` for an e-mail already in the company, `phone` for what cannot be dialled, 409 `limit-reached`. */
export function* inviteMember(
  tx: Tx,
  by: { companyId: string; principal: string },
  profile: Profile & { lang: 'fr' | 'en' },
): Work<Member> {
  const { t } = tx;
  yield* assertBelowLimit(tx, 'members', eq(t.members.companyId, by.companyId));
  let invited: MemberRow | undefined;
  try {
    invited = yield* one(
      tx
        .insert(t.members)
        .values({
          id: newId(),
          companyId: by.companyId,
          ...profile,
          ...named(profile),
          ...(yield* phones(tx, by.companyId, profile)),
          emailFolded: fold(profile.email),
          createdAt: now(),
        })
        .returning(),
    );
  } catch (error) {
    throw isUnique(error) ? refused('email', 'taken') : error;
  }
  yield* lookUpMember(tx, null, invited!);
  yield* append(tx, {
    companyId: by.companyId,
    kind: 'member.invited',
    actor: by.principal,
    subject: { type: 'member', id: invited!.id },
    audience: memberAudience(invited!),
  });
  return memberView(invited!);
}

/** Whoever was invited with this e-mail and is not in yet; what was given to them to come in by opens no longer. */
export function* takeInvitationBack(tx: Tx, companyId: string, email: string): Work<Member | undefined> {
  const { members } = tx.t;
  const [found] = yield* rows(
    tx
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.companyId, companyId), eq(members.emailFolded, fold(email)))),
  );
  const row = found && (yield* lockMember(tx, { companyId, memberId: found.id }));
  // Nothing but the case is taken to be the same mailbox.
  if (row?.status !== 'invited' || row.email.toLowerCase() !== email.toLowerCase()) return undefined;
  yield* endSessionsOfMember(tx, { companyId, memberId: row.id });
  return memberView(row);
}

/** A member invites another. Raises as `inviteMember` does, and for what the viewer does not hold 403 and 422 `not-held`; 403 `password-required`. */
export function* inviteColleague(tx: Tx, viewer: MemberViewer, profile: Profile & { lang: 'fr' | 'en' }): Work<Member> {
  assertMayGrant(viewer, profile);
  yield* assertPasswordFresh(tx, viewer);
  return yield* inviteMember(tx, { companyId: viewer.companyId, principal: principalOf(viewer) }, profile);
}

/** Makes a new invitation leave. Raises 404 `not-found`, 403 for one who may do more than the viewer, 409 `already-active`, 403 `password-required`. */
export function* inviteAgain(tx: Tx, viewer: MemberViewer, id: string): Work<{ accepted: true }> {
  const { companyId } = viewer;
  const found = yield* lockMember(tx, { companyId, memberId: id });
  if (!found) throw notFound();
  assertMayAlter(viewer, found);
  if (found.status !== 'invited') throw conflict('already-active');
  yield* assertPasswordFresh(tx, viewer);
  // The earlier invitation no longer opens from here on, not only once the new one has left.
  yield* endSessionsOfMember(tx, { companyId, memberId: id });
  yield* append(tx, {
    companyId,
    kind: 'member.invited',
    actor: principalOf(viewer),
    subject: { type: 'member', id },
    audience: memberAudience({ id }),
  });
  return { accepted: true };
}
