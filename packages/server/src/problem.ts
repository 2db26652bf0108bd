/**
 * What a caller is refused with: problem details (RFC 9457) with a stable `code`, one of the contract's, which also settles
 * the status. Thrown anywhere below `http/`, which writes it on the wire.
 */
import { problemCodes, type CodeOf, type FieldCode, type ProblemCode } from '@parvis/sdk/contract';

export interface FieldError {
  /** Path of the field: `contact.email`, `rows.3.name`. */
  field: string;
  code: FieldCode;
  /** How many fields it tells of, where they are not named one by one. */
  count?: number;
}

/** An answer is no bigger than its question: so many errors are told … */
export const mostErrors = 20;
/** … and so much of the path of each. */
const longestPath = 100;

export interface ProblemOptions {
  errors?: readonly FieldError[] | undefined;
  /** A sentence for developers. */
  detail?: string | undefined;
  /** Further members of the document. */
  extra?: Readonly<Record<string, unknown>> | undefined;
  /** Headers of the answer, such as Retry-After. */
  headers?: Readonly<Record<string, string>> | undefined;
}

export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly detail: string | undefined;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, { errors, detail, extra = {}, headers = {} }: ProblemOptions = {}) {
    super(code);
    this.name = 'Problem';
    this.status = problemCodes[code].status;
    this.code = code;
    this.errors = errors?.slice(0, mostErrors).map((error) => ({ ...error, field: shortPath(error.field) }));
    this.detail = detail;
    this.extra = extra;
    this.headers = headers;
  }
}

export const shortPath = (field: string): string =>
  field.length <= longestPath ? field : `${field.slice(0, longestPath - 1)}…`;

/** Does not exist, or is out of the viewer's sight: nobody can tell which. */
export const notFound = (): Problem => new Problem('not-found');

/** Nobody is signed in, or no longer. */
export const unauthorized = (code: CodeOf<401> = 'unauthorized'): Problem =>
  new Problem(code, { headers: { 'www-authenticate': 'Bearer' } });

/** Is visible, but not for this viewer to do. */
export const forbidden = (code: CodeOf<403> = 'forbidden'): Problem => new Problem(code);

/** Cannot be done in the present state of things. */
export const conflict = (code: CodeOf<409>, extra?: Readonly<Record<string, unknown>>): Problem =>
  new Problem(code, { extra });

/** The thing was changed since the caller read it. */
export const stale = (): Problem => new Problem('stale');

/** Fields that cannot be taken as they are. */
export const invalid = (errors: readonly FieldError[]): Problem => new Problem('invalid', { errors });

/** One field that cannot be taken as it is. */
export const refused = (field: string, code: FieldCode): Problem => invalid([{ field, code }]);

/** A list would have to be sorted for this caller alone. */
export const unsupportedOrder = (): Problem =>
  new Problem('unsupported-order', { detail: 'No index keeps what these filters find in this order.' });

/** Too often; again after so many seconds. */
export const tooMany = (seconds: number, code: CodeOf<429> = 'too-many-requests'): Problem =>
  new Problem(code, { headers: { 'retry-after': String(Math.max(1, Math.ceil(seconds))) } });
