/** Settings: each part its own screen, shown to whom it is for. */
import type { Right } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { define } from '../../shared/define.ts';
import { Words } from '../../shared/locale.ts';
import { DeskElement } from '../element.ts';
import { standing } from '../standing.ts';
import { CompanySettings } from './company.ts';
import { FieldSettings } from './fields.ts';
import { KeySettings } from './keys.ts';
import { MemberSettings } from './members.ts';
import { OrphanedKeys } from './orphaned-keys.ts';
import { settingsWords } from './words.ts';

interface Part {
  /** Who has it sees the part. */
  right: Right;
  element: new () => DeskElement;
}
const parts = {
  company: { right: 'manage_settings', element: CompanySettings },
  members: { right: 'manage_users', element: MemberSettings },
  fields: { right: 'manage_settings', element: FieldSettings },
  keys: { right: 'manage_settings', element: KeySettings },
} satisfies Record<string, Part>;

for (const [name, { element }] of Object.entries(parts)) define(`parvis-desk-${name}`, element);
define('parvis-desk-orphaned-keys', OrphanedKeys);

/** `<parvis-desk-settings>` */
export class DeskSettings extends DeskElement {
  static override styles = [
    DeskElement.styles,
    css`
      .tabs {
        display: flex;
        flex-wrap: wrap;
        gap: calc(1 * var(--u));
        border-bottom: 1px solid var(--line);
        margin-bottom: calc(6 * var(--u));
      }
      .tabs a {
        display: flex;
        align-items: center;
        min-height: 44px;
        padding: 0 calc(3 * var(--u));
        color: inherit;
        text-decoration: none;
      }
      .tabs a[aria-current] {
        box-shadow: inset 0 -2px var(--ink);
        font-weight: 600;
      }
      @media (forced-colors: active) {
        .tabs a[aria-current] {
          border-bottom: 2px solid;
        }
      }
    `,
  ];
  readonly #words = new Words(this, settingsWords);

  protected override content(): unknown {
    const w = this.#words.now;
    const mine = (Object.keys(parts) as (keyof typeof parts)[]).filter((part) =>
      this.desk.viewer.rights.includes(parts[part].right),
    );
    if (!mine.length) return html`<p class="quiet">${w.notForYou}</p>`;
    const part = mine.find((each) => each === this.open) ?? mine[0]!;
    return html`<nav class="tabs" aria-label=${w.title}>
        ${mine.map(
          (each) =>
            html`<a
              href="#/settings/${each}"
              aria-current=${each === part ? 'page' : nothing}
              @click=${(event: MouseEvent) => this.follow(event, { section: 'settings', id: each })}
              >${w.parts[each]}</a
            >`,
        )}
      </nav>
      ${standing(this.renderRoot, `parvis-desk-${part}`, { desk: this.desk }, [this.desk])}`;
  }
}

export { DeskSettings as element };
