/** What a member changes of themselves. */
import { and, eq } from 'drizzle-orm';
import type { Body, Member, profileApi } from '@parvis/sdk/contract';
import { principalOf, type MemberViewer } from '../access/viewer.ts';
import { differences, isEmpty } from '../edit.ts';
import type { CallRequest } from '../http/handlers.ts';
import { append } from '../journal/append.ts';
import { refused, stale, unauthorized } from '../problem.ts';
import type { Services } from '../services.ts';
import { endSessionsOfMember, lockMember } from '../session/session.revocation.ts';
import { passwordTyped, verifyPassword } from '../session/password-check.ts';
import { hashPassword, passwordWeakness } from '../session/passwords.ts';
import { one, run, touch, type Tx, type Work } from '../store/store.ts';
import { memberView, named, phones } from './member.rules.ts';
import { memberAudience, nameChanged } from './member.audience.ts';

type ProfileChange = Body<(typeof profileApi)['PATCH /profile']>;

/** Changes name, telephone numbers and language. Raises 412 `stale`, 422 `phone`. */
export function* changeProfile(
  tx: Tx,
  viewer: MemberViewer,
  version: number,
  { landline, mobile, ...given }: ProfileChange,
): Work<Member> {
  const { members } = tx.t;
  const { companyId, memberId: id } = viewer;
  const before = yield* lockMember(tx, { companyId, memberId: id });
  if (before?.version !== version) throw stale();
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const plain = { ...before, ...fields };
  const change = differences(before, {
    ...plain,
    ...named(plain),
    ...(yield* phones(tx, companyId, { landline, mobile })),
  });
  if (isEmpty(change)) return memberView(before);
  const after = yield* one(
    tx
      .update(members)
      .set({ ...change, version: version + 1 })
      .where(and(eq(members.companyId, companyId), eq(members.id, id), eq(members.version, version)))
      .returning(),
  );
  if (!after) throw stale();
  if (after.name !== before.name) touch(tx, companyId, nameChanged);
  yield* append(tx, {
    companyId,
    kind: 'member.changed',
    actor: principalOf(viewer),
    subject: { type: 'member', id },
    audience: memberAudience({ id }),
    fields: Object.keys(change).filter((name) => name !== 'name' && name !== 'nameFolded'),
  });
  return memberView(after);
}

/**
 * Changes the password by the present one; every other session of theirs ends, and every one-time link.
 * Raises 422 `wrong` on `current`, 422 `too-short`, `too-common` on `password`; 429.
 */
export async function changePassword(
  s: Services,
  request: CallRequest,
  viewer: MemberViewer,
  { current, password }: { current: string; password: string },
): Promise<void> {
  const { companyId, memberId, sessionId } = viewer;
  const known = await verifyPassword(s, request, viewer, current, 'current');
  const { companies, members } = s.store.t;
  const [owner] = await s.store.read
    .select({ email: members.email, name: members.name, company: companies.name })
    .from(members)
    .innerJoin(companies, eq(companies.id, companyId))
    .where(and(eq(members.companyId, companyId), eq(members.id, memberId)));
  if (!owner) throw unauthorized();
  const weakness = passwordWeakness(password, [owner.email, owner.name, owner.company]);
  if (weakness) throw refused('password', weakness);
  const passwordHash = await hashPassword(password);
  await s.store.transaction(function* (tx) {
    const member = yield* lockMember(tx, { companyId, memberId });
    if (!member) throw unauthorized();
    // Changed elsewhere meanwhile: what was typed is the present one no longer.
    if (member.passwordHash !== known) throw refused('current', 'wrong');
    yield* run(
      tx
        .update(tx.t.members)
        .set({ passwordHash })
        .where(and(eq(tx.t.members.companyId, companyId), eq(tx.t.members.id, memberId))),
    );
    yield* endSessionsOfMember(tx, { companyId, memberId }, sessionId);
    yield* passwordTyped(tx, viewer);
    yield* append(tx, {
      companyId,
      kind: 'member.changed',
      actor: principalOf(viewer),
      subject: { type: 'member', id: memberId },
      audience: memberAudience({ id: memberId }),
      fields: ['password'],
    });
  });
}
