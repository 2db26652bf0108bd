import { problemCodeNames, problemCodes } from '@parvis/sdk/contract';
import { describe, expect, it } from 'vitest';
import type { NewEntry } from './journal/append.ts';
import { conflict, forbidden, Problem, refused, tooMany, unauthorized } from './problem.ts';

describe('a refusal', () => {
  it('has the status that the list gives for its code', () => {
    for (const code of problemCodeNames) expect(new Problem(code)).toMatchObject(problemStatus(code));
    expect(conflict('has-keys').status).toBe(409);
  });

  it('has no code that is not in the list, nor one of another status: neither compiles', () => {
    expect(() => [
      // @ts-expect-error -- in no list
      refused('email', 'ugly'),
      // @ts-expect-error -- in no list
      () => new Problem('teapot'),
      // @ts-expect-error -- 403
      () => conflict('forbidden'),
      // @ts-expect-error -- 409
      () => forbidden('own-account'),
      // @ts-expect-error -- 403
      () => unauthorized('forbidden'),
      // @ts-expect-error -- 409
      () => tooMany(1, 'limit-reached'),
      // @ts-expect-error -- a journal entry is of a kind that is in the list
      (): NewEntry['kind'] => 'site.painted',
    ]).not.toThrow();
  });

  it('comes with a sentence that its reader can act on', () => {
    for (const code of problemCodeNames) expect(problemCodes[code].sentence, code).toMatch(/^[0-9A-Z`].{10,150}\.$/);
  });
});

const problemStatus = (code: (typeof problemCodeNames)[number]) => ({ code, status: problemCodes[code].status });
