import type { finderApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { search } from './finder.rules.ts';

export const finderRoutes = (s: Services): Handlers<typeof finderApi> => ({
  'GET /search': ({ viewer, query }) => search(s, viewer, query),
});
