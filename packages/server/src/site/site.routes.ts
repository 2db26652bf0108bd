import type { siteApi } from '@parvis/sdk/contract';
import { writeRows } from '../batch.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { addSite, changeSite, listSites, readSite, writeSite } from './site.rules.ts';

export const siteRoutes = (s: Services): Handlers<typeof siteApi> => ({
  'GET /sites': ({ viewer, query }) => listSites(s, viewer, query),
  'POST /sites':
    ({ viewer, body }) =>
    (tx) =>
      addSite(tx, viewer, body),
  'GET /sites/:siteId': ({ viewer, params }) => readSite(s, viewer, params.siteId),
  'PATCH /sites/:siteId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeSite(tx, viewer, params.siteId, ifMatch, body),
  'POST /sites/batch': ({ viewer, rows }) =>
    writeRows(s.store, viewer.companyId, rows, (tx, row) => writeSite(tx, viewer, row)),
});
