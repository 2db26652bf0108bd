/** Whose interventions the list shows, where it shows those of one customer, site, piece of equipment or dossier alone. */
import { html } from 'lit';
import { Words } from '../../shared/locale.ts';
import { equipmentName } from '../../shared/naming.ts';
import { chipStyles } from '../chip.styles.ts';
import { DeskElement } from '../element.ts';
import { Reading } from '../reading.ts';
import { ownerKeys } from './narrowing.ts';
import { interventionsWords } from './words.ts';

/** `<parvis-desk-owner-chips>` */
export class OwnerChips extends DeskElement {
  static override styles = chipStyles;
  static override properties = { drop: { attribute: false } };
  /** Shows everybody's again. */
  declare drop: (of: (typeof ownerKeys)[number]) => void;
  readonly #words = new Words(this, interventionsWords);
  readonly #names = new Reading(this, {
    read: () => Promise.all(this.#ids.map(([of, id]) => this.#nameOf(of, id))),
    of: () => this.#ids.join(),
    concerns: ({ subject }) => this.#ids.some(([, id]) => id === subject.id),
  });

  get #ids() {
    const { filter } = this.desk.place;
    return ownerKeys.flatMap((of) => (filter?.[of] ? [[of, filter[of]] as const] : []));
  }
  async #nameOf(of: (typeof ownerKeys)[number], id: string) {
    const { customers, sites, equipment, dossiers } = this.desk.client;
    if (of === 'equipmentId') return equipmentName(await equipment.get(id));
    return (await { customerId: customers, siteId: sites, dossierId: dossiers }[of].get(id)).name;
  }
  protected override content(): unknown {
    const names = this.#names.value ?? [];
    return this.#ids.map(([of], at) => {
      const name = names[at] ?? '…';
      return html`<span class="chip"
        ><span>${name}</span
        ><button class="bare" aria-label=${this.#words.now.everybodys(name)} @click=${() => this.drop(of)}>
          <span aria-hidden="true">×</span>
        </button></span
      >`;
    });
  }
}
