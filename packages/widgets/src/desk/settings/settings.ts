/** Settings: each part its own screen, shown to whom it is for. */
import type { Right } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import { define } from '../../shared/define.ts';
import { DeskSection } from '../section.ts';
import { CompanySettings } from './company.ts';
import { FieldSettings } from './fields.ts';
import { KeySettings } from './keys.ts';
import { MemberSettings } from './members.ts';
import { OrphanedKeys } from './orphaned-keys.ts';

define('parvis-desk-company', CompanySettings);
define('parvis-desk-members', MemberSettings);
define('parvis-desk-fields', FieldSettings);
define('parvis-desk-keys', KeySettings);
define('parvis-desk-orphaned-keys', OrphanedKeys);

type Part = 'company' | 'members' | 'fields' | 'keys';
const parts: Record<Part, Right> = {
  company: 'manage_settings',
  members: 'manage_users',
  fields: 'manage_settings',
  keys: 'manage_settings',
};

/** `<parvis-desk-settings>` */
export class DeskSettings extends DeskSection {
  static override styles = [
    DeskSection.styles,
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

  protected override content() {
    const w = this.words.settings;
    const mine = (Object.keys(parts) as Part[]).filter((part) => this.desk.viewer.rights.includes(parts[part]));
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
      ${this.#part(part)}`;
  }
  #part(part: Part) {
    switch (part) {
      case 'company':
        return html`<parvis-desk-company .desk=${this.desk}></parvis-desk-company>`;
      case 'members':
        return html`<parvis-desk-members .desk=${this.desk}></parvis-desk-members>`;
      case 'fields':
        return html`<parvis-desk-fields .desk=${this.desk}></parvis-desk-fields>`;
      case 'keys':
        return html`<parvis-desk-keys .desk=${this.desk}></parvis-desk-keys>`;
    }
  }
}
