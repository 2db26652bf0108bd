/** What customers, sites and equipment have in common: whose they are, and how they are written in bulk. */
import type { ProblemCode } from '../contract/index.ts';
import { ParvisError } from '../errors.ts';
import { invalid, type Asker, type State } from './state.ts';

export const whole = <A extends object>(address: A) => ({ line2: '', country: 'FR', ...address });
export const reached = <C extends object>(contact: C | null) => contact && { phone: '', email: '', ...contact };

export const customerNamed = (state: State, id: string | undefined, field: string) => {
  const customer = state.world.customers.find((each) => each.id === id);
  if (!customer) throw invalid(field, 'unknown-reference');
  return customer;
};
export const about = (customerId: string, siteId: string | null = null) => ({ customerId, siteId, assigneeId: null });

export const inScope = (asker: Asker, customerId: string, siteId: string | null) =>
  asker.kind !== 'contact' ||
  (asker.customerId === customerId && (asker.scope.kind === 'customer' || asker.scope.id === siteId));

/** Rows by their `externalId`: what is known is changed, the rest added. */
export const batch = <Row extends { externalId: string }, T extends { id: string; externalId: string | null }>(
  state: State,
  rows: Row[],
  known: (state: State) => T[],
  change: (thing: T, row: Row) => void,
  add: (row: Row) => unknown,
) => ({
  results: rows.map((row, index) => {
    const { externalId } = row;
    const thing = known(state).find((each) => each.externalId === externalId);
    const answer = { index, externalId, id: thing?.id ?? null, problem: null };
    try {
      if (!thing) {
        void add(row);
        const id = known(state).find((each) => each.externalId === externalId)?.id ?? null;
        return { ...answer, id, outcome: 'created' as const };
      }
      const before = JSON.stringify({ ...thing, version: 0 });
      change(thing, row);
      const same = JSON.stringify({ ...thing, version: 0 }) === before;
      return { ...answer, outcome: same ? ('unchanged' as const) : ('updated' as const) };
    } catch (error) {
      if (!(error instanceof ParvisError)) throw error;
      const { code, errors } = error;
      return { ...answer, outcome: 'refused' as const, problem: { code: code as ProblemCode, errors } };
    }
  }),
});
export const byExternalId = <T extends { externalId: string | null; id: string }>(
  things: T[],
  externalId?: string | null,
) => (externalId ? things.find((each) => each.externalId === externalId)?.id : undefined);

/** For a route that another one calls. */
export const within = (state: State, asker: Asker) => ({
  state,
  asker,
  id: '',
  token: '',
  ifMatch: 0,
  content: null,
  query: new URLSearchParams(),
});
