import type { messageApi } from '@parvis/sdk/contract';
import { takeHourly } from '../access/hourly-limit.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { editMessage, listMessages, sendMessage, withdrawMessage } from './message.rules.ts';

export const messageRoutes = (s: Services): Handlers<typeof messageApi> => ({
  'GET /dossiers/:dossierId/messages': ({ viewer, params, query }) => listMessages(s, viewer, params.dossierId, query),
  'POST /dossiers/:dossierId/messages': async ({ viewer, params, body, request }) => {
    await takeHourly(s.throttle, viewer, 'message');
    const sentUnder = request.header('idempotency-key');
    return (tx) => sendMessage(s, tx, viewer, params.dossierId, body, sentUnder);
  },
  'PATCH /messages/:messageId': async ({ viewer, params, ifMatch, body }) => {
    await takeHourly(s.throttle, viewer, 'message');
    return (tx) => editMessage(s, tx, viewer, params.messageId, ifMatch, body.body);
  },
  'DELETE /messages/:messageId':
    ({ viewer, params }) =>
    (tx) =>
      withdrawMessage(tx, viewer, params.messageId),
});
