/** All that an intervention says, in a form at the desk: the trouble, where it is and whom to ask for, the company's own fields. */
import type { Address, Equipment, Field, Intervention, InterventionType, Site } from '@parvis/sdk';
import { html, nothing, type ReactiveControllerHost } from 'lit';
import { all } from '../../shared/all.ts';
import type { Language } from '../../shared/locale.ts';
import { equipmentName } from '../../shared/naming.ts';
import { addressFields, addressIn } from '../customers/address.ts';
import type { words as frenchOfCustomers } from '../customers/customers.fr.ts';
import { namesOf, type Text } from '../fields.ts';
import type { Desk } from '../section.ts';
import type { words as french } from './interventions.fr.ts';
import { answersIn, ownField, type Controls } from './own-fields.ts';

type Option = readonly [value: string, text: string];
interface Around {
  sites: Site[];
  equipment: Equipment[];
}
interface Drawing {
  w: typeof french;
  customers: typeof frenchOfCustomers;
  language: Language;
  types: InterventionType[];
  fields: readonly Field[];
  controls: Controls;
}

type Host = ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };

export class Details {
  readonly #host: Host;
  #around: Around = { sites: [], equipment: [] };
  #siteId: string | null = null;
  /** Id of the intervention that it was begun with. */
  of: string | undefined;

  constructor(host: Host) {
    this.#host = host;
  }
  /** Reads what there is to choose from; rejects when that does not come: what is chosen already can still be left. */
  async begin({ id, customerId, siteId }: Intervention, { client }: Desk) {
    this.of = id;
    this.#siteId = siteId;
    this.#around = { sites: [], equipment: [] };
    const [sites, equipment] = await Promise.all([
      all(client.sites.list({ customerId, limit: 200 })),
      all(client.equipment.list({ customerId, limit: 200 })),
    ]);
    this.#around = { sites, equipment };
    this.#host.requestUpdate();
  }

  draw(item: Intervention, { w, customers, language, types, fields, controls }: Drawing) {
    const { text, choice } = controls;
    const { address, contact, siteId, siteName, equipment } = item;
    const sites = withChosen(namesOf(this.#around.sites), siteId && { id: siteId, name: siteName ?? '' });
    const pieces = withChosen(this.#pieces(), equipment);
    const offered = types.filter(({ key, retired }) => !retired || key === item.type);
    return html`${text('description', w.description, item.description, { rows: 4, required: true })}
      ${choice(
        'type',
        w.type,
        offered.map(({ key, label }) => [key, label[language]]),
        { chosen: item.type },
      )}
      ${sites.length ? choice('siteId', w.site, sites, { chosen: item.siteId, changed: (id) => this.#move(id, item) }) : nothing}
      ${pieces.length ? choice('equipmentId', w.equipment, pieces, { chosen: item.equipmentId }) : nothing}
      ${addressFields(text, customers, address)}
      ${text('contact.name', customers.onSpot, contact.name, { required: true })}
      <div class="pair">
        ${text('contact.phone', customers.phone, contact.phone, { type: 'tel' })}
        ${text('contact.email', customers.email, contact.email, { type: 'email' })}
      </div>
      ${asked(fields).map((field) => ownField(field, language, controls, item.fields[field.id]))}`;
  }
  /** With their sites, where there are several. */
  #pieces() {
    const { sites, equipment } = this.#around;
    const at = (site: Equipment['site']) => (site && sites.length > 1 ? ` (${site.name})` : '');
    return equipment.map((piece): Option => [piece.id, equipmentName(piece) + at(piece.site)]);
  }
  /** The address follows the site, unless somebody wrote another one. */
  #move(siteId: string, item: Intervention) {
    const before = this.#around.sites.find(({ id }) => id === this.#siteId)?.address;
    const site = this.#around.sites.find(({ id }) => id === siteId);
    this.#siteId = siteId;
    this.#host.requestUpdate();
    if (!site) return;
    const controls = addressLines.map(
      (line) => [line, this.#host.renderRoot.querySelector<HTMLInputElement>(`[name="address.${line}"]`)!] as const,
    );
    const says = (address: Address) => controls.every(([line, { value }]) => value.trim() === address[line]);
    if (!says(item.address) && !(before && says(before))) return;
    for (const [line, control] of controls) control.value = site.address[line];
  }

  /** What the form says, as a change names it. */
  typed(text: Text, item: Intervention, fields: readonly Field[]) {
    const answers = answersIn(fields, text);
    return {
      description: text('description'),
      type: text('type') || null,
      siteId: text('siteId') || null,
      equipmentId: text('equipmentId') || null,
      address: addressIn(text, item.address),
      contact: { name: text('contact.name'), phone: text('contact.phone'), email: text('contact.email') },
      // What was answered and is no longer is said as nothing; a number stays the number that it was.
      fields: Object.fromEntries(
        asked(fields).flatMap(({ id }) => {
          const [before, now] = [item.fields[id], answers[id] ?? ''];
          if (String(before ?? '') === now) return before === undefined ? [] : [[id, before]];
          return [[id, now]];
        }),
      ),
    };
  }
}

const addressLines = ['line1', 'line2', 'postalCode', 'city'] as const;
const asked = (fields: readonly Field[]) => fields.filter(({ active }) => active);

/** With what is chosen, also where the others could not be read, or it is no longer among them. */
const withChosen = (options: readonly Option[], chosen: { id: string; name: string } | '' | null): readonly Option[] =>
  !chosen || options.some(([id]) => id === chosen.id) ? options : [[chosen.id, chosen.name], ...options];
