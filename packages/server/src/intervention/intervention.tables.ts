import { sql } from 'drizzle-orm';
import type { Address, ContactDetails, FieldValues, MoveAct } from '@parvis/sdk/contract';
import type { Targets, TenantKit } from '../store/tenant-kit.ts';
import { putAwayColumns } from '../work/put-away.columns.ts';

export const interventionStatuses = [
  'requested',
  'to_schedule',
  'scheduled',
  'en_route',
  'in_progress',
  'done',
  'signed',
  'cancelled',
] as const;

/** The acts that leave a line. */
const moveActs = [
  'accept',
  'schedule',
  'unschedule',
  'set_en_route',
  'start',
  'finish',
  'cancel',
  'set_back',
  'reopen',
  'copy',
] as const satisfies MoveAct[];

export const interventionTables = (
  k: TenantKit,
  t: Targets<'customers' | 'sites' | 'equipment' | 'members' | 'dossiers'>,
) => {
  const interventions = k.tenantTable(
    'interventions',
    {
      id: k.id('id').notNull(),
      number: k.int('number').notNull(),
      customerId: k.reference('customer_id', t.customers).notNull(),
      siteId: k.reference('site_id', t.sites),
      equipmentId: k.reference('equipment_id', t.equipment),
      dossierId: k.reference('dossier_id', t.dossiers),
      assigneeId: k.reference('assignee_id', t.members),
      type: k.text('type'),
      description: k.text('description').notNull(),
      status: k.oneOf('status', interventionStatuses).notNull(),
      /** requested or to_schedule: the company's inbox. Kept beside `status` so that one index serves both states in order. */
      inbox: k.bool('inbox').notNull(),
      /** `windowStart` if there is one, else `createdAt`: the date lists sort by. */
      date: k.time('date').notNull(),
      windowStart: k.time('window_start'),
      windowEnd: k.time('window_end'),
      address: k.json<Address>('address').notNull(),
      contact: k.json<ContactDetails>('contact').notNull(),
      fields: k.json<FieldValues>('fields').notNull(),
      /** A compulsory field was open when the answers were written: one that is asked later makes nothing incomplete. */
      incomplete: k.bool('incomplete').notNull().default(false),
      /** The last request for another time has no answer: kept beside it so that lists show it. */
      rescheduleRequested: k.bool('reschedule_requested').notNull().default(false),
      externalId: k.text('external_id'),
      ...putAwayColumns(k),
      createdAt: k.time('created_at').notNull(),
      version: k.int('version').notNull().default(1),
    },
    {
      indexes: (i) => [
        k.uniqueIndex('interventions_number').on(i.companyId, i.number),
        k.index('interventions_date').on(i.companyId, i.date, i.id),
        // These with the bin, so that counting reads the index alone.
        k.index('interventions_inbox').on(i.companyId, i.inbox, i.date, i.id, i.binnedAt),
        // Of the few that are: the others cost nothing. Both databases take it where a query says the same words.
        k
          .index('interventions_incomplete')
          .on(i.companyId, i.date, i.id)
          .where(sql`${i.incomplete}`),
        // Of what is planned and not over, by when it ends: all that ended long ago is left out (intervention.planned.ts).
        k
          .index('interventions_planned')
          .on(i.companyId, i.windowEnd, i.id, i.binnedAt)
          .where(sql`${i.status} in ('scheduled', 'en_route', 'in_progress')`),
        k
          .index('interventions_archived')
          .on(i.companyId, i.date, i.id)
          .where(sql`${i.archivedAt} is not null`),
        k
          .index('interventions_binned')
          .on(i.companyId, i.binnedAt, i.id)
          .where(sql`${i.binnedAt} is not null`),
        k.index('interventions_status').on(i.companyId, i.status, i.date, i.id, i.binnedAt),
        k.index('interventions_customer').on(i.companyId, i.customerId, i.date, i.id),
        // With the status and the bin, so that counting the open ones reads this index alone.
        k.index('interventions_customer_number').on(i.companyId, i.customerId, i.number, i.status, i.binnedAt),
        k.index('interventions_site').on(i.companyId, i.siteId, i.date, i.id),
        k.index('interventions_equipment').on(i.companyId, i.equipmentId, i.date, i.id),
        // Most are of none.
        k
          .index('interventions_dossier')
          .on(i.companyId, i.dossierId, i.date, i.id)
          .where(sql`${i.dossierId} is not null`),
        k.index('interventions_assignee').on(i.companyId, i.assigneeId, i.date, i.id),
        // Last of all: where PostgreSQL knows nothing of a table that has just been filled, it takes the last that fits.
        k.uniqueIndex('interventions_external_id').on(i.companyId, i.externalId),
      ],
    },
  );

  /** The dated lines of an intervention's course. */
  const interventionMoves = k.tenantTable(
    'intervention_moves',
    {
      id: k.id('id').notNull(),
      interventionId: k.reference('intervention_id', interventions).notNull(),
      to: k.oneOf('to', interventionStatuses).notNull(),
      /** What was done; null where it was made so, or imported. */
      act: k.oneOf('act', moveActs),
      at: k.time('at').notNull(),
      /** Principal: `contact:<id>`, `member:<id>`, `key:<id>`. */
      by: k.text('by'),
      reason: k.text('reason'),
    },
    { indexes: (m) => [k.index('intervention_moves_intervention').on(m.companyId, m.interventionId, m.id)] },
  );

  /** When customers could not be there at the time that was planned, and could instead. */
  const rescheduleRequests = k.tenantTable(
    'reschedule_requests',
    {
      id: k.id('id').notNull(),
      interventionId: k.reference('intervention_id', interventions).notNull(),
      wish: k.text('wish').notNull(),
      at: k.time('at').notNull(),
      /** Principal: `contact:<id>`. */
      by: k.text('by').notNull(),
      /** Null until it is answered; `replaced` by a later one. */
      outcome: k.oneOf('outcome', ['rescheduled', 'kept', 'lapsed', 'replaced']),
      answeredAt: k.time('answered_at'),
    },
    { indexes: (r) => [k.index('reschedule_requests_intervention').on(r.companyId, r.interventionId, r.id)] },
  );

  return { interventions, interventionMoves, rescheduleRequests };
};
