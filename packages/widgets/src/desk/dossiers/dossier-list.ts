/** Dossiers, the newest first, with the sheet of the one that is open beside them. */
import type { Change, Dossier } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { date } from '../../shared/dates.ts';
import { Words } from '../../shared/locale.ts';
import { statusStyles } from '../../shared/status.ts';
import type { DialogOpener } from '../dialog.ts';
import { DeskElement } from '../element.ts';
import { ListDetail, listStyles } from '../list-detail.ts';
import type { Lists } from '../lists.ts';
import { dossierMark } from './mark.ts';
import { dossiersWords } from './words.ts';

const all = { q: '', status: '' as '' | 'open' | 'closed' };

/** `<parvis-desk-dossier-list>` */
export class DossierList extends DeskElement implements Lists<Dossier, typeof all> {
  static override styles = [
    listStyles,
    statusStyles,
    css`
      .line {
        grid-template: 'name number' 'who who' 'when status' / minmax(0, 1fr) auto;
      }
      .tools h2 {
        margin-inline-end: auto;
      }
      .number {
        grid-area: number;
        justify-self: end;
      }
      .line strong {
        grid-area: name;
      }
      .who {
        grid-area: who;
      }
      .when {
        grid-area: when;
      }
      @container (min-width: 52em) {
        .split:not(.opened) .line {
          grid-template: 'number name who when status' / 5em minmax(10em, 3fr) minmax(8em, 2fr) 12em 7em;
          align-items: center;
        }
        .split:not(.opened) .number {
          justify-self: start;
        }
      }
    `,
  ];
  readonly #words = new Words(this, dossiersWords);
  readonly defaults = all;
  readonly #list: ListDetail<Dossier, typeof all> = new ListDetail(this);

  override onDeskKey(key: string) {
    return this.#list.onKey(key);
  }
  protected override content(): unknown {
    return this.#list.draw();
  }
  normalized({ status }: typeof all): typeof all {
    return { q: '', status: status === 'open' || status === 'closed' ? status : '' };
  }
  items() {
    const { status } = this.#list.chosen;
    return this.desk.client.dossiers.list({ status: status || undefined, limit: 100 });
  }
  one(id: string) {
    return this.desk.client.dossiers.get(id);
  }
  stays(_before: Dossier, now: Dossier) {
    const { status } = this.#list.chosen;
    return !status || status === now.status;
  }
  concerns({ kind }: Change) {
    // Who is in the bin is not named.
    return kind.startsWith('dossier.') || /^customer\.(changed|binned|restored)$/.test(kind);
  }
  texts() {
    const w = this.#words.now;
    return { create: w.create, empty: this.#list.chosen.status ? w.noMatch : w.empty };
  }
  tools() {
    const { all: every, status, statuses } = this.#words.now;
    const options = [['', every] as const, ['open', statuses.open] as const, ['closed', statuses.closed] as const];
    return this.#list.filter(status, options, this.#list.chosen.status, (chosen) =>
      this.#list.choose({ status: chosen as typeof all.status }),
    );
  }
  row({ number, name, customers, startsOn, status }: Dossier) {
    const w = this.#words.now;
    return html`<span class="quiet small number">${this.common.number(number)}</span>
      <strong>${name}</strong>
      <span class="quiet small who">${customers.map((each) => each.name).join(', ')}</span>
      <span class="small when">${startsOn ? w.begins(date(this.language, startsOn)) : nothing}</span>
      ${dossierMark(status, w.statuses)}`;
  }
  sheet() {
    return html`<parvis-desk-dossier .desk=${this.desk} .open=${this.open}></parvis-desk-dossier>`;
  }
  creator({ shown, closed, done }: DialogOpener) {
    return html`<parvis-desk-new-dossier
      .desk=${this.desk}
      .shown=${shown}
      @close=${closed}
      @done=${done}
    ></parvis-desk-new-dossier>`;
  }
}
