import type { dossierApi } from '@parvis/sdk/contract';
import { takeHourly } from '../access/hourly-limit.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { addFiles, listFiles } from './dossier.files.ts';
import { addDossier, changeDossier, listDossiers, readDossier, setReference } from './dossier.rules.ts';
import { addStakeholder, changeStakeholder, listStakeholders, removeStakeholder } from './stakeholder.rules.ts';

export const dossierRoutes = (s: Services): Handlers<typeof dossierApi> => ({
  'GET /dossiers': ({ viewer, query }) => listDossiers(s, viewer, query),
  'POST /dossiers':
    ({ viewer, body }) =>
    (tx) =>
      addDossier(tx, viewer, body),
  'GET /dossiers/:dossierId': ({ viewer, params }) => readDossier(s, viewer, params.dossierId),
  'PATCH /dossiers/:dossierId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeDossier(tx, viewer, params.dossierId, ifMatch, body),
  'PATCH /dossiers/:dossierId/reference': async ({ viewer, params, body }) => {
    // A message’s allowance: it, too, is told to the company.
    await takeHourly(s.throttle, viewer, 'message');
    return (tx) => setReference(tx, viewer, params.dossierId, body);
  },
  'GET /dossiers/:dossierId/files': ({ viewer, params, query }) => listFiles(s, viewer, params.dossierId, query),
  'POST /dossiers/:dossierId/files':
    ({ viewer, params, body }) =>
    (tx) =>
      addFiles(s, tx, viewer, params.dossierId, body.fileIds),
  'GET /dossiers/:dossierId/stakeholders': async ({ viewer, params }) => ({
    items: await listStakeholders(s, viewer, params.dossierId),
  }),
  'POST /dossiers/:dossierId/stakeholders':
    ({ viewer, params, body }) =>
    (tx) =>
      addStakeholder(tx, viewer, params.dossierId, body),
  'PATCH /stakeholders/:stakeholderId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeStakeholder(tx, viewer, params.stakeholderId, ifMatch, body),
  'DELETE /stakeholders/:stakeholderId':
    ({ viewer, params }) =>
    (tx) =>
      removeStakeholder(tx, viewer, params.stakeholderId),
});
