/** `<parvis-thread>`: the discussion of a dossier. */
import type { Message, News, ParvisError, Portal } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import type { Connection } from '../shared/connection.ts';
import { CustomerElement } from '../shared/customer-element.ts';
import { prepareDates } from '../shared/dates.ts';
import { DossierReading } from '../shared/dossier-reading.ts';
import { describedBy, field } from '../shared/field.ts';
import { loadChunk } from '../shared/load-chunk.ts';
import { Words } from '../shared/locale.ts';
import { tooLong } from '../shared/too-long.ts';
import { viewerOf } from '../shared/viewer-of.ts';
import { ParvisMessageSentEvent } from './events.ts';
import { longest, readMessageDraft, writeMessageDraft, type MessageDraft } from './message-draft.ts';
import { Messages } from './messages.ts';
import type { OwnMessages } from './own-message.ts';
import { threadStyles } from './thread.styles.ts';
import { threadWords } from './words.ts';
import { messageList, messageSkeletons } from './message-list.ts';

/** Nobody corrects what they have not sent yet. */
const ownMessages = () => import('./own-message.ts');

/**
 * Read and written by customers, stakeholders and the company; new messages appear by themselves. What is written is kept
 * on the device until it has arrived, without a network too.
 *
 * @element parvis-thread
 * @attr dossier-id - Which dossier; left out, the one that the link opens.
 * @fires {ParvisMessageSentEvent} parvis-message-sent - A message of whoever looks has arrived.
 */
export class Thread extends CustomerElement {
  static override styles = [CustomerElement.styles, threadStyles];
  static override properties = {
    dossierId: { attribute: 'dossier-id' },
    draft: { state: true },
    isSending: { state: true },
    wrong: { state: true },
    isClosedMeanwhile: { state: true },
  };
  declare dossierId: string | null | undefined;
  declare protected draft: MessageDraft | undefined;
  declare protected isSending: boolean | undefined;
  /** Sentence of why it could not be sent. */
  declare protected wrong: string | undefined;
  /** While something was written. */
  declare protected isClosedMeanwhile: boolean | undefined;

