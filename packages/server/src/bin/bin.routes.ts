import type { binApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { listBinned } from './bin.rules.ts';

export const binRoutes = (s: Services): Handlers<typeof binApi> => ({
  'GET /bin': ({ viewer, query }) => listBinned(s, viewer, query),
});
