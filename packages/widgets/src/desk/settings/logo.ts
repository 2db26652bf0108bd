/** The logo of the company: one for light surfaces, one for dark ones; each chosen and taken away on its own, at once. */
import type { Company } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import type { words as french } from './settings.fr.ts';

export type Scheme = keyof Company['logo'];

interface Given {
  company: Company;
  /** Makes an address of the API whole. */
  url: (path: string) => string;
  w: typeof french;
  busy: boolean;
  wrong: string | undefined;
  /** Null takes it away. */
  set: (scheme: Scheme, picture: File | null) => void;
}

export const logoFields = ({ company, url, w, busy, wrong, set }: Given) =>
  html`<fieldset class="logos">
    <legend>${w.logo}</legend>
    ${(['light', 'dark'] as const).map((scheme) => {
      const logo = company.logo[scheme];
      const choose = ({ currentTarget }: Event) =>
        (currentTarget as HTMLElement).parentElement!.querySelector('input')!.click();
      const chosen = ({ target }: Event) => {
        const input = target as HTMLInputElement;
        const [picture] = input.files ?? [];
        // The same one may be chosen again.
        input.value = '';
        if (picture) set(scheme, picture);
      };
      return html`<div class="logo">
        <div class="plate ${scheme}">
          ${logo ? html`<img src=${url(logo.url)} width=${logo.width} height=${logo.height} alt=${w.logoOf[scheme]} />` : nothing}
        </div>
        <span>${w.logoOf[scheme]}</span>
        <div class="row">
          <input hidden type="file" accept="image/png,image/jpeg,image/webp" @change=${chosen} />
          <button type="button" class="small" aria-disabled=${busy} @click=${choose}>
            ${logo ? w.replaceLogo : w.chooseLogo}<span class="hidden"> ${w.logoOf[scheme]}</span>
          </button>
          ${
            logo
              ? html`<button type="button" class="bare small" aria-disabled=${busy} @click=${() => set(scheme, null)}>
                  ${w.removeLogo}<span class="hidden"> ${w.logoOf[scheme]}</span>
                </button>`
              : nothing
          }
        </div>
      </div>`;
    })}
    <small class="quiet">${w.logoHint}</small>
    ${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : nothing}
  </fieldset>`;

export const logoStyles = css`
  .logos {
    grid-template-columns: repeat(auto-fit, minmax(min(14em, 100%), 1fr));
  }
  .logos > :is(small, p) {
    grid-column: 1 / -1;
  }
  .logo {
    display: grid;
    gap: calc(2 * var(--u));
    min-width: 0;
  }
  .plate {
    display: grid;
    place-items: center;
    height: 96px;
    padding: calc(3 * var(--u));
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: #fff;
  }
  .plate.dark {
    background: #161a1d;
  }
  .plate img {
    width: auto;
    height: auto;
    max-width: 100%;
    max-height: 70px;
  }
`;
