/** The company's own fields on an intervention, checked by what the company says of each. */
import { day, type Field, type FieldValues } from '@parvis/sdk/contract';
import { invalid, type FieldError } from '../problem.ts';

/**
 * The values as they are kept. Values of fields that are no longer asked stay with the intervention that has them.
 * Raises 422 naming `fields.<id>`: `required`, `unknown-field`, `not-a-text`, `not-a-number`, `not-a-date`, `unknown-choice`.
 */
export const checkFields = (
  definitions: readonly Field[],
  given: FieldValues,
  before: FieldValues = {},
): FieldValues => {
  const errors: FieldError[] = [];
  const asked = definitions.filter(({ active }) => active);
  for (const field of asked) {
    const code = mistake(field, given[field.id]);
    if (code) errors.push({ field: `fields.${field.id}`, code });
  }
  const ids = new Set(asked.map(({ id }) => id));
  for (const [id, value] of Object.entries(given))
    if (!ids.has(id) && before[id] !== value) errors.push({ field: `fields.${id}`, code: 'unknown-field' });
  if (errors.length > 0) throw invalid(errors);
  const past = Object.entries(before).filter(([id]) => !ids.has(id));
  return { ...Object.fromEntries(past), ...given };
};

const mistake = (field: Field, value: string | number | undefined): string | null => {
  const isSaid = value !== undefined && String(value).trim() !== '';
  if (!isSaid && field.required) return 'required';
  return value === undefined || checks[field.kind].fits(value, field) ? null : checks[field.kind].code;
};

interface Check {
  code: string;
  fits(value: string | number, field: Field): boolean;
}

const checks: Record<Field['kind'], Check> = {
  text: { code: 'not-a-text', fits: (value) => typeof value === 'string' },
  number: { code: 'not-a-number', fits: (value) => typeof value === 'number' },
  date: { code: 'not-a-date', fits: (value) => day.safeParse(value).success },
  choice: { code: 'unknown-choice', fits: (value, { choices }) => choices.some(({ key }) => key === value) },
};
