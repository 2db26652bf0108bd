/** Where one is signed in, and how that is ended. */
import { NotFoundError, type OpenSession } from '@parvis/sdk';
import { profileCalls } from '@parvis/sdk/profile';
import { html, nothing } from 'lit';
import { day } from '../../shared/dates.ts';
import { Reading } from '../reading.ts';
import { rows } from '../rows.ts';
import { DeskElement } from '../element.ts';
import { Form } from '../form.ts';
import { partStyles } from '../settings/part.styles.ts';
import { entry } from '../sheet.ts';
import { Words } from '../../shared/locale.ts';
import { profileWords } from './words.ts';

/** `<parvis-desk-own-sessions>` */
export class OwnSessions extends DeskElement {
  static override styles = partStyles;
  readonly #words = new Words(this, profileWords);
  readonly #sessions = new Reading(this, {
    read: () => this.#calls.sessions(),
    concerns: ({ subject }) => subject.type === 'session',
  });
  readonly #form = new Form(this, { read: this.#sessions.load });

  get #calls() {
    return profileCalls(this.desk.client.call);
  }
  /** Reads them again: a new password has ended some. */
  read() {
    return this.#sessions.load();
  }
  protected override content(): unknown {
    const w = this.#words.now;
    const { value: sessions, error } = this.#sessions;
    return html`<section class="stack">
      <h2>${w.sessions}</h2>
      <p class="quiet">${w.sessionsWhy}</p>
      ${this.#form.problem()} ${error ? this.failed(error, this.#sessions.load) : nothing}
      <ul ${rows(sessions ?? [], (session) => this.#line(session))}></ul>
      ${
        sessions && sessions.length > 1
          ? html`<div><button aria-disabled=${this.#form.busy} @click=${this.#endOthers}>${w.endOthers}</button></div>`
          : nothing
      }
    </section>`;
  }
  #line(session: OpenSession) {
    const w = this.#words.now;
    const device = session.device || w.unknownDevice;
    return entry(
      html`<strong>${device}</strong> ${session.current ? html`· ${w.thisOne}` : nothing}`,
      `${w.since(day(this.calendar, session.createdAt))} · ${w.lastUsed(day(this.calendar, session.lastUsedAt))}`,
      session.current
        ? undefined
        : html`<button class="bare" aria-label=${w.endOf(device)} @click=${() => this.#end(session)}>${w.end}</button>`,
    );
  }
  #end({ id }: OpenSession) {
    const end = () =>
      this.#calls.endSession(id).catch((error: unknown) => {
        // Ended meanwhile is what was asked for.
        if (!(error instanceof NotFoundError)) throw error;
      });
    return this.#form.act(end, undefined, this.#words.now.ended);
  }
  readonly #endOthers = () =>
    this.#form.act(() => this.#calls.endOtherSessions(), undefined, this.#words.now.othersEnded);
}
