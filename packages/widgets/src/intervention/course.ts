/** The course of an intervention: what is done, where it stands, and what comes next, as its customer understands it. */
import type { Intervention, InterventionStatus } from '@parvis/sdk';
import { css, html, nothing } from 'lit';
import type { words as french } from './sheet.fr.ts';
import type { words as common } from '../shared/common.fr.ts';
import { exactly, span, type Calendar } from '../shared/dates.ts';
import { unbroken } from '../shared/naming.ts';
import { statusMark } from '../shared/status.ts';

const order: readonly InterventionStatus[] = [
  'requested',
  'to_schedule',
  'scheduled',
  'en_route',
  'in_progress',
  'done',
];

type Steps = typeof french.steps;
/** What is still to come of the usual course, for which there are words: what lies between, as the way there, comes or does not. */
const ahead = (status: InterventionStatus, steps: Steps) => {
  const at = order.indexOf(status);
  // Signed and cancelled: nothing.
  return at < 0 ? [] : order.slice(at + 1).filter((step): step is keyof Steps => step in steps);
};

/** As a list, the moves in their order and then what is to come. */
export function course(
  { moves, status }: Pick<Intervention, 'moves' | 'status'>,
  calendar: Calendar,
  w: typeof french,
  words: typeof common,
) {
  return html`<ol class="course">
    ${moves.map(
      ({ to, act, at, by, reason }, place) =>
        html`<li aria-current=${place === moves.length - 1 ? 'step' : nothing}>
          ${statusMark(to, words.status)}
          <time datetime=${at} title=${exactly(calendar, at)}>${span(calendar, at, null)}</time>
          ${by || reason ? html`<p class="quiet small">${[by && [act && w.acts[act], w.by(by)].filter(Boolean).join(' '), reason && w.reason(unbroken(reason))].filter(Boolean).join('. ')}</p>` : nothing}
        </li>`,
    )}
    ${ahead(status, w.steps).map((step) => html`<li class="ahead"><span class="hidden">${w.ahead}</span> ${w.steps[step]}</li>`)}
  </ol>`;
}

export const courseStyles = css`
  .course li {
    position: relative;
    padding: 0 0 calc(4 * var(--u)) 24px;
  }
  .course li:last-child {
    padding-bottom: 0;
  }
  /* The line from one to the next: dashed to what is to come. */
  .course li::before {
    content: '';
    position: absolute;
    inset: 20px auto 0 7px;
    border-inline-start: 1px solid var(--edge);
  }
  .course [aria-current]::before,
  .course .ahead::before {
    border-inline-start-style: dashed;
  }
  .course li:last-child::before {
    content: none;
  }
  .course [aria-current] > .status {
    font-weight: 650;
  }
  .course .ahead {
    color: var(--quiet);
  }
  .course .ahead::after {
    content: '';
    position: absolute;
    inset: 0.5em auto auto 4px;
    width: 7px;
    height: 7px;
    border: 1px solid var(--edge);
    border-radius: 50%;
    background: var(--surface);
  }
  .course .status {
    gap: 8px;
    margin-inline-start: -24px;
  }
  .course time {
    display: block;
    color: var(--quiet);
    font-size: 0.875em;
  }
`;
