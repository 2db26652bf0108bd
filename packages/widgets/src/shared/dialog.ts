/** Native dialogs: in the middle of a wide screen, a sheet from below on a narrow one. */
import { css } from 'lit';

/** For `@click` on the dialog: a press beside it closes it, as `Escape` does. */
export function closeBeside(event: MouseEvent) {
  const dialog = event.currentTarget as HTMLDialogElement;
  if (event.target !== dialog) return;
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  if (x < left || x > right || y < top || y > bottom) dialog.close();
}

export const dialogStyles = css`
  dialog {
    color: inherit;
    /* Of what stands in it, too. */
    --parvis-surface: var(--raised);
    --surface: var(--raised);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: calc(1.5 * var(--radius));
    --block: calc(6 * var(--u));
    --inline: var(--block);
    padding: var(--block) var(--inline);
    width: min(var(--width, 34em), 100vw - 32px);
    max-height: calc(100dvh - 48px);
    overflow: auto;
    overscroll-behavior: contain;
    transition:
      opacity 0.18s,
      translate 0.18s,
      overlay 0.18s allow-discrete,
      display 0.18s allow-discrete;
    opacity: 0;
    translate: 0 var(--rise, 16px);
    outline: none;
  }
  @media (prefers-reduced-motion: reduce) {
    dialog {
      transition: none;
    }
  }
  dialog[open] {
    opacity: 1;
    translate: 0;
  }
  @starting-style {
    dialog[open] {
      opacity: 0;
      translate: 0 var(--rise, 16px);
    }
  }
  dialog::backdrop {
    background: rgb(20 18 16 / 0.42);
  }
  /* Dialogs stand before the page: here the viewport decides, not the container. */
  @media (max-width: 40em) {
    dialog {
      width: 100%;
      max-width: none;
      margin: auto 0 0;
      border-width: 1px 0 0;
      border-radius: calc(2 * var(--radius)) calc(2 * var(--radius)) 0 0;
      --block: calc(5 * var(--u));
      --inline: calc(4 * var(--u));
      padding-bottom: calc(var(--block) + env(safe-area-inset-bottom));
      max-height: 92dvh;
      --rise: 48px;
    }
  }
`;
