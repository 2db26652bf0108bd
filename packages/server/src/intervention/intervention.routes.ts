import type { interventionApi } from '@parvis/sdk/contract';
import { takeHourly } from '../access/hourly-limit.ts';
import { holderOf } from '../access/ticket.ts';
import { isOutside } from '../access/viewer.ts';
import { writeRows } from '../batch.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { readCalendar } from './intervention.calendar.ts';
import { copyIntervention } from './intervention.copy.ts';
import { countInterventions } from './intervention.counts.ts';
import { listInterventions } from './intervention.list.ts';
import { moveIntervention } from './intervention.moves.ts';
import { listPlanned } from './intervention.planned.ts';
import { keepAppointment, requestReschedule } from './intervention.reschedule.ts';
import { addFiles, addIntervention, changeIntervention, writeIntervention } from './intervention.rules.ts';
import { readIntervention } from './intervention.view.ts';

export const interventionRoutes = (s: Services): Handlers<typeof interventionApi> => ({
  'GET /interventions': ({ viewer, query }) => listInterventions(s, viewer, query),
  'POST /interventions': async ({ viewer, body }) => {
    await takeHourly(s.throttle, viewer, 'request');
    return (tx) => addIntervention(s, tx, viewer, body);
  },
  'GET /interventions/counts': ({ viewer, query }) => countInterventions(s.store, viewer, query),
  'GET /interventions/planned': ({ viewer, query }) => listPlanned(s, viewer, query),
  'GET /interventions/:interventionId': ({ viewer, params }) => readIntervention(s, viewer, params.interventionId),
  'PATCH /interventions/:interventionId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeIntervention(s, tx, viewer, params.interventionId, ifMatch, body),
  'POST /interventions/:interventionId/moves':
    ({ viewer, params, body }) =>
    (tx) =>
      moveIntervention(s, tx, viewer, params.interventionId, body),
  'POST /interventions/:interventionId/copies':
    ({ viewer, params, ifMatch }) =>
    (tx) =>
      copyIntervention(s, tx, viewer, params.interventionId, ifMatch),
  'GET /interventions/:interventionId/calendar': async ({ params: { interventionId }, query, request }) => {
    const viewer = await holderOf(s, query.ticket, `calendar:${interventionId}`);
    const lang = isOutside(viewer) ? viewer.lang : request.lang;
    return new Response(await readCalendar(s, viewer, interventionId, lang), { headers: calendarHeaders });
  },
  'POST /interventions/:interventionId/reschedule-requests': async ({ viewer, params, body }) => {
    await takeHourly(s.throttle, viewer, 'request');
    return (tx) => requestReschedule(s, tx, viewer, params.interventionId, body.wish);
  },
  'POST /interventions/:interventionId/reschedule-requests/refusals':
    ({ viewer, params, ifMatch }) =>
    (tx) =>
      keepAppointment(s, tx, viewer, params.interventionId, ifMatch),
  'POST /interventions/:interventionId/files':
    ({ viewer, params, body }) =>
    (tx) =>
      addFiles(s, tx, viewer, params.interventionId, body.fileIds),
  'POST /interventions/batch': ({ viewer, rows }) =>
    writeRows(s.store, viewer.companyId, rows, (tx, row) => writeIntervention(tx, viewer, row)),
});

/** Not as an attachment: iPhones then offer to add it rather than to save a file. Other browsers save or open what they cannot show. */
const calendarHeaders = {
  'content-type': 'text/calendar; charset=utf-8',
  'content-disposition': 'inline; filename="rendez-vous.ics"',
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
};
