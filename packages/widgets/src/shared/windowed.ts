/**
 * A list of any length, of which only the rows near the screen exist. Rows are equally high (each line of a row is cut
 * short rather than wrapped), so that where a row stands is one multiplication. The page itself scrolls, or whatever
 * scrolls around the element: only the list's place on the screen counts.
 */
import { css, render, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { arrange } from './arrange.ts';

/** How far beyond the screen rows are kept ready. */
const margin = 600;

interface Options {
  /** Height of a row in pixels until one has been measured. */
  estimate: number;
  /** How many rows there are now. */
  count: () => number;
  /** How many there are in all, for who hears the list read; -1 as long as that is not known. */
  size: () => number;
  /** What is shown in a row, which is the same row wherever it stands. */
  id: (row: number) => unknown;
  draw: (row: number) => unknown;
  /** Pixels that headings take above a row and all those before it; they stand over the row that they belong to. */
  room?: (row: number) => number;
  /** Called when the last rows come near, to load more. */
  nearEnd?: () => void;
}

/** Fills the list with the class `windowed` that its host draws. */
export class Windowed implements ReactiveController {
  /** The rows to draw: `from` up to but without `to`. */
  #from = 0;
  #to = 20;
  /** The row that the keyboard is on. It is drawn wherever the screen is, or the focus would be lost. */
  active = 0;
  readonly #host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };
  readonly #options: Options;
  #height: number;
  #frame = 0;
  #focus = false;
  #drawn = new Map<unknown, HTMLElement>();

  constructor(host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment }, options: Options) {
    this.#host = host;
    this.#options = options;
    this.#height = options.estimate;
    host.addController(this);
  }

  hostConnected() {
    // Capture: whichever element around the list scrolls, its event passes here.
    addEventListener('scroll', this.#look, { capture: true, passive: true });
    addEventListener('resize', this.#turned);
  }
  hostDisconnected() {
    removeEventListener('scroll', this.#look, { capture: true });
    removeEventListener('resize', this.#turned);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  hostUpdated() {
    const list = this.#list;
    if (!list) return;
    this.#draw(list);
    const rows = [...this.#drawn.values()];
    this.#height = rows[0]?.offsetHeight || this.#height;
    // Set through the object model: a style attribute would break a strict page.
    const top = (row: number) => `${row * this.#height + (this.#options.room?.(row) ?? 0)}px`;
    list.style.height = top(this.#options.count());
    for (const row of rows) row.style.transform = `translateY(${top(Number(row.dataset['row']))})`;
    if (this.#focus) {
      this.#focus = false;
      list.querySelector<HTMLElement>(`[data-row="${this.active}"] [tabindex="0"]`)?.focus();
    }
    this.#look();
  }
  #draw(list: HTMLElement) {
    const { count, size, id, draw } = this.#options;
    const before = this.#drawn;
    this.#drawn = new Map();
    const rows = new Set([this.active]);
    for (let row = this.#from; row < this.#to; row++) rows.add(row);
    for (const row of [...rows].toSorted((a, b) => a - b)) {
      if (row >= count()) break;
      const item = before.get(id(row)) ?? document.createElement('li');
      item.dataset['row'] = `${row}`;
      item.setAttribute('aria-setsize', `${size()}`);
      item.setAttribute('aria-posinset', `${row + 1}`);
      render(draw(row), item);
      this.#drawn.set(id(row), item);
    }
    arrange(list, before, this.#drawn);
  }

  /** Arrows, Home, End and the page keys move through all rows, drawn or not. */
  readonly onKey = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(innerHeight / this.#height) - 1);
    const last = this.#options.count() - 1;
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -last,
      End: last,
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.go(this.active + step);
  };
  /** Puts the keyboard on a row. */
  go(row: number) {
    this.active = Math.max(0, Math.min(this.#options.count() - 1, row));
    this.#focus = true;
    this.#host.requestUpdate();
  }

  get #list() {
    return this.#host.renderRoot.querySelector<HTMLElement>('.windowed');
  }
  /** Narrower or wider, lines break elsewhere: rows are measured again. */
  readonly #turned = () => this.#host.requestUpdate();
  readonly #look = () => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const list = this.#list;
      if (!list?.isConnected) return;
      const { top } = list.getBoundingClientRect();
      const count = this.#options.count();
      // In steps of eight rows: drawing again for every row that passes would be work for nothing.
      const above = -top - margin;
      // Headings push rows down: none of those that they take the place of may be left out.
      const headings = this.#options.room?.(Math.max(0, above / this.#height)) ?? 0;
      const from = Math.max(0, Math.floor((above - headings) / this.#height / 8) * 8);
      const to = Math.max(from + 8, Math.ceil((innerHeight - top + margin) / this.#height / 8) * 8);
      if (from !== this.#from || to !== this.#to) {
        this.#from = from;
        this.#to = to;
        this.#host.requestUpdate();
      }
      if (count && to >= count) this.#options.nearEnd?.();
    });
  };
}

export const windowedStyles = css`
  .windowed {
    position: relative;
    contain: layout style;
  }
  .windowed > li {
    position: absolute;
    inset: 0 0 auto;
  }
`;
