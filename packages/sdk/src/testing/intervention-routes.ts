import type {
  Field,
  FieldCode,
  FieldValues,
  Intervention,
  InterventionAct,
  InterventionStatus,
  InterventionSummary,
} from '../contract/index.ts';
import { held, claim } from './file-routes.ts';
import { batch, byExternalId, customerNamed, within } from './records.ts';
import {
  append,
  changed,
  forbidden,
  found,
  invalid,
  isOffice,
  matches,
  paged,
  refuse,
  sees,
  without,
  type Asker,
  type Handlers,
  type State,
} from './state.ts';

type ActorKind = 'office' | 'assignee' | 'contact';
const beforeDone: InterventionStatus[] = ['requested', 'to_schedule', 'scheduled', 'en_route', 'in_progress'];
const beforeSigned: InterventionStatus[] = [...beforeDone, 'done'];

/** The server's table, in short: from which states, to which, by whom. */
const acts: Record<InterventionAct, { from: InterventionStatus[]; to?: InterventionStatus; by: ActorKind[] }> = {
  accept: { from: ['requested'], to: 'to_schedule', by: ['office'] },
  schedule: { from: ['to_schedule', 'scheduled'], to: 'scheduled', by: ['office'] },
  unschedule: { from: ['scheduled'], to: 'to_schedule', by: ['office'] },
  set_en_route: { from: ['scheduled'], to: 'en_route', by: ['office', 'assignee'] },
  start: { from: ['en_route'], to: 'in_progress', by: ['office', 'assignee'] },
  finish: { from: ['in_progress'], to: 'done', by: ['office', 'assignee'] },
  cancel: { from: beforeDone, to: 'cancelled', by: ['office', 'contact'] },
  assign: { from: beforeSigned, by: ['office'] },
  edit: { from: beforeSigned, by: ['office'] },
  add_file: { from: beforeSigned, by: ['office', 'assignee', 'contact'] },
  request_reschedule: { from: ['scheduled'], by: ['contact'] },
  keep_appointment: { from: [], by: ['office'] },
};

const actsOf = (asker: Asker, { status, assigneeId }: Pick<Intervention, 'status' | 'assigneeId'>) => {
  if (asker.kind === 'contact' && asker.preview) return [];
  const actors: ActorKind[] = [];
  if (isOffice(asker)) actors.push('office');
  if (asker.kind === 'member' && asker.id === assigneeId) actors.push('assignee');
  if (asker.kind === 'contact') actors.push('contact');
  return (Object.keys(acts) as InterventionAct[]).filter((act) => {
    if (act === 'cancel' && asker.kind === 'contact') return status === 'requested';
    return acts[act].from.includes(status) && acts[act].by.some((actor) => actors.includes(actor));
  });
};

export const detail = (asker: Asker, job: Intervention): Intervention => ({
  ...job,
  files: job.files.map((file) => held(asker, file)),
  can: actsOf(asker, job),
});

export const summary = ({
  id,
  number,
  type,
  description,
  status,
  date,
  windowStart,
  windowEnd,
  customerId,
  customerName,
  siteId,
  siteName,
  equipmentId,
  assigneeId,
  createdAt,
  incomplete,
  rescheduleRequested,
}: Intervention): InterventionSummary => ({
  id,
  number,
  type,
  description,
  status,
  date,
  windowStart,
  windowEnd,
  customerId,
  customerName,
  siteId,
  siteName,
  equipmentId,
  assigneeId,
  createdAt,
  incomplete,
  rescheduleRequested,
});

const jobOf = (state: State, asker: Asker, id: string) =>
  found(state.world.interventions.find((job) => job.id === id && sees(asker, job)));

