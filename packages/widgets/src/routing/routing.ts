/**
 * For `routing`: the page's address says where in the portal one is, behind its `#`, which no server sees. Back closes what
 * was opened, a reload keeps the place, and the address can be bookmarked.
 *
 * The page stays the host's: its own `history.state` goes along, what is another's behind the `#` is left alone, and of
 * several portals on a page the first has the address. A secure link behind the `#` is none of this (shared/link.ts).
 */
import type { ReactiveController } from 'lit';
import { linkInAddress } from '../shared/link.ts';
import type { ListPart, Part, PlacesPart, PortalPart } from './parts.ts';
import { addressOf, placeIn, start, type Place } from './place.ts';

/** Of the page: who has its address. */
let holder: PortalPart | ListPart | undefined;

/** What an entry of the history is marked with: the address that one came from by it; null where one came from elsewhere. */
interface Marked {
  parvis?: string | null;
}
const marked = () => Object(history.state) as Marked;

export class Routing implements ReactiveController {
  readonly #host: PortalPart | ListPart;
  /** As the address has it. */
  #place = start;
  /** The parts of the screen that tell when they have changed. */
  readonly #listened = new WeakSet<object>();
  #principal: string | undefined;
  /** What the address said when the page was opened is shown. */
  #hasBegun = true;
  /** The address is that of a router of the page. */
  #isAside = false;
  /** The address is being followed: where one is on the way says nothing. */
  #follows = false;
  /** Asked to go back to this address: until one is there, no other is written. */
  #backTo: string | undefined;

