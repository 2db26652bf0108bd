import type { companyApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { readCard } from './company.card.ts';
import { drawLogos, serveLogo } from './company.logo.ts';
import { changeCompany, readCompany } from './company.rules.ts';

export const companyRoutes = (s: Services): Handlers<typeof companyApi> => ({
  'GET /company': ({ viewer }) => readCompany(s.store, viewer.companyId),
  'PATCH /company': async ({ viewer, ifMatch, body }) => {
    const logos = await drawLogos(s, viewer, body.logo);
    const company = await s.store.transaction((tx) => changeCompany(tx, viewer, ifMatch, body, logos));
    // Who is answered may let their page ask at once. What is kept stays kept, though it cannot be read at the moment.
    await s.origins.refresh()?.catch(() => {});
    return company;
  },
  'GET /companies/:companyId/logos/:logoId': ({ params, request }) =>
    serveLogo(s, params.companyId, params.logoId, request),
  'POST /companies/cards': ({ body, request }) => readCard(s, request, body),
});
