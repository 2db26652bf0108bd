/** A part of the form under a line of its own: what it is about, its present value, and the way to change it. */
import type { Portal } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { date } from '../shared/dates.ts';
import { addressLine, equipmentName, unbroken } from '../shared/naming.ts';
import { asked } from './asked.ts';
import { prepare } from './editors.ts';
import type { Part } from './form-state.ts';
import { drawn, type Writing } from './writing.ts';

export function folded(part: Part, writing: Writing) {
  const { portal } = writing.state;
  const w = writing.words.now;
  return html`<div class="part ${part}">
    <h3>${w[part]}</h3>
    <div>${portal ? valueOf(part, writing, portal) : html`<i class="skeleton">&nbsp;</i>`}</div>
    <button
      type="button"
      class="bare"
      ?disabled=${!portal}
      aria-label=${w.changePart(w[part])}
      @click=${() => unfold(writing, part, true)}
    >
      ${w.change}
    </button>
  </div>`;
}

function valueOf(part: Part, { host, state, words }: Writing, { company, fields }: Portal) {
  const w = words.now;
  const { language } = host;
  const { address, contact, siteName, equipment, values } = state;
  switch (part) {
    case 'type': {
      const type = company.types.find(({ key }) => key === values.type);
      return type ? type.label[language] : html`<span class="quiet">${w.noType}</span>`;
    }
    case 'place': {
      const names = unbroken([siteName, equipment && equipmentName(equipment)].filter(Boolean).join(' · '));
      return html`${names ? html`<div>${names}</div>` : nothing}
        <div>${(address && addressLine(address)) || html`<span class="quiet">${w.noPlace}</span>`}</div>`;
    }
    case 'contact':
      return html`<bdi>${contact?.name}</bdi> <span class="quiet">${unbroken(contact?.phone ?? '')}</span>`;
    case 'fields': {
      const given = asked(fields).folded.filter(({ id }) => id in values.fields);
      return given.length
        ? given.map(({ id, kind, label }) => {
            const value = `${values.fields[id]}`;
            return html`<div>
              <span class="quiet">${label[language]}</span> ${kind === 'date' ? date(language, value) : unbroken(value)}
            </div>`;
          })
        : html`<span class="quiet">${w.noFields}</span>`;
    }
  }
}

/** Shows what edits a part. */
export async function unfold(writing: Writing, part: Part, focus = false) {
  const { state } = writing;
  await prepare(part, writing);
  state.unfolded = new Set([...state.unfolded, part]);
  const root = await drawn(writing);
  if (focus) root.querySelector<HTMLElement>(`.editor.${part} :is(input, select)`)?.focus();
}
