/** Where one is signed in, and how that is ended. */
import { NotFoundError, type Change, type OpenSession } from '@parvis/sdk';
import { profileCalls } from '@parvis/sdk/profile';
import { html, nothing, type PropertyValues } from 'lit';
import { day } from '../../shared/dates.ts';
import { Reading } from '../reading.ts';
import { rows } from '../rows.ts';
import { SettingsPart } from '../settings/part.ts';
import { entry } from '../sheet.ts';
import { Words } from '../../shared/locale.ts';
import { profileWords } from './words.ts';

/** `<parvis-desk-own-sessions>` */
export class OwnSessions extends SettingsPart {
  readonly #words = new Words(this, profileWords);
  readonly #sessions = new Reading(this, () => this.#calls.sessions());

  get #calls() {
    return profileCalls(this.desk.client.call);
  }
  protected override firstUpdated(changed: PropertyValues) {
    super.firstUpdated(changed);
    void this.read();
  }
  override read() {
    return this.#sessions.load();
  }
  protected override concerns({ subject }: Change) {
    return subject.type === 'session';
  }
  protected override onChange() {
    void this.read();
  }
  protected override content() {
    const w = this.#words.now;
    const { value: sessions, error } = this.#sessions;
    return html`<section class="stack">
      <h2>${w.sessions}</h2>
      <p class="quiet">${w.sessionsWhy}</p>
      ${this.problem()} ${error ? this.failed(error, () => this.read()) : nothing}
      <ul ${rows(sessions ?? [], (session) => this.#line(session))}></ul>
      ${
        sessions && sessions.length > 1
          ? html`<div><button aria-disabled=${this.busy} @click=${this.#endOthers}>${w.endOthers}</button></div>`
          : nothing
      }
    </section>`;
  }
  #line(session: OpenSession) {
    const w = this.#words.now;
    const device = session.device || w.unknownDevice;
    return entry(
      html`<strong>${device}</strong>${session.current ? html` · ${w.thisOne}` : nothing}`,
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
    return this.act(end, undefined, this.#words.now.ended);
  }
  readonly #endOthers = () => this.act(() => this.#calls.endOtherSessions(), undefined, this.#words.now.othersEnded);
}
