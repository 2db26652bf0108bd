import { at, type MatrixRows } from '../feature.testing.ts';
import { linkAudience } from './link.audience.ts';

const scope = (kind: 'site' | 'intervention') => (id: string) => ({ scope: { kind, id } });

export const matrix: MatrixRows = {
  bodies: {
    // The one scope that is open to whoever sees the intervention.
    'POST /links': ({ contactId, interventionId }) => ({
      contactId,
      scope: { kind: 'intervention', id: interventionId },
    }),
  },
  made: {
    'DELETE /links/:linkId': async ({ t }, { companyId, customerId: id, interventionId }) => ({
      params: {
        linkId: (await t.link(await t.contact({ id, companyId }), { kind: 'intervention', id: interventionId })).id,
      },
    }),
  },
  references: [
    { route: 'POST /links', name: 'contactId', field: 'contactId', body: at('contactId') },
    {
      route: 'POST /links',
      name: 'stakeholderId',
      field: 'stakeholderId',
      body: (stakeholderId) => ({ stakeholderId, contactId: undefined, scope: undefined }),
    },
    { route: 'POST /links', name: 'siteId', field: 'scope.id', body: scope('site'), tooWide: 'scope' },
    { route: 'POST /links', name: 'interventionId', field: 'scope.id', body: scope('intervention') },
  ],
  told: {
    link: ({ its: { linkId }, lists }) => ({
      untoldToAssignees: true,
      audience: linkAudience,
      read: lists('GET /links', linkId),
    }),
  },
};
