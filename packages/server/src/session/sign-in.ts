/** A member's session: by e-mail and password. */
import { and, eq, isNotNull } from 'drizzle-orm';
import type { Session } from '@parvis/sdk/contract';
import { companiesBy } from '../access/lookups.ts';
import { subscriber } from '../access/throttle.ts';
import type { CallRequest } from '../http/handlers.ts';
import { fold } from '../fold.ts';
import { newId } from '../ids.ts';
import { conflict, unauthorized } from '../problem.ts';
import type { Services } from '../services.ts';
import { prepared } from '../store/store.ts';
import { lockMember } from './session.revocation.ts';
import { deviceCookie } from './cookies.ts';
import { deviceName } from './device.ts';
import { matchDummyHash, passwordMatches } from './passwords.ts';
import { keptFor, recordSession, sessionView } from './session.rules.ts';

export interface Credentials {
  email: string;
  password: string;
  companyId?: string | undefined;
  keep: boolean;
}

interface Account {
  memberId: string;
  passwordHash: string;
  company: { id: string; name: string };
}

// One person works for a few companies; each has a password of its own to be tried.
const mostCompanies = 10;

/**
 * Raises 401 `invalid-credentials`, 429, and 409 `choose-company` with `companies` when the password is right in several
 * (and only then: whoever does not know it learns of none).
 */
export async function signIn(
  s: Services,
  request: CallRequest,
  { email, password, companyId, keep }: Credentials,
): Promise<Session> {
  const audience = keptFor(s, request, 'company', keep);
  const folded = fold(email);
  const attempt = await attemptSignIn(s, request, folded);
  await s.origins.refresh();
  const companies = await companiesAsked(s, request, folded, companyId);
  const matching = await matchingOf(await accountsIn(s, companies, folded), password);
  const [account] = matching;
  if (!account) {
    attempt.failed();
    throw unauthorized('invalid-credentials');
  }
  await attempt.succeeded();
  if (matching.length > 1) throw conflict('choose-company', { companies: matching.map(({ company }) => company) });

  const { memberId, company, passwordHash } = account;
  const ref = { companyId: company.id, memberId };
  const opened = await s.store.transaction(function* (tx) {
    // The password took its time to be compared: it must still be theirs.
    const member = yield* lockMember(tx, ref);
    if (member?.status !== 'active' || member.passwordHash !== passwordHash) throw unauthorized('invalid-credentials');
    return yield* recordSession(tx, { ...ref, device: deviceName(request.header('user-agent')) }, audience);
  });
  const session = await sessionView(s, request, opened);
  if (!session) throw unauthorized('invalid-credentials');
  if (audience) rememberDevice(s, request, folded);
  return session;
}

/** The page of one company opens no session of another, whoever types there: to it there is no such account. */
async function companiesAsked(
  { store, origins }: Services,
  { origin }: CallRequest,
  emailFolded: string,
  companyId: string | undefined,
): Promise<string[]> {
  const known = await companiesBy(store, 'member_email', emailFolded);
  const asked = known.filter(
    (id) => (companyId === undefined || id === companyId) && (origin === null || origins.allows(id, origin)),
  );
  // An account that nobody has is looked for as well: it takes as long as one that somebody has.
  return asked.length === 0 ? [''] : asked.slice(0, mostCompanies);
}

/** Of each company the account of whoever has this e-mail, in the order in which companies are shown. */
async function accountsIn(s: Services, companies: string[], emailFolded: string): Promise<Account[]> {
  const found = await Promise.all(companies.map((companyId) => accountIn(s, companyId, emailFolded)));
  return found
    .flat()
    .toSorted((a, b) => (a.company.name === b.company.name ? 0 : a.company.name < b.company.name ? -1 : 1));
}

async function accountIn({ store }: Services, companyId: string, emailFolded: string): Promise<Account[]> {
  const { members, companies } = store.t;
  const found = await prepared(store.read, 'session.account', (ph) =>
    store.read
      .select({
        memberId: members.id,
        passwordHash: members.passwordHash,
        companyId: companies.id,
        name: companies.name,
      })
      .from(members)
      .innerJoin(companies, eq(companies.id, ph('companyId')))
      .where(
        and(
          eq(members.companyId, ph('companyId')),
          eq(members.emailFolded, ph('emailFolded')),
          eq(members.status, 'active'),
          isNotNull(members.passwordHash),
        ),
      ),
  )({ companyId, emailFolded });
  return found.map(({ memberId, passwordHash, companyId: id, name }) => ({
    memberId,
    passwordHash: passwordHash ?? '',
    company: { id, name },
  }));
}

async function matchingOf(accounts: Account[], password: string): Promise<Account[]> {
  if (accounts.length === 0) await matchDummyHash(password);
  const matching: Account[] = [];
  for (const account of accounts) if (await passwordMatches(account.passwordHash, password)) matching.push(account);
  return matching;
}

/**
 * One try at an account. Tries are counted for the account, for the address, and for both together. On a device where the
 * account was signed in on before they are counted apart: while somebody else exhausts the account, its owner still gets in
 * there (and by a password reset everywhere). Each is written to the log, the account as a hash that nobody else can make.
 */
export async function attemptSignIn({ throttle, config, sealer, log }: Services, request: CallRequest, email: string) {
  const address = subscriber(request.ip);
  const device = deviceCookie.read(config, request);
  const [known, deviceId] = (device !== null && sealer.open('device', device)?.split(' ')) || [];
  const isKnownDevice = known === email && deviceId !== undefined;
  const counted = (
    isKnownDevice
      ? [['signInDevice', deviceId]]
      : [
          ['signInPair', `${address} ${email}`],
          ['signInAddress', address],
          ['signInAccount', email],
        ]
  ) as [Parameters<typeof throttle.take>[0], string][];
  const account = sealer.tag('account', email).slice(0, 16);
  try {
    // Nothing is kept of what comes from an address that is refused already, however many accounts it names.
    if (!isKnownDevice) await throttle.peek('signInAddress', address);
    for (const [allowance, who] of counted) await throttle.take(allowance, who);
  } catch (error) {
    log.warn({ account, throttled: true }, 'a sign-in failed');
    throw error;
  }
  return {
    failed: (): void => log.warn({ account }, 'a sign-in failed'),
    async succeeded(): Promise<void> {
      // Nothing is kept of what comes from an address that is refused already, however many accounts it names.
      if (!isKnownDevice) await throttle.peek('signInAddress', address);
      for (const [allowance, who] of counted) await throttle.giveBack(allowance, who);
      log.info({ account }, 'a sign-in succeeded');
    },
  };
}

function rememberDevice({ config, sealer }: Services, request: CallRequest, email: string): void {
  request.setCookie(deviceCookie.line(config, sealer.seal('device', `${email} ${newId()}`)));
}
