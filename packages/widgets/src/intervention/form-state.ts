/** What is being written in the form: what it starts with, what was changed, what is wrong with it, what of it is open. */
import type { Address, ContactDetails, Equipment, FieldCode, Intervention, Portal, Site } from '@parvis/sdk';
import type { Photos } from '../shared/photos.ts';
import type { Changes, Request } from './draft.ts';

/** What stands folded under a line of its own. */
export type Part = 'type' | 'place' | 'contact' | 'fields';

/** What may be chosen as the place. */
export interface Choices {
  sites: Site[];
  equipment: Equipment[];
}

/** What the confirmation tells of. */
export interface Arrived {
  id: string;
  number: number;
  status: Intervention['status'];
  /** Photos that could not be attached. */
  missing: number;
}

/** Tells `changed`; and `edited` where the customer changed something that is to be kept. */
export class FormState extends EventTarget {
  /** The head of the portal; undefined until it has been read. */
  portal: Portal | undefined;
  /** What the page says that it starts with. */
  siteId: string | null | undefined;
  equipmentId: string | null | undefined;

  description = '';
  /** What was changed from what the form starts with, the description apart. */
  changes: Changes = {};
  /** Known by name once they were asked for. */
  site: Site | undefined;
  equipment: Equipment | undefined;
  choices: Choices | undefined;
  /** Where photos are picked, once they are. */
  picker: Photos | undefined;

  /** Codes of what is wrong, by field. */
  errors: Record<string, FieldCode> = {};
  /** What went wrong as a whole. */
  problem = '';
  unfolded: ReadonlySet<Part> = new Set();
  /** A request is on its way. */
  isSending = false;
  /** What was sent has arrived: it is confirmed until that has been read. */
  arrived: Arrived | undefined;

  /** What will be sent: what the form started with, and what was changed. */
  get values(): Request & Required<Pick<Request, 'siteId' | 'equipmentId' | 'fields'>> {
    const { siteId = null, equipmentId = null } = this.portal?.prefill ?? {};
    return {
      siteId: this.siteId ?? siteId,
      // What stands elsewhere is not served here.
      equipmentId: this.equipmentId ?? (this.siteId && this.siteId !== siteId ? null : equipmentId),
      fields: {},
      ...this.changes,
      description: this.description,
    };
  }
  /** Shown, and sent only if it was changed: otherwise the server takes the same from its own records. */
  get address(): Address | undefined {
    return this.changes.address ?? this.#otherSite?.address ?? this.portal?.prefill.address;
  }
  get contact(): ContactDetails | undefined {
    return this.changes.contact ?? this.#otherSite?.contact ?? this.portal?.prefill.contact;
  }
  get siteName(): string | null | undefined {
    return this.isUsualSite ? this.portal?.prefill.siteName : this.site?.name;
  }
  /** Whether it is the one that the head of the portal speaks of. */
  get isUsualSite(): boolean {
    return this.values.siteId === this.portal?.prefill.siteId;
  }
  get #otherSite() {
    return this.isUsualSite ? undefined : this.site;
  }
  /** Whether more than a description is compulsory. */
  get asksMore() {
    return this.portal?.fields.some(({ required, active }) => required && active);
  }
  get isWrong() {
    return Object.keys(this.errors).length > 0;
  }

  /** Takes a change of one field, and forgets what was wrong there. */
  edit(changes: Changes, name: string) {
    const { description = this.description, ...others } = changes;
    this.description = description;
    this.changes = { ...this.changes, ...others };
    const { [name]: _, ...errors } = this.errors;
    this.errors = errors;
    this.changed();
    this.dispatchEvent(new CustomEvent('edited'));
  }
  /** For another request. What had to be unfolded stays so. */
  clear() {
    this.picker?.clear();
    this.picker = undefined;
    this.description = '';
    this.changes = {};
    this.errors = {};
    this.problem = '';
    this.unfolded = new Set([...this.unfolded].filter((part) => part === 'fields'));
    this.changed();
  }
  changed() {
    this.dispatchEvent(new CustomEvent('changed'));
  }
}
