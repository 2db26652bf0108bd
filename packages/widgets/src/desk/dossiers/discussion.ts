/** The discussion of a dossier, as the company reads it and writes in it. */
import type { Dossier, Message } from '@parvis/sdk';
import { html, nothing, type PropertyValues } from 'lit';
import { describedBy, field } from '../../shared/field.ts';
import { Words } from '../../shared/locale.ts';
import { tooLong } from '../../shared/too-long.ts';
import { longest } from '../../thread/message-draft.ts';
import { Messages } from '../../thread/messages.ts';
import { threadStyles } from '../../thread/thread.styles.ts';
import { threadWords } from '../../thread/words.ts';
import { messageList, messageSkeletons } from '../../thread/message-list.ts';
import { Draft } from '../drafts.ts';
import { DeskElement } from '../element.ts';
import { submitted, type Text } from '../fields.ts';
import { Form } from '../form.ts';
import { LiveChanges } from '../live-changes.ts';

/** `<parvis-desk-discussion>`: another one for each dossier, whose sheet is drawn anew. */
export class Discussion extends DeskElement {
  static override styles = [DeskElement.styles, threadStyles];
  static override properties = { dossier: { attribute: false }, isTyped: { state: true } };
  declare dossier: Dossier;
  /** Something is typed and not sent. */
  declare protected isTyped: boolean | undefined;
  readonly #words = new Words(this, threadWords);
  readonly #messages = new Messages(this, {
    connection: () => this.desk,
    failed: (error) => this.report(error),
    arrived: (messages) => this.#tell(messages),
  });
  readonly #form = new Form(this);
  protected readonly draft = new Draft<Form['once']>(this, {
    of: () => this.dossier?.id,
    take: () => this.#form.once,
    put: (once) => {
      // Sent before the page was loaded anew, too, it is sent once.
      this.#form.once = once;
      this.isTyped = true;
    },
  });
  #shown: string | undefined;

  constructor() {
    super();
    void new LiveChanges(
      this,
      ({ subject }) => subject.dossierId === this.dossier.id,
      (ids) => void this.#messages.readLatest(ids ?? this.#messages.items.map(({ id }) => id)),
    );
  }
  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#shown = undefined;
  }
  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (this.#shown === this.dossier.id) return;
    this.#shown = this.dossier.id;
    void this.#messages.show(this.#shown);
  }
  get #field() {
    return this.renderRoot.querySelector('textarea');
  }
  #tell(messages: Message[]) {
    const { author, body } = messages.at(-1)!;
    this.announce(this.#words.now.news(author.name, body.slice(0, 200)));
  }

  protected override content(): unknown {
    const { loaded, error } = this.#messages;
    if (!loaded && !error) return messageSkeletons();
    const w = this.#words.now;
    const mayWrite = this.dossier.can.includes('write');
    return html`<section class="stack" aria-labelledby="title">
      <h3 id="title">${w.title}</h3>
      ${error ? this.failed(error, () => this.#messages.readLatest()) : nothing}
      ${messageList(this.#messages, { calendar: this.calendar, words: w, mayWrite })}
      ${mayWrite || this.isTyped ? this.#draw(mayWrite) : nothing}
    </section>`;
  }
  #draw(mayWrite: boolean) {
    const w = this.#words.now;
    const options = { name: 'body', label: w.message, wrong: this.#form.errors['body'] };
    return html`<form class="stack" novalidate @submit=${submitted((text) => this.#send(text))} @input=${this.#type}>
      ${field(
        options,
        html`<textarea
          id="body"
          name="body"
          dir="auto"
          rows="3"
          required
          ?readonly=${!mayWrite}
          aria-invalid=${Boolean(options.wrong)}
          aria-describedby=${describedBy(options)}
        ></textarea>`,
      )}
      ${this.#form.problem()}
      ${
        mayWrite
          ? html`<div class="row acts">
              <button class="primary" aria-disabled=${this.#form.busy}>${this.#form.busy ? w.sending : w.send}</button>
            </div>`
          : html`<p class="notice bad" role="alert">${w.closedMeanwhile}</p>`
      }
    </form>`;
  }
  readonly #type = () => {
    this.isTyped = this.#field!.value !== '';
    // Another text is another message.
    this.#form.once = { idempotencyKey: crypto.randomUUID() };
  };
  async #send(text: Text) {
    const w = this.#words.now;
    const body = text('body');
    const wrong = body ? tooLong(this.language, body, longest) : w.missing;
    if (wrong) return this.#form.refuse({ body: wrong });
    const { id } = this.dossier;
    const { once } = this.#form;
    const send = async () => this.#messages.put(await this.desk.client.messages.send(id, { body }, once));
    // Seen where it stands from then on.
    const isSent = await this.#form.act(send, undefined, '');
    if (isSent) this.announce(w.sent);
    // What was typed on meanwhile is another message.
    if (!isSent || this.#field?.value.trim() !== body) return;
    this.#field.value = '';
    this.isTyped = false;
    this.#form.begin();
  }
}
