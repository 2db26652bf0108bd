/** The fields of an address in a form. */
import type { Address } from '@parvis/sdk';
import { html } from 'lit';
import type { words as french } from './customers.fr.ts';
import type { textField } from '../fields.ts';

type Text = (name: string, label: string, value?: string, more?: Partial<Parameters<typeof textField>[0]>) => unknown;

export const addressFields = (text: Text, w: typeof french, address?: Address) =>
  html`${text('address.line1', w.line1, address?.line1)} ${text('address.line2', w.line2, address?.line2)}
    <div class="pair">
      ${text('address.postalCode', w.postalCode, address?.postalCode)} ${text('address.city', w.city, address?.city)}
    </div>`;

/** What was typed; the country, which is not asked, stays what it was. */
export const addressIn = (text: (name: string) => string, before?: Address) => ({
  line1: text('address.line1'),
  line2: text('address.line2'),
  postalCode: text('address.postalCode'),
  city: text('address.city'),
  country: before?.country ?? 'FR',
});
