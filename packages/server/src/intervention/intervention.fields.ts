/** The company's own fields on an intervention, checked by what the company says of each. */
import { day, type Field, type FieldValues } from '@parvis/sdk/contract';
import { invalid, type FieldError } from '../problem.ts';

/**
 * The values as they are kept. Values of fields that are no longer asked stay with the intervention that has them.
 * Raises 422 naming `fields.<id>`: `required`, `unknown-field`, `not-a-text`, `not-a-number`, `not-a-date`, `unknown-choice`.
 */
export const checkFields = (definitions: readonly Field[], given: FieldValues, before: FieldValues = {}): FieldValues => {
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
  if (value === undefined || (typeof value === 'string' && value.trim() === ''))
    return field.required ? 'required' : value === undefined || field.kind === 'text' ? null : notOf[field.kind];
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? null : 'not-a-text';
    case 'number':
      return typeof value === 'number' ? null : 'not-a-number';
    case 'date':
      return day.safeParse(value).success ? null : 'not-a-date';
    case 'choice':
      return field.choices.some(({ key }) => key === value) ? null : 'unknown-choice';
  }
};

const notOf = { number: 'not-a-number', date: 'not-a-date', choice: 'unknown-choice' } as const;
