/** What two write at once at the desk: each form shows the other's words beside one's own, and takes them where nothing was typed. */
import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { api, appears, now, open, shows, submit, submitAgain, type } from '../testing/desk.ts';
import { sampleWorld, type World } from '../testing/worlds.ts';
import { until } from '../testing/until.ts';
import type { Desk } from './desk.ts';
import type { Place } from './section.ts';

type Control = HTMLInputElement | HTMLSelectElement;
const field = (desk: Desk, name: string) => appears(`form [name="${name}"]`, desk.shadowRoot!) as Promise<Control>;
const theirs = (words: string) => `Entre-temps, quelqu’un a écrit : ${words}`;

/** A desk that hears of nothing that others do, with the form of this thing open. */
async function openForm(world: World, place: Place, { id }: { id: string }) {
  const desk = await open(place, { world, isDeaf: true });
  (await appears(`[data-opens="${id}"]`, desk.shadowRoot!)).click();
  return desk;
}

describe('what somebody else wrote meanwhile', () => {
  it('in a contact', async () => {
    const world = sampleWorld();
    const customer = world.customers.find(({ contacts }) => contacts.length > 0)!;
    const [contact] = customer.contacts;
    const desk = await openForm(world, { section: 'customers', id: customer.id }, contact!);
    const phone = await field(desk, 'phone');
    type(phone, '06 11 11 11 11');
    const found = (await now.customer(customer)).contacts.find(({ id }) => id === contact!.id)!;
    await api.office.contacts.update(found, { phone: '06 22 22 22 22', lastName: 'Lenoir' });
    submit(phone);
    await shows(desk, theirs('06 22 22 22 22'));
    await accessible(desk);
    expect(phone.value).to.equal('06 11 11 11 11');
    expect((await field(desk, 'lastName')).value).to.equal('Lenoir');
    await submitAgain(phone);
    const saved = async () => (await now.customer(customer)).contacts.find(({ id }) => id === contact!.id)!;
    await until(async () => (await saved()).phone === '06 11 11 11 11', 'it is saved');
    expect((await saved()).lastName).to.equal('Lenoir');
  });

  it('in a site of which nobody is on the spot any more', async () => {
    const world = sampleWorld();
    const site = world.sites.find(({ contact }) => contact)!;
    const desk = await openForm(world, { section: 'customers', id: site.customerId }, site);
    const name = await field(desk, 'name');
    type(name, 'Chalet');
    type(await field(desk, 'contact.name'), 'Mme Roux');
    await api.office.sites.update(site, {
      name: 'Grange',
      contact: null,
    });
    submit(name);
    await shows(desk, theirs('Grange'));
    await shows(desk, 'Entre-temps, quelqu’un l’a effacé');
    expect((await field(desk, 'contact.phone')).value).to.equal('');
  });

  it('in a piece of equipment', async () => {
    const world = sampleWorld();
    const piece = world.equipment.find(({ site }) => site)!;
    const desk = await openForm(world, { section: 'customers', id: piece.customerId }, piece);
    const serial = await field(desk, 'serialNumber');
    type(serial, 'A-1');
    await api.office.equipment.update(piece, { serialNumber: 'B-2', siteId: null });
    submit(serial);
    await shows(desk, theirs('B-2'));
    expect((await field(desk, 'siteId')).value).to.equal('');
  });

  it('moves no form: a site that comes above takes nothing that is typed', async () => {
    const world = sampleWorld();
    const [site] = world.sites;
    const desk = await open({ section: 'customers', id: site!.customerId }, { world });
    (await appears(`[data-opens="${site!.id}"]`, desk.shadowRoot!)).click();
    const name = await field(desk, 'name');
    type(name, 'Chalet du haut');
    const { customerId, address } = site!;
    await api.office.sites.create({ customerId, name: 'Abri', address, contact: null });
    await shows(desk, 'Abri');
    expect(name.isConnected).to.equal(true);
    submit(name);
    await shows(desk, 'C’est enregistré.');
    const { items } = await api.office.sites.list({ customerId }).page();
    expect(items.find(({ id }) => id === site!.id)?.name).to.equal('Chalet du haut');
  });

  it('in a member, rights included', async () => {
    const world = sampleWorld();
    const member = world.members.find(({ role }) => role === 'technician')!;
    const desk = await openForm(world, { section: 'settings', id: 'members' }, member);
    const mobile = await field(desk, 'mobile');
    type(mobile, '06 11 11 11 11');
    const right = await field(desk, 'rights.see_all');
    right.value = 'false';
    await api.office.members.update(member, { mobile: '06 22 22 22 22', rights: { see_all: true } });
    submit(mobile);
    await shows(desk, theirs('06 22 22 22 22'));
    await shows(desk, theirs('Oui'));
    expect(right.value).to.equal('false');
  });

  it('in an own field: its place as people count, its choices by their names', async () => {
    const world = sampleWorld();
    const own = world.fields.find(({ kind }) => kind === 'choice')!;
    const desk = await openForm(world, { section: 'settings', id: 'fields' }, own);
    const label = await field(desk, 'label.fr');
    type(label, 'Étage ?');
    const required = (await field(desk, 'required')) as HTMLInputElement;
    await api.office.fields.update(own, {
      label: { ...own.label, fr: 'Niveau' },
      required: !own.required,
      position: 7,
      choices: [{ label: { fr: 'Cave', en: 'Cellar' } }],
    });
    submit(label);
    await shows(desk, theirs('Niveau'));
    await shows(desk, theirs('Cave'));
    expect([(await field(desk, 'position')).value, required.checked]).to.deep.equal(['8', !own.required]);
  });

  it('in the settings of the company', async () => {
    const world = sampleWorld();
    const { company } = world;
    const desk = await open({ section: 'settings', id: 'company' }, { world, isDeaf: true });
    const name = await field(desk, 'name');
    const origins = await field(desk, 'allowedOrigins');
    const part = (await field(desk, 'options.sites')) as HTMLInputElement;
    type(name, 'Atelier du Nord');
    type(origins, 'https://a.example');
    await api.office.company.update(company, {
      name: 'Atelier du Sud',
      allowedOrigins: ['https://b.example', 'https://c.example'],
      options: { sites: !company.options.sites },
      types: [{ label: { fr: 'Ramonage', en: 'Sweeping' } }],
    });
    submit(name);
    await shows(desk, theirs('Atelier du Sud'));
    await shows(desk, theirs('https://b.example, https://c.example'));
    await shows(desk, theirs('Ramonage'));
    await accessible(desk);
    expect([name.value, origins.value, part.checked]).to.deep.equal([
      'Atelier du Nord',
      'https://a.example',
      !company.options.sites,
    ]);
    await submitAgain(name);
    await until(async () => (await api.office.company.get()).name === 'Atelier du Nord', 'it is saved');
    // Nobody touched the list of types here: theirs stays.
    const { types, options } = await api.office.company.get();
    expect(types.filter(({ retired }) => !retired).map(({ label }) => label.fr)).to.deep.equal(['Ramonage']);
    expect(options.sites).to.equal(!company.options.sites);
  });
});
