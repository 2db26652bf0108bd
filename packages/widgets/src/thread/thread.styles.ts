import { css } from 'lit';

export const threadStyles = css`
  .earlier {
    justify-self: center;
  }
  .day {
    display: flex;
    align-items: center;
    gap: calc(3 * var(--u));
    margin: 0;
    padding-block: calc(4 * var(--u)) calc(2 * var(--u));
    font-weight: 400;
  }
  .day::before,
  .day::after {
    content: '';
    flex: 1;
    border-top: 1px solid var(--line);
  }
  .message {
    max-width: min(85%, 36em);
    width: fit-content;
    padding: calc(2 * var(--u)) calc(3 * var(--u));
    margin-bottom: calc(2 * var(--u));
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .skeleton.message {
    width: 60%;
  }
  .mine {
    margin-inline-start: auto;
    background: var(--tint);
    border-color: transparent;
  }
  .text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  textarea {
    min-height: 4.5em;
  }
  .acts {
    justify-content: end;
  }
  .own {
    gap: 0;
    margin: 0 calc(-2 * var(--u)) calc(-2 * var(--u));
  }
  .message [role='group'] {
    margin-top: calc(2 * var(--u));
  }
  .message form {
    width: 36em;
    max-width: 100%;
  }
  @media (forced-colors: active) {
    .mine {
      border-color: CanvasText;
    }
  }
  @media print {
    form,
    .own,
    .earlier {
      display: none;
    }
  }
`;
