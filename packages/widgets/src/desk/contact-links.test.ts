import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { appears, find, open, shows } from '../testing/desk.ts';
import { sampleWorld } from '../testing/worlds.ts';
import { until } from '../testing/until.ts';
import type { Desk } from './desk.ts';

const named = (desk: Desk, name: string) => appears(`[aria-label="${name}"]`, desk.shadowRoot!);
const href = async (desk: Desk, name: string) => (await named(desk, name)).getAttribute('href');

/** What is copied, as long as a test lasts. */
let copied: string[] = [];
let refuses = false;
const clipboard = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard')!;
beforeEach(() => {
  copied = [];
  refuses = false;
  const writeText = async (text: string) => {
    if (refuses) throw new DOMException('no', 'NotAllowedError');
    copied.push(text);
  };
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
});
afterEach(() => {
  delete (navigator as { clipboard?: unknown }).clipboard;
  expect(Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard')).to.deep.equal(clipboard);
});

describe('whoever is on a sheet', () => {
  it('of a customer is called, written to, driven to and copied, each named by whom it is of', async () => {
    const world = sampleWorld();
    const customer = world.customers[0]!;
    const [contact] = customer.contacts;
    const [site] = world.sites.filter(({ customerId }) => customerId === customer.id);
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    const { name, phone, email } = contact!;
    expect(await href(desk, `${phone}, appeler ${name}`)).to.equal(`tel:${phone.replaceAll(' ', '')}`);
    expect(await href(desk, `${email}, écrire à ${name}`)).to.equal(`mailto:${email}`);
    const line = ({ line1, postalCode, city }: typeof customer.address) => `${line1}, ${postalCode} ${city}`;
    const way = 'https://www.openstreetmap.org/directions?to=';
    expect(await href(desk, `Itinéraire, ${customer.name}`)).to.equal(way + encodeURIComponent(line(customer.address)));
    expect(await href(desk, `Itinéraire, ${site!.name}`)).to.equal(way + encodeURIComponent(line(site!.address)));
    (await named(desk, `Copier ${phone} (${name})`)).click();
    (await named(desk, `Copier ${email} (${name})`)).click();
    (await named(desk, `Copier ${line(customer.address)} (${customer.name})`)).click();
    await until(() => copied.length === 3, 'all is copied');
    expect(copied).to.deep.equal([phone, email, line(customer.address)]);
    await until(() => find('.copied', desk.shadowRoot!), 'it shows');
    await accessible(desk);
  });

  it('of an intervention is reached as it says, not as the customer’s record does', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ siteName }) => siteName)!;
    item.contact = { name: 'La gardienne', phone: '+33 4 65 71 00 00', email: '' };
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    expect(await href(desk, '+33 4 65 71 00 00, appeler La gardienne')).to.equal('tel:+33465710000');
    await named(desk, `Itinéraire, ${item.siteName}`);
    expect(find('a[href^="mailto:"]', desk.shadowRoot!)).to.equal(undefined);
  });

  it('is offered nothing that nothing is known of', async () => {
    const world = sampleWorld();
    const customer = world.customers.at(-2)!;
    customer.address = { line1: '', line2: '', postalCode: '', city: '', country: 'FR' };
    for (const contact of customer.contacts) Object.assign(contact, { email: '', phone: '' });
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    await shows(desk, 'ni e-mail ni téléphone');
    expect(find('.reach', desk.shadowRoot!)).to.equal(undefined);
  });

  it('stays readable where the browser lets nothing be copied', async () => {
    refuses = true;
    const world = sampleWorld();
    const [contact] = world.customers[0]!.contacts;
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    (await named(desk, `Copier ${contact!.phone} (${contact!.name})`)).click();
    await shows(desk, 'Ce navigateur ne laisse rien copier');
  });
});
