/** The company's own fields on an intervention, checked by what the company says of each. */
import { day, isBlank, type Field, type FieldCode, type FieldValues } from '@parvis/sdk/contract';
import { numberIn } from '../number.ts';
import { keyOf } from '../named.ts';
import { invalid, type FieldError } from '../problem.ts';

/** What is kept of the answers that were given. */
export interface Answers {
  fields: FieldValues;
  /** A compulsory field is open. */
  incomplete: boolean;
}

/**
 * The answers as they are kept. Those of fields that are no longer asked stay with the intervention that has them, and so
 * does an answer that could not be given any more. What is imported may leave open what is compulsory (`mayLeaveOpen`); people only what was open.
 * Raises 422 naming `fields.<id>`: `required`, `unknown-field`, `not-a-text`, `not-a-number`, `not-a-date`, `unknown-choice`.
 */
export const checkFields = (
  definitions: readonly Field[],
  given: FieldValues,
  { before, mayLeaveOpen }: { before?: FieldValues; mayLeaveOpen: boolean },
): Answers => {
  const errors: FieldError[] = [];
  const answers: FieldValues = {};
  const asked = definitions.filter(({ active }) => active);
  for (const field of asked) {
    const { id } = field;
    const value = given[id];
    if (isSaid(value)) {
      const kept = value === before?.[id] ? value : checks[field.kind].kept(value, field);
      if (kept === undefined) errors.push({ field: `fields.${id}`, code: checks[field.kind].code });
      else answers[id] = kept;
    } else if (field.required && !mayLeaveOpen && (!before || isSaid(before[id])))
      errors.push({ field: `fields.${id}`, code: 'required' });
  }
  const ids = new Set(asked.map(({ id }) => id));
  for (const [id, value] of Object.entries(given))
    if (!ids.has(id) && before?.[id] !== value) errors.push({ field: `fields.${id}`, code: 'unknown-field' });
  if (errors.length > 0) throw invalid(errors);
  const past = Object.entries(before ?? {}).filter(([id]) => !ids.has(id));
  const fields = { ...Object.fromEntries(past), ...answers };
  return { fields, incomplete: missingIn(definitions, fields).length > 0 };
};

/** Ids of the compulsory fields that have no answer. */
export const missingIn = (definitions: readonly Field[], fields: FieldValues): string[] =>
  definitions.filter(({ id, active, required }) => active && required && !isSaid(fields[id])).map(({ id }) => id);

const isSaid = (value: string | number | undefined): value is string | number =>
  value !== undefined && !isBlank(String(value));

interface Check {
  code: FieldCode;
  /** What is kept of an answer; undefined when it is none. */
  kept(value: string | number, field: Field): string | number | undefined;
}

const checks: Record<Field['kind'], Check> = {
  text: { code: 'not-a-text', kept: (value) => (typeof value === 'string' ? value : undefined) },
  number: { code: 'not-a-number', kept: (value) => (typeof value === 'number' ? value : numberIn(value)) },
  date: { code: 'not-a-date', kept: (value) => (day.safeParse(value).success ? value : undefined) },
  choice: { code: 'unknown-choice', kept: (value, { choices }) => keyOf(choices, String(value)) },
};
