/** What sheets are made of: facts, rows with something to do at their end, and a skeleton while they are read. */
import type { Address } from '@parvis/sdk';
import { html, nothing } from 'lit';

export const skeleton = () =>
  html`<div class="stack" aria-hidden="true">${[0, 1, 2, 3].map(() => html`<i class="skeleton">&nbsp;</i>`)}</div>`;

/** Terms and what they are; those that are nothing are left out. */
export function facts(...rows: [term: unknown, fact: unknown][]) {
  const known = rows.filter(([, fact]) => fact);
  if (!known.length) return nothing;
  return html`<dl class="facts">
    ${known.map(
      ([term, fact]) =>
        html`<dt>${term}</dt>
          <dd>${fact}</dd>`,
    )}
  </dl>`;
}

/** A thing, what is to know about it, and what can be done with it. */
export const entry = (name: unknown, about: unknown, acts: unknown) =>
  html`<div class="entry">
    <p>${name}${about ? html`<br /><span class="small quiet">${about}</span>` : nothing}</p>
    ${acts ? html`<div>${acts}</div>` : nothing}
  </div>`;

/** An address as it stands on an envelope; undefined when there is none. */
export function addressLines({ line1, line2, postalCode, city }: Address) {
  const lines = [line1, line2, `${postalCode} ${city}`].filter((line) => line.trim());
  return lines.length ? html`<span class="lines">${lines.join('\n')}</span>` : undefined;
}
