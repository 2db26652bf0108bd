import type { outboxApi } from '@parvis/sdk/contract';
import type { Handlers } from '../http/handlers.ts';
import { pageOf, positionOf } from '../paging.ts';
import { parseSearchQuery } from '../search/search.query.ts';
import type { Services } from '../services.ts';
import { findMails, readMail, retryMail, viewMails } from './outbox.rules.ts';

export const outboxRoutes = (s: Services): Handlers<typeof outboxApi> => ({
  'GET /outbox': async ({ viewer, query: { q, status, customerId, limit, cursor } }) => {
    const list = `outbox ${status ?? ''} ${customerId ?? ''} ${q ?? ''}`;
    const before = positionOf<[string, string]>(s.sealer, list, cursor);
    const query = parseSearchQuery(q, { phones: true });
    const found = await findMails(s, viewer, query, { status, customerId, limit, before });
    const views = await viewMails(s, viewer.companyId, found.slice(0, limit));
    return pageOf(s.sealer, list, found, limit, {
      position: ({ createdAt, id }) => [createdAt, id],
      view: ({ id }) => views.get(id)!,
    });
  },

  'GET /outbox/:mailId': ({ viewer, params }) => readMail(s, viewer, params.mailId),

  'POST /outbox/:mailId/attempts':
    ({ viewer, params }) =>
    (tx) =>
      retryMail(tx, viewer, params.mailId),
});
