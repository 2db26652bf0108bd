/** What stands in place of everything when a link no longer opens or a session ended, and the way back. */
import type { CompanyCard } from '@parvis/sdk';
import { css, html, nothing, type PropertyValues } from 'lit';
import { words as french } from './access.fr.ts';
import { unsentOf } from '../intervention/draft.ts';
import { LeftDraft } from '../intervention/left-draft.ts';
import { brand } from './branding.ts';
import { companyMark, companyReach, companyStyles } from './company.ts';
import type { Connection } from './connection.ts';
import { define } from './define.ts';
import { ParvisElement } from './element.ts';
import { describedBy, field } from './field.ts';
import { Words } from './locale.ts';
import { addressLine } from './naming.ts';

const lexicon = { fr: french, en: () => import('./access.en.ts') };

/** `<parvis-access>`: shown by the other elements, which hand it the connection that ended. */
export class Access extends ParvisElement {
  static override styles = [
    ParvisElement.styles,
    companyStyles,
    css`
      .page {
        gap: calc(8 * var(--u));
        max-width: 32em;
        margin: calc(8 * var(--u)) auto;
        padding-inline: var(--parvis-inline-padding, calc(4 * var(--u)));
      }
      section {
        padding-top: calc(3 * var(--u));
        border-top: 1px solid var(--line);
      }
      .reach {
        flex-wrap: wrap;
      }
    `,
  ];
  static override properties = {
    of: { attribute: false },
    company: { state: true },
    sent: { state: true },
    other: { state: true },
    busy: { state: true },
    wrong: { state: true },
  };
  /** The connection that ended. */
  declare of: Connection | undefined;
  /** Whose page it is; null where nothing says so, undefined until that is known. */
  declare protected company: CompanyCard | null | undefined;
  /** Whether a press mails a new link; undefined where that could not be asked. */
  #mails: boolean | undefined;
  declare protected sent: boolean | undefined;
  /** Nothing came, or what was typed was wrong: another address is asked for. */
  declare protected other: boolean | undefined;
  declare protected busy: boolean | undefined;
  declare protected wrong: string | undefined;
  readonly #words = new Words(this, lexicon);
  /** What was asked with: it may have been mistyped. */
  #email = '';

  protected override get ready() {
    return true;
  }

