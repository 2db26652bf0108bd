/** Somebody phones: the customer, who may be new, the intervention and its time window in one go. */
import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import {
  api,
  appears,
  button,
  choose,
  find,
  focused,
  hasEnded,
  now,
  open,
  shows,
  submit,
  submitAgain,
  textOf,
  type,
  winterDay,
} from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';
import { routeOf } from '../../testing/rig.ts';
import type { Desk } from '../desk.ts';

const control = (desk: Desk, name: string) => find(`[id="${name}"]`, desk.shadowRoot!) as HTMLInputElement;
const press = (name: string) =>
  focused()!.dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }),
  );
const sent = (route: string) => api.calls.filter((call) => call.route === route).length;
const named = async (q: string) => (await api.office.customers.list({ q }).page()).items;
const ofCustomer = async (customerId: string) => (await api.office.interventions.list({ customerId }).page()).items;

/** The dialog, with somebody searched whom nobody knows. */
async function somebodyNew(typed = 'Delorme', { world = sampleWorld(), lang = 'fr' } = {}) {
  const desk = await open({ section: 'interventions', id: null }, { world, lang });
  (await button(desk, lang === 'fr' ? 'Créer une intervention' : 'Create an intervention')).click();
  const customer = await appears('#customer', desk.shadowRoot!);
  await until(() => focused() === customer, 'the keyboard is there');
  type(customer, typed);
  await until(() => find('[role="option"]', desk.shadowRoot!)?.ariaSelected === 'true', 'it is answered');
  press('Enter');
  await appears('#lastName', desk.shadowRoot!);
  return desk;
}
/** All that a new customer and their intervention need. */
async function filledIn(desk: Desk, { phone = '06 39 98 77 01', isPlanned = true } = {}) {
  type(control(desk, 'firstName'), 'Jeanne');
  type(control(desk, 'address.line1'), '4 rue du Lavoir');
  type(control(desk, 'address.city'), 'Mornant');
  type(control(desk, 'contact.phone'), phone);
  type(control(desk, 'description'), 'Plus d’eau chaude');
  if (!isPlanned) return;
  find('[name="isPlanned"]', desk.shadowRoot!)!.click();
  type(await appears('#day', desk.shadowRoot!), winterDay());
  choose(control(desk, 'who'), 'nobody');
}
/** Answers of this route are lost on their way until told otherwise: what was asked is done. */
function loseAnswers(route: string) {
  const { fetch } = api;
  api.fetch = async (...asked) => {
    const answer = await fetch(...asked);
    if (routeOf(asked[0] as string | URL, asked[1]?.method) === route) throw new TypeError('Failed to fetch');
    return answer;
  };
  return () => (api.fetch = fetch);
}

