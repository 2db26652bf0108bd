/** Four hundred interventions over two years, in every state, each with its dated course. */
import type { InterventionStatus } from '@parvis/sdk/contract';
import type { Cast, Place } from './atelier.ts';
import { later } from './calendar.ts';
import type { Rows } from './rows.ts';
import {
  accessNotes,
  cancellations,
  installations,
  maintenance,
  renovations,
  repairs,
  visits,
  type Family,
  type WorkType,
} from './works.ts';
import { notPutAway } from '../work/put-away.columns.ts';

type Intervention = Rows['interventions'][number];
type Equipment = Rows['equipment'][number];

/** How many of each there are; the first customer's own twelve are among them. */
const states: Record<InterventionStatus, number> = {
  signed: 296,
  done: 22,
  in_progress: 2,
  en_route: 1,
  scheduled: 24,
  to_schedule: 16,
  requested: 11,
  cancelled: 28,
};

/** What is decided of an intervention before it gets its number. */
interface Story {
  place: Place;
  equipment: Equipment | null;
  type: WorkType | null;
  description: string;
  status: InterventionStatus;
  /** Asked for by the customer, or noted by the office. */
  byCustomer: boolean;
  createdAt: string;
  window: { start: string; end: string } | null;
  photos: number;
}

const slots = [8, 10, 13.5, 15.5] as const;

export function addStories(cast: Cast, today: Date): void {
  const stories = [...storiesOfTheFirst(cast)];
  for (const [status, wanted] of Object.entries(states) as [InterventionStatus, number][]) {
    const told = stories.filter((story) => story.status === status).length;
    for (let n = told; n < wanted; n++) stories.push(story(cast, status, today));
  }
  // Numbers were given out in the order in which people asked.
  stories.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  for (const each of stories) tell(cast, each);
}

/** The customer whose portal the demo opens: a little of everything, and somebody who comes soon. */
function storiesOfTheFirst({ places, calendar }: Cast): Story[] {
  const [house, chalet] = places as [Place, Place];
  const [boiler, waterHeater, ventilation] = house.equipment.map(({ row }) => row) as [Equipment, Equipment, Equipment];
  /** A window some days from now, asked for some days before. */
  const dates = (days: number, slot: number, before: number, hours = 2) => {
    const day = workday(calendar, days);
    return {
      createdAt: calendar.at(Math.min(day - before, -2), 18.3),
      window: { start: calendar.at(day, slot), end: calendar.at(day, slot + hours) },
    };
  };
  const asked = { byCustomer: true, photos: 0, window: null };
  const yearly = { ...asked, place: house, type: 'entretien', byCustomer: false } as const;
  const repair = { ...asked, type: 'depannage', equipment: null } as const;
  return [
    { ...yearly, equipment: boiler, description: maintenance.boiler, status: 'signed', ...dates(-640, 8, 12) },
    {
      ...repair,
      place: house,
      description:
        'Fuite sous l’évier de la cuisine, le meuble commence à gonfler. J’ai coupé l’eau au robinet d’arrêt.',
      status: 'signed',
      ...dates(-512, 10, 2),
      photos: 2,
    },
    {
      ...yearly,
      equipment: ventilation,
      description: maintenance.ventilation,
      status: 'signed',
      ...dates(-545, 13.5, 10, 3),
    },
    {
      ...repair,
      place: house,
      equipment: waterHeater,
      description: repairs.waterHeater[1]!,
      status: 'signed',
      ...dates(-430, 10, 2),
    },
    {
      ...repair,
      place: chalet,
      description: 'Le radiateur de la chambre du chalet reste froid, même réglé au plus chaud.',
      status: 'signed',
      ...dates(-380, 15.5, 4),
    },
    {
      ...repair,
      place: chalet,
      description: 'Canalisation gelée dans le garage du chalet, plus d’eau à l’étage.',
      status: 'cancelled',
      createdAt: calendar.at(-331, 9),
    },
    { ...yearly, equipment: boiler, description: maintenance.boiler, status: 'signed', ...dates(-275, 8, 15) },
    {
      ...yearly,
      equipment: ventilation,
      description: maintenance.ventilation,
      status: 'signed',
      ...dates(-180, 13.5, 10, 3),
    },
    {
      ...asked,
      place: chalet,
      equipment: null,
      type: 'visite',
      description: 'Visite technique avant devis pour une pompe à chaleur au chalet.',
      status: 'signed',
      ...dates(-96, 13.5, 8, 3),
    },
    {
      ...repair,
      place: house,
      equipment: waterHeater,
      description: repairs.waterHeater[0]!,
      status: 'done',
      ...dates(-6, 15.5, 3),
      photos: 3,
    },
    { ...yearly, equipment: boiler, description: maintenance.boiler, status: 'scheduled', ...dates(1, 8, 12) },
    {
      ...repair,
      place: chalet,
      description:
        'Le robinet de la baignoire goutte depuis dimanche, un litre par nuit environ. Les clés sont chez les voisins, famille Odemard.',
      status: 'requested',
      createdAt: calendar.at(-1, 19.6),
      photos: 2,
    },
  ];
}

