import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { api, button, find, open, shows, textOf } from '../../testing/desk.ts';
import { emptyWorld, sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';
import type { Desk } from '../desk.ts';

const place = { section: 'today', id: null } as const;
afterEach(() => {
  for (const name of Object.keys(localStorage)) if (name.endsWith(' first-steps')) localStorage.removeItem(name);
});
/** What is ticked, by the words of the steps. */
const ticked = (desk: Desk) => {
  const lines = find('.steps', desk.shadowRoot!)?.querySelectorAll('li') ?? [];
  return [...lines].filter((line) => line.textContent.includes('✓')).map((line) => line.querySelector('a')!.text);
};
const isShown = (desk: Desk) => textOf(desk).includes('Pour commencer');
/** A company as `parvis company create` makes it. */
const newWorld = () => {
  const world = emptyWorld();
  Object.assign(world.company, {
    phone: '',
    email: '',
    types: ['Dépannage', 'Entretien', 'Installation', 'Autre'].map((fr, key) => ({
      key: `k${key}`,
      label: { fr, en: fr },
    })),
  });
  return world;
};

describe('the list of a company made from nothing', () => {
  it('ticks what the server has, and leads to where the rest is done', async () => {
    const world = newWorld();
    const desk = await open(place, { world });
    await shows(desk, 'Pour commencer');
    expect(ticked(desk)).to.deep.equal([]);
    await accessible(desk);
    const company = await api.office.company.get();
    const changed = await api.office.company.update(company, { phone: '04 65 71 20 10', email: 'a@monts.example' });
    await until(() => ticked(desk).length === 1, 'how it is reached is ticked');
    expect(ticked(desk)).to.deep.equal(['Donner son téléphone et son e-mail']);
    await api.office.company.update(changed, {
      types: changed.types.map((type, at) => (at ? type : { ...type, label: { fr: 'Urgence', en: 'Emergency' } })),
    });
    await until(() => ticked(desk).includes('Choisir les types d’intervention'), 'the types are ticked');
    const { id, contacts } = await api.office.customers.create({
      lastName: 'Roux',
      address: { line1: '', line2: '', postalCode: '', city: '', country: 'FR' },
      contact: { lastName: 'Roux', main: true },
    });
    await until(() => ticked(desk).includes('Créer un premier client'), 'the customer is ticked');
    await api.office.links.create({ contactId: contacts[0]!.id, scope: { kind: 'customer', id } });
    await until(() => ticked(desk).includes('Lui envoyer un lien'), 'the link is ticked');
    find('.steps a', desk.shadowRoot!)!.click();
    await until(() => desk.place.section === 'settings' && desk.place.id === 'company', 'it leads there');
  });

  it('is put away by a press, on this device for good', async () => {
    const world = newWorld();
    const desk = await open(place, { world });
    (await button(desk, 'Ne plus montrer')).click();
    await until(() => !isShown(desk), 'it is gone');
    desk.place = { section: 'inbox', id: null };
    await until(() => !find('parvis-desk-today', desk.shadowRoot!), 'another section');
    const before = api.calls.filter(({ route }) => route === 'GET /links').length;
    desk.place = place;
    await shows(desk, 'Rien n’est planifié aujourd’hui.');
    expect(isShown(desk)).to.equal(false);
    // And nothing is read for it any more.
    expect(api.calls.filter(({ route }) => route === 'GET /links').length).to.equal(before);
  });

  it('is not shown where work was finished, nor to who does not set the company up', async () => {
    const desk = await open(place);
    await until(() => find('[aria-labelledby="undelivered"]', desk.shadowRoot!), 'the page is read');
    const isRead = ({ route }: { route: string }) => route === 'GET /links';
    await until(() => api.calls.some(isRead), 'it is looked for');
    expect(isShown(desk)).to.equal(false);
    // Nor is it looked for again, whatever changes: what follows has been heard when that has.
    const before = api.calls.filter(isRead).length;
    const { id } = await api.office.customers.create({
      lastName: 'Roux',
      address: { line1: '', line2: '', postalCode: '', city: '', country: 'FR' },
    });
    const planned = () => api.calls.filter(({ route }) => route === 'GET /interventions/planned').length;
    for (const description of ['Ensuite', 'Et après']) {
      const read = planned();
      await api.office.interventions.create({ customerId: id, description });
      await until(() => planned() > read, 'the day is read again');
    }
    expect(api.calls.filter(isRead).length).to.equal(before);
    const world = sampleWorld();
    world.interventions = [];
    const other = await open(place, { world, member: world.members.findIndex(({ role }) => role === 'office') });
    await shows(other, 'Rien n’est planifié aujourd’hui.');
    expect(api.calls.some(isRead)).to.equal(false);
  });
});