/** Refuses what cannot be stored, by field, as the server does. */
function check(
  state: State,
  input: { description?: string; type?: string | null; fields?: FieldValues },
  isNew: boolean,
) {
  const errors: { field: string; code: FieldCode }[] = [];
  const { description, type, fields } = input;
  if ((isNew || description !== undefined) && !description?.trim())
    errors.push({ field: 'description', code: 'required' });
  if (description && description.length > 4000) errors.push({ field: 'description', code: 'too-long' });
  if (type && !state.world.company.types.some(({ key }) => key === type))
    errors.push({ field: 'type', code: 'unknown-choice' });
  for (const field of state.world.fields) {
    const code = fieldError(field, fields?.[field.id], isNew);
    if (code) errors.push({ field: `fields.${field.id}`, code });
  }
  if (errors.length) throw refuse(422, 'invalid', { errors });
}

const fieldError = ({ kind, required, active, choices }: Field, value: string | number | undefined, isNew: boolean) => {
  if (value === undefined || value === '') return isNew && required && active ? 'required' : null;
  if (kind === 'number' && typeof value !== 'number') return 'not-a-number';
  if (kind === 'date' && !/^\d{4}-\d\d-\d\d$/.test(String(value))) return 'not-a-date';
  if (kind === 'choice' && !choices.some(({ key }) => key === value)) return 'unknown-choice';
  return null;
};

/** The names that go with the ids. */
function placed(state: State, siteId: string | null, equipmentId: string | null, assigneeId: string | null) {
  const { sites, equipment, members } = state.world;
  const site = sites.find(({ id }) => id === siteId);
  const piece = equipment.find(({ id }) => id === equipmentId);
  const assignee = members.find(({ id }) => id === assigneeId);
  if (siteId && !site) throw invalid('siteId', 'unknown-reference');
  if (equipmentId && !piece) throw invalid('equipmentId', 'unknown-reference');
  if (assigneeId && !assignee) throw invalid('assigneeId', 'unknown-reference');
  return {
    siteId,
    siteName: site?.name ?? null,
    equipmentId,
    equipment: piece ? { id: piece.id, name: piece.kind } : null,
    assigneeId,
    assignee: assignee ? { id: assignee.id, name: assignee.name } : null,
  };
}

/** Absent: the one that the scope or the customer's only site gives. */
const usualSite = (state: State, asker: Asker, customerId: string) => {
  if (asker.kind === 'contact' && asker.scope.kind === 'site') return asker.scope.id;
  const sites = state.world.sites.filter((site) => site.customerId === customerId);
  return (sites.length === 1 && sites[0]?.id) || null;
};

export const interventionRoutes: Handlers<
  | 'GET /interventions'
  | 'POST /interventions'
  | 'GET /interventions/counts'
  | 'GET /interventions/:interventionId'
  | 'PATCH /interventions/:interventionId'
  | 'POST /interventions/:interventionId/moves'
  | 'POST /interventions/:interventionId/files'
  | 'GET /interventions/:interventionId/calendar'
  | 'POST /interventions/:interventionId/reschedule-requests'
  | 'POST /interventions/:interventionId/reschedule-requests/refusals'
  | 'POST /interventions/batch'
