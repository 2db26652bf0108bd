/**
 * Keeps the row at hand where it is on the screen when rows become higher or lower: a sheet opens beside them, the window
 * narrows, a tablet turns. Remembers it in the tab, for who comes back to the list or loads it anew.
 */
import type { ReactiveController } from 'lit';
import { outwards } from '../shared/locale.ts';
import type { DeskElement } from './element.ts';
import { isSeen } from './keyboard.ts';
import { addressOf } from './place.ts';
import { keepInTab, keptInTab } from './tab.ts';

interface Options {
  /** The row that the keyboard is on. */
  active: () => number;
  count: () => number;
  id: (row: number) => string | undefined;
  /** Pixels that headings take above a row and all those before it. */
  room: (row: number) => number;
}
/** Where rows were: pixels from the top of the screen to the first, and how high each is. */
interface Geometry {
  top: number;
  height: number;
  width: number;
}
/** A row of a list that was left. */
interface Left {
  id: string;
  row: number;
  top: number;
}

export class ScrollAnchor implements ReactiveController {
  readonly #host: DeskElement;
  readonly #options: Options;
  #was: Geometry | undefined;
  #left: Left | undefined;
  #kept = '';
  readonly #size = new ResizeObserver(() => {
    // Not at once: what is drawn within the observer changes what it observes, which browsers report to the page as an error.
    if (this.#now?.width !== this.#was?.width) requestAnimationFrame(() => this.#host.requestUpdate());
  });

  /** After the list's `Windowed`, which measures its rows. */
  constructor(host: DeskElement, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }
  hostConnected() {
    addEventListener('scroll', this.#note, { capture: true, passive: true });
    addEventListener('pagehide', this.#keep);
  }
  hostDisconnected() {
    removeEventListener('scroll', this.#note, { capture: true });
    removeEventListener('pagehide', this.#keep);
    this.#size.disconnect();
    this.#keep();
    this.#was = undefined;
  }
  hostUpdated() {
    const list = this.#list;
    if (list) this.#size.observe(list);
    const now = this.#now;
    if (!now) {
      // In the place of the list stands a sheet: it comes back as it was.
      if (this.#was) this.#was.width = 0;
      return;
    }
    if (this.#left) this.#backTo(this.#left, now);
    else if (this.#was && (this.#was.width !== now.width || this.#was.height !== now.height))
      this.#stay(this.#was, now);
    this.#was = this.#now;
  }

  /** Of the list as it is narrowed now: how many rows are needed to show what was shown last. */
  begin(): number {
    this.#kept = this.#name;
    this.#left = keptInTab<Left>(this.#kept);
    this.#was = undefined;
    return this.#left ? this.#left.row + 1 : 0;
  }
  get #name() {
    const { company, viewer, place } = this.#host.desk;
    return `${company.id} ${viewer.id} scroll ${addressOf({ ...place, id: null })}`;
  }
  get #list() {
    return this.#host.renderRoot.querySelector<HTMLElement>('.windowed');
  }
  get #now(): Geometry | undefined {
    const list = this.#list;
    const row = list?.querySelector('li');
    if (!list || !row || !isSeen(list)) return undefined;
    const { top, width } = list.getBoundingClientRect();
    return { top, width, height: row.offsetHeight };
  }
  readonly #note = () => {
    const now = this.#now;
    // Else it is drawn otherwise already, and its rows do not yet stand where they will.
    if (now && now.width === this.#was?.width) this.#was = now;
  };
  /** The row at hand, if it is on the screen, or else the first that is. */
  #rowOf(was: Geometry) {
    const active = this.#options.active();
    const at = this.#topOf(active, was);
    if (at >= 0 && at < innerHeight) return active;
    let row = Math.max(0, Math.ceil(-was.top / was.height));
    while (row > 0 && this.#topOf(row - 1, was) >= 0) row--;
    return row;
  }
  #topOf(row: number, { top, height }: Geometry) {
    return top + row * height + this.#options.room(row);
  }
  #stay(was: Geometry, now: Geometry) {
    const row = this.#rowOf(was);
    this.#scroll(this.#topOf(row, now) - this.#topOf(row, was));
  }
  #backTo(left: Left, now: Geometry) {
    const { count, id } = this.#options;
    this.#left = undefined;
    let row = 0;
    while (row < count() && id(row) !== left.id) row++;
    this.#scroll(this.#topOf(row < count() ? row : left.row, now) - left.top);
  }
  #scroll(by: number) {
    if (Math.abs(by) >= 1) scrollerOf(this.#list!).scrollBy({ top: by, behavior: 'instant' });
  }
  readonly #keep = () => {
    const was = this.#was;
    if (!was || !this.#kept) return;
    const row = this.#rowOf(was);
    const id = this.#options.id(row);
    // A list that was not scrolled begins where it begins.
    keepInTab(this.#kept, id && row ? { id, row, top: this.#topOf(row, was) } : undefined);
  };
}

/** What scrolls around it; the page unless something else does. */
function scrollerOf(element: Element): Element {
  for (const at of outwards(element.parentNode)) {
    if (
      at instanceof Element &&
      at.scrollHeight > at.clientHeight &&
      /auto|scroll/.test(getComputedStyle(at).overflowY)
    )
      return at;
  }
  return document.scrollingElement ?? document.documentElement;
}
