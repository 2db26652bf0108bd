import { expect } from '@open-wc/testing';
import type { Portal } from '../portal/portal.ts';
import { clean, find, show, textOf, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';

/** Parvis' own page in this tab: with a link, or loaded anew by what the cookie opens. */
const open = (api: Rig, link: 'customer' | null = null) =>
  show<Portal>('parvis-portal', api, { link, attributes: { session: 'cookie' } });
const says = (portal: Portal, text: string) => until(() => textOf(portal).includes(text), `not: ${text}`);
const left = (api: Rig) => Object.keys(localStorage).filter((key) => key.startsWith(`parvis-left ${api.origin} `));
const asked = (api: Rig, route: string) => api.calls.filter((call) => call.route === route).length;

/** Signed out in a page whose network is gone. */
async function leaveOffline() {
  const api = await serve();
  const portal = await open(api, 'customer');
  const button = await find(portal, 'header .bare');
  api.offline = true;
  button.click();
  await says(portal, 'Vous êtes déconnecté');
  return { api, portal };
}

describe('signing out where the server cannot be reached', () => {
  afterEach(clean);

  it('ends here at once, and is remembered', async () => {
    const { api, portal } = await leaveOffline();
    expect(left(api)).to.have.length(1);
    expect(textOf(portal)).to.not.include('Girard');
    expect(portal.connection!.client.viewer).to.equal(null);
  });

  for (const tab of ['loaded anew', 'opened beside it']) {
    it(`ends on the server before a page ${tab} is anybody’s`, async () => {
      const { api } = await leaveOffline();
      document.body.replaceChildren();
      if (tab === 'opened beside it') sessionStorage.clear();
      api.offline = false;
      const [heads, endings] = [asked(api, 'GET /portal'), asked(api, 'DELETE /session')];
      const next = await open(api);
      await find(next, 'parvis-access');
      expect(asked(api, 'DELETE /session')).to.equal(endings + 1);
      expect(asked(api, 'GET /portal')).to.equal(heads);
      expect(left(api)).to.deep.equal([]);
    });
  }

  it('ends on the server by itself when the network is back', async () => {
    const { api } = await leaveOffline();
    api.offline = false;
    dispatchEvent(new Event('online'));
    await until(() => !left(api).length, 'it has ended');
    expect(asked(api, 'DELETE /session')).to.equal(1);
  });

  it('opens nothing as long as the server does not end it', async () => {
    const { api } = await leaveOffline();
    document.body.replaceChildren();
    sessionStorage.clear();
    api.offline = false;
    api.fail('DELETE /session', 503);
    const heads = asked(api, 'GET /portal');
    const next = await open(api);
    await find(next, '[role="alert"]');
    expect(asked(api, 'GET /portal')).to.equal(heads);
    expect(next.connection!.client.viewer).to.equal(null);
    api.recover();
    dispatchEvent(new Event('online'));
    await find(next, 'parvis-access');
    expect(left(api)).to.deep.equal([]);
  });

  it('stands in nobody else’s way', async () => {
    const { api } = await leaveOffline();
    document.body.replaceChildren();
    api.offline = false;
    api.fail('DELETE /session', 503);
    const next = await open(api, 'customer');
    await says(next, 'Girard');
    await next.refresh();
    await says(next, 'Girard');
    expect(left(api)).to.have.length(1);
  });
});
