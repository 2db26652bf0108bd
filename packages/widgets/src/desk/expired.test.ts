/** A session that ends while somebody is at work. */
import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { api, appears, button, find, focused, gate, now, shows, submit, textOf, type } from '../testing/desk.ts';
import { rigPassword } from '../testing/rig.ts';
import { until } from '../testing/until.ts';
import type { Desk } from './desk.ts';

const signIn = async (desk: Desk, member: number) => {
  type(await appears('#email', desk.shadowRoot!), api.world.members[member]!.email);
  type(await appears('#password', desk.shadowRoot!), rigPassword);
  submit(find('#password', desk.shadowRoot!)!);
};
/** The desk with a form that somebody types in as the session ends. */
const typing = async () => {
  const desk = await gate();
  await signIn(desk, 0);
  await shows(desk, 'À planifier');
  const customer = api.world.customers[0]!;
  desk.place = { section: 'customers', id: customer.id };
  (await appears(`[data-opens="${customer.id}"]`, desk.shadowRoot!)).click();
  const city = await appears('[id="address.city"]', desk.shadowRoot!);
  city.focus();
  type(city, 'Brindas');
  const { fetch } = api;
  api.fetch = async (...asked) => {
    if (asked[1]?.method === 'PATCH') {
      api.fetch = fetch;
      await api.endSessions();
    }
    return fetch(...asked);
  };
  submit(city);
  await shows(desk, 'Votre session est terminée.');
  return { desk, customer, city };
};

describe('a session that ends by itself', () => {
  afterEach(() => {
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('keeps what was being written for who signs in again, and gives the keyboard back', async () => {
    const { desk, customer, city } = await typing();
    await until(() => focused()?.id === 'email', 'the keyboard is where signing in begins');
    // The stream ended with the session, not for want of a network.
    dispatchEvent(new Event('offline'));
    await desk.updateComplete;
    expect(textOf(desk)).not.to.include('Pas de réseau');
    dispatchEvent(new Event('online'));
    await accessible(desk);
    await signIn(desk, 0);
    await until(() => !find('.again', desk.shadowRoot!), 'the desk is there again');
    expect((city as HTMLInputElement).value).to.equal('Brindas');
    await until(() => focused() === city, 'the keyboard is where it was');
    await shows(desk, 'rien n’a été enregistré. Recommencez.');
    submit(city);
    await until(async () => (await now.customer(customer)).address.city === 'Brindas', 'it is saved');
  });

  it('shows nothing of it to somebody else', async () => {
    const { desk, city } = await typing();
    await signIn(desk, 1);
    await until(() => !find('.again', desk.shadowRoot!), 'the desk is there again');
    expect(city.isConnected).to.equal(false);
  });

  it('is not what signing out is', async () => {
    const desk = await gate();
    await signIn(desk, 0);
    (await button(desk, 'Se déconnecter')).click();
    await shows(desk, 'Se connecter au bureau');
    expect(textOf(desk)).not.to.include('Votre session est terminée.');
    expect(find('.frame', desk.shadowRoot!) === undefined).to.equal(true);
  });
});
