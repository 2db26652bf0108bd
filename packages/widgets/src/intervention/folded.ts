/** A part of the form under a line of its own: what it is about, its present value, and the way to change it. */
import type { Portal } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { date } from '../shared/dates.ts';
import { addressLine, equipmentName, unbroken } from '../shared/naming.ts';
import { asked } from './asked.ts';
import type { Part, Writing } from './writing.ts';

export function folded(part: Part, form: Writing, portal: Portal | undefined) {
  const w = form.words.now;
  return html`<div class="part ${part}">
    <h3>${w[part]}</h3>
    <div>${portal ? valueOf(part, form, portal) : html`<i class="bone">&nbsp;</i>`}</div>
    <button
      type="button"
      class="bare"
      ?disabled=${!portal}
      aria-label=${w.changePart(w[part])}
      @click=${() => form.unfold(part, true)}
    >
      ${w.change}
    </button>
  </div>`;
}

function valueOf(part: Part, form: Writing, { company, fields }: Portal) {
  const w = form.words.now;
  const { language } = form.on;
  const { address, contact, site, equipment, values } = form;
  switch (part) {
    case 'type': {
      const type = company.types.find(({ key }) => key === values.type);
      return type ? type.label[language] : html`<span class="quiet">${w.noType}</span>`;
    }
    case 'place': {
      const names = [site?.name, equipment && equipmentName(equipment)].filter(Boolean).join(' · ');
      return html`${names ? html`<div>${names}</div>` : nothing}
        <div>${address && addressLine(address)}</div>`;
    }
    case 'contact':
      return html`<bdi>${contact?.name}</bdi> <span class="quiet">${unbroken(contact?.phone ?? '')}</span>`;
    case 'fields': {
      const given = asked(fields).folded.filter(({ id }) => id in values.fields);
      return given.length
        ? given.map(({ id, kind, label }) => {
            const value = `${values.fields[id]}`;
            return html`<div>
              <span class="quiet">${label[language]}</span> ${kind === 'date' ? date(language, value) : value}
            </div>`;
          })
        : html`<span class="quiet">${w.noFields}</span>`;
    }
  }
}
