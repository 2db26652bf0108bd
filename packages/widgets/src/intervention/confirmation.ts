/** What stands in the place of the form once the request has arrived. */
import { html, nothing } from 'lit';
import check from 'lucide/dist/esm/icons/circle-check.mjs';
import { icon } from '../shared/icon.ts';
import { statusMark, statusStyles } from '../shared/status.ts';
import { InterventionSeenEvent } from './events.ts';
import type { Arrived } from './form-state.ts';
import { drawn, type Writing } from './writing.ts';

/** What the confirmation wears. */
export const confirmationStyles = [statusStyles];

/** With the number that people can say on the phone. */
export function confirmation({ number, status, missing }: Arrived, writing: Writing) {
  const { host, state } = writing;
  const { common, mayFollow } = host;
  const w = writing.words.now;
  return html`<section class="stack created" aria-labelledby="created">
    ${icon(check)}
    <h2 id="created" tabindex="-1">${w.created}</h2>
    <p><strong>${common.intervention(number)}</strong></p>
    ${statusMark(status, common.status)}
    <p>${w.createdNext(state.portal?.company.name ?? '')}</p>
    ${missing ? html`<p class="notice">${w.missing(missing)}</p>` : nothing}
    <button class="primary" @click=${() => close(writing)}>${mayFollow ? w.follow : w.another}</button>
  </section>`;
}

/** Ready for another request. */
async function close(writing: Writing) {
  const { host, state } = writing;
  const { arrived } = state;
  state.arrived = undefined;
  await drawn(writing);
  host.focusFirst();
  if (arrived) host.dispatchEvent(new InterventionSeenEvent(arrived.id));
}