  constructor(host: PortalPart | ListPart) {
    this.#host = host;
    host.addController(this);
    // Where somebody has gone before this file came is where one is.
    const { places, dossier, list } = this.#parts;
    for (const part of [places, dossier, list]) if (part) this.#listen(part);
    if (!this.#holds) return;
    forgetLink();
    const place = placeIn(location.hash);
    if (place) {
      this.#place = place;
      this.#hasBegun = false;
      // Its file comes meanwhile, and nothing else is drawn first.
      if ('tabs' in host && place.tab !== host.tabs.now) void host.choose(place.tab);
    } else if (!host.session && /^#[!/]/.test(location.hash)) {
      this.#isAside = true;
      holder = undefined;
      // oxlint-disable-next-line no-console -- whoever makes the page reads it
      console.warn('Parvis: `routing` is left aside: a router of this page has the # of its address.');
    }
  }
  hostConnected() {
    addEventListener('popstate', this.#onPopState);
  }
  hostDisconnected() {
    removeEventListener('popstate', this.#onPopState);
    if (holder === this.#host) holder = undefined;
  }
  hostUpdated() {
    this.#write();
  }
  get #holds(): boolean {
    // What has left the page may still be drawn once more.
    if (this.#host.isConnected && !this.#isAside) holder ??= this.#host;
    return holder === this.#host;
  }

  /** What is drawn of where one is. */
  get #parts() {
    const host = this.#host;
    if (!('tabs' in host)) return { list: host };
    const page = host.renderRoot;
    const panel = page.querySelector('.panel:not([hidden])');
    const shown = panel?.firstElementChild as PlacesPart | ListPart | null | undefined;
    // Its file may not have come yet.
    const places = shown && 'choose' in shown ? shown : undefined;
    const within = places?.renderRoot ?? panel ?? page;
    const dossier = within.querySelector<Part>('parvis-dossier') ?? undefined;
    const list = (dossier ? dossier.renderRoot : within)?.querySelector<ListPart>('parvis-interventions') ?? undefined;
    return { portal: host, places, dossier: dossier?.renderRoot && dossier, list };
  }
  /** Of what is not drawn yet, what the address says. */
  get #now(): Place {
    const { portal, places, list } = this.#parts;
    const tab = portal?.tabs.now ?? start.tab;
    const before = tab === this.#place.tab ? this.#place : { ...start, tab };
    const chosen = places ? places.chosen : before.chosen;
    const there = chosen === before.chosen ? before : start;
    return {
      tab,
      chosen,
      intervention: portal?.sheet ?? (list ? list.selected : there.intervention),
      filter: list?.chosen ?? there.filter,
    };
  }

  /** Parts that were drawn since the last time tell from now on when they change, and begin with what the address says. */
  #listenToNew() {
    const { places, dossier, list } = this.#parts;
    const { tab, chosen, intervention, filter } = this.#place;
    for (const part of [places, dossier, list]) {
      if (!part || this.#listened.has(part)) continue;
      this.#listen(part);
      if (tab !== this.#now.tab) continue;
      if (part === places) places.chosen = chosen;
      else if (part === list && places?.chosen === chosen) show(list, filter, intervention);
    }
  }
  #listen(part: Part) {
    this.#listened.add(part);
    if (part !== this.#host) part.addController({ hostUpdated: () => this.#write() });
  }
  #write() {
    const { connection, portal } = this.#host;
    if (!this.#holds || !connection) return;
    const { principal = this.#principal } = connection.client.session;
    const isAnother = this.#principal && principal !== this.#principal;
    this.#principal = principal;
    // Where another person was, and who has signed out, is nobody's business.
    if (isAnother || (connection.ended && !connection.error)) this.#replace(start);
    if (this.#follows || this.#backTo !== undefined || !portal) return;
    this.#listenToNew();
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      void this.#follow(this.#place);
      return;
    }
    const now = this.#now;
    const from = this.#place;
    const address = addressOf(now);
    if (address === addressOf(from)) return;
    const isFurther = (now.chosen && !from.chosen) || (now.intervention && !from.intervention);
    const isNearer = (from.chosen && !now.chosen) || (from.intervention && !now.intervention);
    if (isFurther || now.tab !== from.tab) this.#push(now);
    else if (isNearer && marked().parvis === address) {
      this.#backTo = address;
      history.back();
    } else this.#replace(now);
  }
  #push(place: Place) {
    forgetLink();
    const { state } = history as { state: Marked | null };
    const from = addressOf(this.#place);
    // Marked as a place of ours, for when one comes back to it.
    if (marked().parvis === undefined) history.replaceState({ ...state, parvis: null }, '');
    history.pushState({ ...state, parvis: from }, '', urlOf(place));
    this.#place = place;
  }
  #replace(place: Place) {
    if (addressOf(place) !== addressOf(this.#place)) history.replaceState(history.state, '', urlOf(place));
    this.#place = place;
  }

  readonly #onPopState = () => {
    if (!this.#holds) return;
    const place = placeIn(location.hash);
    // An anchor of the page, or a secure link, which care.ts reads.
    if (!place && marked().parvis === undefined) return;
    const wanted = this.#backTo;
    this.#backTo = undefined;
    if (wanted !== undefined && addressOf(this.#now) !== wanted) {
      // Where one has gone meanwhile is further on.
      this.#place = place ?? start;
      this.#write();
    } else void this.#follow(place ?? start);
  };
  /** Shows what the address says. */
  async #follow(place: Place) {
    this.#place = place;
    this.#follows = true;
    const isOvertaken = () => this.#place !== place;
    const { portal } = this.#parts;
    if (portal?.sheet && place.intervention !== portal.sheet) portal.closeSheet();
    if (portal && portal.tabs.now !== place.tab) await portal.choose(place.tab);
    await this.#host.updateComplete;
    if (isOvertaken()) return;
    this.#listenToNew();
    const { places } = this.#parts;
    if (places && places.chosen !== place.chosen) await places.choose(place.chosen);
    await this.#parts.list?.updateComplete;
    if (isOvertaken()) return;
    this.#listenToNew();
    const { list } = this.#parts;
    if (list) show(list, place.filter, place.intervention);
    if (place.intervention === 'new' && portal?.portal?.can.includes('create_intervention')) await portal.create();
    if (place.intervention === 'reschedule' && portal?.portal?.next?.can.includes('request_reschedule'))
      await portal.reschedule();
    if (isOvertaken()) return;
    this.#follows = false;
    this.#write();
  }
}

function show(list: ListPart, filter: Place['filter'], intervention: Place['intervention']) {
  if (Object.entries(filter).some(([name, value]) => list.chosen[name as keyof Place['filter']] !== value))
    list.narrow(filter);
  // A sheet has no dash, an id has.
  const id = intervention?.includes('-') ? intervention : undefined;
  if (id !== list.selected) list.open(id);
}

/** Not by a path, which `<base>` may lead to another site. What is another's behind the # stays where there is nothing to say. */
function urlOf(place: Place) {
  const address = addressOf(place);
  return address || placeIn(location.hash) ? location.href.replace(/#.*|$/s, address) : location.href;
}

/** A secure link that nobody took, on a page with sessions of its own, is a secret still: it stays in no entry of the history. */
function forgetLink() {
  const link = linkInAddress();
  if (!link) return;
  const [before] = location.href.split(link);
  history.replaceState(history.state, '', before!.replace(/(#|%23)$/, ''));
}
