/**
 * Errors on the wire: problem details (RFC 9457), media type `application/problem+json`.
 * `code` is the stable name of the error; `title` is for developers; screens carry their own sentence for each code.
 */
import * as z from 'zod';
import { fieldCodeNames, problemCodeNames } from './codes.ts';
import { components } from './components.ts';

export const problemCode = z.enum(problemCodeNames).register(components, { id: 'ProblemCode' });
export const fieldCode = z.enum(fieldCodeNames).register(components, { id: 'FieldCode' });

export const fieldError = z.object({
  /** Path of the field: `contact.email`, `rows.3.name`. */
  field: z.string(),
  code: fieldCode,
  /** How many fields it tells of, where they are not named one by one. */
  count: z.number().int().optional(),
});

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: problemCode,
    detail: z.string().optional(),
    /** 20 at most, with paths of 100 characters at most. */
    errors: z.array(fieldError).optional(),
  })
  .register(components, { id: 'Problem' });
export type Problem = z.infer<typeof problem>;
