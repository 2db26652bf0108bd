/**
 * The look of every element, derived from six custom properties that a page may set: `--parvis-accent`,
 * `--parvis-surface`, `--parvis-text`, `--parvis-radius`, `--parvis-font` and `--parvis-density`.
 * Where the page sets none, the company's own branding holds (`--brand-*`, see branding.ts), then our defaults.
 */
import { css } from './css-text.ts';

export const tokens = css`
  /* Important declarations of a shadow tree win over those of the page: the host cannot be restyled by accident. */
  :host {
    display: block !important;
    position: relative;
    min-width: 0;
    max-width: 100%;
  }
  /* What a page hears that asks how wide the content is, as flex boxes do, where a container has no width of its own: at best
     so wide, at worst as narrow as a word. */
  :host::before {
    content: '. .';
    display: block;
    height: 0;
    visibility: hidden;
    white-space: normal;
    word-spacing: 640px;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host([theme='light']) .root {
    color-scheme: light;
  }
  :host([theme='dark']) .root {
    color-scheme: dark;
  }
  :host([theme='auto']) .root {
    color-scheme: light dark;
  }
  .root {
    /* Nothing of the page is inherited but custom properties; without a theme its colour scheme is followed. */
    all: initial;
    direction: ltr;
    color-scheme: inherit;
    display: block;
    box-sizing: border-box;
    container-type: inline-size;

    --accent: var(--parvis-accent, var(--brand-accent, #1f5f5b));
    --surface: var(--parvis-surface, light-dark(var(--brand-surface, #fff), #161a1d));
    --text: var(--parvis-text, light-dark(var(--brand-text, #211f1c), #e9e7e3));
    --radius: var(--parvis-radius, calc(var(--brand-radius, 8) * 1px));
    --u: calc(4px * var(--parvis-density, 1));

    /* The accent as it fills: lightened in the dark, until it stands out 3:1 whatever its hue. */
    --fill: light-dark(var(--accent), oklch(from var(--accent) max(l, 0.58) c h));
    /*
     * The Y channel of XYZ is the relative luminance of WCAG. Black or white on the accent, whichever is above 4.5:1
     * (one of them always is: both reach 4.58 at Y = 0.179). Three times 1.1 is beyond white, which is what shows.
     */
    --on-accent: color(
      from var(--fill) xyz-d65 clamp(0, (0.179 - y) * 1e5, 1.1) clamp(0, (0.179 - y) * 1e5, 1.1)
        clamp(0, (0.179 - y) * 1e5, 1.1)
    );
    /* The accent as ink: same hue, darkened or lightened until it reads on the surface, whatever colour was picked. */
    --ink: light-dark(
      color(
        from var(--accent) xyz-d65 calc(x * min(1, 0.11 / max(y, 0.001))) calc(y * min(1, 0.11 / max(y, 0.001)))
          calc(z * min(1, 0.11 / max(y, 0.001)))
      ),
      oklch(from var(--accent) max(l, 0.76) min(c, 0.11) h)
    );
    /* Greys in oklab: in oklch a warm text and a cold surface meet in a hue that neither has. */
    --quiet: color-mix(in oklab, var(--text) 68%, var(--surface));
    --edge: color-mix(in oklab, var(--text) 46%, var(--surface));
    --line: color-mix(in oklab, var(--text) 13%, var(--surface));
    /* In the dark it takes twice as much to be seen. */
    --wash: color-mix(in oklab, var(--text) 4%, var(--raised));
    --tint: color-mix(in oklab, var(--ink) 8%, var(--raised));
    /* One step up: what stands before the page. */
    --raised: light-dark(var(--surface), color-mix(in oklab, var(--text) 7%, var(--surface)));
    --danger: light-dark(#ab2317, #ff9a8c);
    --good: light-dark(#1c6b3f, #7ed3a0);
    --wait: light-dark(#8a5300, #f0b860);
    --busy: light-dark(#2257a8, #93bcff);

    background: var(--surface);
    color: var(--text);
    /* medium: the reader's own size, which no page can leak into. */
    font: medium / 1.5 var(--parvis-font, system-ui, sans-serif);
    font-variant-numeric: tabular-nums;
    -webkit-text-size-adjust: 100%;
    overflow-wrap: break-word;
    accent-color: var(--ink);
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
`;
