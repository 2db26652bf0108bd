/** What sheets are made of: rows with something to do at their end, and a skeleton while they are read. */
import type { Address } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { DeskElement } from './element.ts';
import { formStyles } from './fields.ts';
import { contactLinkStyles, type contactLinks } from './contact-links.ts';
import { splitStyles } from './split.styles.ts';

export const sheetStyles = [DeskElement.styles, formStyles, splitStyles, contactLinkStyles];

export const skeleton = () =>
  html`<div class="stack" aria-hidden="true">${[0, 1, 2, 3].map(() => html`<i class="skeleton">&nbsp;</i>`)}</div>`;

/** A thing, what is to know about it, and what can be done with it. */
export const entry = (name: unknown, about: unknown, acts: unknown) =>
  html`<div class="entry">
    <p>${name}${about ? html`<br /><span class="small quiet">${about}</span>` : nothing}</p>
    ${acts ? html`<div>${acts}</div>` : nothing}
  </div>`;

/** An address as it stands on an envelope, and the way to it; undefined when there is none. */
export function addressLines(address: Address, { route }: Pick<ReturnType<typeof contactLinks>, 'route'>) {
  const { line1, line2, postalCode, city } = address;
  const lines = [line1, line2, `${postalCode} ${city}`].filter((line) => line.trim());
  return lines.length ? html`<span class="lines">${lines.join('\n')}</span> <br />${route(address)}` : undefined;
}
