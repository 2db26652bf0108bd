import type { File as StoredFile, Intervention, InterventionStatus } from '../contract/index.ts';
import { idOf, type World } from './world.ts';

/** One line of the sample: everything else of an intervention follows from it. */
export interface Job {
  /** Place in the sample's lists, from 1. */
  customer: number;
  site?: number;
  equipment?: number;
  type: string | null;
  description: string;
  status: InterventionStatus;
  /** When it takes place (or was asked for, while nothing is planned), in days from now. */
  days: number;
  photos?: number;
}

export const sampleJobs: Job[] = [
  {
    customer: 1,
    site: 1,
    equipment: 1,
    type: 'entretien',
    description: 'Entretien annuel de la chaudière, contrôle de la combustion et nettoyage du corps de chauffe.',
    status: 'scheduled',
    days: 1,
    photos: 0,
  },
  {
    customer: 1,
    site: 2,
    equipment: 3,
    type: 'depannage',
    description: 'Le chauffe-eau ne chauffe plus depuis hier soir. Le disjoncteur saute quand on le remet en marche.',
    status: 'requested',
    days: -0.08,
    photos: 2,
  },
  {
    customer: 1,
    site: 1,
    equipment: 2,
    type: null,
    description: 'Adoucisseur : remplacer le filtre et vérifier le réglage de la dureté.',
    status: 'to_schedule',
    days: -1,
  },
  {
    customer: 1,
    site: 2,
    type: 'depannage',
    description: 'Fuite sous l’évier de la cuisine.',
    status: 'en_route',
    days: 0.02,
  },
  {
    customer: 1,
    site: 1,
    type: 'depannage',
    description:
      'Le radiateur du salon reste froid en bas alors que les autres chauffent normalement. Nous avons déjà essayé de le purger sans résultat, et un bruit d’eau se fait entendre dans la colonne depuis la remise en route du chauffage.',
    status: 'in_progress',
    days: -0.05,
    photos: 1,
  },
  {
    customer: 1,
    site: 1,
    equipment: 1,
    type: 'depannage',
    description: 'Code erreur E24 sur la chaudière, plus d’eau chaude.',
    status: 'done',
    days: -6,
    photos: 3,
  },
  {
    customer: 1,
    site: 2,
    equipment: 4,
    type: 'installation',
    description: 'Pose du sèche-serviettes de la salle de bains.',
    status: 'signed',
    days: -48,
  },
  {
    customer: 1,
    site: 1,
    type: 'visite',
    description: 'Visite pour un devis : plancher chauffant à l’étage.',
    status: 'cancelled',
    days: -75,
  },
  {
    customer: 1,
    site: 1,
    equipment: 1,
    type: 'entretien',
    description: 'Entretien annuel de la chaudière.',
    status: 'signed',
    days: -364,
  },
  {
    customer: 1,
    site: 2,
    type: 'depannage',
    description: 'Robinet de la douche qui goutte.',
    status: 'signed',
    days: -410,
  },
  {
    customer: 2,
    site: 3,
    equipment: 5,
    type: 'depannage',
    description: 'Plus de chauffage dans la cage B, une douzaine de logements touchés.',
    status: 'requested',
    days: -0.02,
    photos: 1,
  },
  {
    customer: 2,
    site: 4,
    equipment: 6,
    type: 'entretien',
    description: 'Contrôle semestriel de la pompe à chaleur.',
    status: 'to_schedule',
    days: -2,
  },
  {
    customer: 2,
    site: 5,
    equipment: 7,
    type: 'depannage',
    description: 'Pression qui chute toutes les semaines, fuite à localiser.',
    status: 'scheduled',
    days: 2,
  },
  {
    customer: 2,
    site: 3,
    type: 'installation',
    description: 'Remplacement de six robinets thermostatiques.',
    status: 'done',
    days: -12,
  },
  {
    customer: 3,
    site: 6,
    equipment: 8,
    type: 'depannage',
    description: 'Eau tiède à la plonge, urgent avant le service de midi.',
    status: 'in_progress',
    days: 0,
  },
  {
    customer: 3,
    site: 6,
    type: 'entretien',
    description: 'Dégraissage de la hotte et contrôle du gaz.',
    status: 'signed',
    days: -90,
  },
  {
    customer: 4,
    site: 7,
    equipment: 9,
    type: 'entretien',
    description: 'Première visite d’entretien de la pompe à chaleur.',
    status: 'scheduled',
    days: 5,
  },
  {
    customer: 5,
    type: 'visite',
    description: 'Devis pour remplacer une chaudière fioul.',
    status: 'requested',
    days: -0.9,
  },
  {
    customer: 6,
    site: 8,
    equipment: 10,
    type: 'depannage',
    description: 'Brûleur qui se met en sécurité la nuit.',
    status: 'to_schedule',
    days: -3,
  },
  {
    customer: 8,
    site: 9,
    equipment: 11,
    type: 'entretien',
    description: 'Mise hors gel pendant les vacances.',
    status: 'scheduled',
    days: 9,
  },
  {
    customer: 12,
    site: 10,
    equipment: 12,
    type: 'depannage',
    description: 'Eau chaude insuffisante au deuxième étage.',
    status: 'requested',
    days: -0.3,
  },
];

