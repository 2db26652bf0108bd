/** Dossiers at the desk: listed, opened for customers, changed, closed and reopened. */
import { expect } from '@open-wc/testing';
import { createClient } from '@parvis/sdk';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, choose, find, open, shows, submit, submitAgain, type } from '../../testing/desk.ts';
import { until } from '../../testing/until.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import type { Desk } from '../desk.ts';

const list = { section: 'dossiers', id: null } as const;
const root = (desk: Desk) => desk.shadowRoot!;
/** Makes one as somebody else at the office does. */
const made = (name: string, ...customers: { id: string }[]) =>
  api.office.dossiers.create({ name, customerIds: customers.map(({ id }) => id) });
const lines = (desk: Desk) => {
  const windowed = find('.windowed', root(desk));
  return [...(windowed?.querySelectorAll('a.line strong') ?? [])].map(({ textContent }) => textContent);
};
const lists = (desk: Desk, ...names: string[]) =>
  until(() => lines(desk).join('|') === names.join('|'), `it lists ${names.join('|')}`);
/** The sheet of a new dossier of the first customer, told of in the list. */
async function openSheet({ lang = 'fr', isDeaf = false } = {}) {
  const world = sampleWorld();
  const desk = await open(list, { world, lang, isDeaf });
  await appears('.empty', root(desk));
  const dossier = await made('Salle de bains', world.customers[0]!);
  desk.place = { section: 'dossiers', id: dossier.id };
  await appears('article h2', root(desk));
  return { desk, dossier, customer: world.customers[0]! };
}
const pick = async (desk: Desk, customer: { name: string; number: number }) => {
  type(await appears('#customer', root(desk)), String(customer.number));
  (await appears('[role="option"][aria-selected="true"]', root(desk))).click();
};

const { confirm } = window;
afterEach(() => {
  window.confirm = confirm;
});

describe('dossiers', () => {
  for (const [lang, said] of [
    ['fr', { empty: 'Aucun dossier pour le moment', closed: 'Clos' }],
    ['en', { empty: 'No project yet', closed: 'Closed' }],
  ] as const)
    it(`are listed, the newest first, with who takes part in them, and open beside the list (${lang})`, async () => {
      const world = sampleWorld();
      const [one, other] = world.customers as [(typeof world.customers)[0], (typeof world.customers)[0]];
      const desk = await open(list, { world, lang });
      await shows(desk, said.empty);
      await made('Salle de bains', one, other);
      await lists(desk, 'Salle de bains');
      const closed = await made('Chaufferie', other);
      await api.office.dossiers.update(closed, { status: 'closed' });
      await lists(desk, 'Chaufferie', 'Salle de bains');
      await shows(desk, said.closed);
      await shows(desk, one.name);
      await accessible(desk);
      find('.windowed', root(desk))!.querySelector<HTMLElement>('a.line:last-child')!.click();
      await appears(`article a[href="#/customers/${other.id}"]`, root(desk));
      await accessible(desk);
    });

  it('are filtered by whether they go on, which the address says; one that is closed leaves those that do', async () => {
    const { desk, dossier, customer } = await openSheet();
    const other = await made('Toiture', customer);
    desk.place = list;
    await lists(desk, 'Toiture', 'Salle de bains');
    choose(await appears('[aria-label="État"]', root(desk)), 'open');
    expect(desk.place.filter).to.deep.equal({ status: 'open' });
    await api.office.dossiers.update(other, { status: 'closed' });
    await lists(desk, 'Salle de bains');
    desk.place = { ...list, filter: { status: 'closed' } };
    await lists(desk, 'Toiture');
    desk.place = { ...list, filter: { status: 'lost' } };
    await lists(desk, 'Toiture', 'Salle de bains');
    await api.office.dossiers.update(dossier, { name: 'Salle d’eau' });
    await lists(desk, 'Toiture', 'Salle d’eau');
  });
});

