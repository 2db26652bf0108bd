import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Body, Member, memberApi, Role } from '@parvis/sdk/contract';
import { principalOf, type Viewer } from '../access/viewer.ts';
import { hold } from '../edit.ts';
import { fold, sortKey } from '../fold.ts';
import { newId } from '../ids.ts';
import { append } from '../journal/append.ts';
import { phoneNumber } from '../phone.ts';
import { conflict, notFound, refused, stale } from '../problem.ts';
import { isUnique, one, prepared, rows, run, type Tx, type Store, type Work } from '../store/store.ts';
import { now } from '../time.ts';

type Profile = Body<(typeof memberApi)['POST /members']>;
type ProfileChange = Body<(typeof memberApi)['PATCH /members/:memberId']>;
type MemberRow = Store['t']['members']['$inferSelect'];

const view = (row: MemberRow): Member => ({
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
const named = ({ firstName, lastName, email }: Named) => ({
  firstName,
  lastName,
  name: [firstName, lastName].filter(Boolean).join(' ') || email,
  nameFolded: sortKey(`${lastName} ${firstName}`.trim() || email),
});

/** Those that are given, as people read them. */
const phones = ({ landline, mobile }: { landline?: string; mobile?: string }) => ({
  ...(landline !== undefined && { landline: phoneNumber('landline', landline) }),
  ...(mobile !== undefined && { mobile: phoneNumber('mobile', mobile) }),
});

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
  return { items: found.slice(0, limit).map(view), last: last && { name: last.nameFolded, id: last.id } };
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
  return view(row);
};

/** Names of the company's members by principal (`member:<id>`), to show who did something. */
export const principalNames = async ({ read, t }: Store, companyId: string): Promise<Map<string, string>> => {
  const found = await prepared(read, 'member.names', (ph) =>
    read
      .select({ id: t.members.id, name: t.members.name })
      .from(t.members)
      .where(eq(t.members.companyId, ph('companyId'))),
  )({ companyId });
  return new Map(found.map(({ id, name }) => [`member:${id}`, name]));
};

/** Adds a member; the journal entry makes the invitation leave by mail. Raises 422 `taken` for an e-mail already in the company, `phone` for what cannot be dialled. */
export function* inviteMember(
  tx: Tx,
  by: { companyId: string; principal: string },
  profile: Profile & { lang: 'fr' | 'en' },
): Work<Member> {
  const { t } = tx;
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
          ...phones(profile),
          emailFolded: fold(profile.email),
          createdAt: now(),
        })
        .returning(),
    );
  } catch (error) {
    throw isUnique(error) ? refused('email', 'taken') : error;
  }
  yield* append(tx, {
    companyId: by.companyId,
    kind: 'member.invited',
    actor: by.principal,
    subject: { type: 'member', id: invited!.id },
  });
  return view(invited!);
}

/** Makes a new invitation leave. Raises 404 `not-found`, 409 `already-active`. */
export function* inviteAgain(tx: Tx, viewer: Viewer, id: string): Work<{ accepted: true }> {
  const { t } = tx;
  const found = yield* one(
    tx
      .select()
      .from(t.members)
      .where(and(eq(t.members.companyId, viewer.companyId), eq(t.members.id, id))),
  );
  if (!found) throw notFound();
  if (found.status !== 'invited') throw conflict('already-active');
  // The earlier invitation no longer opens from here on, not only once the new one has left.
  yield* run(
    tx
      .delete(t.passwordTokens)
      .where(and(eq(t.passwordTokens.companyId, viewer.companyId), eq(t.passwordTokens.memberId, id))),
  );
  yield* append(tx, {
    companyId: viewer.companyId,
    kind: 'member.invited',
    actor: principalOf(viewer),
    subject: { type: 'member', id },
  });
  return { accepted: true };
}

const runsTheCompany = ({ role, status }: { role: Role; status: Member['status'] }) =>
  role === 'admin' && status === 'active';

/**
 * Changes a member; deactivating one ends their sessions, since every token stands on an active member.
 * Raises 404 `not-found`, 412 `stale`, 409 `last-administrator`, 422 `taken`.
 */
export function* changeMember(
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
  { active, ...change }: ProfileChange,
): Work<Member> {
  const { t } = tx;
  const companyId = viewer.companyId;
  const thisMember = and(eq(t.members.companyId, companyId), eq(t.members.id, id));
  // Before anything is decided: two administrators could each remove the other.
  yield* hold(tx, 'companies', companyId);
  const before = yield* one(tx.select().from(t.members).where(thisMember));
  if (!before) throw notFound();
  if (before.version !== version) throw stale();

  const status =
    active === undefined ? before.status : !active ? 'deactivated' : before.passwordHash ? 'active' : 'invited';
  const role = change.role ?? before.role;
  if (runsTheCompany(before) && !runsTheCompany({ role, status })) {
    const [others] = yield* rows(
      tx
        .select({ count: sql<number>`count(*)`.mapWith(Number) })
        .from(t.members)
        .where(
          and(
            eq(t.members.companyId, companyId),
            eq(t.members.role, 'admin'),
            eq(t.members.status, 'active'),
            ne(t.members.id, id),
          ),
        ),
    );
    if (others!.count === 0) throw conflict('last-administrator');
  }
  try {
    const after = yield* one(
      tx
        .update(t.members)
        .set({
          ...change,
          ...named({
            firstName: change.firstName ?? before.firstName,
            lastName: change.lastName ?? before.lastName,
            email: change.email ?? before.email,
          }),
          ...phones(change),
          emailFolded: fold(change.email ?? before.email),
          status,
          version: version + 1,
        })
        .where(and(thisMember, eq(t.members.version, version)))
        .returning(),
    );
    if (!after) throw stale();
    yield* append(tx, {
      companyId,
      kind: active === false ? 'member.deactivated' : 'member.changed',
      actor: principalOf(viewer),
      subject: { type: 'member', id },
      fields: Object.keys(active === undefined ? change : { ...change, active }),
    });
    return view(after);
  } catch (error) {
    throw isUnique(error) ? refused('email', 'taken') : error;
  }
}
