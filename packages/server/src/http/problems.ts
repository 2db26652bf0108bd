/** Any error as problem details on the wire (RFC 9457). What is not a refusal of ours is logged, and told without details. */
import { STATUS_CODES } from 'node:http';
import type { Logger } from 'pino';
import { Problem } from '../problem.ts';
import { StoreError, storeError } from '../store/store.ts';

/** The refusal that an error stands for: a database that cannot answer now is said so, anything else is our mistake. */
export function problemOf(error: unknown, log: Logger): Problem {
  if (error instanceof Problem) return error;
  const cause = storeError(error);
  if (!(cause instanceof StoreError)) {
    log.error({ err: error }, 'a request failed');
    return new Problem('internal');
  }
  switch (cause.code) {
    case 'full':
      log.error({ err: cause }, 'the disk is full');
      return new Problem('storage-full', { headers: { 'retry-after': '60' } });
    case 'unavailable':
    case 'read-only':
    case 'busy':
    case 'foreign-schema':
      log.error({ err: cause }, 'the database does not serve');
      return new Problem('unavailable', { headers: { 'retry-after': '5' } });
    case 'unique':
    case 'reference':
    case 'failed':
      log.error({ err: cause }, 'a query failed');
      return new Problem('internal');
  }
}

export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>>): Response {
  return new Response(problemDocument(problem), {
    status: problem.status,
    headers: { ...headers, ...problemHeaders(problem) },
  });
}

export function problemDocument({ status, code, detail, errors, extra }: Problem): string {
  return JSON.stringify({
    type: `urn:parvis:problem:${code}`,
    title: STATUS_CODES[status],
    status,
    code,
    detail,
    errors,
    ...extra,
  });
}

export const problemHeaders = ({ headers }: Problem): Record<string, string> => ({
  ...headers,
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
});