> = {
  'GET /interventions': ({ state, asker, input }) => {
    const {
      status,
      siteId,
      equipmentId,
      customerId,
      assigneeId,
      inbox,
      incomplete,
      q,
      sort = 'date',
      order = 'desc',
    } = input;
    const states = inbox === 'true' ? ['requested', 'to_schedule'] : status?.split(',');
    const way = order === 'asc' ? 1 : -1;
    const jobs = state.world.interventions
      .filter(
        (job) =>
          sees(asker, job) &&
          (!states || states.includes(job.status)) &&
          (!incomplete || job.incomplete) &&
          (!siteId || job.siteId === siteId) &&
          (!equipmentId || job.equipmentId === equipmentId) &&
          (!customerId || job.customerId === customerId) &&
          (!assigneeId || job.assigneeId === assigneeId) &&
          (!q || matches(q, job.number, job.description, job.siteName, isOffice(asker) ? job.customerName : '')),
      )
      .toSorted((a, b) => way * (sort === 'date' ? a.date.localeCompare(b.date) : 0) || way * (a.number - b.number));
    const { items, next } = paged(jobs, input);
    return { items: items.map(summary), next };
  },

  'POST /interventions': ({ state, asker, input }) => {
    const { world } = state;
    const isContact = asker.kind === 'contact';
    const customerId = isContact ? asker.customerId : (input.customerId ?? '');
    const customer = world.customers.find(({ id }) => id === customerId);
    if (!customer) throw invalid('customerId', input.customerId ? 'unknown-reference' : 'required');
    check(state, input, true);
    const siteId = input.siteId === undefined ? usualSite(state, asker, customerId) : input.siteId;
    const site = world.sites.find(({ id }) => id === siteId);
    const contact = isContact ? customer.contacts.find(({ id }) => id === asker.id) : customer.contacts[0];
    const at = state.now();
    const status = isContact ? 'requested' : 'to_schedule';
    const place = { line2: '', country: 'FR', ...(input.address ?? site?.address ?? customer.address) };
    const reach = {
      phone: '',
      email: '',
      ...(input.contact ?? site?.contact ?? { ...contact, name: contact?.name ?? customer.name }),
    };
    const job: Intervention = {
      id: state.newId('intervention'),
      number: Math.max(5000, ...world.interventions.map(({ number }) => number)) + 1,
      type: input.type ?? null,
      description: input.description,
      status,
      date: at,
      windowStart: null,
      windowEnd: null,
      customerId,
      customerName: customer.name,
      ...placed(state, siteId, input.equipmentId ?? null, null),
      createdAt: at,
      address: place,
      contact: { name: reach.name, phone: reach.phone, email: reach.email },
      fields: input.fields ?? {},
      incomplete: false,
      rescheduleRequested: false,
      reschedule: null,
      calendarUrl: null,
      missing: [],
      dossierId: null,
      moves: [{ to: status, at, by: asker.name, reason: null }],
      files: claim(state, asker, input.fileIds ?? []),
      externalId: input.externalId ?? null,
      version: 1,
      can: [],
    };
    world.interventions.push(job);
    append(state, asker.id, 'intervention.created', job.id, job);
    return detail(asker, job);
  },

  'GET /interventions/counts': ({ state, asker }) => {
    const seen = state.world.interventions.filter((job) => sees(asker, job));
    const inbox = seen.filter(({ status }) => status === 'requested' || status === 'to_schedule').length;
    return { inbox, incomplete: seen.filter(({ incomplete }) => incomplete).length };
  },

  'GET /interventions/:interventionId': ({ state, asker, id }) => detail(asker, jobOf(state, asker, id)),

  'PATCH /interventions/:interventionId': ({ state, asker, id, input, ifMatch }) => {
    const job = jobOf(state, asker, id);
    if (!actsOf(asker, job).includes('edit')) throw isOffice(asker) ? refuse(409, 'move-not-allowed') : forbidden();
    check(state, input, false);
    const { siteId, equipmentId, assigneeId, address, contact, ...plain } = input;
    changed(job, ifMatch, {
      ...plain,
      ...placed(
        state,
        siteId === undefined ? job.siteId : siteId,
        equipmentId === undefined ? job.equipmentId : equipmentId,
        assigneeId === undefined ? job.assigneeId : assigneeId,
      ),
      ...(address && { address: { line2: '', country: 'FR', ...address } }),
      ...(contact && { contact: { phone: '', email: '', ...contact } }),
    });
    job.missing = job.missing.filter((each) => job.fields[each] === undefined);
    job.incomplete = job.missing.length > 0;
    append(state, asker.id, 'intervention.changed', id, job, Object.keys(input));
    return detail(asker, job);
  },

  'POST /interventions/:interventionId/moves': ({ state, asker, id, input }) => {
    const job = jobOf(state, asker, id);
    const act = actsOf(asker, job).find((each) => acts[each].to === input.to);
    if (!act) throw refuse(409, 'move-not-allowed');
    if (act === 'cancel' && !input.reason?.trim()) throw invalid('reason', 'required');
    if (act === 'schedule') {
      if (!input.windowStart) throw invalid('windowStart', 'required');
      if (!input.windowEnd) throw invalid('windowEnd', 'required');
      if (input.windowEnd <= input.windowStart) throw invalid('windowEnd', 'not-after-start');
    }
    const at = state.now();
    const windowStart =
      act === 'schedule' ? (input.windowStart ?? null) : act === 'unschedule' ? null : job.windowStart;
    const windowEnd = act === 'schedule' ? (input.windowEnd ?? null) : act === 'unschedule' ? null : job.windowEnd;
    // Who accepts owns it at first.
    const own = act === 'accept' && asker.kind === 'member' ? asker.id : job.assigneeId;
    changed(job, input.version ?? job.version, {
      status: input.to,
      windowStart,
      windowEnd,
      date: act === 'finish' || act === 'cancel' ? at : (windowStart ?? job.createdAt),
      ...placed(state, job.siteId, job.equipmentId, input.assigneeId === undefined ? own : input.assigneeId),
      moves: [...job.moves, { to: input.to, at, by: asker.name, reason: input.reason ?? null }],
    });
    append(state, asker.id, 'intervention.moved', id, job, ['status']);
    return detail(asker, job);
  },

  'POST /interventions/:interventionId/files': ({ state, asker, id, input }) => {
    const job = jobOf(state, asker, id);
    if (!actsOf(asker, job).includes('add_file')) throw refuse(409, 'move-not-allowed');
    const files = claim(state, asker, input.fileIds);
    job.files.push(...files);
    for (const file of files) append(state, asker.id, 'file.added', file.id, job);
    return { items: files.map((file) => held(asker, file)) };
  },

  'GET /interventions/:interventionId/calendar': () => {
    throw refuse(401, 'ticket-ended');
  },
  'POST /interventions/:interventionId/reschedule-requests': ({ state, asker, id, input: { wish } }) => {
    const job = jobOf(state, asker, id);
    if (!actsOf(asker, job).includes('request_reschedule')) throw refuse(409, 'move-not-allowed');
    job.rescheduleRequested = true;
    job.reschedule = { wish, at: state.now(), by: asker.name, outcome: null };
    append(state, asker.id, 'intervention.reschedule_requested', id, job, ['rescheduleRequested']);
    return detail(asker, job);
  },
  'POST /interventions/:interventionId/reschedule-requests/refusals': ({ state, asker, id }) => {
    const job = jobOf(state, asker, id);
    if (!job.reschedule || !job.rescheduleRequested) throw refuse(409, 'move-not-allowed');
    job.rescheduleRequested = false;
    job.reschedule.outcome = 'kept';
    append(state, asker.id, 'intervention.kept', id, job, ['rescheduleRequested']);
    return detail(asker, job);
  },

  'POST /interventions/batch': ({ state, asker, input }) => {
    const place = ({
      customerExternalId,
      siteExternalId,
      equipmentExternalId,
      ...row
    }: (typeof input.rows)[number]) => ({
      ...row,
      customerId: customerNamed(state, byExternalId(state.world.customers, customerExternalId), 'customerExternalId')
        .id,
      ...(siteExternalId !== undefined && { siteId: byExternalId(state.world.sites, siteExternalId) ?? null }),
      ...(equipmentExternalId !== undefined && {
        equipmentId: byExternalId(state.world.equipment, equipmentExternalId) ?? null,
      }),
    });
    return batch(
      state,
      input.rows,
      ({ world }) => world.interventions,
      (job, row) => {
        const change = without(place(row), 'customerId');
        const ask = { ...within(state, asker), id: job.id, ifMatch: job.version, input: change };
        void interventionRoutes['PATCH /interventions/:interventionId'](ask);
      },
      (row) => {
        const given = { ...place(row), description: row.description ?? '' };
        return interventionRoutes['POST /interventions']({ ...within(state, asker), input: given });
      },
    );
  },
};
