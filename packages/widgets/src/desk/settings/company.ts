/** The company: how to reach it, its looks, what all portals show, types of intervention, who may embed. */
import type { Company, PortalPart } from '@parvis/sdk';
import { html, nothing } from 'lit';
import { words as customerWords } from '../../locales/fr/desk-customers.ts';
import { Words } from '../../shared/locale.ts';
import { textsOf } from '../form.ts';
import { SettingsPart } from './part.ts';

const customerLexicon = { fr: customerWords, en: () => import('../../locales/en/desk-customers.ts') };
/** The parts that exist so far; the others join as they are built. */
const shownParts: PortalPart[] = ['creation', 'sites', 'equipment', 'documents'];

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
export class CompanySettings extends SettingsPart {
  readonly #parts = new Words(this, customerLexicon);

  protected override content() {
    const w = this.say;
    const { company } = this.desk;
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
                />${this.#parts.now.parts[part]}</label
              >`,
          )}
        </div>
      </fieldset>
      ${this.text('types', w.types, typesText(company), { rows: 5, hint: w.typesHint })}
      ${this.text('allowedOrigins', w.origins, company.allowedOrigins.join('\n'), { rows: 3, hint: w.originsHint })}
      ${this.text('portalUrl', w.portalUrl, company.portalUrl ?? '', { type: 'url', hint: w.portalUrlHint })}
      ${this.wrongs[''] ? html`<p class="wrong" role="alert">${this.wrongs['']}</p>` : nothing}
      <div><button class="primary" aria-disabled=${this.busy}>${w.save}</button></div>
    </form>`;
  }
  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const given = textsOf(event.target as HTMLFormElement);
    const text = (name: string) => (given[name] ?? '').trim();
    const { client, company } = this.desk;
    await this.save(async () => {
      const changed = await client.company.update(company, {
        name: text('name'),
        phone: text('phone'),
        email: text('email'),
        branding: { accent: text('branding.accent') || null },
        linkDays: Number(text('linkDays')),
        options: Object.fromEntries(shownParts.map((part) => [part, given[`option-${part}`] === 'true'])),
        types: typesOf(text('types'), company.types),
        allowedOrigins: text('allowedOrigins').split(/\s+/).filter(Boolean),
        portalUrl: text('portalUrl') || null,
      });
      this.desk.companyChanged(changed);
    });
  };
}
