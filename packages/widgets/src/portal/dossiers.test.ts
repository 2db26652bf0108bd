/** Dossiers in the portal: the tab, and what a link to one of them shows. */
import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { all, clean, find, focused, query, show, textOf, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import type { Portal } from './portal.ts';

describe('dossiers in the portal', () => {
  beforeEach(() => history.pushState(null, '', location.pathname + location.search));
  afterEach(() => {
    clean();
    history.pushState(null, '', location.pathname + location.search);
  });

  const create = (api: Rig, name: string, customer = 0) =>
    api.office.dossiers.create({ name, customerIds: [api.world.customers[customer]!.id] });
  const open = (api: Rig, width = 1100) => show<Portal>('parvis-portal', api, { width, attributes: { routing: '' } });
  async function openTab(portal: Portal) {
    (await find(portal, '#tab-dossiers')).click();
    return find(portal, 'parvis-places');
  }
  const names = (places: Element) => all(places, '.place > :first-child').map((name) => textOf(name));

  it('have a tab with their number where there are any, and none where there are none', async () => {
    const api = await serve();
    await create(api, 'Chez un autre', 1);
    const portal = await open(api);
    await find(portal, '[role="tablist"]');
    expect(query(portal, '#tab-dossiers') === null).to.equal(true);
    // Live: the company opens one.
    await create(api, 'Salle de bains');
    expect(textOf(await find(portal, '#tab-dossiers'))).to.match(/^Dossiers\s+1$/);
  });

  for (const width of [390, 1100])
    it(`are listed, the newest first, and one is opened and left, at ${width} pixels`, async () => {
      const api = await serve();
      const old = await create(api, 'Chaufferie');
      await api.office.dossiers.update(old, { status: 'closed' });
      await create(api, 'Salle de bains');
      const portal = await open(api, width);
      const places = await openTab(portal);
      await find(places, '.place');
      expect(names(places)).to.deep.equal(['Salle de bains', 'Chaufferie']);
      expect(textOf(all(places, '.place')[1]!)).to.match(/n°\s\d+ · clos$/);
      await accessible(portal);

      all(places, '.place')[1]!.click();
      const dossier = await find(places, 'parvis-dossier');
      await find(dossier, 'dl');
      expect(textOf(query(places, 'h3')!)).to.equal('Chaufferie');
      expect(query(dossier, 'h2') === null, 'its name is said once').to.equal(true);
      await until(() => location.hash === `#/dossiers/${old.id}`);
      await accessible(portal);
      if (width < 720) {
        query(places, '.back')!.click();
        await until(() => focused() === all(places, '.place')[1]);
        await until(() => location.hash === '#/dossiers');
      }
    });

  it('are gone to by an address, with the intervention that is open in one', async () => {
    const api = await serve();
    const one = await create(api, 'Salle de bains');
    await create(api, 'Chaufferie');
    const job = await api.office.interventions.create({
      customerId: api.world.customers[0]!.id,
      description: 'Dépose de la baignoire',
      dossierId: one.id,
    });
    const hash = `#/dossiers/${one.id}/${job.id}`;
    history.pushState(null, '', hash);
    const portal = await open(api);
    const places = await find(portal, 'parvis-places');
    const list = await find(places, 'parvis-dossier >>> parvis-interventions');
    expect(textOf(await find(list, 'parvis-intervention-sheet >>> article'))).to.include('Dépose de la baignoire');
    expect(location.hash).to.equal(hash);
    query(list, '[aria-label="Fermer"]')!.click();
    await until(() => location.hash === `#/dossiers/${one.id}`);
  });

  it('are opened at once where there is one alone', async () => {
    const api = await serve();
    await create(api, 'Salle de bains');
    const places = await openTab(await open(api, 390));
    await find(places, 'parvis-dossier >>> dl');
    expect(textOf(query(places, 'h3')!)).to.equal('Salle de bains');
    for (const part of ['.list', '.back']) expect(query(places, part)!.checkVisibility()).to.equal(false);
  });

  it('say so where one cannot be read, and show it once it can be', async () => {
    const api = await serve();
    await create(api, 'Salle de bains');
    api.fail('GET /dossiers/:dossierId', 500);
    const places = await openTab(await open(api));
    const dossier = await find(places, 'parvis-dossier');
    (await find(dossier, '[role="alert"] button')).click();
    api.recover();
    (await find(dossier, '[role="alert"] button')).click();
    await find(dossier, 'dl');
  });

  it('are what a link to one shows: it alone, with its name first', async () => {
    const api = await serve();
    const { id } = await create(api, 'Salle de bains');
    const customer = api.world.customers[0]!;
    const job = await api.office.interventions.create({
      customerId: customer.id,
      description: 'Dépose de la baignoire',
      dossierId: id,
    });
    const contactId = customer.contacts[0]!.id;
    const { url } = await api.office.links.create({ contactId, scope: { kind: 'dossier', id } });
    const portal = await show<Portal>('parvis-portal', { ...api, fetch: api.fetch, link: () => url! }, { width: 1100 });
    const dossier = await find(portal, 'parvis-dossier');
    expect(textOf(await find(dossier, 'h2'))).to.equal('Salle de bains');
    expect(query(portal, '[role="tablist"]') === null).to.equal(true);
    const list = await find(dossier, 'parvis-interventions');
    (await find(list, '.line')).click();
    await find(list, 'parvis-intervention-sheet >>> article');
    expect(textOf(query(list, '#title')!)).to.include(String(job.number));
    await find(dossier, 'parvis-thread >>> textarea');
    await accessible(portal);
  });
});
