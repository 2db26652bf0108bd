import type { keyApi } from '@parvis/sdk/contract';
import { principalOf } from '../access/viewer.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { listKeys, makeKey, revokeKey } from './key.rules.ts';

export const keyRoutes = ({ store }: Services): Handlers<typeof keyApi> => ({
  'GET /keys': async ({ viewer }) => ({ items: await listKeys(store, viewer.companyId) }),
  'POST /keys':
    ({ viewer, body }) =>
    (tx) =>
      makeKey(tx, { companyId: viewer.companyId, principal: principalOf(viewer), name: viewer.name }, body.name),
  'DELETE /keys/:keyId':
    ({ viewer, params }) =>
    (tx) =>
      revokeKey(tx, viewer, params.keyId),
});
