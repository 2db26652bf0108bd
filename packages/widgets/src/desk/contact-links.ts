/** How people and places are reached from a sheet: called, written to, driven to; each copied by one press. Nothing where nothing is known. */
import type { Address } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import copyIcon from 'lucide/dist/esm/icons/copy.mjs';
import { icon } from '../shared/icon.ts';
import { addressLine, unbroken } from '../shared/naming.ts';
import { copy } from './copyable.ts';
import type { DeskElement } from './element.ts';

/**
 * Where the way to an address is shown. No address does it everywhere: `geo:` (RFC 5870) opens the map app that somebody chose on
 * Android and does nothing on a desktop; Apple's devices, which have no `geo:`, open theirs for this address of Apple's. All
 * others get OpenStreetMap. None of them wants a key, and nothing is told to any of them before it is pressed.
 */
const maps = /Android/.test(navigator.userAgent)
  ? 'geo:0,0?q='
  : // Macs, which have no touch screen, name themselves as iPads do.
    /iPhone|Mac/.test(navigator.userAgent) && navigator.maxTouchPoints
    ? 'https://maps.apple.com/?daddr='
    : 'https://www.openstreetmap.org/directions?to=';

/** `whom` is said of what is pressed: on a sheet there are several. */
export function contactLinks(host: DeskElement, whom: string) {
  const w = host.words;
  const link = (href: string, label: string, value: string, shown: unknown) =>
    html`<span class="reach"
      ><a
        href=${href}
        rel="noreferrer"
        target=${href.startsWith('https') ? '_blank' : nothing}
        aria-label="${label} ${whom}"
        >${shown}</a
      ><button
        type="button"
        class="bare copy"
        aria-label=${w.copyOf(value, whom)}
        @click=${(event: Event) => copyValue(host, event, value)}
      >
        ${icon(copyIcon)}
      </button></span
    >`;
  return {
    phone: (phone: string | undefined) =>
      phone ? link(`tel:${phone.replaceAll(/[^\d+]/g, '')}`, `${phone}, ${w.call}`, phone, unbroken(phone)) : nothing,
    email(email: string | undefined) {
      if (!email) return nothing;
      const [name, domain] = email.split('@');
      return link(`mailto:${email}`, `${email}, ${w.writeTo}`, email, html`${name}<wbr />@${domain}`);
    },
    /** The way to an address that stands before it. */
    route(address: Address) {
      const line = addressLine(address).replaceAll('\u00a0', ' ');
      if (!line) return nothing;
      const way = link(maps + encodeURIComponent(line), `${w.route},`, line, w.route);
      return html`<span class="unprinted">${way}</span>`;
    },
  };
}
async function copyValue(host: DeskElement, event: Event, value: string) {
  const { classList } = event.currentTarget as HTMLElement;
  if (!(await copy(host.renderRoot, value))) return host.desk.say(host.words.notCopied);
  host.announce(host.words.copied);
  classList.add('copied');
  setTimeout(() => classList.remove('copied'), 2000);
}

export const contactLinkStyles = css`
  .reach {
    display: inline-flex;
    align-items: center;
    max-width: 100%;
  }
  .copy {
    min-height: 32px;
    min-width: 32px;
    padding: 0;
    color: var(--quiet);
  }
  .copy svg {
    width: 16px;
    height: 16px;
  }
  .copied::after {
    content: '✓';
    color: var(--good);
  }
`;