/** The next day of work from a day on. */
function workday(calendar: Cast['calendar'], days: number): number {
  const step = days > 0 ? 1 : -1;
  while (!calendar.works(days)) days += step;
  return days;
}

function story(cast: Cast, status: InterventionStatus, today: Date): Story {
  const { chance, calendar, places } = cast;
  const place = chance.pick(places.slice(2).filter(({ customer }) => customer.status === 'active'));
  const piece = chance.happens(0.8) ? chance.pick(place.equipment) : undefined;
  const type = typeOf(cast);
  const { asked, window } = datesOf(cast, status, today, place);
  const byCustomer = status === 'requested' || chance.happens(0.6);
  const createdAt = calendar.at(asked, chance.int(7, 20) + chance.next());
  return {
    place,
    equipment: piece?.row ?? null,
    type: status === 'requested' && chance.happens(0.3) ? null : type,
    description: description(cast, type, piece?.family ?? 'plumbing'),
    status,
    byCustomer,
    createdAt: byCustomer ? createdAt : atOffice(calendar, createdAt, window),
    window,
    photos: ['signed', 'done', 'requested', 'in_progress'].includes(status) && chance.happens(0.09) ? 2 : 0,
  };
}

/** People write at any hour, the office by day; unless that is too late for who comes, or yet to come. */
function atOffice(calendar: Cast['calendar'], at: string, window: Story['window']): string {
  const open = calendar.open(at);
  const isTooLate = open >= calendar.at(0, 0) || (window && open >= later(window.start, -15 * 60));
  return isTooLate ? at : open;
}

/** The day on which it was asked for, and when somebody comes or came. Nothing that has happened is yet to come. */
function datesOf({ chance, calendar }: Cast, status: InterventionStatus, today: Date, { customer }: Place) {
  const known = Math.floor((today.getTime() - Date.parse(customer.createdAt)) / 86_400_000);
  const slot = chance.pick(slots);
  const coming = (days: number) => {
    const day = workday(calendar, days);
    const asked = Math.max(Math.min(day - chance.int(2, 12), -3), 1 - known);
    return { asked, window: { start: calendar.at(day, slot), end: calendar.at(day, slot + 2) } };
  };
  switch (status) {
    case 'signed':
      return coming(-chance.int(8, Math.min(720, known - 15)));
    case 'done':
      return coming(-chance.int(1, 12));
    case 'scheduled':
      return coming(chance.int(1, 24));
    case 'cancelled':
      return { asked: -chance.int(2, Math.min(700, known - 1)), window: null };
    case 'requested':
      return { asked: -chance.int(1, 3), window: null };
    case 'to_schedule':
      return { asked: -chance.int(2, 9), window: null };
    case 'en_route':
    case 'in_progress':
      return { asked: -chance.int(7, 14), window: present(calendar, today, status === 'en_route' ? 15 : 60) };
  }
}

/** Work that is under way, begun at a full quarter or hour; outside of working hours, the last afternoon's. */
function present(calendar: Cast['calendar'], today: Date, minutes: 15 | 60): { start: string; end: string } {
  const now = today.toISOString();
  const isDay = calendar.works(0) && now > calendar.at(0, 9.5) && now < calendar.at(0, 18);
  // An hour under way at least; a quarter may have begun just now.
  const begun = today.getTime() - (minutes === 60 ? 3_600_000 : 0);
  const full = new Date(begun - (begun % (minutes * 60_000))).toISOString();
  const start = isDay ? full : calendar.at(workday(calendar, -1), 15.5);
  return { start, end: later(start, 120) };
}

function typeOf({ chance }: Cast): WorkType {
  const share = chance.next();
  if (share < 0.45) return 'depannage';
  if (share < 0.8) return 'entretien';
  if (share < 0.87) return 'installation';
  return share < 0.95 ? 'visite' : 'renovation';
}

function description({ chance }: Cast, type: WorkType, family: Family): string {
  switch (type) {
    case 'depannage':
      return chance.pick(repairs[family]);
    case 'entretien':
      return maintenance[family];
    case 'installation':
      return chance.pick(installations);
    case 'visite':
      return chance.pick(visits);
    case 'renovation':
      return chance.pick(renovations);
  }
}

/** The states on the way, in order. */
const course: readonly InterventionStatus[] = [
  'requested',
  'to_schedule',
  'scheduled',
  'en_route',
  'in_progress',
  'done',
  'signed',
];

