/** The search of the whole desk, in front of the real server. */
import { expect } from '@open-wc/testing';
import { api, appears, button, find, focused, open, shows, textOf, type } from '../../testing/desk.ts';
import { until } from '../../testing/until.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import type { Desk } from '../desk.ts';

const key = (name: string, more: KeyboardEventInit = {}) =>
  (focused() ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true, ...more }),
  );
const finder = (desk: Desk) => appears('parvis-desk-finder', desk.shadowRoot!);
const ask = async (desk: Desk, q: string) => type(await appears('#ask', (await finder(desk)).shadowRoot!), q);
const options = (desk: Desk) => [
  ...(find('parvis-desk-finder', desk.shadowRoot!)?.shadowRoot?.querySelectorAll('[role="option"]') ?? []),
];
const chosen = (desk: Desk) => options(desk).find((each) => each.ariaSelected === 'true');

/** By its keys from the section that is open. */
async function opened(world = sampleWorld(), lang = 'fr') {
  const desk = await open({ section: 'inbox', id: null }, { world, lang });
  const press = await button(desk, lang === 'fr' ? 'Rechercher' : 'Search');
  press.focus();
  key('k', { ctrlKey: true });
  await until(() => focused()?.id === 'ask', 'the field has the keyboard');
  return { desk, press, world };
}
const withPhone = () => {
  const world = sampleWorld();
  const customer = world.customers.find(({ contacts }) => contacts[0]?.phone)!;
  return { world, customer, phone: customer.contacts[0]!.phone };
};

describe('the search of the whole desk', () => {
  it('opens by Ctrl+K and by ⌘K, closes by Escape, and gives the keyboard back', async () => {
    const { desk, press } = await opened();
    const dialog = (await finder(desk)).shadowRoot!.querySelector('dialog')!;
    expect(dialog.matches(':modal')).to.equal(true);
    dialog.close();
    await until(() => !find('parvis-desk-finder', desk.shadowRoot!), 'it is gone');
    expect(focused() === press).to.equal(true);
    key('k', { metaKey: true });
    await until(() => focused()?.id === 'ask', 'it is there again, empty');
  });

  it('finds who calls by the last digits of the telephone, and tells what was last, what is next and what waits', async () => {
    const { world, customer, phone } = withPhone();
    const { desk } = await opened(world);
    await ask(desk, phone.replace(/\D/g, '').slice(-6).replace(/(..)/g, '$1 '));
    await until(() => chosen(desk)?.textContent?.includes(customer.name), 'the customer is first');
    expect(chosen(desk)!.textContent).to.include(phone).and.to.include(customer.address.city);
    await until(
      () => /Dernière\s:|Prochaine\s:|Aucune intervention prévue|à planifier/.test(chosen(desk)!.textContent),
      'their course is told',
    );
    const customerId = customer.id;
    const { items } = await api.office.interventions.list({ customerId, inbox: 'true' }).page();
    expect(items.length).to.be.greaterThan(0);
    expect(chosen(desk)!.textContent).to.include(`${items.length} à planifier`);
    key('Enter');
    await until(() => desk.place.section === 'customers' && desk.place.id === customerId, 'their sheet is open');
    await until(() => !find('parvis-desk-finder', desk.shadowRoot!), 'it is gone');
  });

  it('is gone through by the arrows, round and round, and says where they are', async () => {
    const { world, customer } = withPhone();
    const { desk } = await opened(world);
    await ask(desk, customer.name.split(' ').at(-1)!);
    await until(() => options(desk).length > 1, 'more than one is found');
    const field = focused()!;
    const at = () => field.getAttribute('aria-activedescendant');
    expect([field.ariaExpanded, field.getAttribute('aria-controls'), at()]).to.deep.equal([
      'true',
      'found',
      'option-0',
    ]);
    key('ArrowDown');
    await until(() => at() === 'option-1' && chosen(desk)?.id === 'option-1', 'the second is chosen');
    key('ArrowUp');
    key('ArrowUp');
    await until(() => at() === `option-${options(desk).length - 1}`, 'from the first to the last');
    expect(focused() === field).to.equal(true);
  });

  it('opens an intervention by its exact number', async () => {
    const { desk, world } = await opened();
    const { id, number } = world.interventions[3]!;
    await ask(desk, `n° ${number}`);
    await until(() => chosen(desk)?.textContent?.includes(String(number)), 'it is first');
    (chosen(desk) as HTMLElement).click();
    await until(() => desk.place.section === 'interventions' && desk.place.id === id, 'its sheet is open');
  });

  it('shows the answer to what was typed last, whichever comes last', async () => {
    const { world, customer } = withPhone();
    const { desk } = await opened(world);
    const { fetch } = api;
    const { promise, resolve } = Promise.withResolvers<void>();
    api.fetch = async (...asked) => {
      const answer = await fetch(...asked);
      if (String(asked[0]).includes('q=nobody')) await promise;
      return answer;
    };
    await ask(desk, 'nobody');
    await until(() => api.calls.some(({ route }) => route === 'GET /search'), 'the first is asked');
    await ask(desk, customer.name);
    await until(() => chosen(desk)?.textContent?.includes(customer.name), 'the second is answered');
    resolve();
    await until(() => chosen(desk)?.textContent?.includes(customer.name), 'and stays');
    expect(textOf(await finder(desk))).to.not.include('Rien ne correspond');
  });

  it('says when nothing is found, and what failed, and asks again', async () => {
    const { desk } = await opened();
    await ask(desk, 'xyzzyx');
    await shows(desk, 'Rien ne correspond à cette recherche.');
    api.offline = true;
    await ask(desk, 'girard');
    const retry = await button(desk, 'Réessayer');
    api.offline = false;
    retry.click();
    await until(() => options(desk).length > 0, 'it is found');
    expect(textOf(await finder(desk))).to.not.include('Pas de réseau');
  });

  it('speaks English', async () => {
    const { desk } = await opened(sampleWorld(), 'en');
    await shows(desk, 'the last digits are enough');
    await ask(desk, 'xyzzyx');
    await shows(desk, 'Nothing matches this search.');
  });
});
