/** What one may still do with messages of one's own, in `<parvis-thread>`: loaded once there is such a message. */
import type { Message, ParvisError } from '@parvis/sdk';
import { html, nothing } from 'lit';
import type { ParvisElement } from '../shared/element.ts';
import { describedBy, field } from '../shared/field.ts';
import { Words } from '../shared/locale.ts';
import { tooLong } from '../shared/too-long.ts';
import { longest } from './message-draft.ts';
import { words as fr } from './own-message.fr.ts';
import type { Messages } from './messages.ts';

const lexicon = { fr, en: () => import('./own-message.en.ts') };

interface Acting {
  act: 'edit' | 'withdraw';
  id: string;
  /** That it was made from. */
  version: number;
  text: string;
  busy?: boolean;
  /** Sentence of why it could not be done. */
  wrong?: string | undefined;
}

export class OwnMessages {
  readonly #host: ParvisElement;
  readonly #messages: Messages;
  readonly #words: Words<typeof fr>;
  #acting: Acting | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ParvisElement, messages: Messages) {
    this.#host = host;
    this.#messages = messages;
    // Not among those that the element waits for: what is read stays on the screen until they have come.
    this.#words = new Words(
      {
        lexicons: [],
        get language() {
          return host.language;
        },
        requestUpdate: () => host.requestUpdate(),
      },
      lexicon,
    );
  }

  /** Another discussion is shown, or none. */
  leave() {
    clearTimeout(this.#timer);
    this.#timer = this.#acting = undefined;
  }

  /** The message as it stands, with what may be done with it, or with that under way. */
  view(message: Message, shown: unknown) {
    const w = this.#words.there;
    const { id, body, can, canUntil, withdrawnAt } = message;
    const acting = this.#acting?.id === id && !withdrawnAt ? this.#acting : undefined;
    if (!w) return shown;
    if (acting?.act === 'edit') return this.#editor(w, acting);
    if (acting) return [shown, this.#question(w, acting)];
    const left = Date.parse(canUntil ?? '') - Date.now();
    if (!(left > 0)) return shown;
    this.#drawAgainIn(left);
    const begin = (act: Acting['act']) => () => void this.#begin(act, message);
    const said = body.slice(0, 60);
    return html`${shown}
      <div class="row acts own small">
        ${
          can.includes('edit')
            ? html`<button class="bare" aria-label=${w.editOf(said)} @click=${begin('edit')}>${w.edit}</button>`
            : nothing
        }
        ${
          can.includes('withdraw')
            ? html`<button class="bare" aria-label=${w.withdrawOf(said)} @click=${begin('withdraw')}>
                ${w.withdraw}
              </button>`
            : nothing
        }
      </div>`;
  }
  #editor(w: typeof fr, { text, wrong, busy }: Acting) {
    const options = { name: 'correction', label: w.label, wrong };
    return html`<form class="stack" novalidate @submit=${this.#save} @keydown=${this.#escape}>
      ${field(
        options,
        html`<textarea
          id="correction"
          dir="auto"
          rows="2"
          required
          aria-invalid=${!!wrong}
          aria-describedby=${describedBy(options)}
          .value=${text}
          @input=${this.#write}
        ></textarea>`,
      )}
      <div class="row acts">
        <button type="button" @click=${this.#keep}>${w.cancel}</button>
        <button class="primary" aria-disabled=${!!busy}>${busy ? w.saving : w.save}</button>
      </div>
    </form>`;
  }
  #question(w: typeof fr, { wrong, busy }: Acting) {
    return html`<div class="stack" role="group" aria-labelledby="withdrawing" @keydown=${this.#escape}>
      <p id="withdrawing">${w.question}</p>
      ${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : nothing}
      <div class="row acts">
        <button @click=${this.#keep}>${w.keep}</button>
        <button aria-disabled=${!!busy} @click=${this.#withdraw}>${w.withdraw}</button>
      </div>
    </div>`;
  }

  /** Once the time of the first of them is over, its acts are gone. */
  #drawAgainIn(millis: number) {
    // They are drawn in the order of time.
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#host.requestUpdate();
    }, millis);
  }

  async #begin(act: Acting['act'], { id, version, body: text }: Message) {
    this.#acting = { act, id, version, text };
    await this.#drawn();
    this.#itemOf(id)
      ?.querySelector<HTMLElement>(act === 'edit' ? 'textarea' : '.acts button')
      ?.focus();
  }
  /** Asked when it is needed: what comes meanwhile may have moved it. */
  #itemOf(id: string) {
    return this.#host.renderRoot.querySelector<HTMLElement>(`[data-id="${id}"]`);
  }
  readonly #write = ({ currentTarget }: Event) => {
    if (!this.#acting) return;
    this.#acting.text = (currentTarget as HTMLTextAreaElement).value;
    this.#acting.wrong = undefined;
    this.#host.requestUpdate();
  };
  readonly #escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    // Whatever is around stays open.
    event.preventDefault();
    event.stopPropagation();
    this.#keep();
  };
  readonly #keep = () => this.#acting && void this.#end(this.#acting);
  readonly #save = (event: Event) => {
    event.preventDefault();
    const { client } = this.#host.connection ?? {};
    void this.#act('edited', async ({ id, version, text }, w) => {
      const body = text.trim();
      const wrong = body ? tooLong(this.#host.language, body, longest) : w.missing;
      if (wrong) throw Object.assign(new Error(), { wrong });
      const after = await client?.call('PATCH /messages/:messageId', { id, version }, { body });
      if (after) this.#messages.put(after);
    });
  };
  readonly #withdraw = () => {
    const { client } = this.#host.connection ?? {};
    void this.#act('withdrawn', async ({ id }) => {
      await client?.call('DELETE /messages/:messageId', id);
      await this.#messages.readLatest([id]);
    });
  };

  async #act(done: 'edited' | 'withdrawn', act: (of: Acting, w: typeof fr) => Promise<void>) {
    const acting = this.#acting;
    const w = this.#words.there;
    if (!acting || acting.busy || !w) return;
    acting.busy = true;
    acting.wrong = undefined;
    this.#host.requestUpdate();
    try {
      await act(acting, w);
      this.#host.announce(w[done]);
      // Another discussion is shown by now, or another message begun.
      if (acting === this.#acting) await this.#end(acting);
    } catch (error) {
      acting.wrong = (error as { wrong?: string }).wrong;
      if (!acting.wrong) await this.#refused(acting, error as ParvisError, w);
      await this.#drawn();
      this.#itemOf(acting.id)?.querySelector('textarea')?.focus();
    } finally {
      acting.busy = false;
      this.#host.requestUpdate();
    }
  }
  async #refused(acting: Acting, error: ParvisError, { refusals }: typeof fr) {
    this.#host.report(error);
    acting.wrong = (refusals as Record<string, string>)[error.code] ?? this.#host.sentence(error);
    if (error.code !== 'stale') return;
    // What is written here stands beside what it would take the place of, and does so when it is sent again.
    await this.#messages.readLatest([acting.id]);
    acting.version = this.#messages.items.find(({ id }) => id === acting.id)?.version ?? acting.version;
  }
  /** Back to what was pressed, or to the message where that is gone. */
  async #end({ act, id }: Acting) {
    this.#acting = undefined;
    await this.#drawn();
    const item = this.#itemOf(id);
    if (!item) return;
    const pressed = item.querySelectorAll<HTMLElement>('.own button')[act === 'withdraw' ? 1 : 0];
    item.tabIndex = -1;
    (pressed ?? item).focus();
  }
  async #drawn() {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }
}