function tell(cast: Cast, story: Story): void {
  const { rows, company, idAt, chance, admin, office, technician } = cast;
  const { place, status, createdAt, window, byCustomer, equipment, type, description } = story;
  const { customer, site } = place;
  const asker = chance.happens(0.8) ? place.contacts[0]! : chance.pick(place.contacts);
  const owner = chance.happens(0.7) ? admin : office;
  const isAssigned = !['requested', 'to_schedule', 'cancelled'].includes(status);
  const isAccepted = status === 'to_schedule' && byCustomer;
  const assignee = isAssigned ? (chance.happens(0.75) ? technician : owner) : isAccepted ? owner : null;
  const moves = movesOf(cast, story, { asker, owner, assignee: assignee ?? owner });

  const row: Intervention = {
    id: idAt(createdAt),
    companyId: company.id,
    number: ++company.interventionNumber,
    customerId: customer.id,
    siteId: site.id,
    equipmentId: equipment?.id ?? null,
    dossierId: null,
    assigneeId: assignee?.id ?? null,
    type,
    description,
    status,
    inbox: status === 'requested' || status === 'to_schedule',
    date: moves.find(({ to }) => to === 'done' || to === 'cancelled')?.at ?? window?.start ?? createdAt,
    windowStart: window?.start ?? null,
    windowEnd: window?.end ?? null,
    address: site.address,
    contact: site.contact ?? { name: asker.name, phone: asker.phone, email: asker.email },
    fields: fieldsOf(cast),
    incomplete: false,
    rescheduleRequested: false,
    externalId: null,
    ...notPutAway,
    createdAt,
    version: moves.length,
  };
  rows.interventions.push(row);
  for (const move of moves) {
    rows.interventionMoves.push({
      id: idAt(move.at),
      companyId: company.id,
      interventionId: row.id,
      act: null,
      ...move,
    });
  }
  for (let n = 0; n < story.photos; n++)
    addPhoto(cast, row, byCustomer && n === 0 ? `contact:${asker.id}` : `member:${owner.id}`, n);
}

type Move = Pick<Rows['interventionMoves'][number], 'to' | 'at' | 'by' | 'reason'>;

interface People {
  asker: { id: string };
  owner: { id: string };
  assignee: { id: string };
}

function movesOf(
  { chance, calendar }: Cast,
  { status, byCustomer, createdAt, window }: Story,
  { asker, owner, assignee }: People,
): Move[] {
  const begun: Move = byCustomer
    ? { to: 'requested', at: createdAt, by: `contact:${asker.id}`, reason: null }
    : { to: 'to_schedule', at: createdAt, by: `member:${owner.id}`, reason: null };
  const byDay = (at: string) => atOffice(calendar, at, window);
  const accepted = byDay(later(createdAt, chance.int(20, 400)));
  const office = `member:${owner.id}`;
  if (status === 'cancelled') {
    const byOffice = chance.happens(0.6) || !byCustomer;
    const by = byOffice ? office : `contact:${asker.id}`;
    const at = later(accepted, chance.int(10, 900));
    return [begun, { to: 'cancelled', at: byOffice ? byDay(at) : at, by, reason: chance.pick(cancellations) }];
  }
  const start = window?.start ?? createdAt;
  const hand = `member:${assignee.id}`;
  const times: Record<InterventionStatus, [at: string, by: string]> = {
    requested: [createdAt, begun.by!],
    to_schedule: [accepted, office],
    scheduled: [byDay(later(accepted, chance.int(5, 300))), office],
    en_route: [later(start, -chance.int(10, 25)), hand],
    in_progress: [later(start, chance.int(2, 25)), hand],
    done: [later(start, chance.int(50, 110)), hand],
    signed: [later(start, chance.int(112, 119)), `contact:${asker.id}`],
    cancelled: [createdAt, office],
  };
  const from = course.indexOf(begun.to) + 1;
  const way = course.slice(from, course.indexOf(status) + 1);
  return [begun, ...way.map((to): Move => ({ to, at: times[to][0], by: times[to][1], reason: null }))];
}

function fieldsOf({ rows, chance }: Cast): Intervention['fields'] {
  const [access, moment] = rows.fields;
  return {
    ...(chance.happens(0.3) && { [access!.id]: chance.pick(accessNotes) }),
    ...(chance.happens(0.25) && { [moment!.id]: chance.pick(['matin', 'apres-midi', 'indifferent']) }),
  };
}

function addPhoto({ rows, company, idAt, chance }: Cast, intervention: Intervention, owner: string, n: number): void {
  const at = later(intervention.createdAt, n === 0 ? 1 : chance.int(2, 5));
  const stamp = at.replaceAll(/[-:]/g, '').slice(0, 15).replace('T', '_');
  rows.files.push({
    id: idAt(at),
    companyId: company.id,
    owner,
    interventionId: intervention.id,
    customerId: intervention.customerId,
    dossierId: null,
    messageId: null,
    name: `IMG_${stamp}.jpg`,
    mediaType: 'image/jpeg',
    size: 0,
    sha256: '',
    width: null,
    height: null,
    thumbnail: 'pending',
    claimedAt: at,
    createdAt: at,
  });
}
