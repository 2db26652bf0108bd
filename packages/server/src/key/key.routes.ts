import type { keyApi } from '@parvis/sdk/contract';
import { asMember } from '../access/rights.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { listKeys, makeOwnKey, revokeKey } from './key.rules.ts';

export const keyRoutes = ({ store }: Services): Handlers<typeof keyApi> => ({
  'GET /keys': async ({ viewer }) => ({ items: await listKeys(store, viewer.companyId) }),
  'POST /keys':
    ({ viewer, body }) =>
    (tx) =>
      makeOwnKey(tx, asMember(viewer), body),
  'DELETE /keys/:keyId':
    ({ viewer, params }) =>
    (tx) =>
      revokeKey(tx, asMember(viewer), params.keyId),
});
