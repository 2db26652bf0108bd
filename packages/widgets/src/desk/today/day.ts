/** What the morning page shows of a day, read in as few calls as there are things to read. */
import type { InterventionSummary } from '@parvis/sdk';
import { all } from '../../shared/all.ts';
import type { Desk } from '../section.ts';
import { since } from '../since.ts';
import { daysAfter, fieldsOf, instantOf } from '../zone.ts';

/** Some of what there is, and how much there is. */
export interface Counted<T> {
  items: T[];
  count: number;
}
export interface Day {
  /** Planned and not over, though its time window has ended; what ended first is first. */
  late: Counted<InterventionSummary>;
  /** Requests that nobody has answered, the oldest first. */
  requested: Counted<InterventionSummary>;
  /** What is planned for today or was done today, by when it begins. */
  jobs: InterventionSummary[];
  start: string;
  end: string;
  /** When it is another without anybody having changed anything: something is late, or another day has begun. */
  until: string;
}

/** As many as are shown of what should be none. */
const shown = 50;

export async function readDay(
  { client: { interventions }, company: { timeZone } }: Desk,
  now = Date.now(),
): Promise<Day> {
  const at = new Date(now).toISOString();
  const { day } = fieldsOf(timeZone, at);
  const [start, end] = [instantOf(timeZone, day, '00:00'), instantOf(timeZone, daysAfter(day, 1), '00:00')];
  const [late, requested, planned, done] = await Promise.all([
    interventions.planned({ endsBefore: at, limit: shown }).page(),
    interventions.list({ status: 'requested', order: 'asc', limit: shown }).page(),
    all(interventions.planned({ endsAfter: start, startsBefore: end, limit: 200 })),
    since(start, interventions.list({ status: 'done,signed', limit: 100 }), ({ date }) => date),
  ]);
  // Most often all of them are there.
  const isMore = late.next !== null || requested.next !== null;
  const counts = isMore ? await interventions.counts({ lateAt: at }) : undefined;
  const ends = planned.map(({ windowEnd }) => windowEnd!).filter((each) => each >= at);
  return {
    late: { items: late.items, count: counts?.late ?? late.items.length },
    requested: { items: requested.items, count: counts?.requested ?? requested.items.length },
    // What was finished between two of the readings is in both.
    jobs: [...new Map([...planned, ...done].map((job) => [job.id, job])).values()].toSorted((a, b) =>
      startOf(a).localeCompare(startOf(b)),
    ),
    start,
    end,
    until: [end, ...ends].toSorted()[0]!,
  };
}
/** What was planned for when, though it was done at another hour. */
export const startOf = ({ windowStart, date }: InterventionSummary): string => windowStart ?? date;
