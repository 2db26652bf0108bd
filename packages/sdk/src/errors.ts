/**
 * What a call throws. `code` is the stable name to match on (`session-expired`, `stale`, `invalid` …); the message is for
 * developers, screens carry their own sentence for each code.
 */
import type { ErrorCode, Problem } from './contract/index.ts';

/** A problem document as it came, or what stands for one where none did. */
type Told = Omit<Partial<Problem>, 'code'> & { code?: ErrorCode };

/** A refusal or failure that the server told, or that we found on the way there. */
export class ParvisError extends Error {
  override name = 'ParvisError';
  /** The problem document as it came (RFC 9457), with members of its own such as `companies` of `choose-company`. */
  declare readonly problem: Told & Record<string, unknown>;
  /** HTTP status; 0 when no answer came. */
  declare readonly status: number;
  declare readonly code: ErrorCode;
  /** What is wrong by field, for a form to show beside each. */
  declare readonly errors: NonNullable<Problem['errors']>;
  /** The same call may succeed later, unchanged. */
  declare readonly retryable: boolean;
  /** Milliseconds that the server asks to wait before that; 0 when it does not say. */
  declare readonly retryAfter: number;

  constructor(problem: Told & { retryAfter?: number }, cause?: unknown) {
    const { status = 0, code = `http-${status}`, errors = [], retryAfter = 0 } = problem;
    super(problem.title ?? code, { cause });
    this.problem = problem;
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryable = !status || status === 408 || status === 429 || status > 501;
    this.retryAfter = retryAfter;
  }
}

/** 400, 413, 415, 422 and whatever else is the caller's: what was sent cannot be taken; `errors` says which fields. */
export class InvalidError extends ParvisError {}
/** 401: nobody is signed in, or no longer. */
export class UnauthenticatedError extends ParvisError {}
/** 403: signed in, but not allowed. */
export class ForbiddenError extends ParvisError {}
/** 404: does not exist, or not for this viewer. */
export class NotFoundError extends ParvisError {}
/** 409: not possible in the present state. */
export class ConflictError extends ParvisError {}
/** 412: someone else changed it meanwhile; load it again. */
export class StaleError extends ParvisError {}
/** 429: too many; later again. */
export class ThrottledError extends ParvisError {}
/** 5xx, and 408 of something between us: the server cannot, at the moment; what was sent may have arrived. */
export class UnavailableError extends ParvisError {}
/** No answer came: no network, a time-out, or something between us that is not Parvis. */
export class OfflineError extends ParvisError {
  constructor(cause?: unknown) {
    super({ code: 'offline' }, cause);
  }
}

const byStatus: Record<number, typeof ParvisError> = {
  401: UnauthenticatedError,
  403: ForbiddenError,
  404: NotFoundError,
  408: UnavailableError,
  409: ConflictError,
  412: StaleError,
  429: ThrottledError,
};

/** The error that a refused call throws; without a code of its own it is `http-…`. */
export const errorOf = (status: number, problem: Told & { retryAfter?: number }): ParvisError =>
  new (byStatus[status] ?? (status < 500 ? InvalidError : UnavailableError))({ ...problem, status });

/** The session has ended and nothing can open another one. */
export const sessionExpired = (cause?: unknown): ParvisError =>
  new UnauthenticatedError({ status: 401, code: 'session-expired', type: 'urn:parvis:problem' }, cause);
