import type { dossierApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { addDossier, changeDossier, listDossiers, readDossier } from './dossier.rules.ts';

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
});
