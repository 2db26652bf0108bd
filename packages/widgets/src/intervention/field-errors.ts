/** What is wrong with the fields of a request: found here before it is sent, or by the service. */
import type { FieldCode, Portal } from '@parvis/sdk';
import type { FieldSentences } from '../shared/sentences.ts';
import { tooLong } from '../shared/too-long.ts';
import type { FormState, Part } from './form-state.ts';
import type { Writing } from './writing.ts';

/** As many as the service takes. */
const mostDescribed = 4000;

/** Codes by field. */
export function check({ values, changes }: FormState, portal: Portal): Record<string, FieldCode> {
  const { description } = values;
  const fields: Record<string, unknown> = values.fields;
  const empty = portal.fields.filter(({ id, required, active }) => required && active && (fields[id] ?? '') === '');
  const { contact } = changes;
  return {
    ...(!description.trim() && { description: 'required' }),
    ...(description.length > mostDescribed && { description: 'too-long' }),
    ...(contact && !contact.name.trim() && { 'contact.name': 'required' }),
    ...Object.fromEntries(empty.map(({ id }) => [`fields.${id}`, 'required' as const])),
  };
}

/** The sentence for what is wrong with a field. */
export function wrong({ host, state, words }: Writing, name: string): string | undefined {
  const { fieldErrors } = host.common;
  // Said while it is pasted, and until it is short enough.
  const over = name === 'description' && tooLong(host.language, state.description, mostDescribed);
  if (over) return over;
  const code = state.errors[name];
  const sentences: FieldSentences = { ...fieldErrors, ...words.now.fieldErrors };
  return code && (sentences[`${name} ${code}`] ?? sentences[code] ?? fieldErrors.invalid);
}

const parts: Record<string, Part> = {
  type: 'type',
  siteId: 'place',
  equipmentId: 'place',
  address: 'place',
  contact: 'contact',
  fields: 'fields',
};
/** The folded part that a field of the request stands in. */
export const partOf = (name: string) => parts[name.split('.')[0] ?? ''];
