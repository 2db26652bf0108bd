/** The company: how to reach it, its looks, what all portals show, types of intervention, who may embed. */
import type { Company } from '@parvis/sdk';
import { html, type PropertyValues } from 'lit';
import { textIn } from '../form.ts';
import { shownParts } from '../portal-parts.ts';
import { SettingsPart } from './part.ts';

/** One type a line: « Dépannage | Repair ». The key stays with a type whose French name stays. */
const typesText = ({ types }: Company) =>
  types.map(({ label }) => (label.fr === label.en ? label.fr : `${label.fr} | ${label.en}`)).join('\n');
const keyOf = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
const typesOf = (text: string, before: Company['types']) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [fr = '', en = fr] = line.split('|').map((each) => each.trim());
      return { key: before.find(({ label }) => label.fr === fr)?.key ?? keyOf(fr), label: { fr, en: en || fr } };
    });

/** `<parvis-desk-company>` */
export class CompanySettings extends SettingsPart<Company> {
  #refill = false;

  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    // Always open, and as it was opened: what is typed stays when the company changes meanwhile.
    if (this.#refill && changed.has('desk')) {
      this.#refill = false;
      this.editing = this.desk.company;
    }
    this.editing ??= this.desk.company;
  }
  protected override content() {
    const w = this.words.settings;
    const company = this.editing ?? this.desk.company;
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h2>${w.parts.company}</h2>
      ${this.text('name', w.companyName, company.name, { required: true })}
      <div class="pair">
        ${this.text('phone', w.phone, company.phone, { type: 'tel' })}
        ${this.text('email', w.email, company.email, { type: 'email' })}
      </div>
      <div class="pair">
        ${this.text('branding.accent', w.accent, company.branding.accent ?? '', { hint: w.accentHint })}
        ${this.text('linkDays', w.linkDays, String(company.linkDays), { type: 'number', required: true })}
      </div>
      <fieldset>
        <legend>${w.portalParts}</legend>
        <div>
          ${shownParts.map(
            (part) =>
              html`<label class="check"
                ><input
                  type="checkbox"
                  name="option-${part}"
                  value="true"
                  ?checked=${company.options[part]}
                />${this.words.customers.parts[part]}</label
              >`,
          )}
        </div>
      </fieldset>
      ${this.text('types', w.types, typesText(company), { rows: 5, required: true, hint: w.typesHint })}
      ${this.text('allowedOrigins', w.origins, company.allowedOrigins.join('\n'), { rows: 3, hint: w.originsHint })}
      ${this.text('portalUrl', w.portalUrl, company.portalUrl ?? '', { type: 'url', hint: w.portalUrlHint })}
      ${this.problem()}
      <div><button class="primary" aria-disabled=${this.busy}>${w.save}</button></div>
    </form>`;
  }
  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const text = textIn(event);
    const { client, company } = this.desk;
    const given = {
      name: text('name'),
      phone: text('phone'),
      email: text('email'),
      branding: { accent: text('branding.accent') || null },
      linkDays: Number(text('linkDays')),
      options: Object.fromEntries(shownParts.map((part) => [part, text(`option-${part}`) === 'true'])),
      types: typesOf(text('types'), company.types),
      allowedOrigins: text('allowedOrigins').split(/\s+/).filter(Boolean),
      portalUrl: text('portalUrl') || null,
    };
    await this.change(company, given, (thing, change) => {
      // Taken back, when nothing is being saved: the form follows.
      this.#refill = !this.busy;
      return client.company.update(thing, change);
    });
  };
  protected override async read() {
    this.desk.companyChanged(await this.desk.client.company.get());
  }
}
