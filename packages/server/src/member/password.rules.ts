/** One-time links by which a member chooses a password: invitations and resets. */
import { and, eq, gt, isNull, ne } from 'drizzle-orm';
import type { Session } from '@parvis/sdk/contract';
import { companiesBy } from '../access/lookups.ts';
import { readSecret } from '../access/secret.ts';
import { subscriber } from '../access/throttle.ts';
import { fold } from '../fold.ts';
import type { CallRequest } from '../http/handlers.ts';
import { append } from '../journal/append.ts';
import { lookUpMember } from './member.lookup.ts';
import { notFound, refused } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, one, prepared, type Schema, type Tx, type Work } from '../store/store.ts';
import { now } from '../time.ts';
import { endSessionsOfMember, lockMember } from '../session/session.revocation.ts';
import { deviceName } from '../session/device.ts';
import { usePasswordToken, type Purpose } from '../session/password-token.ts';
import { hashPassword, passwordWeakness } from '../session/passwords.ts';
import { keptFor, recordSession, sessionView } from '../session/session.rules.ts';
import { memberAudience } from './member.audience.ts';

/** Lets a reset be mailed to every active member with this e-mail. Nothing tells whether there is one. */
export async function requestReset(s: Services, request: CallRequest, email: string): Promise<void> {
  await s.throttle.take('mailAddress', subscriber(request.ip));
  const emailFolded = fold(email);
  if (await s.throttle.exceeds('mailPerson', `reset ${emailFolded}`)) return;
  for (const companyId of await companiesBy(s.store, 'member_email', emailFolded))
    await s.store.transaction((tx) => askForReset(tx, companyId, emailFolded));
}

function* askForReset(tx: Tx, companyId: string, emailFolded: string): Work<void> {
  const { members } = tx.t;
  const member = yield* one(
    tx
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.companyId, companyId), eq(members.emailFolded, emailFolded), eq(members.status, 'active'))),
  );
  if (!member) return;
  yield* append(tx, {
    companyId,
    kind: 'member.password_reset_requested',
    actor: 'system',
    subject: { type: 'member', id: member.id },
    audience: memberAudience(member),
  });
}

/** Whom a one-time link is for. Raises 404 for one that is used, ended or never was, and for pages that are not its company's. */
export async function readPasswordToken(s: Services, request: CallRequest, token: string) {
  await s.throttle.take('oneTime', subscriber(request.ip));
  const secret = readSecret(token);
  if (!secret) throw notFound();
  const { origin } = request;
  const { passwordTokens: tokens, members, companies } = s.store.t;
  const [found] = await prepared(s.store.read, 'session.passwordToken', (ph) =>
    s.store.read
      .select({
        purpose: tokens.purpose,
        hash: tokens.hash,
        memberId: members.id,
        email: members.email,
        name: members.name,
        companyId: companies.id,
        companyName: companies.name,
      })
      .from(tokens)
      .innerJoin(members, isRow(members, ph('companyId'), tokens.memberId))
      .innerJoin(companies, eq(companies.id, ph('companyId')))
      .where(
        and(
          eq(tokens.companyId, ph('companyId')),
          eq(tokens.hash, ph('hash')),
          isNull(tokens.usedAt),
          gt(tokens.expiresAt, ph('now')),
          ne(members.status, 'deactivated'),
        ),
      ),
  )({ ...secret, now: now() });
  if (!found || (origin !== null && !(await s.origins.allowsNow(found.companyId, origin)))) throw notFound();
  return found;
}

/** Raises 404, and 422 on `password` (`too-short`, `too-common`). Every earlier session of the member ends. */
export async function choosePassword(
  s: Services,
  request: CallRequest,
  { token, password, keep }: { token: string; password: string; keep: boolean },
): Promise<Session> {
  const audience = keptFor(s, request, 'company', keep);
  const { hash, memberId, companyId, companyName, email, name, purpose } = await readPasswordToken(s, request, token);
  const weakness = passwordWeakness(password, [email, name, companyName]);
  if (weakness) throw refused('password', weakness);
  const passwordHash = await hashPassword(password);
  const opened = await s.store.transaction(function* (tx) {
    const before = yield* lockMember(tx, { companyId, memberId });
    // Guarded by the write itself: of two at once one finds the link used.
    const used = yield* usePasswordToken(tx, companyId, hash);
    if (!used || !before) throw notFound();
    yield* endSessionsOfMember(tx, { companyId, memberId });
    yield* setPassword(tx, before, passwordHash, purpose);
    return yield* recordSession(
      tx,
      { companyId, memberId, device: deviceName(request.header('user-agent')) },
      audience,
    );
  });
  const session = await sessionView(s, request, opened);
  if (!session) throw notFound();
  return session;
}

type MemberRow = Schema['members']['$inferSelect'];

function* setPassword(tx: Tx, before: MemberRow, passwordHash: string, purpose: Purpose): Work<void> {
  const { members } = tx.t;
  const { companyId, id: memberId } = before;
  const member = yield* one(
    tx
      .update(members)
      .set({ passwordHash, status: 'active' })
      .where(and(isRow(members, companyId, memberId), ne(members.status, 'deactivated')))
      .returning(),
  );
  if (!member) throw notFound();
  yield* lookUpMember(tx, before, member);
  yield* append(tx, {
    companyId,
    kind: purpose === 'invitation' ? 'member.activated' : 'member.changed',
    actor: `member:${memberId}`,
    subject: { type: 'member', id: memberId },
    audience: memberAudience({ id: memberId }),
    fields: purpose === 'invitation' ? ['status'] : ['password'],
  });
}