describe('a new dossier', () => {
  it('is for one or more customers who are found, and opens once it is there', async () => {
    const world = sampleWorld();
    const [one, other] = world.customers as [(typeof world.customers)[0], (typeof world.customers)[0]];
    const desk = await open(list, { world });
    (await button(desk, 'Nouveau dossier')).click();
    const name = await appears('dialog #name', root(desk));
    submit(name);
    await shows(desk, 'Choisissez au moins un client.');
    expect(name.getAttribute('aria-invalid')).to.equal('true');
    type(name, 'Salle de bains');
    for (const customer of [one, other, one]) await pick(desk, customer);
    type(await appears('#startsOn', root(desk)), '2027-01-11');
    await appears(`[aria-label="Retirer ${other.name}"]`, root(desk));
    await accessible(desk);
    submit(name);
    await appears(`article a[href="#/customers/${one.id}"]`, root(desk));
    const { items } = await api.office.dossiers.list().page();
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ name: 'Salle de bains', startsOn: '2027-01-11', status: 'open' });
    expect(items[0]!.customers.map(({ id }) => id)).to.have.members([one.id, other.id]);
    expect(desk.place).to.deep.equal({ section: 'dossiers', id: items[0]!.id });
    await shows(desk, '11 janvier 2027');
  });

  it('is offered on the sheet of a customer, for them, and stands among theirs', async () => {
    const world = sampleWorld();
    const customer = world.customers[1]!;
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    await shows(desk, 'Aucun dossier.');
    (await button(desk, 'Nouveau dossier')).click();
    await appears(`[aria-label="Retirer ${customer.name}"]`, root(desk));
    type(await appears('dialog #name', root(desk)), 'Terrasse');
    submit(find('dialog #name', root(desk))!);
    await until(() => desk.place.section === 'dossiers', 'it is shown');
    desk.place = { section: 'customers', id: customer.id };
    await appears(`a[href="#/dossiers/${(await api.office.dossiers.list().page()).items[0]!.id}"]`, root(desk));
    await made('Toiture', customer);
    await shows(desk, 'Toiture');
    await accessible(desk);
  });
});

describe('the sheet of a dossier', () => {
  it('leads to its interventions, in a list that says of what they are', async () => {
    const { desk, dossier, customer } = await openSheet();
    const { id } = customer.contacts.find(({ main }) => main)!;
    const scope = { kind: 'dossier', id: dossier.id } as const;
    const theirs = createClient({
      api: api.origin,
      getSession: () => api.signIn({ id, customerId: customer.id, scope }),
    });
    await theirs.interventions.create({ description: 'Le receveur fuit' });
    (await appears(`article a[href="#/interventions?dossierId=${dossier.id}"]`, root(desk))).click();
    const all = `[aria-label="Ne plus montrer seulement\u00a0: ${dossier.name}"]`;
    await appears(all, root(desk));
    const rows = () => find('.windowed', root(desk))?.querySelectorAll('a.line').length ?? 0;
    await until(() => rows() === 1, 'it is all that was asked for there');
    await shows(desk, 'Le receveur fuit');
    find(all, root(desk))!.click();
    await until(() => rows() > 1, 'it is everybody’s again');
  });

  for (const [lang, say] of [
    ['fr', { close: 'Clore le dossier', reopen: 'Rouvrir le dossier', closed: 'Ce dossier est clos' }],
    ['en', { close: 'Close the project', reopen: 'Reopen the project', closed: 'This project is closed' }],
  ] as const)
    it(`closes it once it is said what that means, and reopens it (${lang})`, async () => {
      const { desk, dossier } = await openSheet({ lang });
      const status = async () => (await api.office.dossiers.get(dossier.id)).status;
      let asked = '';
      let answer = false;
      window.confirm = (question = '') => ((asked = question), answer);
      (await button(desk, say.close)).click();
      expect(asked).to.include('Salle de bains');
      expect(await status()).to.equal('open');
      answer = true;
      (await button(desk, say.close)).click();
      await shows(desk, say.closed);
      expect(await status()).to.equal('closed');
      expect(find('article [data-opens]', root(desk)) === undefined).to.equal(true);
      await accessible(desk);
      (await button(desk, say.reopen)).click();
      await appears('article [data-opens]', root(desk));
      expect(await status()).to.equal('open');
    });

  it('changes its name and its day; of what somebody else wrote meanwhile it shows the value', async () => {
    const { desk, dossier } = await openSheet({ isDeaf: true });
    (await appears(`[data-opens="${dossier.id}"]`, root(desk))).click();
    const name = await appears('article #name', root(desk));
    await api.office.dossiers.update(dossier, { name: 'Salle d’eau', startsOn: '2027-02-01' });
    type(name, 'Cuisine');
    submit(name);
    await shows(desk, 'Entre-temps, quelqu’un a écrit : Salle d’eau');
    expect((find('#startsOn', root(desk)) as HTMLInputElement).value).to.equal('2027-02-01');
    await submitAgain(name);
    await until(() => find('article form', root(desk)) === undefined, 'it is saved');
    expect(await api.office.dossiers.get(dossier.id)).to.include({ name: 'Cuisine', startsOn: '2027-02-01' });
    expect(find('article h2', root(desk))!.textContent).to.equal('Cuisine');
  });

  it('that somebody closed meanwhile keeps what was typed, and says why it is not taken', async () => {
    const { desk, dossier } = await openSheet({ isDeaf: true });
    (await appears(`[data-opens="${dossier.id}"]`, root(desk))).click();
    const name = (await appears('article #name', root(desk))) as HTMLInputElement;
    await api.office.dossiers.update(dossier, { status: 'closed' });
    type(name, 'Cuisine');
    submit(name);
    await shows(desk, 'Cela a changé entre-temps');
    await submitAgain(name);
    await shows(desk, 'Ce dossier vient d’être clos');
    expect(name.value).to.equal('Cuisine');
  });
});
