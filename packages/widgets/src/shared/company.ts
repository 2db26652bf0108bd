/** The company in its portal, and on the pages that speak for it: its mark, and how to reach it. */
import type { CompanyCard, PortalClient } from '@parvis/sdk';
import { css, html, nothing } from 'lit';

/** Its logo, else its name. On our own pages alone, which follow the device's choice of light or dark. */
export function companyMark({ name, logo: { light, dark } }: CompanyCard, { url }: Pick<PortalClient, 'url'>) {
  const logo = light ?? dark;
  if (!logo) return html`<b class="mark">${name}</b>`;
  // Told in the attributes, so that its place is kept while it loads.
  const scale = Math.min(1, 240 / logo.width, 44 / logo.height);
  return html`<picture class="mark ${light && dark ? '' : light ? 'light' : 'dark'}"
    >${light && dark ? html`<source media="(prefers-color-scheme: dark)" srcset=${url(dark.url)} />` : nothing}<img
      src=${url(logo.url)}
      width=${logo.width * scale}
      height=${logo.height * scale}
      alt=${name}
  /></picture>`;
}

/** Telephone and e-mail, each to press. */
export const companyReach = ({ phone, email }: CompanyCard) =>
  html`<span class="reach"
    >${phone ? html`<a href="tel:${phone.replaceAll(' ', '')}">${phone}</a>` : nothing}${email ? html`<a href="mailto:${email}">${email}</a>` : nothing}</span
  >`;

export const companyStyles = css`
  .mark {
    min-width: 0;
    overflow-wrap: anywhere;
    font-size: 1.2em;
    line-height: 1.25;
  }
  /* Three lines: the foot of the page has all of a very long name. */
  b.mark {
    max-height: 3.75em;
    overflow: hidden;
  }
  .mark img {
    display: block;
    height: auto;
    max-width: 100%;
  }
  /* Made for the other surface: on a plate of that one. */
  .mark.light {
    --plate: light-dark(transparent, #fff);
  }
  .mark.dark {
    --plate: light-dark(#161a1d, transparent);
  }
  .mark:is(.light, .dark) img {
    border-radius: 2px;
    background: var(--plate);
    box-shadow: 0 0 0 6px var(--plate);
  }
  .reach {
    display: flex;
    min-width: 0;
    column-gap: calc(5 * var(--u));
  }
  .reach a {
    flex: none;
    display: flex;
    align-items: center;
    min-width: 0;
    max-width: 100%;
    min-height: 44px;
    color: var(--ink);
    text-underline-offset: 0.2em;
  }
  /* Two lines of a long e-mail are no higher than what is pressed. */
  .reach a + a {
    flex: initial;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
`;