const hour = 3_600_000;
/** `2026-12-03` where the company is. */
const dayThere = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });
const chain: InterventionStatus[] = [
  'requested',
  'to_schedule',
  'scheduled',
  'en_route',
  'in_progress',
  'done',
  'signed',
];

/** Each line is number, customer, site… as the office would have it after that course. */
export function sampleIntervention(world: World, job: Job, number: number, now: Date): Intervention {
  const customer = world.customers[job.customer - 1];
  const contact = customer?.contacts[0];
  const site = job.site ? world.sites[job.site - 1] : undefined;
  const equipment = job.equipment ? world.equipment[job.equipment - 1] : undefined;
  if (!customer || !contact) throw new RangeError(`The sample has no customer ${job.customer}`);
  const isPlanned = !['requested', 'to_schedule', 'cancelled'].includes(job.status);
  const isOwned = !['requested', 'cancelled'].includes(job.status);
  const reached = job.status === 'cancelled' ? 1 : chain.indexOf(job.status) + 1;

  const start = now.getTime() + job.days * 24 * hour;
  // On the full hour within working hours, so that « demain, 8 h – 10 h » reads as people plan.
  const windowStart = new Date(start);
  if (Math.abs(job.days) >= 1) {
    // Of the company's day: late in the evening, tomorrow is not the same everywhere.
    const [year, month, date] = dayThere.format(start).split('-').map(Number);
    windowStart.setUTCFullYear(year!, month! - 1, date);
    windowStart.setUTCHours(7 + (number % 3) * 3, 0, 0, 0);
  } else windowStart.setUTCMinutes(0, 0, 0);
  const asked = isPlanned ? windowStart.getTime() - (6 + (number % 5)) * 24 * hour : start;
  const windowEnd = new Date(windowStart.getTime() + 2 * hour);
  const technician = world.members[1 + (number % 2)];
  const assignee = isPlanned ? technician : world.members[0];
  const times = [
    asked,
    asked + 2 * hour,
    asked + 3 * hour,
    windowStart.getTime() - hour / 3,
    windowStart.getTime(),
    windowEnd.getTime(),
    windowEnd.getTime() + hour / 6,
  ];
  const moves: Intervention['moves'] = chain.slice(0, reached).map((to, step) => ({
    to,
    act: null,
    at: iso(times[step] ?? asked),
    by: (step === 0 ? contact.name : step < 3 ? world.members[0]?.name : technician?.name) ?? null,
    reason: null,
  }));
  if (job.status === 'cancelled')
    moves.push({
      to: 'cancelled',
      act: 'cancel',
      at: iso(asked + 30 * hour),
      by: contact.name,
      reason: 'Le projet est reporté.',
    });

  return {
    id: idOf('intervention', number),
    number: 5000 + number,
    type: job.type,
    description: job.description,
    status: job.status,
    date:
      moves.find(({ to }) => to === 'done' || to === 'cancelled')?.at ?? iso(isPlanned ? windowStart.getTime() : asked),
    windowStart: isPlanned ? iso(windowStart.getTime()) : null,
    windowEnd: isPlanned ? iso(windowEnd.getTime()) : null,
    customerId: customer.id,
    customerName: customer.name,
    siteId: site?.id ?? null,
    siteName: site?.name ?? null,
    equipmentId: equipment?.id ?? null,
    assigneeId: (isOwned && assignee?.id) || null,
    createdAt: iso(asked),
    address: site?.address ?? customer.address,
    contact: { name: contact.name, phone: contact.phone, email: contact.email },
    fields: {},
    dossierId: null,
    assignee: isOwned && assignee ? { id: assignee.id, name: assignee.name } : null,
    equipment: equipment ? { id: equipment.id, name: equipment.kind } : null,
    moves,
    archivedAt: null,
    files: Array.from({ length: job.photos ?? 0 }, (_, index) => samplePhoto(number * 10 + index, iso(asked))),
    incomplete: false,
    rescheduleRequested: false,
    setBackTo: null,
    reschedule: null,
    calendarUrl: null,
    missing: [],
    externalId: null,
    version: 1,
    can: [],
  };
}

const iso = (time: number) => new Date(time).toISOString();

/** Drawn, not fetched: a boiler on a wall, each a little different. */
export function samplePhoto(number: number, createdAt: string): StoredFile {
  const hue = (number * 47) % 360;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="400" height="300" fill="hsl(${hue} 25% 86%)"/><rect x="${120 + (number % 3) * 20}" y="60" width="120" height="150" rx="8" fill="#fff"/><circle cx="${180 + (number % 3) * 20}" cy="170" r="14" fill="hsl(${hue} 45% 45%)"/><path d="M150 210v60M210 210v60" stroke="#b87333" stroke-width="8"/></svg>`;
  const url = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  return {
    id: idOf('file', 100 + number),
    name: `Photo ${number}.jpg`,
    mediaType: 'image/jpeg',
    size: 640_000 + number * 1301,
    width: 1600,
    height: 1200,
    createdAt,
    url,
    thumbnailUrl: url,
    can: [],
  };
}
