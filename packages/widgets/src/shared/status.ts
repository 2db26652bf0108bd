/** The state of a job at a glance: a small shape and a word, never colour alone. */
import type { InterventionStatus } from '@parvis/sdk';
import { css, html, nothing, svg } from 'lit';

/** How much of the circle is filled, in quarters; the two ends of a course have a sign of their own. */
const shapes: Record<InterventionStatus, 0 | 1 | 2 | 5 | 'check' | 'cross'> = {
  requested: 0,
  to_schedule: 0,
  scheduled: 1,
  en_route: 2,
  in_progress: 2,
  // More than all four, or a line is left where the ends meet.
  done: 5,
  signed: 'check',
  cancelled: 'cross',
};

const draw = (status: InterventionStatus) => {
  const shape = shapes[status];
  if (shape === 'check') return svg`<path d="M2.5 8.5l3.5 3.5 7.5-8"/>`;
  if (shape === 'cross') return svg`<path d="M3.5 3.5l9 9m0-9l-9 9"/>`;
  // A stroke as wide as its circle draws the pie: half the radius, dashed by the quarters that are filled.
  return svg`<circle cx="8" cy="8" r="6"/>${
    shape
      ? svg`<circle class="pie" cx="8" cy="8" r="3" pathLength="4" stroke-dasharray="${shape} 4" transform="rotate(-90 8 8)"/>`
      : nothing
  }`;
};

/** Whether it is done or cancelled: its `date` is then when that was, whatever had been planned. */
export const isOver = (status: InterventionStatus) => ['done', 'signed', 'cancelled'].includes(status);

/** The mark and its word. */
export const statusMark = <Status extends InterventionStatus>(status: Status, words: Record<Status, string>) =>
  html`<span class="status ${status}"
    ><svg viewBox="0 0 16 16" aria-hidden="true">${draw(status)}</svg>${words[status]}</span
  >`;

export const statusStyles = css`
  .status {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
    --state: var(--wait);
  }
  .status svg {
    width: 1em;
    height: 1em;
    stroke: var(--state);
  }
  .status .pie {
    stroke-width: 6;
    stroke-linecap: butt;
  }
  .scheduled,
  .en_route,
  .in_progress {
    --state: var(--busy);
  }
  .done,
  .signed {
    --state: var(--good);
  }
  .cancelled {
    --state: var(--quiet);
  }
`;
