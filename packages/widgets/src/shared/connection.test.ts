import { expect } from '@open-wc/testing';
import type { InterventionForm } from '../intervention/intervention-form.ts';
import type { Interventions } from '../intervention/interventions.ts';
import type { Portal } from '../portal/portal.ts';
import { all, clean, find, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import { sampleWorld } from '../testing/worlds.ts';
import { Connection } from './connection.ts';
import type { ParvisElement } from './element.ts';

const calls = (api: Rig, route: string) => api.calls.filter((call) => call.route === route).length;

/** A page that signs its visitors in, one of the first two customers at a time. */
function hostOf(api: Rig) {
  const contacts = api.world.customers.slice(0, 2).map((customer) => customer.contacts[0]!);
  const host = {
    contacts,
    signedIn: contacts[0],
    asked: 0,
    async session() {
      host.asked++;
      return api.signIn(host.signedIn!);
    },
  };
  return host;
}
async function embed<E extends ParvisElement>(tag: string, api: Rig, host: ReturnType<typeof hostOf>) {
  const element = document.createElement(tag) as E;
  element.api = api.origin;
  element.getSession = () => host.session();
  document.body.append(element);
  await element.updateComplete;
  return element;
}
const nameIn = async (element: Element) => textOf(await find(element, 'span.name'));

describe('a connection', () => {
  afterEach(clean);

  it('calls the newest function when another session is needed, and opens nothing for a new one alone', async () => {
    const api = await serve();
    const host = hostOf(api);
    const form = await embed<InterventionForm>('parvis-intervention-form', api, host);
    await until(() => host.asked === 1 && form.portal);
    const text = await find<HTMLTextAreaElement>(form, 'textarea');
    type(text, 'La chaudière');
    // As React gives it, at each drawing.
    let newest = 0;
    for (let drawing = 1; drawing <= 3; drawing++) {
      form.getSession = () => {
        newest = drawing;
        return host.session();
      };
      await form.updateComplete;
    }
    expect([host.asked, text.value]).to.deep.equal([1, 'La chaudière']);
    await api.endSessions();
    await form.connection!.client.call('GET /portal', null);
    expect([host.asked, newest]).to.deep.equal([2, 3]);
    expect(query(form, 'textarea') === text).to.equal(true);
  });

  it('stays with an element that is moved in its page', async () => {
    const api = await serve();
    const portal = await show<Portal>('parvis-portal', api);
    await find(portal, 'parvis-interventions >>> .line');
    const { connection } = portal;
    const elsewhere = document.createElement('section');
    document.body.append(elsewhere);
    elsewhere.append(portal);
    await find(portal, 'parvis-interventions >>> .line');
    expect(portal.connection === connection).to.equal(true);
    expect(calls(api, 'POST /session')).to.equal(1);
  });

  it('is of no use to the elements of the next page, which ask who is there', async () => {
    const api = await serve();
    const host = hostOf(api);
    const before = await embed('parvis-portal', api, host);
    const name = await nameIn(before);
    const { getSession } = before;
    // What Turbo does: another body in the place of this one, at once.
    host.signedIn = host.contacts[1];
    const after = document.createElement('parvis-portal');
    Object.assign(after, { api: api.origin, getSession });
    before.replaceWith(after);
    expect(await nameIn(after)).not.to.equal(name);
    expect(host.asked).to.equal(2);
  });

  it('reads everything again when another person has come, and shows nothing of the one before', async () => {
    const api = await serve();
    const host = hostOf(api);
    const portal = await embed<Portal>('parvis-portal', api, host);
    const form = await embed<InterventionForm>('parvis-intervention-form', api, host);
    const list = await find<Interventions>(portal, 'parvis-interventions');
    await find(list, '.line');
    const [name, rows] = [await nameIn(portal), textOf(list)];
    await find(form, '[part="submit"]');
    type(await find<HTMLTextAreaElement>(form, 'textarea'), 'Chez moi seulement');
    await until(() => Object.keys(localStorage).some((key) => key.includes(api.origin)));

    host.signedIn = host.contacts[1];
    await Promise.all([portal.refresh(), form.refresh()]);
    await until(
      () => textOf(portal).includes(host.contacts[1]!.name) && query(portal, 'parvis-interventions >>> .line'),
    );
    expect(textOf(portal)).not.to.include(name);
    expect(textOf(await find(portal, 'parvis-interventions'))).not.to.equal(rows);
    expect((await find<HTMLTextAreaElement>(form, 'textarea')).value).to.equal('');

    host.signedIn = host.contacts[0];
    await Promise.all([portal.refresh(), form.refresh()]);
    expect(await nameIn(portal)).to.equal(name);
    await until(() => query<HTMLTextAreaElement>(form, 'textarea')?.value === 'Chez moi seulement');
  });

  it('never shows what arrives late for who has left', async () => {
    const api = await serve();
    const on = { hold: true, arrive: Promise.resolve(), now: () => {} };
    Connection.fetch = async (input, init) => {
      // Settled as it leaves: what is asked later is not held.
      const held = on.hold && new Request(input).url.endsWith('/portal') ? on.arrive : undefined;
      const response = await api.fetch(input, init);
      await held;
      return response;
    };
    const host = hostOf(api);
    const portal = await embed<Portal>('parvis-portal', api, host);
    const name = await nameIn(portal);
    on.arrive = new Promise((arrive) => (on.now = arrive));
    const late = portal.connection!.readPortal().catch((error: { code: string }) => error.code);
    await until(() => calls(api, 'GET /portal') === 2);
    host.signedIn = host.contacts[1];
    on.hold = false;
    await portal.refresh();
    on.now();
    expect(await late).to.equal('viewer-changed');
    expect(await nameIn(portal)).not.to.equal(name);
  });

  it('is there again once the page has signed somebody in, and was told', async () => {
    const api = await serve();
    const host = hostOf(api);
    const portal = await embed<Portal>('parvis-portal', api, host);
    const given = portal.getSession;
    const name = await nameIn(portal);
    let isIn = false;
    portal.getSession = () => (isIn ? host.session() : null);
    await portal.updateComplete;
    await api.endSessions();
    await portal.refresh();
    await find(portal, 'parvis-access');
    isIn = true;
    portal.getSession = given;
    await portal.refresh();
    expect(await nameIn(portal)).to.equal(name);
  });

  it('says that the page’s own function failed, which is no network, and asks it again when it is pressed', async () => {
    const api = await serve();
    const host = hostOf(api);
    const portal = document.createElement('parvis-portal');
    Object.assign(portal, { api: api.origin, getSession: () => (undefined as unknown as { user: never }).user });
    document.body.append(portal);
    await until(() => textOf(portal).includes('Cette page n’a pas pu dire qui vous êtes. Réessayez.'));
    expect(query(portal, 'parvis-access') === null).to.equal(true);
    portal.getSession = () => host.session();
    await portal.updateComplete;
    (await find(portal, '.notice button')).click();
    await nameIn(portal);
  });

  for (const [what, stray] of [
    ['a 500', () => new Response('', { status: 500 })],
    ['a 403 of something between', () => new Response('Forbidden', { status: 403 })],
    ['a 408', () => new Response('', { status: 408 })],
    ['the page of a proxy', () => new Response('<h1>Sign in</h1>', { status: 401 })],
  ] as const) {
    it(`keeps what is shown, and what was written, over ${what} when the session is renewed`, async () => {
      const api = await serve();
      let strays = 0;
      let isAway = false;
      Connection.fetch = async (input, init) => {
        if (!isAway || !new Request(input).url.endsWith('/session')) return api.fetch(input, init);
        strays++;
        return stray();
      };
      const portal = await show<Portal>('parvis-portal', api);
      await find(portal, 'parvis-interventions >>> .line');
      const draft = `parvis-draft ${api.origin} x`;
      localStorage.setItem(draft, '{}');
      isAway = true;
      await api.endSessions();
      const refused = await portal.connection!.client.session.open().catch((error: object) => error);
      expect([(refused as { retryable?: boolean }).retryable, strays > 0]).to.deep.equal([true, true]);
      await portal.updateComplete;
      expect(query(portal, 'parvis-access') === null).to.equal(true);
      expect([localStorage.getItem(draft), !!query(portal, 'span.name')]).to.deep.equal(['{}', true]);
      isAway = false;
      await portal.refresh();
      expect(query(portal, 'parvis-access') === null).to.equal(true);
    });
  }

  it('is opened by itself when what stood in the way is gone', async () => {
    const api = await serve();
    let isAway = true;
    Connection.fetch = async (input, init) =>
      isAway && new Request(input).url.endsWith('/session')
        ? new Response('', { status: 403 })
        : api.fetch(input, init);
    const form = await show<InterventionForm>('parvis-intervention-form', api);
    await until(() => query(form, '.notice'));
    isAway = false;
    await until(() => form.portal);
  });

  it('reads once what many changes changed', async () => {
    const world = sampleWorld();
    world.customers[0]!.externalId = 'C1';
    const api = await serve(world);
    const portal = await show<Portal>('parvis-portal', api);
    await find(portal, 'parvis-interventions >>> .line');
    await until(() => calls(api, 'GET /live') === 1);
    const [heads, lists] = [calls(api, 'GET /portal'), calls(api, 'GET /interventions')];
    await api.office.interventions.batch(
      Array.from({ length: 40 }, (_, n) => ({ externalId: `${n}`, customerExternalId: 'C1', description: `N° ${n}` })),
    );
    await until(() => calls(api, 'GET /interventions') > lists);
    await until(() => calls(api, 'GET /portal') > heads);
    // One a group of the list.
    expect([calls(api, 'GET /portal'), calls(api, 'GET /interventions')]).to.deep.equal([heads + 1, lists + 2]);
    expect(calls(api, 'GET /interventions/:interventionId')).to.equal(0);
  });
});

describe('signing out', () => {
  afterEach(clean);

  it('asks when something is written and not yet sent, and lets it go with who wrote it', async () => {
    const api = await serve();
    const form = await show<InterventionForm>('parvis-intervention-form', api);
    await find(form, '[part="submit"]');
    type(await find<HTMLTextAreaElement>(form, 'textarea'), 'À moitié écrit');
    const drafts = () => Object.keys(localStorage).filter((key) => key.includes(api.origin)).length;
    await until(drafts);

    const stayed = form.signOut();
    const [stay] = await until(() => all(form, 'dialog button').length).then(() => all(form, 'dialog button'));
    stay!.click();
    await stayed;
    expect([drafts(), calls(api, 'DELETE /session')]).to.deep.equal([1, 0]);

    const left = form.signOut();
    await until(() => all(form, 'dialog button').length);
    all(form, 'dialog button')[1]!.click();
    await left;
    await find(form, 'parvis-access');
    await until(() => !drafts());
    expect(calls(api, 'DELETE /session')).to.equal(1);
  });

  it('that cannot reach the server, on a device that can keep nothing, says that it is not done, and is when it can', async () => {
    const api = await serve();
    const portal = await show<Portal>('parvis-portal', api, { attributes: { session: 'cookie' } });
    const name = await nameIn(portal);
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    api.offline = true;
    try {
      (await find(portal, 'header .bare')).click();
      await until(() => textOf(portal).includes('La déconnexion n’est pas terminée'));
      expect([await nameIn(portal), textOf(portal).includes('Vous êtes déconnecté')]).to.deep.equal([name, false]);
    } finally {
      Storage.prototype.setItem = setItem;
      api.offline = false;
      Reflect.deleteProperty(navigator, 'onLine');
    }
    (await find(portal, '.notice[role="alert"] button')).click();
    await until(() => textOf(portal).includes('Vous êtes déconnecté'));
  });

  it('does not ask when there is nothing to lose', async () => {
    const api = await serve();
    const portal = await show<Portal>('parvis-portal', api);
    await nameIn(portal);
    await portal.signOut();
    await until(() => textOf(portal).includes('Vous êtes déconnecté'));
  });
});
