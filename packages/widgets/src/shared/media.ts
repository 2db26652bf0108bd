/**
 * What of the looks no first screen needs: room around what has the focus, paper, the colours that a reader has chosen for all pages, and those of older
 * browsers. Adopted by
 * elements of customers, behind their own styles.
 */
import { css } from 'lit';

const print = css`
  @media print {
    .root {
      color-scheme: light !important;
      background: none;
    }
    /* What is pressed; what also says something stays. */
    button:not(.line, .about, .place),
    .button,
    .tools,
    .tabs,
    .thumb-bar,
    .bar > .icon,
    summary::before,
    .about svg,
    progress {
      display: none !important;
    }
    button,
    li,
    section {
      break-inside: avoid;
    }
    /* Rows stand one below the other, wherever the screen had them; and no more paper than they need. */
    .windowed {
      height: auto !important;
    }
    .windowed > li,
    .group,
    .bar {
      position: static;
      transform: none !important;
    }
    .panel {
      min-height: 0 !important;
    }
    aside,
    .sheet {
      border: 0 !important;
      padding: 0 !important;
      position: static !important;
      max-height: none !important;
      overflow: visible !important;
    }
    /* One that is open is what is printed: once, not on each page, and as long as it is. */
    .halves.open {
      display: block;
    }
    .open > .list,
    .parvis-printed ~ *,
    :has(~ .parvis-printed) {
      display: none;
      /* Elements of ours insist on being a block. */
      height: 0;
      overflow: hidden;
    }
    dialog[open] {
      position: absolute !important;
      inset: 0 auto auto 0;
      width: 100%;
      max-width: none;
      max-height: none;
      overflow: visible;
      border-radius: 0;
    }
    dialog::backdrop {
      display: none;
    }
  }
`;
const seen = css`
  /* What the keyboard comes to is not behind what sticks: the bar of a sheet, the act at the foot. */
  :focus-visible {
    scroll-margin: 6em 0;
  }
  dialog,
  aside {
    scroll-padding-top: 60px;
  }
  /* Where text is large the mark, and each way to reach the company, has a line of its own. */
  @container (max-width: 14em) {
    header {
      display: block;
    }
    .reach {
      flex-wrap: wrap;
    }
  }
  @media (forced-colors: active) {
    [aria-current='true'],
    [aria-selected='true'] {
      forced-color-adjust: none;
      background: SelectedItem !important;
      color: SelectedItemText !important;
    }
    [aria-current='true'] *,
    [aria-selected='true'] * {
      color: inherit !important;
    }
    .primary {
      border: 2px solid;
    }
    .face,
    .mark img {
      border: 1px solid;
    }
    /* What only a tint sets apart. */
    section[aria-labelledby],
    .when.ahead {
      outline: 1px solid;
    }
    .status svg {
      stroke: currentColor;
    }
  }
`;
/**
 * Before Safari 18, Chrome 123 and Firefox 128 a colour cannot be made of another, or know whether it is dark: every value
 * of `tokens.ts` that would be is none. Light, then, and the accent so far mixed into the text that it reads on any surface
 * that the text reads on, and the surface on it.
 */
const faded = css`
  @supports not ((color: light-dark(#000, #fff)) and (color: color(from #000 xyz-d65 x y z))) {
    .root {
      color-scheme: light !important;
      --surface: var(--parvis-surface, var(--brand-surface, #fff));
      --text: var(--parvis-text, var(--brand-text, #211f1c));
      --ink: color-mix(in oklab, var(--accent) 30%, var(--text));
      --fill: var(--ink);
      --on-accent: var(--surface);
      --raised: var(--surface);
      --danger: color-mix(in oklab, #ab2317 60%, var(--text));
      --good: color-mix(in oklab, #1c6b3f 60%, var(--text));
      --wait: color-mix(in oklab, #8a5300 60%, var(--text));
      --busy: color-mix(in oklab, #2257a8 60%, var(--text));
    }
  }
`;

export const media = [print, seen, faded];
