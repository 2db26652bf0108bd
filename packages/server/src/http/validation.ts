/** Validation of bodies and queries against the contract: what does not fit is told by field, with a code for each. */
import { fieldCodes, type FieldCode } from '@parvis/sdk/contract';
import type * as z from 'zod';
import { invalid, mostErrors, shortPath, type FieldError } from '../problem.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** The validated value, defaults filled in; 422 `invalid` with every field that does not fit. */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const { result, errors } = tryValidate(schema, value);
  if (errors) throw invalid(errors);
  return result;
}

export type Validated<Out> = { result: Out; errors: null } | { result: null; errors: FieldError[] };

export function tryValidate<S extends z.ZodType>(schema: S, value: unknown): Validated<z.output<S>> {
  const found = unacceptable(value);
  if (found.length > 0) return { result: null, errors: found };
  const { success, data, error } = schema.safeParse(value);
  return success
    ? { result: data, errors: null }
    : { result: null, errors: distinct(error.issues.flatMap((issue) => tell(issue, value))) };
}

function tell(issue: Issue, value: unknown, above: Path = []): FieldError[] {
  const path = [...above, ...issue.path];
  const field = path.map(String).reduce(below, '');
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownFields(issue.keys, field);
    case 'invalid_union':
      return closest(issue.errors, value, path);
    case 'invalid_type':
      return [
        {
          field,
          code: at(value, path) === undefined ? 'required' : issue.expected === 'number' ? 'not-a-number' : 'invalid',
        },
      ];
    case 'too_big':
      return [{ field, code: sized('too-long', 'too-many', 'too-big', issue.origin) }];
    case 'too_small':
      return [{ field, code: sized('too-short', 'too-few', 'too-small', issue.origin) }];
    case 'custom':
      return [{ field, code: codeIn(issue.params) }];
    case 'invalid_value':
    case 'invalid_key':
    case 'invalid_element':
    case 'invalid_format':
    case 'not_multiple_of':
      return [{ field, code: 'invalid' }];
  }
}

/** So many unknown fields of one object are named, which is enough to find a slip; the others are counted. */
const mostNamed = 3;

export function unknownFields(keys: readonly string[], field = ''): FieldError[] {
  const named = keys
    .slice(0, mostNamed)
    .map((key): FieldError => ({ field: below(field, key), code: 'unknown-field' }));
  return keys.length > mostNamed ? [...named, { field, code: 'unknown-field', count: keys.length - mostNamed }] : named;
}

/** What a refinement of the contract says by itself. */
function codeIn(params: Record<string, unknown> | undefined): FieldCode {
  const code = params?.['code'];
  return typeof code === 'string' && code in fieldCodes ? (code as FieldCode) : 'invalid';
}

const below = (field: string, key: string): string => shortPath(field === '' ? key : `${field}.${key}`);

const sized = (text: FieldCode, list: FieldCode, amount: FieldCode, origin: string): FieldCode =>
  origin === 'string' ? text : origin === 'array' ? list : amount;

/** Of the alternatives that were offered, the one that the value comes closest to says what is missing. */
function closest(alternatives: readonly (readonly Issue[])[], value: unknown, path: Path): FieldError[] {
  const told = alternatives.map((issues) => issues.flatMap((issue) => tell(issue, value, path)));
  const strange = (errors: FieldError[]) =>
    errors.filter(({ code }) => code === 'unknown-field' || code === 'required').length;
  return told.toSorted((a, b) => strange(a) - strange(b) || a.length - b.length)[0] ?? [];
}

function at(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<PropertyKey, unknown>)[key];
  }
  return here;
}

/** One field may be told of once by each rule that it breaks: the first is enough. */
const distinct = (errors: FieldError[]): FieldError[] =>
  [...new Map(errors.toReversed().map((error) => [error.field, error])).values()].toReversed();

/**
 * Nothing in the contract is nested half as deep, or has as many members, but for the rows of bulk writes, checked one by
 * one.
 */
const deepest = 16;
const mostMembers = 1_000;

/**
 * What no schema has to see: values nested deeper or with more members than anything in the contract, of which each
 * alternative of a body would tell at length, and texts that PostgreSQL or UTF-8 cannot hold, wherever they are, keys
 * included. The contract says the latter of its texts; this covers what it describes otherwise (addresses, patterns,
 * unchecked keys). A loop: bodies may be nested a hundred thousand deep.
 */
function unacceptable(value: unknown): FieldError[] {
  const found: FieldError[] = [];
  const waiting: { value: unknown; field: string; depth: number }[] = [{ value, field: '', depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value: here, field, depth } = next;
    if (typeof here === 'string' && !isStorable(here)) found.push({ field, code: 'unstorable' });
    if (typeof here !== 'object' || here === null) continue;
    if (depth === deepest) return [{ field, code: 'invalid' }];
    if (Object.keys(here).length > mostMembers) return [{ field, code: 'too-many' }];
    for (const [key, inner] of Object.entries(here)) {
      if (!isStorable(key)) found.push({ field, code: 'unstorable' });
      else if (typeof inner === 'string' || typeof inner === 'object')
        waiting.push({ value: inner, field: below(field, key), depth: depth + 1 });
    }
    if (found.length >= mostErrors) break;
  }
  return found;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
