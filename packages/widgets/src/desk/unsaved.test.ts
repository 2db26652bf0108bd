/** What is typed and not saved is left by nobody who was not asked. */
import { expect } from '@open-wc/testing';
import { api, appears, button, find, gate, now, open, shows, signIn, submit, type } from '../testing/desk.ts';
import { rigPassword } from '../testing/rig.ts';
import { until } from '../testing/until.ts';
import { sampleWorld } from '../testing/worlds.ts';
import type { Desk } from './desk.ts';

const { confirm } = window;
let asked: string[] = [];
const answering = (answer: boolean) =>
  void (window.confirm = (question = '') => {
    asked.push(question);
    return answer;
  });
const navLink = (desk: Desk, section: string) => find(`nav a[href="#/${section}"]`, desk.shadowRoot!)!;
/** Whether the browser would ask before it closes or loads anew. */
const isHeld = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));

/** The desk with something typed in a customer's form. */
const typing = async (desk: Desk) => {
  const customer = api.world.customers[0]!;
  (await appears(`[data-opens="${customer.id}"]`, desk.shadowRoot!)).click();
  const city = await appears('[id="address.city"]', desk.shadowRoot!);
  type(city, 'Brindas');
  return { customer, city };
};
/** The form with what was typed in it, wherever it was in the meantime. */
const typedCity = async (desk: Desk) => {
  const city = (await appears('[id="address.city"]', desk.shadowRoot!)) as HTMLInputElement;
  await until(() => city.value === 'Brindas', 'what was typed is there');
  return city;
};
const ofCustomer = async () => {
  const world = sampleWorld();
  const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
  return { desk, ...(await typing(desk)) };
};

