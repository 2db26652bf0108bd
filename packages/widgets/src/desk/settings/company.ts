/** The company: how to reach it, its looks, what all portals show, types of intervention, who may embed. */
import type { Company } from '@parvis/sdk';
import { html, type PropertyValues } from 'lit';
import { check, submitted, type Text } from '../fields.ts';
import { addressFields, addressIn } from '../customers/address.ts';
import { shownParts } from '../portal-parts.ts';
import { logoFields, logoStyles, type Scheme } from './logo.ts';
import { NamedLines, namedStyles } from './named.ts';
import { Editing } from '../editing.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { partStyles } from './part.styles.ts';
import { Words } from '../../shared/locale.ts';
import { customersWords } from '../customers/words.ts';
import { settingsWords } from './words.ts';

const colours = ['accent', 'surface', 'text'] as const;

/** All that the browser knows, and the one that is set, which it may know by another name. */
const zones = (set: string): [string, string][] =>
  [...new Set([set, ...Intl.supportedValuesOf('timeZone')])]
    .toSorted()
    .map((zone) => [zone, zone.replaceAll('_', ' ')]);

/** `<parvis-desk-company>` */
export class CompanySettings extends DeskElement {
  static override styles = [partStyles, namedStyles, logoStyles];
  readonly #words = new Words(this, settingsWords);
  readonly #customers = new Words(this, customersWords);
  readonly #types = new NamedLines(this);
  readonly #form = new Form(this, {
    read: () => this.#read(),
    refusals: () => this.#words.now.refusals,
    changing: () => this.#editing.changing([this.desk.company]),
  });
  readonly #editing = new Editing<Company>(this, this.#form);

  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    // Always open, and as it was opened: what is typed stays when the company changes meanwhile.
    this.#editing.now ??= this.desk.company;
    this.#types.open(this.#editing.now.types);
  }
  protected override content(): unknown {
    const { text, choice } = this.#form;
    const w = this.#words.now;
    const company = this.#editing.now ?? this.desk.company;
    return html`<form class="stack" novalidate @submit=${submitted((given) => this.#save(given))}>
      <h2>${w.parts.company}</h2>
      ${text('name', w.companyName, company.name, { required: true })}
      <div class="pair">
        ${text('phone', w.phone, company.phone, { type: 'tel' })}
        ${text('email', w.email, company.email, { type: 'email' })}
      </div>
      ${addressFields(text, this.#customers.now, company.address)}
      ${logoFields({
        company: this.desk.company,
        url: (path) => this.desk.client.url(path),
        w,
        busy: this.#form.busy,
        wrong: this.#form.errors['logo'],
        set: this.#setLogo,
      })}
      <div class="pair">
        ${choice('lang', w.companyLang, Object.entries(this.#customers.now.langs), { required: true, chosen: company.lang, hint: w.companyLangHint })}
        ${choice('timeZone', w.timeZone, zones(company.timeZone), { required: true, chosen: company.timeZone, hint: w.timeZoneHint })}
      </div>
      <fieldset>
        <legend>${w.colours}</legend>
        <p class="small quiet">${w.coloursHint}</p>
        <div class="pair">
          ${colours.map((each) => text(`branding.${each}`, w[each], company.branding[each] ?? ''))}
        </div>
      </fieldset>
      <div class="pair">
        ${text('linkDays', w.linkDays, String(company.linkDays), { type: 'number', required: true })}
      </div>
      <fieldset>
        <legend>${w.portalParts}</legend>
        <div>
          ${shownParts.map((part) => check(`options.${part}`, this.#customers.now.parts[part], company.options[part]))}
        </div>
      </fieldset>
      ${this.#types.view('types', w.types, w.typesHint, w, this.#form.saidOf('types'))}
      ${text('allowedOrigins', w.origins, company.allowedOrigins.join('\n'), { rows: 3, hint: w.originsHint })}
      ${text('portalUrl', w.portalUrl, company.portalUrl ?? '', { type: 'url', hint: w.portalUrlHint })}
      ${this.#form.problem()}
      <div><button class="primary" aria-disabled=${this.#form.busy}>${w.save}</button></div>
    </form>`;
  }
  async #save(text: Text) {
    const { client, company } = this.desk;
    const given = {
      name: text('name'),
      phone: text('phone'),
      email: text('email'),
      address: addressIn(text, company.address),
      lang: text('lang') as Company['lang'],
      timeZone: text('timeZone'),
      branding: Object.fromEntries(colours.map((each) => [each, text(`branding.${each}`) || null])),
      linkDays: Number(text('linkDays')),
      options: Object.fromEntries(shownParts.map((part) => [part, text(`options.${part}`) === 'true'])),
      types: this.#types.value,
      allowedOrigins: text('allowedOrigins').split(/\s+/).filter(Boolean),
      portalUrl: text('portalUrl') || null,
    };
    await this.#editing.change(company, given, async (thing, change) => {
      const isTakenBack = !this.#form.busy;
      const saved = await client.company.update(thing, change);
      // Known at once: it may not be possible to read it again.
      this.desk.companyChanged(saved);
      // Nothing is being saved: the form follows, whatever was heard of the company meanwhile.
      if (isTakenBack) this.#editing.now = saved;
      return saved;
    });
  }
  /** At once, beside the form: what is typed there stays, and is saved on top of this. */
  readonly #setLogo = async (scheme: Scheme, picture: File | null) => {
    if (this.#form.busy) return;
    this.#form.set({ busy: true });
    this.#form.set({ errors: {} });
    const { client, company } = this.desk;
    try {
      const id = picture && (await client.files.upload(picture, { name: picture.name.slice(-200) })).id;
      const saved = await client.company.update(company, { logo: { [scheme]: id } });
      const { version, logo } = saved;
      if (this.#editing.now?.version === company.version) this.#editing.now = { ...this.#editing.now, version, logo };
      this.desk.companyChanged(saved);
      this.desk.say(this.words.saved);
    } catch (error) {
      this.report(error);
      this.#form.set({ errors: { logo: this.#form.sentence(error) } });
      await this.#read();
    } finally {
      this.#form.set({ busy: false });
    }
  };
  async #read() {
    const reading = this.desk.client.company.get().then(this.desk.companyChanged, () => {});
    // What was saved is known, what others change is heard of: only who was refused waits, to save against what there is now.
    if (Object.keys(this.#form.errors).length) await reading;
  }
}