describe('a call that is written down', () => {
  it('makes the new customer, the intervention, and plans it, by one press', async () => {
    const desk = await somebodyNew();
    await until(() => focused()?.id === 'firstName', 'the keyboard goes to their name');
    expect(control(desk, 'lastName').value).to.equal('Delorme');
    await filledIn(desk);
    await accessible(desk);
    await button(desk, 'Créer et planifier');
    submit(control(desk, 'description'));
    await until(() => desk.place.id, 'it is opened');
    const [customer] = await named('Delorme');
    const { contacts, address } = await now.customer(customer!);
    expect([customer!.name, address.city, contacts[0]!.phone]).to.deep.equal([
      'Jeanne Delorme',
      'Mornant',
      '06 39 98 77 01',
    ]);
    const made = await now.intervention({ id: desk.place.id! });
    expect(made).to.include({ customerId: customer!.id, status: 'scheduled', description: 'Plus d’eau chaude' });
    expect(made.windowStart).to.equal(`${winterDay()}T07:00:00.000Z`);
    await shows(desk, 'L’intervention est créée et planifiée.');
    await until(() => !find('parvis-desk-new-intervention', desk.shadowRoot!), 'the dialog is gone');
  });

  it('asks how to reach who calls before where they are, of an organization too', async () => {
    const desk = await somebodyNew();
    const asked = () =>
      [...control(desk, 'lastName').form!.elements]
        .map(({ id }) => id)
        .filter((id) => /Name$|^contact\.|^address\./.test(id));
    const [reach, place] = [
      ['contact.phone', 'contact.email'],
      ['address.line1', 'address.line2', 'address.postalCode', 'address.city'],
    ] as const;
    expect(asked()).to.deep.equal(['firstName', 'lastName', ...reach, ...place]);
    type(control(desk, 'contact.phone'), '06 39 98 77 01');
    find('[value="organization"]', desk.shadowRoot!)!.click();
    await shows(desk, 'Adresse de l’organisme');
    expect(asked()).to.deep.equal(['lastName', 'contact.firstName', 'contact.lastName', ...reach, ...place]);
    expect(control(desk, 'contact.phone').value).to.equal('06 39 98 77 01');
    await accessible(desk);
  });

  it('makes nothing twice when it is pressed twice', async () => {
    const desk = await somebodyNew();
    await filledIn(desk);
    const description = control(desk, 'description');
    submit(description);
    submit(description);
    await until(() => desk.place.id, 'it is opened');
    const customers = await named('Delorme');
    expect(customers).to.have.length(1);
    expect(await ofCustomer(customers[0]!.id)).to.have.length(1);
  });

  it('finds who calls by their telephone, and takes the number for who is new', async () => {
    const world = sampleWorld();
    const { contacts, name } = world.customers.find((each) => each.contacts[0]?.phone)!;
    const desk = await somebodyNew('06 39 98 55 44', { world });
    expect([control(desk, 'contact.phone').value, control(desk, 'lastName').value]).to.deep.equal([
      '06 39 98 55 44',
      '',
    ]);
    (await button(desk, 'Choisir un autre client')).click();
    type(await appears('#customer', desk.shadowRoot!), contacts[0]!.phone.replaceAll(/\D/g, '').slice(-6));
    await until(() => find('[role="option"]', desk.shadowRoot!)?.textContent?.includes(name), 'they are found');
    find('[role="option"]', desk.shadowRoot!)!.click();
    await until(() => focused()?.id === 'description', 'the keyboard goes on');
    await shows(desk, name);
  });

  it('shows who has this number already before a second one is made, and takes them instead', async () => {
    const world = sampleWorld();
    const { contacts, name, id } = world.customers.find((each) => each.contacts[0]?.phone)!;
    const desk = await somebodyNew('Delorme', { world });
    // As they say it, from abroad.
    await filledIn(desk, { phone: contacts[0]!.phone.replace(/^0/, '+33 '), isPlanned: false });
    submit(control(desk, 'description'));
    await shows(desk, 'Déjà client, avec ce téléphone ou cet e-mail');
    expect(sent('POST /customers')).to.equal(0);
    await button(desk, 'Créer quand même');
    await accessible(desk);
    (await button(desk, 'C’est ce client')).click();
    await until(() => !control(desk, 'lastName'), 'nobody is new');
    await shows(desk, name);
    expect(control(desk, 'description').value).to.equal('Plus d’eau chaude');
    submit(control(desk, 'description'));
    await until(() => desk.place.id, 'it is opened');
    expect((await now.intervention({ id: desk.place.id! })).customerId).to.equal(id);
    expect(sent('POST /customers')).to.equal(0);
  });

  it('makes a second customer with the same address all the same, once that was shown', async () => {
    const world = sampleWorld();
    const { contacts } = world.customers.find((each) => each.contacts[0]?.email)!;
    const desk = await somebodyNew('Delorme', { world });
    await filledIn(desk, { isPlanned: false });
    const email = control(desk, 'contact.email');
    type(email, contacts[0]!.email.toUpperCase());
    email.dispatchEvent(new Event('change', { bubbles: true }));
    (await button(desk, 'Créer quand même')).click();
    await until(() => desk.place.id, 'it is opened');
    expect(await named('Delorme')).to.have.length(1);
  });

  it('makes nothing of what lacks something, and says all that does', async () => {
    const desk = await somebodyNew();
    type(control(desk, 'lastName'), '');
    find('[name="isPlanned"]', desk.shadowRoot!)!.click();
    type(await appears('#day', desk.shadowRoot!), '');
    submit(control(desk, 'description'));
    const wrong = () =>
      ['lastName', 'description', 'day', 'who'].filter((name) => control(desk, name).ariaInvalid === 'true');
    await until(() => wrong().length === 4, 'all is said');
    expect(focused()?.id).to.equal('lastName');
    expect(sent('POST /customers')).to.equal(0);
  });

  it('goes on from the customer that was made when the intervention could not be', async () => {
    const desk = await somebodyNew();
    await filledIn(desk);
    api.fail('POST /interventions', 500);
    submit(control(desk, 'description'));
    await shows(desk, /Jeanne Delorme\s: le client est créé\./);
    await hasEnded(control(desk, 'description'));
    expect(find('[role="alert"]', desk.shadowRoot!)).to.not.equal(undefined);
    expect([control(desk, 'description').value, control(desk, 'day').value]).to.deep.equal([
      'Plus d’eau chaude',
      winterDay(),
    ]);
    api.recover();
    await submitAgain(control(desk, 'description'));
    await until(() => desk.place.id, 'it is opened');
    const customers = await named('Delorme');
    expect(customers).to.have.length(1);
    expect(await ofCustomer(customers[0]!.id)).to.have.length(1);
  });

  it('goes on from the intervention that was made when it could not be planned, with what was typed', async () => {
    const desk = await somebodyNew();
    await filledIn(desk);
    api.fail('POST /interventions/:interventionId/moves', 409, { code: 'move-not-allowed' });
    submit(control(desk, 'description'));
    await shows(desk, /L’intervention n°\s\d+ est créée\. Il reste à la planifier\./);
    const day = control(desk, 'day');
    await hasEnded(day);
    await accessible(desk);
    expect(day.value).to.equal(winterDay());
    api.recover();
    (await button(desk, 'Planifier ce créneau')).click();
    await until(() => desk.place.id, 'it is opened');
    const [made] = await ofCustomer((await named('Delorme'))[0]!.id);
    expect(made).to.include({ id: desk.place.id, status: 'scheduled' });
    expect([sent('POST /customers'), sent('POST /interventions')]).to.deep.equal([1, 1]);
  });

  it('leads to the intervention that was made when it is not planned after all', async () => {
    const desk = await somebodyNew();
    await filledIn(desk);
    api.fail('POST /interventions/:interventionId/moves', 500);
    submit(control(desk, 'description'));
    await shows(desk, 'Il reste à la planifier');
    await hasEnded(control(desk, 'day'));
    (await button(desk, 'Fermer')).click();
    await until(() => desk.place.id, 'it is opened');
    expect((await now.intervention({ id: desk.place.id! })).status).to.equal('to_schedule');
  });

  for (const route of ['POST /customers', 'POST /interventions', 'POST /interventions/:interventionId/moves'])
    it(`makes nothing twice when the answer to ${route} is lost`, async () => {
      const desk = await somebodyNew();
      await filledIn(desk);
      const day = control(desk, 'day');
      const recover = loseAnswers(route);
      submit(day);
      await shows(desk, 'Pas de réseau. Ce que vous avez écrit est encore là');
      recover();
      await submitAgain(day);
      await until(() => desk.place.id, 'it is opened');
      const customers = await named('Delorme');
      expect(customers).to.have.length(1);
      expect(await ofCustomer(customers[0]!.id)).to.have.length(1);
      const { moves, status } = await now.intervention({ id: desk.place.id! });
      expect([status, moves.filter(({ to }) => to === 'scheduled').length]).to.deep.equal(['scheduled', 1]);
    });

  it('says beside its field what is refused of the customer, and makes no intervention', async () => {
    const desk = await somebodyNew();
    await filledIn(desk);
    type(control(desk, 'contact.email'), 'jeanne@');
    submit(control(desk, 'description'));
    await shows(desk, 'Cette adresse e-mail ne semble pas complète.');
    expect(focused()?.id).to.equal('contact.email');
    expect(sent('POST /interventions')).to.equal(0);
  });

  it('is kept without a network, and sent by the next press', async () => {
    const desk = await somebodyNew();
    await filledIn(desk);
    const description = control(desk, 'description');
    api.offline = true;
    submit(description);
    await shows(desk, 'Pas de réseau. Ce que vous avez écrit est encore là');
    api.offline = false;
    await submitAgain(description);
    await until(() => desk.place.id, 'it is opened');
    expect(await named('Delorme')).to.have.length(1);
  });

  it('is there again after another section, with who is new, the time window, and what was made', async () => {
    const desk = await somebodyNew();
    await filledIn(desk);
    find('input[value="organization"]', desk.shadowRoot!)!.click();
    type(await appears('[id="contact.lastName"]', desk.shadowRoot!), 'Delorme');
    type(control(desk, 'lastName'), 'Café du Lavoir');
    choose(control(desk, 'who'), api.world.members[0]!.id);
    control(desk, 'who').dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    const again = async () => {
      (
        find('dialog', find('parvis-desk-new-intervention', desk.shadowRoot!)!.shadowRoot!) as HTMLDialogElement
      ).close();
      desk.place = { section: 'outbox', id: null };
      await until(() => !find('parvis-desk-new-intervention', desk.shadowRoot!), 'it is elsewhere');
      desk.place = { section: 'interventions', id: null };
      (await button(desk, 'Créer une intervention')).click();
    };
    await again();
    await appears('#day', desk.shadowRoot!);
    await until(() => control(desk, 'contact.lastName')?.value === 'Delorme', 'who is new is there');
    await until(() => control(desk, 'day').value === winterDay(), 'the day is there');
    expect([control(desk, 'lastName').value, control(desk, 'description').value]).to.deep.equal([
      'Café du Lavoir',
      'Plus d’eau chaude',
    ]);
    expect(control(desk, 'who').value).to.equal(api.world.members[0]!.id);
    api.fail('POST /interventions/:interventionId/moves', 500);
    submit(control(desk, 'description'));
    await shows(desk, 'Il reste à la planifier');
    await hasEnded(control(desk, 'day'));
    await again();
    await shows(desk, 'Il reste à la planifier');
    await until(() => control(desk, 'day')?.value === winterDay(), 'the day is there');
    api.recover();
    submit(control(desk, 'day'));
    await until(() => desk.place.id, 'it is opened');
    expect([sent('POST /customers'), sent('POST /interventions')]).to.deep.equal([1, 1]);
  });

  it('says what speaks against the time window, and waits while what that leads to is looked at', async () => {
    const world = sampleWorld();
    const other = world.interventions.find(({ status }) => status === 'scheduled')!;
    const busy = world.members[1]!;
    const [windowStart, windowEnd] = [`${winterDay()}T07:00:00.000Z`, `${winterDay()}T09:00:00.000Z`];
    Object.assign(other, { assigneeId: busy.id, assignee: null, windowStart, windowEnd, date: windowStart });
    const desk = await somebodyNew('Delorme', { world });
    await filledIn(desk);
    choose(control(desk, 'who'), busy.id);
    await shows(desk, `Déjà prévu pour ${busy.name} à ce moment`);
    await button(desk, 'Créer quand même');
    find('.doubts a', desk.shadowRoot!)!.click();
    await until(() => desk.place.id === other.id, 'it is opened');
    const dialog = find(
      'dialog',
      find('parvis-desk-new-intervention', desk.shadowRoot!)!.shadowRoot!,
    ) as HTMLDialogElement;
    await until(() => !dialog.open, 'it is in sight');
    (await button(desk, 'Créer une intervention')).click();
    expect(control(desk, 'description').value).to.equal('Plus d’eau chaude');
  });

  it('says what could not be searched, and lets somebody new be written down', async () => {
    const desk = await open({ section: 'interventions', id: null });
    (await button(desk, 'Créer une intervention')).click();
    api.fail('GET /search', 500);
    type(await appears('#customer', desk.shadowRoot!), 'Delorme');
    const option = await appears('[role="option"]', desk.shadowRoot!);
    await until(() => textOf(option).includes('Nouveau client'), 'they can be new');
    expect(textOf(desk)).to.not.include('Aucun client ne correspond');
    option.click();
    await appears('#lastName', desk.shadowRoot!);
    await filledIn(desk, { isPlanned: false });
    submit(control(desk, 'description'));
    await until(() => desk.place.id, 'it is made all the same');
  });

  it('speaks English', async () => {
    const desk = await somebodyNew('Delorme', { lang: 'en' });
    await shows(desk, 'New customer');
    await shows(desk, 'Schedule at once');
  });
});

describe('a new customer', () => {
  it('is shown who has this number already, and is made all the same by who presses then', async () => {
    const world = sampleWorld();
    const { contacts, id } = world.customers.find((each) => each.contacts[0]?.phone)!;
    const desk = await open({ section: 'customers', id: null }, { world });
    const write = async () => {
      (await button(desk, 'Créer un client')).click();
      type(await appears('#lastName', desk.shadowRoot!), 'Delorme');
      type(control(desk, 'contact.phone'), contacts[0]!.phone);
      submit(control(desk, 'lastName'));
    };
    await write();
    (await button(desk, 'C’est ce client')).click();
    await until(() => desk.place.id === id, 'they are opened');
    expect(sent('POST /customers')).to.equal(0);
    desk.place = { section: 'customers', id: null };
    await write();
    (await button(desk, 'Créer quand même')).click();
    await until(() => desk.place.id && desk.place.id !== id, 'another is made');
  });
});
