/** The desk on paper: what is open, or the day, in black on white; nothing that is pressed, and nothing cut. */
import { css } from 'lit';

export const printStyles = css`
  @media print {
    .root {
      /* Whatever the screen is like, and the reader's colours for it. */
      color-scheme: light !important;
      --surface: #fff;
      --text: #000;
      background: none;
    }
    header,
    nav,
    button,
    .button,
    .tools,
    .copy,
    .toast,
    .offline,
    .unprinted,
    .opened > .list {
      display: none !important;
    }
    .frame,
    .main,
    .split,
    .sheet {
      display: block !important;
      min-height: 0;
      max-height: none !important;
      position: static !important;
      overflow: visible !important;
      border: 0 !important;
      padding: 0 !important;
    }
    /* Rows stand one below the other, wherever the screen had them, and no line of theirs is cut. */
    .windowed {
      height: auto !important;
    }
    .windowed > li {
      position: static;
      transform: none !important;
    }
    .line > * {
      white-space: normal;
      overflow: visible;
    }
    li,
    .line,
    .entry,
    .notice,
    dt,
    dd {
      break-inside: avoid;
    }
    h2,
    h3,
    h4,
    summary {
      break-after: avoid;
    }
    summary {
      list-style: none;
    }
    details::details-content {
      content-visibility: visible;
      height: auto;
    }
    /* What can be chosen is what was chosen. */
    select {
      appearance: none;
      width: auto;
      min-height: 0 !important;
      padding: 0 !important;
      border: 0 !important;
      border-radius: 0;
      opacity: 1;
    }
    a {
      color: inherit;
      text-decoration: none;
    }
  }
`;
