import type { Site } from '../contract/index.ts';
import { about, batch, byExternalId, customerNamed, inScope, reached, whole, within } from './records.ts';
import { append, changed, found, invalid, paged, without, type Handlers } from './state.ts';

export const siteRoutes: Handlers<
  'GET /sites' | 'POST /sites' | 'GET /sites/:siteId' | 'PATCH /sites/:siteId' | 'POST /sites/batch'
> = {
  'GET /sites': ({ state, asker, input }) =>
    paged(
      state.world.sites
        .filter(
          (site) =>
            inScope(asker, site.customerId, site.id) && (!input.customerId || site.customerId === input.customerId),
        )
        .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
      input,
    ),
  'POST /sites': ({ state, asker, input }) => {
    const customer = customerNamed(state, input.customerId, 'customerId');
    if (!input.name.trim()) throw invalid('name', 'required');
    const site: Site = {
      id: state.newId('site'),
      customerId: customer.id,
      name: input.name,
      address: whole(input.address),
      contact: reached(input.contact ?? null),
      externalId: input.externalId ?? null,
      version: 1,
    };
    state.world.sites.push(site);
    append(state, asker.id, 'site.created', site.id, about(customer.id, site.id));
    return site;
  },
  'GET /sites/:siteId': ({ state, asker, id }) =>
    found(state.world.sites.find((site) => site.id === id && inScope(asker, site.customerId, site.id))),
  'PATCH /sites/:siteId': ({ state, asker, id, input, ifMatch }) => {
    const { address, contact, ...plain } = input;
    const site = changed(
      state.world.sites.find((each) => each.id === id),
      ifMatch,
      {
        ...plain,
        ...(address && { address: whole(address) }),
        ...(contact !== undefined && { contact: reached(contact) }),
      },
    );
    append(state, asker.id, 'site.changed', id, about(site.customerId, id), Object.keys(input));
    return site;
  },
  'POST /sites/batch': ({ state, asker, input }) =>
    batch(
      state,
      input.rows,
      ({ world }) => world.sites,
      (site, { address, contact, ...row }) => {
        Object.assign(
          site,
          without(row, 'customerExternalId'),
          address && { address: whole(address) },
          contact && { contact: reached(contact) },
        );
      },
      ({ customerExternalId, name = '', address, ...row }) => {
        if (!address) throw invalid('address', 'required');
        const customer = customerNamed(
          state,
          byExternalId(state.world.customers, customerExternalId),
          'customerExternalId',
        );
        return siteRoutes['POST /sites']({
          ...within(state, asker),
          input: { ...row, customerId: customer.id, name, address },
        });
      },
    ),
};
