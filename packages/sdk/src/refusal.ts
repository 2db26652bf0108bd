/**
 * What it means that no session came: that it has ended, or something that may pass. Loaded when it happens; it takes
 * types only, so that it waits for no other file.
 */
import type { Session } from './contract/index.ts';
import type { ParvisError } from './errors.ts';
import type { Send } from './request.ts';

/**
 * All that ends a session: its time is over, it was signed out elsewhere, its link has expired, was revoked or is none of
 * ours. Always with 401, in a problem document of Parvis (`type`); whatever else is met (another status, a page of a proxy, a cut
 * connection) may pass.
 */
const endings = ['session-expired', 'signed-out', 'link-expired', 'link-invalid'];

/** What was asked. */
interface Asked {
  send: Send;
  /** The host page's own address, … */
  url?: string | undefined;
  /** … or its callback. */
  isCallback: boolean;
  /** The link that the tab holds beside the cookie. */
  exchange?: (() => Promise<Session>) | undefined;
  /** The error for nobody being signed in. */
  expired: ParvisError;
  /** The error for a callback that found no network. */
  offline: ParvisError;
}

/** Resolves with a session after all, or with why there is none and whether that is the end of it. */
export async function judge(
  refusal: unknown,
  { send, url, isCallback, exchange, expired, offline }: Asked,
): Promise<{ session?: Session | undefined; error: ParvisError; isEnd: boolean }> {
  let error = refusal as ParvisError;
  let session: Session | undefined;
  try {
    if (isCallback) error = mayPass(refusal) ? (error.problem ? error : offline) : expired;
    else if (url) session = await ofAddress(error, url, send);
    // Where cookies are blocked, or the page is framed, the link that it was opened by goes on opening it.
    else if (exchange && error.code === 'session-expired') session = await exchange();
    if (url && !session) error = expired;
  } catch (cause) {
    error = cause as ParvisError;
  }
  const { status, problem } = error;
  const isOurs = problem?.type?.startsWith('urn:parvis:');
  // Our own server found fault with the request itself: it would do so again. And so would an error in our own code.
  if (problem && !(isOurs && status > 399 && status < 500)) Object.assign(error, { retryable: true });
  return { session, error, isEnd: status === 401 && !!isOurs && endings.includes(error.code) };
}

/** A failed `fetch` throws a TypeError everywhere; what else a callback throws is its own way of saying no. */
function mayPass(refusal: unknown): boolean {
  if (saysNo(refusal)) return false;
  const status = statusOf(refusal);
  // From something between, perhaps; who means that nobody is signed in says 401, or null.
  if (status === 403) tell('getSession fails with 403');
  return refusal instanceof TypeError || refusal instanceof DOMException || status !== undefined;
}

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
    if (redirects || status) tell(`${url} ${redirects ? 'redirects' : `answers ${status}`}`);
    if (!redirects) throw cause;
    return undefined;
  }
}

const sessionIn = async (response: Response): Promise<Session | undefined> => {
  const given = (await response.json().catch(() => undefined)) as Session | undefined;
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
const tell = (why: string) => {
  // oxlint-disable-next-line no-console -- there is nowhere else that a developer would look
  if (!isTold) console.error(`Parvis: ${why}; 401 would say that nobody is signed in`);
  isTold = true;
};
