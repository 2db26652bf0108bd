/** `.close`: the button of a dialog, or of what stands beside a list. Over what it closes, taking no room, in sight however far that is scrolled. */
import { css } from 'lit';

export const closeStyles = css`
  .close {
    display: flex;
    position: sticky;
    top: 0;
    z-index: 1;
    margin: 0 0 -44px auto;
    background: var(--surface);
  }
  dialog > .close {
    top: -10px;
    margin: -10px -8px -34px auto;
  }
`;