  readonly #words = new Words(this, threadWords);
  readonly #messages = new Messages(this, {
    connection: () => this.connection,
    failed: (error) => this.report(error),
    arrived: (messages) => this.#tell(messages),
  });
  readonly #dossier = new DossierReading(this);
  #own: OwnMessages | undefined;
  #shown: string | undefined;
  readonly #online = () => {
    if (this.draft?.waits) void this.#send();
  };

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('online', this.#online);
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('online', this.#online);
    this.#shown = undefined;
  }
  protected override connected(connection: Connection) {
    super.connected(connection);
    this.#shown = undefined;
    this.requestUpdate();
    prepareDates();
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    const { id } = this.#dossier;
    if (!id || !this.connection || id === this.#shown) return;
    this.#shown = id;
    if (id !== this.#writtenIn) this.#leaveDraft();
    this.#writtenIn = id;
    void this.#messages.show(id);
    void this.#dossier.read();
  }
  protected override onNews(news: News) {
    const { changes, missed, up } = news;
    const again = missed || up;
    // What may be done with a message changes with its dossier.
    const theirs = changes.filter(({ subject }) => [subject.dossierId, subject.id].includes(this.#dossier.id));
    if (again || theirs.length)
      void this.#messages.readLatest(
        (missed ? this.#messages.items : theirs.map(({ subject }) => subject)).map(({ id }) => id),
      );
    this.#dossier.onNews(news);
    if (up) this.#online();
  }
  override forget() {
    this.#messages.clear();
    this.#leaveDraft();
    this.#shown = undefined;
  }
  /** What is written belongs to one dossier and one person: it waits on the device, and nothing of it goes on to another. */
  #leaveDraft() {
    this.#own?.leave();
    this.#dossier.clear();
    this.draft = this.wrong = this.isClosedMeanwhile = this.#takenUp = undefined;
  }
  /** The dossier that the draft is of. */
  #writtenIn: string | undefined;

  get #viewer() {
    return this.connection && this.portal && viewerOf(this.connection, this.portal);
  }
  get #field() {
    return this.renderRoot.querySelector<HTMLTextAreaElement>('#body');
  }

  readonly #readAgain = () => {
    void this.#messages.readLatest();
    void this.#dossier.read();
  };

  protected override view(portal: Portal | undefined) {
    const { loaded } = this.#messages;
    const { value: dossier } = this.#dossier;
    const error = this.#messages.error ?? this.#dossier.error;
    // The company has switched this part off.
    if (portal && !portal.options.messages) return nothing;
    // Neither the page nor the link says which.
    if (portal && !this.#dossier.id) return this.failed(this.sentence({ code: 'not-found' }), false);
    // Both at once: a field that came after the messages would push them about.
    if (!portal || (!(loaded && dossier) && !error)) return this.waiting();
    const w = this.#words.now;
    this.#takeUp();
    const mayWrite = dossier?.can.includes('write') ?? false;
    return html`<section class="stack" aria-labelledby="title">
      <h3 id="title">${w.title}</h3>
      ${error ? this.failed(this.sentence(error), this.#readAgain, loaded ? '' : 'bad') : nothing}
      ${messageList(this.#messages, { calendar: this.calendar, words: w, mayWrite, own: this.#ownOf })}
      ${dossier && !mayWrite ? this.#readOnly(portal) : nothing}
      ${mayWrite || this.draft ? this.#form(mayWrite) : nothing}
    </section>`;
  }
  protected override waiting() {
    return messageSkeletons();
  }
  /** The text of a message, with what may still be done with it. */
  readonly #ownOf = (message: Message, text: unknown) => {
    if (message.canUntil && !this.#own) void this.#bringOwn();
    return this.#own?.view(message, text) ?? text;
  };
  readonly #bringOwn = async () => {
    const { OwnMessages } = await loadChunk(ownMessages);
    this.#own ??= new OwnMessages(this, this.#messages);
    this.requestUpdate();
  };
  #readOnly({ preview }: Portal) {
    const w = this.#words.now;
    if (this.isClosedMeanwhile) return html`<p class="notice bad" role="alert">${w.closedMeanwhile}</p>`;
    return preview || this.#dossier.value?.status === 'open' ? nothing : html`<p class="notice">${w.closed}</p>`;
  }
  #form(mayWrite: boolean) {
    const w = this.#words.now;
    const { draft, isSending, wrong } = this;
    const options = { name: 'body', label: w.message, wrong };
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      ${field(
        options,
        html`<textarea
          id="body"
          name="body"
          dir="auto"
          rows="3"
          required
          ?readonly=${!mayWrite || draft?.waits}
          aria-invalid=${!!wrong}
          aria-describedby=${describedBy(options)}
          .value=${draft?.text ?? ''}
          @input=${this.#write}
        ></textarea>`,
      )}
      ${draft?.waits ? html`<p class="notice" role="status">${w.waiting}</p>` : nothing}
      ${
        mayWrite
          ? html`<div class="row acts">
              ${
                draft?.waits
                  ? html`<button type="button" @click=${this.#takeBack}>${w.takeBack}</button>`
                  : html`<button class="primary" aria-disabled=${!!isSending}>
                      ${isSending ? w.sending : w.send}
                    </button>`
              }
            </div>`
          : nothing
      }
    </form>`;
  }

  /** Goes on with what was written before, once it is known for whom. */
  #takeUp() {
    const viewer = this.#viewer;
    const { id } = this.#dossier;
    if (this.draft || !viewer || !id || this.#takenUp === `${viewer} ${id}`) return;
    this.#takenUp = `${viewer} ${id}`;
    this.draft = readMessageDraft(viewer, id);
    if (this.draft?.waits) queueMicrotask(this.#online);
  }
  #takenUp: string | undefined;

  #keep(draft: MessageDraft | undefined) {
    const viewer = this.#viewer;
    const { id } = this.#dossier;
    this.draft = draft;
    if (viewer && id) writeMessageDraft(viewer, id, draft);
  }
  readonly #write = (event: Event) => {
    const text = (event.target as HTMLTextAreaElement).value;
    this.wrong = undefined;
    // Another text is another message.
    this.#keep(text ? { text, idempotencyKey: crypto.randomUUID() } : undefined);
  };
  readonly #takeBack = async () => {
    // It may have arrived, though no answer came: its key goes with it as long as nothing is changed.
    this.#keep(this.draft && { ...this.draft, waits: false });
    await this.updateComplete;
    this.#field?.focus();
  };
  readonly #submit = (event: Event) => {
    event.preventDefault();
    void this.#send();
  };
  async #send() {
    const { client } = this.connection ?? {};
    const { id } = this.#dossier;
    const { draft } = this;
    if (this.isSending || !client || !id) return;
    const w = this.#words.now;
    const body = draft?.text.trim() ?? '';
    this.wrong = !body ? w.missing : tooLong(this.language, body, longest);
    if (this.wrong || !draft) return this.#field?.focus();
    this.isSending = true;
    try {
      const { idempotencyKey } = draft;
      const message = await client.call('POST /dossiers/:dossierId/messages', id, { body }, { idempotencyKey });
      const viewer = this.#viewer;
      // Another discussion is shown by now: of this one only the draft is left.
      if (id !== this.#dossier.id) {
        if (viewer) writeMessageDraft(viewer, id, undefined);
        return;
      }
      // What was written on meanwhile is another message.
      if (this.draft?.text === draft.text) this.#keep(undefined);
      this.#messages.put(message);
      this.announce(w.sent);
      this.dispatchEvent(new ParvisMessageSentEvent(message));
    } catch (error) {
      if (id === this.#dossier.id) await this.#refused(error as ParvisError, draft);
    } finally {
      this.isSending = false;
    }
  }
  async #refused(error: ParvisError, draft: MessageDraft) {
    this.report(error);
    if (error.code === 'offline') {
      this.#keep({ ...draft, waits: true });
      return;
    }
    this.#keep({ ...draft, waits: false });
    this.isClosedMeanwhile = error.code === 'dossier-closed';
    if (this.isClosedMeanwhile) await this.#dossier.read();
    else {
      this.wrong = this.sentence(error);
      this.#field?.focus();
    }
  }
  #tell(messages: Message[]) {
    const { author, body } = messages.at(-1)!;
    this.announce(this.#words.now.news(author.name, body.slice(0, 200)));
  }
}
