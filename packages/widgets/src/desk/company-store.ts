/** What the desk knows of its company, kept current: its settings, members and fields, and how much waits in its inbox. */
import type { Change, Client, Company, Field, LiveEvent, Member } from '@parvis/sdk';
import type { MemberClient } from '@parvis/sdk/member';
import type { ReactiveController } from 'lit';
import { brand } from '../shared/branding.ts';
import type { ParvisElement } from '../shared/element.ts';
import { clientOf } from './client.ts';
import { Gathering } from './gathering.ts';
import { LatestOnly } from './latest-only.ts';
import { concernsUndelivered, readUndelivered } from './outbox/undelivered.ts';

/** Who has no more to do here than their own profile. */
const isTechnician = ({ viewer }: Client): boolean => viewer?.kind === 'member' && viewer.role === 'technician';

/** How much there is to be done; as many interventions as are counted may be more. */
export interface Counts {
  /** Interventions to be planned; undefined until they were counted. */
  inbox?: number;
  /** Interventions to be completed. */
  incomplete: number;
  /** Mails that have not arrived. */
  undelivered: number;
}
const none: Counts = { incomplete: 0, undelivered: 0 };

export class CompanyStore implements ReactiveController {
  company: Company | undefined;
  members: Member[] = [];
  fields: Field[] = [];
  counts = none;
  /** Why it could not be read. */
  trouble: unknown;
  /** The live stream is cut off. */
  down = false;
  /** How often the network came back. */
  returns = 0;
  /** Whether it has been asked for. */
  begun = false;
  readonly #host: ParvisElement;
  readonly #on: { changed: (change: Change) => void; failed: (error: unknown) => void };
  readonly #readings = new LatestOnly();
  readonly #counts = new LatestOnly();
  readonly #mails = new LatestOnly();
  #stopLive: (() => void) | undefined;

  /** `changed` hears of every change at the company, `failed` of what could not be read. */
  constructor(host: ParvisElement, on: { changed: (change: Change) => void; failed: (error: unknown) => void }) {
    this.#host = host;
    this.#on = on;
    host.addController(this);
  }
  /** Put elsewhere in its page: what changed meanwhile was not heard. */
  hostConnected() {
    if (this.begun) this.begin();
  }
  hostDisconnected() {
    this.#stopLive?.();
    this.#stopLive = undefined;
    this.#changes.stop();
  }
  get #client() {
    return clientOf(this.#host.connection!);
  }

  readonly begin = () => {
    this.begun = true;
    this.trouble = undefined;
    void this.#read();
    if (!isTechnician(this.#client)) {
      void this.#count();
      void this.#countMails();
    }
    this.#stopLive ??= this.#client.live(this.#onLive);
    this.#host.requestUpdate();
  };
  /** Who it was known to has left. */
  forget() {
    this.begun = false;
    // What is still on its way is of who left.
    this.#readings.end();
    this.#counts.end();
    this.#mails.end();
    this.hostDisconnected();
    this.company = this.trouble = undefined;
    this.counts = none;
    this.members = [];
    this.fields = [];
    this.#host.requestUpdate();
  }
  /** Takes over settings that were just saved, or read. */
  setCompany(company: Company) {
    this.company = company;
    brand(this.#host.connection!.looks, company.branding);
    this.#host.requestUpdate();
  }
  /** Said at once: the stream may take long to notice. */
  networkIsGone() {
    this.down = true;
    this.#host.requestUpdate();
  }
  networkIsBack() {
    this.returns++;
    this.#readAgain();
    this.#host.requestUpdate();
  }

  /** What could not be read, when it first was to be or since. */
  #readAgain() {
    if (this.begun && (!this.company || this.trouble)) void this.#read();
  }

  readonly #onLive = (event: LiveEvent) => {
    if (event.type === 'up' || event.type === 'down') {
      if (event.type === 'up' && this.down) {
        this.returns++;
        this.#readAgain();
      }
      this.down = event.type === 'down';
      this.#host.requestUpdate();
    }
    if (event.type === 'reset') this.#changes.add(null);
    if (event.type !== 'change') return;
    const { change } = event;
    this.#on.changed(change);
    const { type } = change.subject;
    if (type !== 'mail' || concernsUndelivered(change, this.counts.undelivered)) this.#changes.add(type);
  };
  /** By what they are of; null when something was missed, which may be of anything. */
  readonly #changes = new Gathering<Change['subject']['type'] | null>((types) => {
    const some = (...these: Change['subject']['type'][]) => types.some((type) => type === null || these.includes(type));
    const counts = !isTechnician(this.#client);
    if (counts && some('intervention')) void this.#count();
    if (counts && some('mail')) void this.#countMails();
    if (some('company', 'member', 'field')) void this.#read();
  });
  async #read() {
    const client = this.#client;
    const isLatest = this.#readings.begin();
    try {
      const [company, members, fields] = await Promise.all([
        client.company.get(),
        isTechnician(client) ? { items: [] } : client.members.list({ limit: 200 }).page(),
        client.fields.list(),
      ]);
      if (!isLatest()) return;
      this.trouble = undefined;
      this.members = members.items.filter(({ status }) => status === 'active');
      this.fields = fields;
      this.setCompany(company);
    } catch (error) {
      if (!isLatest()) return;
      this.trouble = error;
      this.#host.requestUpdate();
      this.#on.failed(error);
    }
  }
  #count() {
    return this.#take(this.#counts, async ({ interventions }) => {
      const { inbox, incomplete } = await interventions.counts();
      return { inbox, incomplete };
    });
  }
  #countMails() {
    return this.#take(this.#mails, async (client) => ({ undelivered: (await readUndelivered(client)).length }));
  }
  async #take(readings: LatestOnly, read: (client: MemberClient) => Promise<Partial<Counts>>) {
    const isLatest = readings.begin();
    try {
      const counts = await read(this.#client);
      if (!isLatest()) return;
      this.counts = { ...this.counts, ...counts };
      this.#host.requestUpdate();
    } catch {
      // The list itself says what is wrong; the last count stays.
    }
  }
}
