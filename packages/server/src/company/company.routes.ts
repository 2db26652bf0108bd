import type { companyApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { changeCompany, readCompany } from './company.rules.ts';

export const companyRoutes = ({ store }: Services): Handlers<typeof companyApi> => ({
  'GET /company': ({ viewer }) => readCompany(store, viewer.companyId),
  'PATCH /company':
    ({ viewer, ifMatch, body }) =>
    (tx) =>
      changeCompany(tx, viewer, ifMatch, body),
});
