/** The desk by keyboard: what is pressed may go away, the keyboard never does. */
import { expect } from '@open-wc/testing';
import {
  api,
  appears,
  button,
  choose,
  find,
  focused,
  gate,
  now,
  open,
  shows,
  submit,
  textOf,
  type,
  waiting,
} from '../testing/desk.ts';
import { rigPassword } from '../testing/rig.ts';
import { until } from '../testing/until.ts';
import { sampleWorld } from '../testing/worlds.ts';

const press = async (target: HTMLElement) => {
  target.focus();
  target.click();
};
const isOn = (what: string, matches: (held: HTMLElement) => boolean) =>
  until(() => matches(focused() ?? document.body), `the keyboard is on ${what}`);
const says = (text: string) => (held: HTMLElement) => held.textContent?.trim() === text;
const key = (name: string, more: KeyboardEventInit = {}) =>
  (focused() ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true, ...more }),
  );

describe('the keyboard at the desk', () => {
  it('goes from what was accepted to what can be done next', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'inbox', id: waiting(world).id }, { world });
    await press(await button(desk, 'Accepter'));
    await isOn('the next act', says('Planifier'));
  });

  it('stays with the intervention that was cancelled', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'inbox', id: waiting(world).id }, { world });
    await press(await button(desk, 'Annuler l’intervention'));
    const reason = await appears('#reason', desk.shadowRoot!);
    type(reason, 'Doublon');
    submit(reason);
    await shows(desk, 'Annulée');
    await isOn('the sheet', (held) => !!held.closest('article'));
  });

  it('stays in the list of links when one is revoked', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    await press(await button(desk, 'Lien sécurisé'));
    await press(await button(desk, 'Copier le lien'));
    await isOn('what makes another link', says('Lien sécurisé'));
    const { confirm } = window;
    window.confirm = () => true;
    await press(await button(desk, 'Révoquer'));
    await shows(desk, 'révoqué');
    window.confirm = confirm;
    await isOn('the link that was revoked', (held) => held.matches('.entry') && /révoqué/.test(held.textContent ?? ''));
  });

  it('stays with a link when another one comes above it', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    const revoke = await button(desk, 'Révoquer');
    const row = revoke.closest('li')!;
    const text = row.textContent;
    revoke.focus();
    const another = world.members.find(({ role }) => role === 'office')!;
    await api.as(another).links.create({ contactId: world.customers[0]!.contacts[0]!.id, delivery: 'copy' });
    await shows(desk, another.name);
    expect(focused() === revoke).to.equal(true);
    expect(row.textContent).to.equal(text);
  });

  it('goes on to the desk when the sign-in goes away', async () => {
    const desk = await gate();
    type(await appears('#email', desk.shadowRoot!), api.world.members[0]!.email);
    const password = find('#password', desk.shadowRoot!)!;
    type(password, rigPassword);
    password.focus();
    submit(password);
    await shows(desk, 'À planifier');
    await isOn('what is shown', (held) => held.matches('.main'));
  });

  it('is in the form that another form of the sign-in gives way to', async () => {
    const desk = await gate();
    await appears('#email', desk.shadowRoot!);
    await press(find('button[type="button"]', desk.shadowRoot!)!);
    await shows(desk, 'Choisir un nouveau mot de passe');
    await isOn('its first field', (held) => held.id === 'email');
  });

  it('goes along to what a dialog made', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'inbox', id: null }, { world });
    await shows(desk, waiting(world).description.slice(0, 20));
    desk.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, composed: true }));
    const customer = await appears('#customer', desk.shadowRoot!);
    await isOn('the customer', (held) => held.id === 'customer');
    type(customer, 'eleo');
    (await appears('[role="option"]', desk.shadowRoot!)).click();
    const description = await appears('#description', desk.shadowRoot!);
    type(description, 'Fuite au grenier');
    submit(description);
    await shows(desk, 'Fuite au grenier');
    await isOn('what is shown', (held) => held.matches('.main, .main *'));
  });

  it('passes members on its way to the one who gets the work', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'to_schedule')!;
    const desk = await open({ section: 'inbox', id: item.id }, { world });
    const choice = (await appears('#assignee', desk.shadowRoot!)) as HTMLSelectElement;
    choice.focus();
    const [first, last] = [choice.options[1]!.value, choice.options[choice.options.length - 1]!.value];
    for (const value of [first, '', last]) {
      choice.value = value;
      choice.dispatchEvent(new Event('change'));
    }
    await until(async () => (await now.intervention(item)).assigneeId === last, 'the last one has it');
    expect(focused() === choice).to.equal(true);
    expect(choice.matches(':enabled')).to.equal(true);
  });

  it('takes back what was just done, from wherever it is', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'scheduled')!;
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    await press(await button(desk, 'Remettre à planifier'));
    await shows(desk, 'de nouveau à planifier');
    expect((await now.intervention(item)).status).to.equal('to_schedule');
    await isOn('the next act', says('Planifier'));
    key('z', { ctrlKey: true });
    await until(async () => (await now.intervention(item)).status === 'scheduled', 'it is taken back');
    await shows(desk, 'C’est annulé.');
  });

  it('takes a time window back', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'to_schedule')!;
    const desk = await open({ section: 'inbox', id: item.id }, { world });
    await press(await button(desk, 'Planifier'));
    choose(await appears('#who', desk.shadowRoot!), 'nobody');
    await press(await button(desk, 'Planifier ce créneau'));
    await shows(desk, 'L’intervention est planifiée.');
    expect((await now.intervention(item)).status).to.equal('scheduled');
    key('z', { ctrlKey: true });
    await until(async () => (await now.intervention(item)).status === 'to_schedule', 'it is taken back');
  });

  it('goes on from the search to what it found', async () => {
    const desk = await open({ section: 'customers', id: null });
    const search = await appears('#search', desk.shadowRoot!);
    await shows(desk, 'Habitat des Coteaux');
    search.focus();
    type(search, 'eleo');
    await until(() => !textOf(desk).includes('Habitat des Coteaux'), 'others are left out');
    key('ArrowDown');
    await isOn('the first that was found', (held) => /Éléonore Girard/.test(held.textContent ?? ''));
  });

  it('goes through the mails', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'outbox', id: null }, { world });
    const line = await appears('a.line', desk.shadowRoot!);
    line.focus();
    key('ArrowDown');
    await until(() => focused() !== line && focused()?.matches('.line'), 'the next one has the keyboard');
  });
});