  protected override willUpdate(changed: PropertyValues) {
    super.willUpdate(changed);
    if (changed.has('of')) void this.#findCompany();
  }
  protected override updated(changed: PropertyValues) {
    super.updated(changed);
    const { activeElement } = this.getRootNode() as ShadowRoot;
    // What had the focus has gone with the screen that this takes the place of.
    if (activeElement !== this && activeElement?.contains(this)) this.renderRoot.querySelector('h2')?.focus();
  }
  /** A page that asks for an address says whose it is. It does not wait for long to be told. */
  async #findCompany() {
    const { of: connection } = this;
    if (!connection) return;
    this.company = connection.before?.company;
    this.#mails = undefined;
    // The company's own page knows its visitors, and says itself whose it is.
    if (connection.source.getSession ?? connection.source.sessionUrl) this.company ??= null;
    setTimeout(() => (this.company ??= null), patience);
    const { link } = connection.client.session;
    const asked = { ...(link && { link }), ...companyNamed(connection) };
    if (this.company === null || !(asked.link ?? asked.companyId)) {
      this.company ??= null;
      return;
    }
    try {
      const { company, mails } = await connection.client.call('POST /companies/cards', null, asked, { open: true });
      // Of a connection that another has taken the place of.
      if (connection !== this.of) return;
      this.#mails = mails;
      this.company = company ?? this.company ?? null;
      if (company) brand(connection.looks, company.branding);
    } catch {
      // Shown without; what it says may be true of any company.
      if (connection === this.of) this.company ??= null;
    }
  }
  /** The company around what it has to say; inside its own site its name is not repeated. */
  #ofCompany(content: unknown) {
    const { company, of: connection } = this;
    if (!connection || company === undefined) return this.waiting();
    const isOurs = connection.source.cookie;
    if (company && isOurs) document.title = company.name;
    const address = company && [isOurs ? company.name : '', addressLine(company.address)].filter(Boolean).join(' · ');
    return html`<div class="page stack">
      ${company && isOurs ? companyMark(company, connection.client) : nothing} ${content}
      ${company ? html`<section class="small">${companyReach(company)}<span class="quiet">${address}</span></section>` : nothing}
    </div>`;
  }

  /** What stands in its place; its words in another language may not come for want of a network either. */
  protected override waiting() {
    return html`<slot></slot>`;
  }
  protected override content() {
    return this.#ofCompany(this.#says());
  }
  #says() {
    const w = this.#words.now;
    const { of: connection } = this;
    const code = (connection?.error as { code?: string } | undefined)?.code;
    const { getSession, sessionUrl } = connection?.source ?? {};
    const link = connection?.client.session.link;
    if (getSession ?? sessionUrl) {
      return this.#page(
        w.session,
        w.sessionWhy,
        html`<button class="primary" @click=${() => location.reload()}>${w.reload}</button>`,
      );
    }
    if (!code || code === 'signed-out') return this.#page(this.common.signedOut, w.signedOutWhy);
    const expired = code === 'link-expired' && link && !this.other;
    if (this.sent) {
      return this.#page(
        w.sent,
        expired && this.#mails ? w.sentExpiredWhy : w.sentWhy,
        html`<p>${w.nothing}</p>
          <button @click=${this.#other}>${w.other}</button>`,
      );
    }
    // Nothing can be sent to who has no address on file: whom to ask stands below.
    if (expired && this.#mails === false) return this.#page(w.expired, w.expiredAsk);
    if (expired) {
      return this.#page(
        w.expired,
        w.expiredWhy,
        html`${this.#problem()}<button
            class="primary wide"
            aria-disabled=${!!this.busy}
            @click=${() => this.#renew({ link })}
          >
            ${w.mail}
          </button>`,
      );
    }
    const email = { name: 'email', label: w.email, wrong: this.wrong === 'email' ? w.emailWrong : '' };
    return html`<form class="stack" novalidate @submit=${this.#submit}>
      <h2 tabindex="-1">${code === 'session-expired' && !link ? w.start : w.ended}</h2>
      ${this.#kept()}
      <p>${w.endedWhy}</p>
      ${field(
        email,
        html`<input
          id="email"
          name="email"
          type="email"
          autocomplete="email"
          required
          aria-invalid=${!!email.wrong}
          aria-describedby=${describedBy(email)}
          .value=${this.#email}
        />`,
      )}
      ${this.#problem()}
      <button class="primary wide" aria-disabled=${!!this.busy}>${w.send}</button>
    </form>`;
  }
  /** What was mistyped is there to be corrected. */
  readonly #other = async () => {
    this.sent = false;
    this.other = true;
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.select();
  };
  /** What was written and has not left, and what brings it on its way. */
  #kept() {
    const { of: connection } = this;
    const kept = connection ? unsentOf(connection, connection.before) : [];
    if (!kept.length) return nothing;
    define('parvis-left-draft', LeftDraft);
    return html`<p>${this.#words.now.kept}</p>
      ${kept.map((each) => html`<parvis-left-draft .kept=${each}></parvis-left-draft>`)}`;
  }
  #page(title: string, why: string, act: unknown = nothing) {
    return html`<div class="stack" role="status">
      <h2 tabindex="-1">${title}</h2>
      ${this.#kept()}
      <p>${why}</p>
      ${act}
    </div>`;
  }
  #problem() {
    return this.wrong && this.wrong !== 'email' ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing;
  }

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const input = this.renderRoot.querySelector('input');
    this.wrong = input?.validity.valid ? undefined : 'email';
    if (this.wrong) {
      await this.updateComplete;
      input?.focus();
    } else
      await this.#renew({
        email: (this.#email = input?.value.trim() ?? ''),
        lang: this.language,
        ...companyNamed(this.of, true),
      });
  };
  async #renew(asked: { link: string } | { email: string; lang: 'fr' | 'en'; companyId?: string }) {
    if (this.busy || !this.of) return;
    this.busy = true;
    this.wrong = undefined;
    try {
      await this.of.client.call('POST /links/renewals', null, asked, { open: true });
      this.sent = true;
    } catch (error) {
      this.wrong = (error as { status?: number }).status === 422 ? 'email' : this.sentence(error);
      this.report(error);
    } finally {
      this.busy = false;
    }
  }
}

/** Milliseconds. */
const patience = 2000;

/**
 * Whose page it is: of whom somebody was signed in, else what the address of a hosted page names (`/p?company=…`).
 * `claimed`: what the link says of itself comes first. That is unproven, and good enough to narrow to whom is mailed.
 */
function companyNamed(connection: Connection | undefined, claimed = false): { companyId?: string } {
  const hosted = location.pathname === '/p' ? new URLSearchParams(location.search).get('company') : null;
  const { link, principal } = connection?.client.session ?? {};
  const named = (claimed ? claimedBy(link ?? undefined) : undefined) ?? principal?.split(',')[0] ?? hosted;
  return named && /^[\da-f-]{36}$/.test(named) ? { companyId: named } : {};
}

function claimedBy(link: string | undefined): string | undefined {
  const payload = link?.split('.')[1];
  try {
    return (JSON.parse(atob(payload!.replace(/-/g, '+').replace(/_/g, '/'))) as { company?: string }).company;
  } catch {
    return undefined;
  }
}
