import { expect } from '@open-wc/testing';
import { appears, api, button, choose, find, open, submit, type } from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';

describe('a new intervention', () => {
  it('keeps equipment of the site that is chosen after it, and drops that of another', async () => {
    const world = sampleWorld();
    const { customerId } = world.sites.find(
      ({ customerId: of }) => world.sites.filter((each) => each.customerId === of).length > 1,
    )!;
    const [here, there] = world.sites.filter((each) => each.customerId === customerId);
    const at = (site: typeof here) => world.equipment.find((each) => each.site?.id === site!.id)!;
    const customer = world.customers.find(({ id }) => id === customerId)!;
    const desk = await open({ section: 'interventions', id: null }, { world });
    (await button(desk, 'Créer une intervention')).click();
    type(await appears('#customer', desk.shadowRoot!), customer.name);
    (await appears('[role="option"]', desk.shadowRoot!)).click();
    const equipment = (await appears('#equipmentId', desk.shadowRoot!)) as HTMLSelectElement;
    const site = find('#siteId', desk.shadowRoot!)!;
    choose(equipment, at(here).id);
    choose(site, here!.id);
    await until(() => ![...equipment.options].some(({ value }) => value === at(there).id), 'others are not offered');
    expect(equipment.value).to.equal(at(here).id);
    choose(site, there!.id);
    await until(() => [...equipment.options].some(({ value }) => value === at(there).id), 'those there are offered');
    await until(() => equipment.value === '', 'none is chosen');
    const description = find('#description', desk.shadowRoot!)!;
    type(description, 'Fuite à la cave');
    submit(description);
    await until(() => api.calls.some(({ route }) => route === 'POST /interventions'), 'it is sent');
    const sent = api.calls.find(({ route }) => route === 'POST /interventions')!.body;
    expect(sent).to.deep.include({ siteId: there!.id }).and.not.to.have.property('equipmentId');
  });
});
