import type { outboxApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import { pageOf, positionOf } from '../paging.ts';
import type { Services } from '../services.ts';
import { findMails, readMail, retryMail, viewMails } from './outbox.rules.ts';

export const outboxRoutes = ({ store, sealer, config }: Services): Handlers<typeof outboxApi> => ({
  'GET /outbox': async ({ viewer, query: { status, limit, cursor } }) => {
    const list = `outbox ${status ?? ''}`;
    const before = positionOf<[string, string]>(sealer, list, cursor);
    const found = await findMails(store, viewer, { status, limit, before });
    const views = await viewMails(store, config, viewer.companyId, found.slice(0, limit));
    return pageOf(sealer, list, found, limit, {
      position: ({ createdAt, id }) => [createdAt, id],
      view: ({ id }) => views.get(id)!,
    });
  },

  'GET /outbox/:mailId': ({ viewer, params }) => readMail(store, config, viewer, params.mailId),

  'POST /outbox/:mailId/attempts':
    ({ viewer, params }) =>
    (tx) =>
      retryMail(tx, viewer, params.mailId),
});
