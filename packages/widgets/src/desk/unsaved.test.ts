/** What is typed and not saved is left by nobody who was not asked. */
import { expect } from '@open-wc/testing';
import { api, appears, button, find, gate, open, shows, submit, type } from '../testing/desk.ts';
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
const ofCustomer = async () => {
  const world = sampleWorld();
  const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
  return { desk, ...(await typing(desk)) };
};

describe('what is typed at the desk and not saved', () => {
  beforeEach(() => (asked = []));
  afterEach(() => {
    window.confirm = confirm;
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('stays, and the desk with it, unless the reader says otherwise', async () => {
    const { desk, city } = await ofCustomer();
    answering(false);
    navLink(desk, 'outbox').click();
    await desk.updateComplete;
    expect(asked).to.have.length(1);
    expect(desk.place.section).to.equal('customers');
    expect(city.isConnected).to.equal(true);
    answering(true);
    navLink(desk, 'outbox').click();
    await until(() => desk.place.section === 'outbox', 'the desk is elsewhere');
  });

  it('is not left for another row unasked', async () => {
    const { desk, customer } = await ofCustomer();
    answering(false);
    const other = api.world.customers.find(({ id }) => id !== customer.id)!;
    (await appears(`a.line[href$="${other.id}"]`, desk.shadowRoot!)).click();
    expect(asked).to.have.length(1);
    expect(desk.place.id).to.equal(customer.id);
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

  it('is not left by the browser’s way back unasked', async () => {
    const desk = await gate();
    type(await appears('#email', desk.shadowRoot!), api.world.members[0]!.email);
    type(find('#password', desk.shadowRoot!)!, rigPassword);
    submit(find('#password', desk.shadowRoot!)!);
    await shows(desk, 'À planifier');
    navLink(desk, 'customers').click();
    const id = api.world.customers[0]!.id;
    (await appears(`a.line[href$="${id}"]`, desk.shadowRoot!)).click();
    const { city } = await typing(desk);
    answering(false);
    history.back();
    await until(() => asked.length > 0, 'it is asked');
    expect(location.hash).to.equal(`#/customers/${id}`);
    expect(desk.place).to.deep.equal({ section: 'customers', id });
    expect(city.isConnected).to.equal(true);
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
    submit(phone);
    await shows(desk, 'C’est enregistré.');
    await until(() => !isHeld(), 'nothing is left to be saved');
  });

  it('waits in a dialog that was closed by accident while a row is opened, and is not left for another section', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: null }, { world });
    answering(false);
    (await button(desk, 'Créer un client')).click();
    const name = await appears('#lastName', desk.shadowRoot!);
    type(name, 'Roux');
    (find('dialog', find('parvis-desk-new-customer', desk.shadowRoot!)!.shadowRoot!) as HTMLDialogElement).close();
    (await appears(`a.line[href$="${world.customers[0]!.id}"]`, desk.shadowRoot!)).click();
    expect([asked, desk.place.id]).to.deep.equal([[], world.customers[0]!.id]);
    navLink(desk, 'outbox').click();
    expect([asked.length, desk.place.section]).to.deep.equal([1, 'customers']);
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
