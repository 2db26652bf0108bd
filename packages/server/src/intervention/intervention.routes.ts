import type { interventionApi } from '@parvis/sdk/contract';
import { takeHourly } from '../access/hourly-limit.ts';
import { writeRows } from '../batch.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { countInterventions } from './intervention.counts.ts';
import { listInterventions } from './intervention.list.ts';
import { moveIntervention } from './intervention.moves.ts';
import { addFiles, addIntervention, changeIntervention, writeIntervention } from './intervention.rules.ts';
import { readIntervention } from './intervention.view.ts';

export const interventionRoutes = (s: Services): Handlers<typeof interventionApi> => ({
  'GET /interventions': ({ viewer, query }) => listInterventions(s, viewer, query),
  'POST /interventions': async ({ viewer, body }) => {
    await takeHourly(s.throttle, viewer, 'request');
    return (tx) => addIntervention(s, tx, viewer, body);
  },
  'GET /interventions/counts': ({ viewer }) => countInterventions(s.store, viewer),
  'GET /interventions/:interventionId': ({ viewer, params }) => readIntervention(s, viewer, params.interventionId),
  'PATCH /interventions/:interventionId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeIntervention(s, tx, viewer, params.interventionId, ifMatch, body),
  'POST /interventions/:interventionId/moves':
    ({ viewer, params, body }) =>
    (tx) =>
      moveIntervention(s, tx, viewer, params.interventionId, body),
  'POST /interventions/:interventionId/files':
    ({ viewer, params, body }) =>
    (tx) =>
      addFiles(s, tx, viewer, params.interventionId, body.fileIds),
  'POST /interventions/batch': ({ viewer, rows }) =>
    writeRows(s.store, viewer.companyId, rows, (tx, row) => writeIntervention(tx, viewer, row)),
});
