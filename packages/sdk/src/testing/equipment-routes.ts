import type { Equipment } from '../contract/index.ts';
import { about, batch, byExternalId, customerNamed, inScope, within } from './records.ts';
import { append, changed, found, invalid, paged, without, type Handlers, type State } from './state.ts';

export const equipmentRoutes: Handlers<
  | 'GET /equipment'
  | 'POST /equipment'
  | 'GET /equipment/:equipmentId'
  | 'PATCH /equipment/:equipmentId'
  | 'POST /equipment/batch'
> = {
  'GET /equipment': ({ state, asker, input }) =>
    paged(
      state.world.equipment
        .filter(
          (piece) =>
            inScope(asker, piece.customerId, piece.site?.id ?? null) &&
            (!input.customerId || piece.customerId === input.customerId) &&
            (!input.siteId || piece.site?.id === input.siteId),
        )
        .toSorted((a, b) => a.kind.localeCompare(b.kind, 'fr')),
      input,
    ),
  'POST /equipment': ({ state, asker, input }) => {
    const customer = customerNamed(state, input.customerId, 'customerId');
    if (!input.kind.trim()) throw invalid('kind', 'required');
    const { brand = '', model = '', serialNumber = '', installedOn = null, warrantyUntil = null } = input;
    const piece: Equipment = {
      id: state.newId('equipment'),
      customerId: customer.id,
      site: siteRef(state, input.siteId ?? null),
      kind: input.kind,
      brand,
      model,
      serialNumber,
      installedOn,
      warrantyUntil,
      externalId: input.externalId ?? null,
      version: 1,
    };
    state.world.equipment.push(piece);
    append(state, asker.id, 'equipment.created', piece.id, about(customer.id, piece.site?.id));
    return piece;
  },
  'GET /equipment/:equipmentId': ({ state, asker, id }) =>
    found(
      state.world.equipment.find((each) => each.id === id && inScope(asker, each.customerId, each.site?.id ?? null)),
    ),
  'PATCH /equipment/:equipmentId': ({ state, asker, id, input, ifMatch }) => {
    const { siteId, ...plain } = input;
    const piece = changed(
      state.world.equipment.find((each) => each.id === id),
      ifMatch,
      { ...plain, ...(siteId !== undefined && { site: siteRef(state, siteId) }) },
    );
    append(state, asker.id, 'equipment.changed', id, about(piece.customerId, piece.site?.id), Object.keys(input));
    return piece;
  },
  'POST /equipment/batch': ({ state, asker, input }) =>
    batch(
      state,
      input.rows,
      ({ world }) => world.equipment,
      (piece, { siteExternalId, ...row }) => {
        const siteId = byExternalId(state.world.sites, siteExternalId);
        Object.assign(piece, without(row, 'customerExternalId'), siteId && { site: siteRef(state, siteId) });
      },
      ({ customerExternalId, siteExternalId, kind = '', ...row }) => {
        const customer = customerNamed(
          state,
          byExternalId(state.world.customers, customerExternalId),
          'customerExternalId',
        );
        const siteId = byExternalId(state.world.sites, siteExternalId) ?? null;
        return equipmentRoutes['POST /equipment']({
          ...within(state, asker),
          input: { ...row, customerId: customer.id, kind, siteId },
        });
      },
    ),
};

const siteRef = (state: State, siteId: string | null) => {
  if (!siteId) return null;
  const site = state.world.sites.find(({ id }) => id === siteId);
  if (!site) throw invalid('siteId', 'unknown-reference');
  return { id: site.id, name: site.name };
};
