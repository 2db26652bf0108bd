import { eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { nothing, reach, type Condition, type InsideViewer, type Placeholders, type Rows } from '../access/scope.ts';
import type { ContactViewer, StakeholderViewer } from '../access/viewer.ts';
import { namedByMine } from './intervention.reach.ts';
import type { Schema } from '../store/store.ts';

interface OfDossier {
  contact: Rows<ContactViewer>;
  stakeholder: Rows<StakeholderViewer>;
  assignee: Rows<InsideViewer>;
}

/**
 * Who reaches what hangs on a dossier, by the column that holds its id: whoever reaches the dossier itself.
 *
 *     export const messages = reach('messages', { part: 'messages', ...ofDossier((t) => t.messages.dossierId) });
 */
export const ofDossier = (dossierId: (t: Schema) => SQLWrapper): OfDossier => {
  const inScope = (id: string): Condition => ({
    shape: 'dossier',
    where: (t, ph) => sql`${dossierId(t)} = ${ph('inScope')}`,
    values: { inScope: id },
  });
  return {
    contact: {
      summary: 'customer: those in which theirs takes part, of a person to the main contact alone; dossier: by its id',
      of(viewer) {
        const { scope, customerId, reachesDossiers } = viewer;
        if (!reachesDossiers) return nothing.of(viewer);
        if (scope.kind === 'dossier') return inScope(scope.id);
        if (scope.kind !== 'customer') return nothing.of(viewer);
        return {
          shape: 'customer',
          where: (t, ph) => sql`${dossierId(t)} in ${dossiersOf(t, ph, 'inCustomer')}`,
          values: { inCustomer: customerId },
        };
      },
    },
    stakeholder: { summary: 'that in which they take part', of: ({ scope }) => inScope(scope.id) },
    assignee: namedByMine(dossierId, 'dossierId'),
  };
};

/** Those in which a customer takes part: a list that stands apart, found once through an index. */
export const dossiersOf = (t: Schema, ph: Placeholders, customerId: string): SQL => {
  const p = t.dossierParticipants;
  return sql`(select ${p.dossierId} from ${p} where ${eq(p.companyId, ph('inCompany'))} and ${eq(p.customerId, ph(customerId))})`;
};

export const dossiers = reach(
  'dossiers',
  ofDossier((t) => t.dossiers.id),
);
