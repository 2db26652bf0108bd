import type { messageApi } from '@parvis/sdk/contract';
import { takeHourly } from '../access/hourly-limit.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { listMessages, sendMessage } from './message.rules.ts';

export const messageRoutes = (s: Services): Handlers<typeof messageApi> => ({
  'GET /dossiers/:dossierId/messages': ({ viewer, params, query }) => listMessages(s, viewer, params.dossierId, query),
  'POST /dossiers/:dossierId/messages': async ({ viewer, params, body }) => {
    await takeHourly(s.throttle, viewer, 'message');
    return (tx) => sendMessage(tx, viewer, params.dossierId, body.body);
  },
});
