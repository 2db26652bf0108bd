import type { ParvisError } from '@parvis/sdk';

type Failure = Partial<Pick<ParvisError, 'status' | 'code'>>;

/**
 * Whether a refusal settles anything. What never reached the service, what it could not answer, what it has under way
 * already, and what something between us says in its place do not: the same may have arrived, or may yet be taken.
 */
export const isSettled = ({ status = 0, code }: Failure) =>
  status >= 400 && status < 500 && ![401, 408, 409, 425, 429].includes(status) && !code?.startsWith('http-');
