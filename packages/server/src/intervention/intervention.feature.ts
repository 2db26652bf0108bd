import { interventionApi } from '@parvis/sdk/contract';
import { everyScope, everyone, office, open } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { requestMail } from './intervention.mail.ts';
import { rescheduleMail } from './intervention.reschedule.mail.ts';
import { interventions } from '../work/intervention.reach.ts';
import { binnableIntervention } from './intervention.bin.ts';
import { interventionFinder } from './intervention.finder.ts';
import { interventionRoutes } from './intervention.routes.ts';

export const interventionFeature = feature({
  api: interventionApi,
  routes: interventionRoutes,
  policy: {
    'GET /interventions': { contact: everyScope, stakeholder: true, member: everyone, key: true },
    'POST /interventions': {
      contact: ['customer', 'site', 'dossier'],
      contactRight: 'create',
      part: 'creation',
      member: office,
      key: true,
    },
    'GET /interventions/counts': { member: everyone, key: true },
    'GET /interventions/planned': { member: everyone, key: true },
    'GET /interventions/:interventionId': { contact: everyScope, stakeholder: true, member: everyone, key: true },
    'PATCH /interventions/:interventionId': { member: office, key: true },
    'POST /interventions/:interventionId/moves': { contact: everyScope, member: everyone, key: true },
    'POST /interventions/:interventionId/copies': { member: office, key: true },
    'GET /interventions/:interventionId/calendar': open,
    'POST /interventions/:interventionId/reschedule-requests': { contact: everyScope },
    'POST /interventions/:interventionId/reschedule-requests/refusals': { member: office, key: true },
    'POST /interventions/:interventionId/files': { contact: everyScope, member: everyone, key: true },
    'POST /interventions/batch': { member: office, key: true },
  },
  reach: [interventions],
  internal: { interventionMoves: 'parent', rescheduleRequests: 'parent', backfills: 'progress' },
  finders: { intervention: interventionFinder },
  binnables: { intervention: binnableIntervention },
  subjects: {
    intervention: { readAt: 'GET /interventions/:interventionId', reach: interventions },
  },
  mails: { intervention_requested: requestMail, reschedule_requested: rescheduleMail },
});
