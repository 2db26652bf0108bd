/** What the page's address says of the portal, and what it makes of it. */
import { expect } from '@open-wc/testing';
import type { InterventionForm } from '../intervention/intervention-form.ts';
import type { Portal } from '../portal/portal.ts';
import { all, clean, find, focused, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import { largeWorld } from '../testing/worlds.ts';

const { origin, pathname, search } = location;
const bare = `${origin}${pathname}${search}`;
/** As a browser has it that comes to a page: the entries before are another's. */
const arrive = (hash: string) => history.pushState(null, '', bare + hash);
const open = (
  api: Rig,
  {
    width = 1100,
    tag = 'parvis-portal',
    attributes = {},
    link = 'customer',
  }: { width?: number; tag?: string; attributes?: Record<string, string>; link?: 'customer' | null } = {},
) => show<Portal>(tag, api, { width, link, attributes: { routing: '', ...attributes } });
/** Loaded anew, in the tab that remembers its link. */
const reload = async (api: Rig, options: Parameters<typeof open>[1] = {}) => {
  document.body.replaceChildren();
  return open(api, { ...options, link: null });
};
const at = (hash: string) => until(() => location.hash === hash, `${hash} is the address, which is ${location.hash}`);
const own = ({ world }: Rig) => world.interventions.filter(({ customerId }) => customerId === world.customers[0]!.id);
const sheet = (portal: Portal) => query(portal, 'parvis-interventions >>> parvis-intervention-sheet');

describe('the address of a page with `routing`', () => {
  beforeEach(() => arrive(''));
  afterEach(() => {
    Reflect.deleteProperty(history, 'pushState');
    clean();
    arrive('');
  });

  for (const [name, width] of [
    ['phone', 390],
    ['desktop', 1100],
  ] as const) {
    it(`says which intervention is open; back closes it, forward opens it again, a reload keeps it, ${name}`, async () => {
      const api = await serve();
      const portal = await open(api, { width });
      const list = await find(portal, 'parvis-interventions');
      (await find(list, '.line')).click();
      await until(() => /^#\/interventions\/[\da-f-]{36}$/.test(location.hash));
      const { hash } = location;
      await find(portal, 'parvis-interventions >>> parvis-intervention-sheet >>> article');
      history.back();
      await until(() => !sheet(portal));
      expect(location.href).to.equal(bare);
      await until(() => focused() === all(list, '.line')[0]);
      history.forward();
      await at(hash);
      await until(() => sheet(portal));

      const again = await reload(api, { width });
      const shown = await find(again, 'parvis-interventions >>> parvis-intervention-sheet >>> article');
      const job = own(api).find(({ id }) => hash.endsWith(id))!;
      expect(textOf(shown)).to.include(job.description);
      expect(location.hash).to.equal(hash);
      // What is closed by hand was opened by an entry of the history, which it goes back over.
      const before = history.length;
      query(again, 'parvis-interventions >>> [aria-label="Fermer"]')!.click();
      await at('');
      expect(history.length).to.equal(before);
      await until(() => !sheet(again));
    });
  }

  it('says the tab, the site that is chosen there, and the intervention of it; back goes the same way', async () => {
    const api = await serve();
    const portal = await open(api);
    (await find(portal, '#tab-sites')).click();
    await at('#/sites');
    const places = await find(portal, 'parvis-places');
    (await find(places, '.place')).click();
    const { id } = api.world.sites.find(({ name }) => textOf(query(places, '.place span')!) === name)!;
    await at(`#/sites/${id}`);
    (await find(places, 'parvis-interventions >>> .line')).click();
    await until(() => location.hash.startsWith(`#/sites/${id}/`));
    const { hash } = location;

    const again = await reload(api);
    const shown = await find(again, 'parvis-places >>> parvis-interventions >>> parvis-intervention-sheet >>> article');
    expect(textOf(shown)).to.include(own(api).find((job) => hash.endsWith(job.id))!.description);
    expect(location.hash).to.equal(hash);
    // Nothing else was asked for than what is shown.
    expect(query(again, '#panel-interventions parvis-interventions') === null).to.equal(true);
    history.back();
    await at(`#/sites/${id}`);
    await until(() => !query(again, 'parvis-places >>> parvis-interventions >>> parvis-intervention-sheet'));
    history.back();
    await at('#/sites');
    await until(() => !query(again, 'parvis-places >>> h3'));
    history.back();
    await at('');
    await until(() => query(again, '#tab-interventions')!.ariaSelected === 'true');
  });

  it('says what is searched and how the list is filtered, in one entry, and begins with it', async () => {
    const api = await serve(largeWorld({ interventions: 12 }));
    const portal = await open(api);
    const list = await find(portal, 'parvis-interventions');
    const before = history.length;
    type(await find<HTMLInputElement>(list, 'input[type="search"]'), 'cuisine');
    await at('#/interventions?q=cuisine');
    type(query<HTMLSelectElement>(list, 'select[name="order"]')!, 'oldest');
    await at('#/interventions?q=cuisine&order=oldest');
    expect(history.length).to.equal(before);

    const calls = api.calls.length;
    const again = await reload(api, { width: 390 });
    const narrowed = await find(again, 'parvis-interventions');
    await until(() => all(narrowed, '.line').length === 1);
    const asked = api.calls.slice(calls).filter(({ route }) => route === 'GET /interventions');
    // One a group.
    expect(asked).to.have.length(2);
    expect(query<HTMLInputElement>(again, 'parvis-interventions >>> input')!.value).to.equal('cuisine');
  });

  it('shows the filter that it says, the names of sites too', async () => {
    const api = await serve();
    const [, flat] = api.world.sites;
    arrive(`#/interventions?status=finished&siteId=${flat!.id}`);
    const portal = await open(api, { width: 390 });
    const list = await find(portal, 'parvis-interventions');
    const site = await find<HTMLSelectElement>(list, 'select[name="siteId"]');
    await until(() => site.selectedOptions[0]?.text === flat!.name);
    expect(site.checkVisibility()).to.equal(true);
    expect(all(list, '.line').every((line) => textOf(line).includes(flat!.name))).to.equal(true);
  });

  it('opens the form, which back closes with what was written kept', async () => {
    const api = await serve();
    const portal = await open(api);
    (await find(portal, '[part="create"]')).click();
    await at('#/interventions/new');
    const form = await find<InterventionForm>(portal, 'dialog[open] parvis-intervention-form');
    type(await find<HTMLTextAreaElement>(form, 'textarea'), 'Le volet roulant coince');
    await find(form, '[part="submit"][aria-disabled="false"]');
    history.back();
    await until(() => !query(portal, 'dialog.form'));
    const again = await reload(api);
    await find(again, 'parvis-interventions >>> .line');
    arrive('#/interventions/new');
    const anew = await reload(api);
    const field = await find<HTMLTextAreaElement>(anew, 'dialog[open] parvis-intervention-form >>> textarea');
    await until(() => field.value === 'Le volet roulant coince');
  });

  it('is not written anew while back is followed: a sheet that closes is no longer where one is', async () => {
    const portal = await open(await serve());
    (await find(portal, '[part="create"]')).click();
    await at('#/interventions/new');
    await find(portal, 'dialog[open] parvis-intervention-form');
    const pushed: unknown[] = [];
    history.pushState = (...entry) => void pushed.push(entry[2]);
    history.back();
    await at('');
    await until(() => !query(portal, 'dialog.form'));
    // The dialog tells that it has closed in a task of its own.
    await new Promise((later) => setTimeout(later));
    expect(pushed).to.deep.equal([]);
  });

  it('goes along with the hands of who is quick', async () => {
    const portal = await open(await serve());
    const list = await find(portal, 'parvis-interventions');
    (await find(list, '.line')).click();
    await until(() => location.hash);
    const first = location.hash;
    // Closed, and another one opened before the browser has gone back.
    query(list, '[aria-label="Fermer"]')!.click();
    await portal.updateComplete;
    all(list, '.line')[1]!.click();
    await until(() => location.hash && location.hash !== first);
    await until(() => sheet(portal));
    history.back();
    await at('');
    await until(() => !sheet(portal));
  });

  it('of what is gone shows that it is, and lets one go on', async () => {
    arrive('#/interventions/0192f0c2-0000-7000-8000-00000000000b?status=unknown&order=unknown');
    const portal = await open(await serve());
    await until(() => textOf(portal).includes('n’est plus accessible'));
    query(portal, 'parvis-interventions >>> [aria-label="Fermer"]')!.click();
    await find(portal, 'parvis-interventions >>> .line');
  });

  it('does not show a tab that the company has switched off', async () => {
    const api = await serve();
    await api.office.company.update(await api.office.company.get(), { options: { sites: false } });
    arrive('#/sites');
    const portal = await open(api);
    await find(portal, 'parvis-interventions >>> .line');
    expect(query(portal, '#tab-sites') === null).to.equal(true);
  });
});

describe('the address of the host', () => {
  beforeEach(() => arrive(''));
  afterEach(() => {
    clean();
    arrive('');
  });

  it('and its history are not touched without `routing`', async () => {
    arrive('#/sites');
    history.replaceState({ host: 1 }, '');
    const portal = await show<Portal>('parvis-portal', await serve(), { width: 1100 });
    const before = history.length;
    (await find(portal, 'parvis-interventions >>> .line')).click();
    await find(portal, 'parvis-interventions >>> parvis-intervention-sheet >>> article');
    query(portal, '#tab-equipment')!.click();
    await find(portal, 'parvis-places >>> .place');
    expect([location.hash, history.length, history.state]).to.deep.equal(['#/sites', before, { host: 1 }]);
  });

  it('keeps its state in the entries that are made of it, and its own anchors', async () => {
    arrive('#contact');
    history.replaceState({ router: { key: 'a' } }, '');
    const portal = await open(await serve());
    (await find(portal, 'parvis-interventions >>> .line')).click();
    await until(() => location.hash.startsWith('#/'));
    expect(history.state).to.deep.include({ router: { key: 'a' } });
    // Someone presses an anchor of the page: nothing of the portal moves.
    location.hash = '#contact';
    await new Promise((went) => addEventListener('hashchange', went, { once: true }));
    expect(sheet(portal) === null).to.equal(false);
    history.back();
    await until(() => location.hash.startsWith('#/'));
    history.back();
    await until(() => !sheet(portal));
    expect(location.hash).to.equal('#contact');
    expect(history.state).to.deep.include({ router: { key: 'a' } });
  });

  it('stays that of a router of its own', async () => {
    arrive('#/espace');
    const portal = await open(await serve());
    (await find(portal, 'parvis-interventions >>> .line')).click();
    await find(portal, 'parvis-interventions >>> parvis-intervention-sheet >>> article');
    expect(location.hash).to.equal('#/espace');
  });

  it('is one portal’s alone, and the other’s once that has left', async () => {
    const api = await serve();
    const [first, second] = [await open(api), await open(api, { link: null })];
    (await find(second, '#tab-sites')).click();
    await find(second, 'parvis-places >>> .place');
    (await find(first, '#tab-equipment')).click();
    await at('#/equipment');
    history.back();
    await at('');
    await until(() => query(first, '#tab-interventions')!.ariaSelected === 'true');
    expect(query(second, '#tab-sites')!.ariaSelected).to.equal('true');
    first.remove();
    query(second, '#tab-equipment')!.click();
    await at('#/equipment');
  });

  it('never has the link again', async () => {
    const api = await serve();
    const link = api.link();
    arrive(new URL(link).hash);
    const portal = await show<Portal>('parvis-portal', api, {
      width: 1100,
      link: null,
      attributes: { routing: '', session: 'cookie' },
    });
    const seen: string[] = [];
    (await find(portal, 'parvis-interventions >>> .line')).click();
    await until(() => location.hash.startsWith('#/'));
    seen.push(location.href);
    history.back();
    await until(() => !sheet(portal));
    seen.push(location.href);
    expect(seen.join()).to.not.include('eyJ');
    expect(JSON.stringify(history.state)).to.not.include('eyJ');
  });

  it('is cleaned of a link that a page with sessions of its own has no use for', async () => {
    const api = await serve();
    const { hash } = new URL(api.link());
    arrive(hash);
    const portal = document.createElement('parvis-portal');
    portal.api = api.origin;
    portal.routing = true;
    const [customer] = api.world.customers;
    portal.getSession = () => api.signIn({ id: customer!.contacts[0]!.id, customerId: customer!.id });
    document.body.append(portal);
    await find(portal, 'parvis-interventions >>> .line');
    await until(() => location.href === bare);
    history.replaceState(null, '', `${bare}${hash}`);
    query(portal, '#tab-sites')!.click();
    await at('#/sites');
    history.back();
    await at('');
    expect(location.href).to.equal(bare);
  });

  it('loses the place when another person comes, or who was there signs out', async () => {
    const api = await serve();
    const portal = await open(api);
    (await find(portal, '#tab-sites')).click();
    await at('#/sites');
    await portal.signOut();
    await at('');
  });

  it('says what is open in a list that stands alone', async () => {
    const api = await serve(largeWorld({ interventions: 12 }));
    await open(api, { tag: 'parvis-interventions' });
    const list = document.querySelector('parvis-interventions')!;
    type(await find<HTMLInputElement>(list, 'input[type="search"]'), 'cuisine');
    await at('#/interventions?q=cuisine');
    await until(() => all(list, '.line').length === 1);
    all(list, '.line')[0]!.click();
    await until(() => /^#\/interventions\/[\da-f-]{36}\?q=cuisine$/.test(location.hash));
    const again = await reload(api, { tag: 'parvis-interventions' });
    await find(again, 'parvis-intervention-sheet >>> article');
    history.back();
    await at('#/interventions?q=cuisine');
    await until(() => !query(again, 'parvis-intervention-sheet'));
  });
});
