/** The appointment of an intervention, for the calendar of a customer: its address, and what is found there. */
import { and, eq } from 'drizzle-orm';
import type { Lang } from '@parvis/sdk/contract';
import type { Sealer } from '../access/seal.ts';
import { scopeOf } from '../access/scope.ts';
import { makeTicket } from '../access/ticket.ts';
import { isOutside, type Viewer } from '../access/viewer.ts';
import { notFound } from '../problem.ts';
import type { Services } from '../services.ts';
import { isRow, prepared, type Schema } from '../store/store.ts';
import { now } from '../time.ts';
import { interventions } from '../work/intervention.reach.ts';
import { calendarOf } from './icalendar.ts';

type Row = Schema['interventions']['$inferSelect'];
type Planned = Pick<Row, 'id' | 'status' | 'windowStart' | 'windowEnd'>;

/** Where the customer's calendar program finds it; null where no time is ahead. */
export function calendarUrl(sealer: Sealer, viewer: Viewer, row: Planned): string | null {
  if (!isOutside(viewer) || !isAhead(row)) return null;
  const { id } = row;
  const holder = viewer.dependsOn[0];
  return `/v1/interventions/${id}/calendar?ticket=${makeTicket(sealer, { companyId: viewer.companyId, opens: `calendar:${id}`, holder })}`;
}

const isAhead = ({ status, windowStart, windowEnd }: Planned): boolean =>
  (status === 'scheduled' || status === 'en_route' || status === 'in_progress') &&
  windowStart !== null &&
  windowEnd !== null;

/** The appointment in the viewer's language. Raises 404 `not-found`, also where no time is ahead. */
export async function readCalendar(
  { store }: Pick<Services, 'store'>,
  viewer: Viewer,
  id: string,
  lang: Lang,
): Promise<string> {
  const { read, t } = store;
  const scope = scopeOf(viewer, interventions);
  const [found] = await prepared(read, `intervention.calendar:${scope.shape}`, (ph) =>
    read
      .select({
        row: t.interventions,
        companyName: t.companies.name,
        companyPhone: t.companies.phone,
        types: t.companies.types,
        firstName: t.members.firstName,
      })
      .from(t.interventions)
      .innerJoin(t.companies, eq(t.companies.id, ph('inCompany')))
      .leftJoin(t.members, isRow(t.members, ph('inCompany'), t.interventions.assigneeId))
      .where(and(scope.where(t, ph), eq(t.interventions.id, ph('id')))),
  )({ ...scope.values, id });
  if (!found || !isAhead(found.row)) throw notFound();
  const { row, companyName, companyPhone, types, firstName } = found;
  const { line1, line2, postalCode, city } = row.address;
  const words = texts[lang];
  const type = types.find(({ key }) => key === row.type)?.label[lang];
  return calendarOf(
    {
      uid: `${row.id}@${row.companyId}`,
      sequence: row.version,
      start: row.windowStart!,
      end: row.windowEnd!,
      summary: [companyName, type].filter(Boolean).join(' – '),
      location: [line1, line2, `${postalCode} ${city}`.trim()].filter(Boolean).join(', '),
      description: [firstName && words.comes(firstName), row.description, words.number(row.number), companyPhone]
        .filter(Boolean)
        .join('\n'),
    },
    now(),
  );
}

interface CalendarTexts {
  comes(firstName: string): string;
  number(number: number): string;
}

const texts: Record<Lang, CalendarTexts> = {
  fr: { comes: (name) => `${name} vient.`, number: (number) => `Intervention n° ${number}` },
  en: { comes: (name) => `${name} is coming.`, number: (number) => `Visit no. ${number}` },
};
