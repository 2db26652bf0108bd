import type { portalApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import { forbidden } from '../problem.ts';
import type { Services } from '../services.ts';
import { readPortal } from './portal.rules.ts';
import { readPortalOfStakeholder } from './portal.stakeholder.ts';

export const portalRoutes = (s: Services): Handlers<typeof portalApi> => ({
  'GET /portal': ({ viewer }) => {
    if (viewer.kind === 'stakeholder') return readPortalOfStakeholder(s, viewer);
    // The policy lets nobody else come here; the compiler does not know.
    if (viewer.kind !== 'contact') throw forbidden();
    return readPortal(s, viewer);
  },
});
