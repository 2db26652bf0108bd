/** What the company knows of the customer: number, coordinates, the contract's words, papers. */
import type { Portal } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { words as french } from './information.fr.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { facts } from '../shared/facts.ts';
import { fileList, fileStyles } from '../shared/files.ts';
import { Words } from '../shared/locale.ts';
import { addressLine, unbroken } from '../shared/naming.ts';

const lexicon = { fr: french, en: () => import('./information.en.ts') };

/** `<parvis-information>`: a part of the portal, loaded when it is unfolded. */
export class Information extends CustomerElement {
  static override styles = [
    CustomerElement.styles,
    fileStyles,
    css`
      .stack {
        gap: calc(3 * var(--u));
        padding-block: calc(2 * var(--u));
      }
      dl {
        display: grid;
        gap: 2px;
      }
      dl > div {
        display: grid;
        grid-template-columns: 5.75em minmax(0, 1fr);
        column-gap: calc(3 * var(--u));
        align-items: baseline;
      }
      dt {
        color: var(--quiet);
        font-size: 0.875em;
      }
      dd {
        display: flex;
        flex-wrap: wrap;
        column-gap: calc(4 * var(--u));
        overflow-wrap: anywhere;
      }
      .extra {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      @container (max-width: 18em) {
        dl > div {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @container (min-width: 45em) {
        dl {
          display: flex;
          flex-wrap: wrap;
          gap: calc(2 * var(--u)) calc(10 * var(--u));
        }
        dl > div {
          display: block;
        }
      }
    `,
  ];
  readonly #words = new Words(this, lexicon);

  protected override view(portal: Portal | undefined) {
    if (!portal) return nothing;
    const w = this.#words.now;
    const { customer, contact } = portal;
    return html`<div class="stack">
      ${facts(
        [w.customerNumber, customer?.number],
        [w.address, customer && addressLine(customer.address)],
        [
          w.contact,
          [contact.name === customer?.name ? '' : contact.name, unbroken(contact.phone), contact.email]
            .filter(Boolean)
            .map((part) => html`<bdi>${breakable(part)}</bdi>`),
        ],
      )}
      ${customer?.extra ? html`<p class="extra" dir="auto">${unbroken(customer.extra)}</p>` : nothing}
      ${
        customer?.attachments.length
          ? html`<section aria-label=${this.common.attachments}>
              ${fileList(customer.attachments, this.connection!.client, this.common)}
            </section>`
          : nothing
      }
    </div>`;
  }
}

/** An e-mail address may be broken after its @, rather than anywhere. */
const breakable = (text: string) => text.split(/(?<=@)/).map((part, index) => (index ? html`<wbr />${part}` : part));
