/** What a wide list says of each intervention beside what it always says, as a member chose it for their device. */
import type { InterventionSummary } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { day } from '../../shared/dates.ts';
import { Words } from '../../shared/locale.ts';
import { DeviceSwitch } from '../device-switch.ts';
import type { DeskElement } from '../element.ts';
import { checkStyles } from '../fields.ts';
import { interventionsWords } from './words.ts';

const names = ['site', 'assignee', 'requested'] as const;
type Column = (typeof names)[number];
const switches = names.map((name) => [name, new DeviceSwitch(`column-${name}`, false)] as const);

export const columnStyles = [
  checkStyles,
  css`
    .columns,
    .cells,
    .short {
      display: none;
    }
    @container (min-width: 52em) {
      .split:not(.opened) .columns {
        display: block;
      }
      .columns[open] {
        flex: 1 1 100%;
      }
      .columns > label {
        display: inline-flex;
        margin-inline-end: calc(4 * var(--u));
      }
      .split:not(.opened) .cells {
        grid-area: cells;
        display: flex;
        gap: calc(4 * var(--u));
      }
      .split:not(.opened) .short {
        display: inline;
      }
      .split:not(.opened) .long {
        display: none;
      }
      .cells > * {
        width: clamp(5em, 11cqi, 9em);
        max-height: 3em;
        overflow: hidden;
        white-space: normal;
      }
      /* As wide in every row, so that one column stands under the other. */
      .split:not(.opened) .cells ~ .when {
        width: 15em;
      }
    }
  `,
];

export class Columns {
  readonly #host: DeskElement;
  readonly #words: Words<(typeof interventionsWords)['fr']>;
  #isOpen = false;
  /** Read once rather than at each row. */
  #chosen: Set<Column> | undefined;

  constructor(host: DeskElement) {
    this.#host = host;
    this.#words = new Words(host, interventionsWords);
  }
  get #shown() {
    const { id } = this.#host.desk.viewer;
    return (this.#chosen ??= new Set(switches.flatMap(([name, column]) => (column.isOn(id) ? name : []))));
  }
  draw() {
    const w = this.#words.now;
    const { desk } = this.#host;
    const toggled = ({ target }: Event) => {
      this.#isOpen = (target as HTMLDetailsElement).open;
      this.#host.requestUpdate();
    };
    // Only then: else every desk has two fields of one name.
    const offered = this.#isOpen ? switches : [];
    return html`<details class="columns" @toggle=${toggled}>
      <summary>${w.columns}</summary>
      ${offered.map(([name, column]) => {
        const choose = ({ target }: Event) => {
          column.set(desk.viewer.id, (target as HTMLInputElement).checked);
          this.#chosen = undefined;
          this.#host.requestUpdate();
        };
        return html`<label class="check"
          ><input type="checkbox" name=${name} .checked=${this.#shown.has(name)} @change=${choose} />${w[name]}</label
        >`;
      })}
    </details>`;
  }
  /** A date, short where it stands beside columns: little is left for it there. */
  date(text: (names?: 'short') => string) {
    if (!this.#shown.size) return text();
    return html`<span class="long">${text()}</span><span class="short">${text('short')}</span>`;
  }
  /** Of one intervention; `but` stands in its row already. */
  cells(item: InterventionSummary, but?: Column) {
    const { calendar, desk } = this.#host;
    const texts = {
      site: () => item.siteName,
      assignee: () => desk.members.find(({ id }) => id === item.assigneeId)?.name,
      // Beside another day, it says which one it is.
      requested: () => this.#words.now.asked(day(calendar, item.createdAt, undefined, 'short')),
    };
    const shown = names.filter((name) => name !== but && this.#shown.has(name));
    return shown.length
      ? html`<span class="small cells">${shown.map((name) => html`<span>${texts[name]()}</span>`)}</span>`
      : nothing;
  }
}
