import type { linkApi } from '@parvis/sdk/contract';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { Handlers } from '../http/handlers.ts';
import type { Services } from '../services.ts';
import { listLinks } from './link.list.ts';
import { draftLink, issuerOf, recordLink, revokeLink } from './link.rules.ts';

export const linkRoutes = ({ store, sealer, tokens, features }: Services): Handlers<typeof linkApi> => ({
  'GET /links': async ({ viewer, query: { customerId, limit, cursor } }) => {
    // A position belongs to the list it was made for.
    const list = `GET /links ${customerId ?? ''}`;
    const before = cursor ? (decodeCursor(sealer, list, cursor) as [string, string]) : null;
    const { items, last } = await listLinks(store, viewer, { customerId, limit, before });
    return { items, next: last && encodeCursor(sealer, list, last) };
  },
  'POST /links': async ({ viewer, body }) => {
    const by = issuerOf(features, viewer);
    const { link, portalUrl } = await draftLink(store, by, body);
    const url = body.delivery === 'copy' ? await tokens.linkUrl(link, portalUrl) : null;
    return function* (tx) {
      return { link: yield* recordLink(tx, by, link, viewer.name), url };
    };
  },
  'DELETE /links/:linkId':
    ({ viewer, params }) =>
    (tx) =>
      revokeLink(tx, issuerOf(features, viewer), params.linkId),
});
