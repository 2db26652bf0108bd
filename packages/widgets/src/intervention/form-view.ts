/** What stands around the form's first field, from what is being written. */
import type { Portal } from '@parvis/sdk';
import { html, nothing } from 'lit';
import picture from 'lucide/dist/esm/icons/image.mjs';
import { define } from '../shared/define.ts';
import { icon } from '../shared/icon.ts';
import { unbroken } from '../shared/naming.ts';
import { asked } from './asked.ts';
import { confirmation } from './confirmation.ts';
import { choicesInSight, editor } from './editors.ts';
import type { CorrectAskedEvent } from './events.ts';
import { partOf } from './field-errors.ts';
import { folded } from './folded.ts';
import type { Part } from './form-state.ts';
import { openPhotos } from './open-photos.ts';
import { Pending } from './pending.ts';
import type { Writing } from './writing.ts';

/** What the form gives way to: whom to call where no requests are taken, or the confirmation. Else nothing. */
export function insteadOf(writing: Writing) {
  const { portal, arrived } = writing.state;
  if (portal && !portal.can.includes('create_intervention') && !portal.preview) return closed(writing, portal);
  return arrived && confirmation(arrived, writing);
}
function closed(writing: Writing, { company }: Portal) {
  const w = writing.words.now;
  return html`${waiting(writing)}
    <div class="notice stack" part="message">
      <p>${w.closed(company.name)}</p>
      ${company.phone ? html`<p><a href="tel:${company.phone.replaceAll(' ', '')}">${w.call(unbroken(company.phone))}</a></p>` : nothing}
    </div>`;
}

/** Above the fields: what waits to leave, and what holds for all of them. */
export function above(writing: Writing) {
  const { host, state } = writing;
  const w = writing.words.now;
  const names = Object.keys(state.errors);
  if (state.portal?.preview) return html`<p class="notice" part="message">${w.preview}</p>`;
  const goTo = (event: Event, name: string) => {
    event.preventDefault();
    host.renderRoot.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`)?.focus();
  };
  return html`${waiting(writing)}
  ${
    names.length < 2
      ? nothing
      : html`<div class="notice bad" role="alert">
          <p>${w.fieldsToCorrect(names.length)}</p>
          <ul>
            ${names.map(
              (name) =>
                html`<li>
                  <a href="#${name}" @click=${(event: Event) => goTo(event, name)}>${labelOf(writing, name)}</a>
                </li>`,
            )}
          </ul>
        </div>`
  }`;
}
function waiting({ host, saver }: Writing) {
  if (!saver.outbox?.items.length) return nothing;
  define('parvis-pending', Pending);
  return html`<parvis-pending
    @correct-asked=${(event: CorrectAskedEvent) => {
      event.stopPropagation();
      void host.correct(event.id);
    }}
  ></parvis-pending>`;
}
function labelOf({ host, words }: Writing, name: string) {
  const label = host.renderRoot.querySelector(`label[for="${CSS.escape(name)}"]`);
  return label?.textContent?.trim() || words.now[partOf(name) ?? 'known'];
}

/** Below the description: photos, and what the company knows already, each part folded with its present value. */
export function below(writing: Writing) {
  const { host, state } = writing;
  const { portal, picker } = state;
  const parts: Part[] =
    portal && asked(portal.fields).folded.length
      ? ['type', 'place', 'contact', 'fields']
      : ['type', 'place', 'contact'];
  return html`${portal && choicesInSight(writing, portal)}${
      picker ??
      html`<div>
        <button
          type="button"
          ?disabled=${portal?.preview}
          @click=${() => openPhotos(writing, (photos) => photos.pick())}
        >
          ${icon(picture)}${host.common.addPhotos}
        </button>
      </div>`
    }
    <section aria-label=${writing.words.now.known}>
      ${parts.map((part) => (state.unfolded.has(part) && portal ? editor(part, writing, portal) : folded(part, writing)))}
    </section>`;
}

/** At the end: what went wrong as a whole, and the act. */
export function end({ state, words }: Writing) {
  const w = words.now;
  const { portal, problem, isSending } = state;
  return html`${problem ? html`<p class="notice bad" part="message" role="alert">${problem}</p>` : nothing}
  ${
    portal
      ? html`<button class="primary wide" part="submit" aria-disabled=${isSending || portal.preview}>
          ${isSending ? w.sending : w.send}
        </button>`
      : nothing
  }`;
}
