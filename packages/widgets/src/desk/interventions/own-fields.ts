/** The company's own fields, as forms at the desk ask them. */
import type { Field, FieldValues } from '@parvis/sdk';
import type { Language } from '../../shared/locale.ts';
import type { ChoiceField, Text, TextField } from '../fields.ts';

/** How the form draws its controls. */
export interface Controls {
  text(name: string, label: string, value?: string, more?: Partial<TextField>): unknown;
  choice(name: string, label: string, options: ChoiceField['options'], more?: Partial<ChoiceField>): unknown;
}

/** With what was answered, also where that is no longer offered. */
export function ownField(
  { id, label, kind, required, choices }: Field,
  language: Language,
  form: Controls,
  answer: string | number = '',
) {
  const [name, asked] = [`fields.${id}`, label[language]];
  if (kind !== 'choice') {
    // An input of numbers gives nothing of « 1 200 »: the server reads what was typed.
    return form.text(name, asked, String(answer), { type: kind === 'date' ? kind : 'text', required });
  }
  const offered = choices.filter(({ key, retired }) => !retired || key === answer);
  return form.choice(
    name,
    asked,
    offered.map(({ key, label: words }) => [key, words[language]]),
    { required, ...(answer && { chosen: String(answer) }) },
  );
}

/** What was answered. */
export const answersIn = (fields: readonly Field[], text: Text): FieldValues =>
  Object.fromEntries(fields.map(({ id }) => [id, text(`fields.${id}`)]).filter(([, value]) => value));