describe('what is typed at the desk and not saved', () => {
  beforeEach(() => (asked = []));
  afterEach(() => {
    window.confirm = confirm;
    sessionStorage.clear();
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('is there again when another section was gone to meanwhile, and is saved from there', async () => {
    const { desk, customer } = await ofCustomer();
    answering(false);
    navLink(desk, 'outbox').click();
    await shows(desk, 'Ce que vous avez écrit est gardé');
    expect([asked, desk.place.section]).to.deep.equal([[], 'outbox']);
    desk.place = { section: 'customers', id: customer.id };
    const again = await typedCity(desk);
    expect(isHeld()).to.equal(true);
    submit(again);
    await shows(desk, 'C’est enregistré.');
    expect((await now.customer(customer)).address.city).to.equal('Brindas');
    await until(() => !isHeld(), 'nothing is left to be saved');
    navLink(desk, 'outbox').click();
    await until(() => !find('parvis-desk-customer', desk.shadowRoot!), 'it is elsewhere');
    desk.place = { section: 'customers', id: customer.id };
    await appears(`[data-opens="${customer.id}"]`, desk.shadowRoot!);
    expect(find('form', find('parvis-desk-customer', desk.shadowRoot!)!.shadowRoot!) === undefined).to.equal(true);
  });

  it('is there again when another row was opened meanwhile, each with its own', async () => {
    const { desk, customer } = await ofCustomer();
    answering(false);
    const other = api.world.customers.find(({ id }) => id !== customer.id)!;
    (await appears(`a.line[href$="${other.id}"]`, desk.shadowRoot!)).click();
    await appears(`[data-opens="${other.id}"]`, desk.shadowRoot!);
    expect(asked).to.deep.equal([]);
    (await appears(`a.line[href$="${customer.id}"]`, desk.shadowRoot!)).click();
    await typedCity(desk);
    (await button(desk, 'Annuler')).click();
    await until(() => !isHeld(), 'it is given up');
    desk.place = { section: 'customers', id: other.id };
    await appears(`[data-opens="${other.id}"]`, desk.shadowRoot!);
    desk.place = { section: 'customers', id: customer.id };
    await appears(`[data-opens="${customer.id}"]`, desk.shadowRoot!);
  });

  it('is not left by signing out, closing or loading anew unasked', async () => {
    const desk = await gate();
    type(await appears('#email', desk.shadowRoot!), api.world.members[0]!.email);
    type(find('#password', desk.shadowRoot!)!, rigPassword);
    expect(isHeld()).to.equal(false);
    submit(find('#password', desk.shadowRoot!)!);
    await shows(desk, 'À planifier');
    desk.place = { section: 'customers', id: api.world.customers[0]!.id };
    const { city } = await typing(desk);
    expect(isHeld()).to.equal(true);
    answering(false);
    (await button(desk, 'Se déconnecter')).click();
    expect(asked).to.have.length(1);
    await desk.updateComplete;
    expect(city.isConnected).to.equal(true);
  });

  it('is there again after the way back and forth, and after the page was loaded anew', async () => {
    const desk = await gate();
    await signIn(desk);
    await shows(desk, 'À planifier');
    navLink(desk, 'customers').click();
    const id = api.world.customers[0]!.id;
    (await appears(`a.line[href$="${id}"]`, desk.shadowRoot!)).click();
    await typing(desk);
    answering(false);
    history.back();
    await until(() => desk.place.id === null, 'the list is shown');
    history.forward();
    await typedCity(desk);
    const again = document.createElement('parvis-desk');
    Object.assign(again, { lang: 'fr', api: api.origin, session: 'cookie' });
    desk.replaceWith(again);
    await typedCity(again);
    expect([asked, location.hash]).to.deep.equal([[], `#/customers/${id}`]);
    (await button(again, 'Se déconnecter')).click();
    expect(asked).to.have.length(1);
    answering(true);
    (await button(again, 'Se déconnecter')).click();
    await appears('#email', again.shadowRoot!);
    expect(Object.keys(sessionStorage).filter((name) => name.includes(' draft '))).to.deep.equal([]);
  });

  it('holds nobody once it is saved or given up', async () => {
    const { desk, city } = await ofCustomer();
    answering(false);
    submit(city);
    await until(() => !city.isConnected, 'it is saved');
    expect(isHeld()).to.equal(false);
    await typing(desk);
    (await button(desk, 'Annuler')).click();
    await until(() => !find('form', find('parvis-desk-customer', desk.shadowRoot!)!.shadowRoot!), 'it is given up');
    navLink(desk, 'outbox').click();
    expect([asked, desk.place.section]).to.deep.equal([[], 'outbox']);
  });

  it('holds nobody at the settings that stay open, once they are saved', async () => {
    const desk = await open({ section: 'settings', id: 'company' });
    answering(false);
    const phone = await appears('#phone', desk.shadowRoot!);
    type(phone, '04 78 00 00 00');
    expect(isHeld()).to.equal(true);
    navLink(desk, 'outbox').click();
    expect([asked.length, desk.place.section]).to.deep.equal([1, 'settings']);
    submit(phone);
    await shows(desk, 'C’est enregistré.');
    await until(() => !isHeld(), 'nothing is left to be saved');
  });

  it('waits in a dialog that was closed by accident while a row is opened, and another section', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: null }, { world });
    answering(false);
    (await button(desk, 'Créer un client')).click();
    const inDialog = () => find('parvis-desk-new-customer', desk.shadowRoot!)!.shadowRoot!;
    (await appears('input[value="organization"]', desk.shadowRoot!)).click();
    const name = await appears('#lastName', desk.shadowRoot!);
    type(name, 'Roux');
    (find('dialog', inDialog()) as HTMLDialogElement).close();
    (await appears(`a.line[href$="${world.customers[0]!.id}"]`, desk.shadowRoot!)).click();
    expect([asked, desk.place.id]).to.deep.equal([[], world.customers[0]!.id]);
    navLink(desk, 'outbox').click();
    navLink(desk, 'customers').click();
    (await button(desk, 'Créer un client')).click();
    const again = (await appears('#lastName', desk.shadowRoot!)) as HTMLInputElement;
    await until(() => again.value === 'Roux', 'what was typed is there');
    await until(() => find('[id="contact.lastName"]', inDialog()), 'it is an organization');
    expect(asked).to.deep.equal([]);
  });

  it('goes to what was just created without a question', async () => {
    const desk = await open({ section: 'customers', id: null });
    answering(false);
    (await button(desk, 'Créer un client')).click();
    const name = await appears('#lastName', desk.shadowRoot!);
    type(name, 'Roux');
    submit(name);
    await until(() => desk.place.id !== null, 'it is opened');
    expect(asked).to.deep.equal([]);
  });
});
