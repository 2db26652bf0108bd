import { dossierApi } from '@parvis/sdk/contract';
import { everyone, office } from '../access/policy.ts';
import { feature } from '../feature.ts';
import { addDossiers } from './dossier.demo.ts';
import { dossiers } from '../work/dossier.reach.ts';
import { dossierParticipants, stakeholders } from './dossier.reach.ts';
import { dossierRoutes } from './dossier.routes.ts';

export const dossierFeature = feature({
  api: dossierApi,
  routes: dossierRoutes,
  policy: {
    'GET /dossiers': { contact: ['customer', 'dossier'], stakeholder: true, member: everyone, key: true },
    'POST /dossiers': { member: office, key: true },
    'GET /dossiers/:dossierId': { contact: ['customer', 'dossier'], stakeholder: true, member: everyone, key: true },
    'PATCH /dossiers/:dossierId': { member: office, key: true },
    'PATCH /dossiers/:dossierId/reference': { contact: ['customer', 'dossier'], stakeholder: true },
    'GET /dossiers/:dossierId/files': {
      contact: ['customer', 'dossier'],
      stakeholder: true,
      part: 'documents',
      member: everyone,
      key: true,
    },
    'POST /dossiers/:dossierId/files': {
      contact: ['customer', 'dossier'],
      stakeholder: true,
      part: 'documents',
      member: everyone,
      key: true,
    },
    'GET /dossiers/:dossierId/stakeholders': { member: everyone, key: true },
    'POST /dossiers/:dossierId/stakeholders': { member: office, key: true },
    'PATCH /stakeholders/:stakeholderId': { member: office, key: true },
    'DELETE /stakeholders/:stakeholderId': { member: office, key: true },
  },
  reach: [dossiers, dossierParticipants, stakeholders],
  demo: addDossiers,
  subjects: {
    dossier: { readAt: 'GET /dossiers/:dossierId', reach: dossiers },
    stakeholder: {
      readAt: 'GET /dossiers/:dossierId/stakeholders',
      stakeholderReadsAt: 'GET /portal',
      reach: stakeholders,
    },
  },
});
