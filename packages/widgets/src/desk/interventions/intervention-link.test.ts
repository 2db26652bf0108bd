import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, find, focused, open, shows } from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';

/** An intervention of an organization, which has two contacts; the second is named on it. */
function ofOrganization() {
  const world = sampleWorld();
  const organizations = world.customers.filter(({ contacts }) => contacts.length === 2);
  const item = world.interventions.find(({ customerId }) => organizations.some(({ id }) => id === customerId))!;
  const customer = organizations.find(({ id }) => id === item.customerId)!;
  const [main, second] = customer.contacts;
  item.contact = { name: second!.name, phone: '', email: second!.email };
  return { world, item, customer, main: main!, second: second! };
}
const linksOf = async ({ id }: { id: string }) => (await api.office.links.list({ customerId: id }).page()).items;

describe('a link from the sheet of an intervention', () => {
  it('opens this intervention, and is mailed to the contact who is named on it', async () => {
    const { world, item, customer, second } = ofOrganization();
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    (await button(desk, 'Lien sécurisé')).click();
    const select = (await appears('#contactId', desk.shadowRoot!)) as HTMLSelectElement;
    expect(select.value).to.equal(second.id);
    await until(() => focused() === select, 'the keyboard is in the form');
    expect(find('#scope', desk.shadowRoot!)).to.equal(undefined);
    await accessible(desk);
    (await button(desk, 'Envoyer par e-mail')).click();
    await shows(desk, `Le lien part à ${second.email}.`);
    const [link] = await linksOf(customer);
    expect(link).to.deep.include({ delivery: 'mail' });
    expect(link!.scope).to.deep.equal({ kind: 'intervention', id: item.id, label: String(item.number) });
    expect(link!.contact!.id).to.equal(second.id);
    await until(() => focused()?.textContent?.trim() === 'Lien sécurisé', 'the keyboard is back');
  });

  it('is copied, and its address shown this once', async () => {
    const { world, item, customer, main } = ofOrganization();
    item.contact = { name: 'La gardienne', phone: '', email: '' };
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    (await button(desk, 'Lien sécurisé')).click();
    const select = (await appears('#contactId', desk.shadowRoot!)) as HTMLSelectElement;
    expect(select.value).to.equal(main.id);
    (await button(desk, 'Copier le lien')).click();
    const address = (await appears('#copyable', desk.shadowRoot!)) as HTMLInputElement;
    expect(address.value).to.match(/\/p#[\w.-]+$/);
    expect((await linksOf(customer))[0]!.scope.id).to.equal(item.id);
    // Of another intervention nothing is said of it.
    desk.place = { section: 'interventions', id: world.interventions.find(({ id }) => id !== item.id)!.id };
    await until(() => !find('#copyable', desk.shadowRoot!), 'it is gone');
  });

  it('is made by who sees only their own interventions', async () => {
    const { world, item, customer } = ofOrganization();
    world.members[0]!.rights = { see_all: false };
    item.assigneeId = world.members[0]!.id;
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    (await button(desk, 'Lien sécurisé')).click();
    (await button(desk, 'Envoyer par e-mail')).click();
    await shows(desk, 'Le lien part à');
    expect(await api.office.links.list({ customerId: customer.id }).page()).to.have.nested.property(
      'items[0].scope.id',
      item.id,
    );
  });

  it('is nobody’s where the customer has no contact, and says so', async () => {
    const { world, item, customer } = ofOrganization();
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    const lien = await button(desk, 'Lien sécurisé');
    for (const { id } of customer.contacts) await api.office.contacts.remove(id);
    lien.click();
    await shows(desk, 'Ajoutez d’abord un interlocuteur');
    expect(find('#contactId', desk.shadowRoot!)).to.equal(undefined);
  });
});
