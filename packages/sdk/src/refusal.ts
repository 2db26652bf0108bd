/**
 * What it means that no session came: that it has ended, or something that may pass. Loaded when it happens; it takes
 * types only, so that it waits for no other file.
 */
import type { Session } from './contract/index.ts';
import type { OfflineError, ParvisError } from './errors.ts';
import type { Send } from './request.ts';

/**
 * All that ends a session: its time is over, it was signed out elsewhere, its link has expired, was revoked or is none of
 * ours. Always with 401, in a problem document of Parvis (`type`); whatever else is met (another status, a page of a proxy, a cut
 * connection) may pass.
 */
const endings = /^(session-expired|signed-out|link-(expired|invalid))$/;

/** What was asked. */
interface Asked {
  send: Send;
  /** The host page's own address, … */
  url: string | undefined;
  /** … or its callback. */
  getSession: unknown;
  /** The link that the tab holds beside the cookie. */
  exchange: (() => Promise<Session>) | '' | null | undefined;
  /** The error for nobody being signed in. */
  expired: ParvisError;
  /** What a callback that failed is said by. */
  errors: { OfflineError: typeof OfflineError; ParvisError: typeof ParvisError };
  /** Told that it is the end. */
  ended: (error: ParvisError) => void;
}

/** Resolves with a session after all; rejects with why there is none, once it is told where that is the end. */
export async function judge(
  refusal: unknown,
  { send, url, getSession, exchange, expired, errors, ended }: Asked,
): Promise<Session> {
  let error = refusal as ParvisError;
  try {
    let session: Session | undefined;
    if (getSession) error = saysNo(refusal) ? expired : error?.problem ? error : failureOf(refusal, errors);
    else if (url) session = await ofAddress(error, url, send);
    // Where cookies are blocked, or the page is framed, the link that it was opened by goes on opening it.
    else if (exchange && error.code === 'session-expired') session = await exchange();
    if (session) return session;
    if (url) error = expired;
  } catch (cause) {
    error = cause as ParvisError;
  }
  const { status, problem } = error;
  const isOurs = problem?.type?.startsWith('urn:parvis:');
  // Our own server found fault with the request itself: it would do so again. And so would an error in our own code.
  if (problem && !(isOurs && status > 399 && status < 500)) Object.assign(error, { retryable: true });
  if (status === 401 && isOurs && endings.test(error.code)) ended(error);
  throw error;
}

/** What a callback throws ends nothing, unless it says 401; its own mistakes, or its server's, are no network that fails. */
function failureOf(thrown: unknown, { OfflineError, ParvisError }: Asked['errors']): ParvisError {
  if (noNetwork.test(String(thrown)) || (thrown instanceof TypeError && !thrown.stack) || statusOf(thrown) === 0)
    return new OfflineError(thrown);
  tell('getSession throws', thrown);
  return new ParvisError({ code: 'get-session-failed' }, thrown);
}

/** As browsers, Node and axios say it; Safari in the language of the device, and with no stack; jQuery by its status. */
const noNetwork = /^(abort|network|timeout)e|: (network|load fail|fetch fail|failed to fetch)/i;

/** Asks the address once more: a redirect to another origin looks like no network, unless it is not followed. */
async function ofAddress(error: ParvisError, url: string, send: Send): Promise<Session | undefined> {
  // With a code of ours it is what the client made of an answer that was no session.
  if (saysNo(error) && error.code !== 'session-expired') return undefined;
  try {
    const found = await send(url, { cache: 'no-store', redirect: 'manual', read: sessionIn });
    if (!found) tell(`${url} answers with no session`);
    return found;
  } catch (cause) {
    const { status, code } = cause as ParvisError;
    if (saysNo(cause)) return undefined;
    const redirects = code === 'http-0';
    if (redirects || status) tell(`${url} answers ${status || 'a redirect'}`);
    if (!redirects) throw cause;
    return undefined;
  }
}

const sessionIn = async (response: Response): Promise<Session | undefined> => {
  const given = (await response.json().catch(() => {})) as Session | undefined;
  return given?.accessToken ? given : undefined;
};

/** Of an error of ours, or as `fetch`, axios and their kin have it. */
const statusOf = (error: unknown): number | undefined => {
  const { status, response } = Object(error) as { status?: number; response?: { status?: number } };
  return status ?? response?.status;
};
const saysNo = (error: unknown) => statusOf(error) === 401;

let isTold = false;
/** Tells the developer, who is not the reader of the page, once. */
const tell = (why: string, ...more: unknown[]) => {
  // oxlint-disable-next-line no-console -- there is nowhere else that a developer would look
  if (!isTold) console.error(`Parvis: ${why}; 401 says that nobody is signed in`, ...more);
  isTold = true;
};
