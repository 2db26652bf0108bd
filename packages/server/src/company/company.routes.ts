import type { companyApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { changeCompany, readCompany } from './company.rules.ts';

export const companyRoutes = ({ store, origins }: Services): Handlers<typeof companyApi> => ({
  'GET /company': ({ viewer }) => readCompany(store, viewer.companyId),
  'PATCH /company': async ({ viewer, ifMatch, body }) => {
    const company = await store.transaction((tx) => changeCompany(tx, viewer, ifMatch, body));
    // Who is answered may let their page ask at once. What is kept stays kept, though it cannot be read at the moment.
    await origins.refresh()?.catch(() => {});
    return company;
  },
});
