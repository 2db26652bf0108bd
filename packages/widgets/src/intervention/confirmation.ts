/** What stands in the place of the form once the request has arrived. */
import type { Intervention } from '@parvis/sdk';
import { html, nothing } from 'lit';
import check from 'lucide/dist/esm/icons/circle-check.mjs';
import { icon } from '../shared/icon.ts';
import { statusMark, statusStyles } from '../shared/status.ts';
import type { Writing } from './writing.ts';

/** What the confirmation tells of. */
export interface Arrived {
  id: string;
  number: number;
  status: Intervention['status'];
  /** Photos that could not be attached. */
  missing: number;
}

/** What the confirmation wears. */
export const styles = [statusStyles];

/** The confirmation, in the place of the form: with the number that people can say on the phone. */
export function created({ number, status, missing }: Arrived, form: Writing) {
  const w = form.words.now;
  const { common, portal, mayFollow } = form.on;
  return html`<section class="stack created" aria-labelledby="created">
    ${icon(check)}
    <h2 id="created" tabindex="-1">${w.created}</h2>
    <p><strong>${common.intervention(number)}</strong></p>
    ${statusMark(status, common.status)}
    <p>${w.createdNext(portal?.company.name ?? '')}</p>
    ${missing ? html`<p class="notice">${w.missing(missing)}</p>` : nothing}
    <button class="primary" @click=${form.done}>${mayFollow ? w.follow : w.another}</button>
  </section>`;
}
