import type { fieldApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { addField, changeField } from './field.rules.ts';
import { listFields } from '../work/field.list.ts';

export const fieldRoutes = ({ store }: Services): Handlers<typeof fieldApi> => ({
  'GET /fields': async ({ viewer }) => ({ items: await listFields(store, viewer.companyId) }),
  'POST /fields':
    ({ viewer, body }) =>
    (tx) =>
      addField(tx, viewer, body),
  'PATCH /fields/:fieldId':
    ({ viewer, params, ifMatch, body }) =>
    (tx) =>
      changeField(tx, viewer, params.fieldId, ifMatch, body),
});
