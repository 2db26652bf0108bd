/** What was answered to one of the company's own fields, as people read it. */
import type { Field } from '@parvis/sdk';
import { date } from '../shared/dates.ts';
import type { Language } from '../shared/locale.ts';

export function fieldValue({ kind, choices }: Field, value: string | number, language: Language): string {
  switch (kind) {
    case 'date':
      return date(language, String(value));
    case 'number':
      // As it was typed, until the server has read it.
      return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
    case 'choice':
      return choices.find(({ key }) => key === value)?.label[language] ?? String(value);
    case 'text':
      return String(value);
  }
}
