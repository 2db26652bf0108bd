import { html, nothing } from 'lit';

/** Terms and what they are, as a `<dl>`; those that are nothing, or a list of nothing, are left out. */
export const facts = (...rows: (readonly [term: unknown, value: unknown])[]) =>
  html`<dl>
    ${rows.map(([term, value]) =>
      value && String(value)
        ? html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`
        : nothing,
    )}
  </dl>`;
