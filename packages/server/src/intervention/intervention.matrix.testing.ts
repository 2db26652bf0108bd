import type { InterventionStatus } from '@parvis/sdk/contract';
import { at, nothing, oneRow, unknownFile, type Make, type MatrixRows } from '../feature.testing.ts';
import { upload } from '../files/files.matrix.testing.ts';
import { interventionAudience } from '../work/intervention.audience.ts';

/** An intervention that the caller may do something with, if they see it: given to them, or asked for by them. */
const inState =
  (given: { status: InterventionStatus; rescheduleRequested?: boolean }, ofContact = given): Make =>
  async ({ t }, { companyId, customerId, siteId, dossierId }, { as, principal, sees }, relation) => {
    const isTheirs = relation === 'mine' && sees('interventionId', relation);
    const memberId = as.kind === 'key' ? as.makerId : as.kind === 'member' ? principal.slice('member:'.length) : null;
    const { id } = await t.intervention(
      { id: customerId, companyId },
      {
        siteId,
        dossierId,
        assigneeId: isTheirs ? (memberId ?? null) : null,
        ...(as.kind === 'contact' ? ofContact : given),
      },
    );
    if (as.kind !== 'contact' || as.scope !== 'intervention' || relation !== 'mine')
      return { params: { interventionId: id } };
    const contactId = principal.slice('contact:'.length);
    const { token } = await t.session({ companyId, contactId, scope: { kind: 'intervention', id } });
    return { token, params: { interventionId: id } };
  };

const movable = inState({ status: 'scheduled' }, { status: 'requested' });
const cancelled = inState({ status: 'cancelled' });
/** Planned, with another time asked for. */
const planned = inState({ status: 'scheduled', rescheduleRequested: true });

export const matrix: MatrixRows = {
  bodies: {
    'POST /interventions': ({ customerId }, { as }) => ({
      description: 'Neuf',
      ...(as.kind !== 'contact' && { customerId }),
    }),
    'PATCH /interventions/:interventionId': nothing,
    'POST /interventions/:interventionId/moves': (_, { as }) =>
      as.kind === 'contact' ? { to: 'cancelled', reason: 'Réparé' } : { to: 'en_route' },
    'POST /interventions/:interventionId/reschedule-requests': () => ({ wish: 'Jeudi' }),
    'POST /interventions/:interventionId/files': unknownFile,
    'POST /interventions/batch': oneRow,
  },
  made: {
    'POST /interventions/:interventionId/files': upload,
    'POST /interventions/:interventionId/moves': movable,
    'POST /interventions/:interventionId/copies': cancelled,
    'GET /interventions/:interventionId/calendar': async () => ({ query: { ticket: 'none' } }),
    'POST /interventions/:interventionId/reschedule-requests': planned,
    'POST /interventions/:interventionId/reschedule-requests/refusals': planned,
  },
  changes: {
    'PATCH /interventions/:interventionId': ({ memberId }) => ({ description: 'Autre', assigneeId: memberId }),
    'POST /interventions/batch': () => ({
      externalId: 'intervention',
      customerExternalId: 'customer',
      description: 'Neuf',
    }),
  },
  references: [
    ...(['customerId', 'siteId', 'equipmentId'] as const).map((name) => ({
      route: 'POST /interventions' as const,
      name,
      field: name,
      body: at(name),
    })),
    ...(['siteId', 'equipmentId'] as const).map((name) => ({
      route: 'PATCH /interventions/:interventionId' as const,
      name,
      field: name,
      body: at(name),
    })),
    {
      route: 'PATCH /interventions/:interventionId',
      name: 'memberId',
      field: 'assigneeId',
      body: at('assigneeId'),
    },
    {
      route: 'POST /interventions/:interventionId/moves',
      name: 'memberId',
      field: 'assigneeId',
      body: (assigneeId) => ({
        to: 'scheduled',
        windowStart: '2026-12-07T08:00:00.000Z',
        windowEnd: '2026-12-07T10:00:00.000Z',
        assigneeId,
      }),
    },
  ],
  told: {
    intervention: ({ held, reads }) => ({
      audience: interventionAudience(held),
      read: reads('GET /interventions/:interventionId'),
    }),
  },
};
