import { html, nothing } from 'lit';
import { unbroken } from './naming.ts';

/** Terms and what they are, as a `<dl>`; those that are nothing, or a list of nothing, are left out. */
export function facts(...rows: (readonly [term: unknown, value: unknown])[]) {
  const known = rows.filter(([, value]) => value && String(value));
  if (!known.length) return nothing;
  return html`<dl>
    ${known.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${typeof value === 'string' ? unbroken(value) : value}</dd>
        </div>`,
    )}
  </dl>`;
}
