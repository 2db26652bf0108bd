/** What the desk hands to each of its sections, and what all sections are. */
import { NotFoundError, type Change, type Company, type Field, type Member, type Viewer } from '@parvis/sdk';
import type { MemberClient } from '@parvis/sdk/member';
import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { Calendar } from '../shared/dates.ts';
import { ParvisElement } from '../shared/element.ts';
import { Words } from '../shared/locale.ts';
import { Gathering } from './gathering.ts';
import { Keyboard } from './keyboard.ts';
import type { Deferred } from './toast.ts';
import { deskWords } from './words.ts';

/** Each section adds its name where it declares itself. */
export interface SectionNames {}
export type SectionName = keyof SectionNames;
/** Where the desk stands: a section, and the one thing that is open in it. */
export interface Place {
  section: SectionName;
  id: string | null;
}
export type SignedInMember = Extract<Viewer, { kind: 'member' }>;

export interface Desk {
  client: MemberClient;
  viewer: SignedInMember;
  /** What the section that is open is called. */
  title: string;
  company: Company;
  /** Active members, to give work to. */
  members: Member[];
  /** What the company asks about an intervention, beside the description. */
  fields: Field[];
  /** How many interventions are to be completed; '' when none is. */
  incomplete: string;
  /** Goes to a place; the browser's way back leads here again. */
  go(place: Place): void;
  /** Takes over settings that were just saved. */
  companyChanged(company: Company): void;
  /** Says what was done, for a while; with a way to take it back where there is one. */
  say(text: string, undo?: () => Promise<void>): void;
  /** Says what is done in a while, unless it is taken back: nobody outside hears of it before. Done at once when the page is left. */
  defer(text: string, deferred: Deferred): void;
  /** Id of what something waits to be done to. */
  waits: string | undefined;
  /** Takes back what is said of something done before; what waited is done. What comes next may be refused. */
  unsay(): void;
  /** What was typed in the forms that stand there is saved, or given up. */
  forgetTyping(root: ParentNode): void;
}

/** A section of the desk: it gets the desk and the thing that is open. */
export abstract class DeskSection extends ParvisElement {
  static override properties: PropertyDeclarations = { desk: { attribute: false }, open: { attribute: false } };
  declare desk: Desk;
  /** Id of what is open in this section. */
  declare open: string | null;
  readonly #words = new Words(this, deskWords);
  protected readonly keyboard = new Keyboard(this);

  /** The words of the desk, which all sections have in common. */
  protected get words() {
    return this.#words.now;
  }
  protected override get ready(): boolean {
    return Boolean(this.desk);
  }
  protected get calendar(): Calendar {
    return { language: this.language, timeZone: this.desk.company.timeZone };
  }
  /** Goes to a place by a link's press; one with a key held opens another tab, as everywhere. */
  protected follow(event: MouseEvent, place: Place) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.desk.go(place);
  }
  /** Reads again what could not be read; undefined when nothing like that is shown. */
  #again: (() => unknown) | undefined;
  #stopLive: (() => void) | undefined;
  readonly #changes = new Gathering<Change | null>((all) => {
    this.onChange(all.includes(null) ? null : new Set(all.map((change) => change!.subject.id)));
  });

  /** Whether a change is of what is shown here. */
  protected concerns(_change: Change): boolean {
    return false;
  }
  /** Things of what is shown here have changed: those of these ids; null when it may be any. */
  protected onChange(_ids: ReadonlySet<string> | null) {}
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#changes.stop();
    this.#stopLive?.();
    this.#stopLive = undefined;
  }
  protected override update(changed: PropertyValues) {
    this.#again = undefined;
    super.update(changed);
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    // Another context comes also when the network is back.
    if (changed.has('desk')) this.#again?.();
    this.#stopLive ??= this.desk.client.live((event) => {
      if (event.type === 'reset') this.#changes.add(null);
      if (event.type === 'change' && this.concerns(event.change)) this.#changes.add(event.change);
    });
  }
  /** What stands in place of what could not be read, and the way to it. */
  protected failed(error: unknown, retry: () => unknown) {
    this.#again = retry;
    return html`<div class="notice bad stack" role="alert">
      <p>${this.sentence(error)}</p>
      ${error instanceof NotFoundError ? nothing : html`<div><button @click=${retry}>${this.common.retry}</button></div>`}
    </div>`;
  }
  /** What a key of the whole desk does here: `/` searches, `n` makes a new one. Answers whether it did something. */
  onDeskKey(_key: string): boolean {
    return false;
  }
}
