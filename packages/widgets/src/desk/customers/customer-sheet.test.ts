/** What is saved of a customer without a form, each in its turn: files and portal options. */
import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, find, holdBack, open, shows } from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';

const choose = (select: HTMLElement, value: string) => {
  (select as HTMLSelectElement).value = value;
  select.dispatchEvent(new Event('change'));
};

const now = ({ id }: { id: string }) => api.office.customers.get(id);

describe('the sheet of a customer', () => {
  it('gives files to the customer they were chosen for, though another is shown once they are sent', async () => {
    const world = sampleWorld();
    const [one, other] = [world.customers[0]!, world.customers[1]!];
    const before = [one.attachments.length, other.attachments.length];
    const desk = await open({ section: 'customers', id: one.id }, { world });
    const input = (await appears('input[type="file"]', desk.shadowRoot!)) as HTMLInputElement;
    const goOn = holdBack((method, path) => method === 'POST' && path.endsWith('/files'));
    const chosen = new DataTransfer();
    chosen.items.add(new File(['%PDF-1.4\n%%EOF\n'], 'plan.pdf', { type: 'application/pdf' }));
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
    desk.place = { section: 'customers', id: other.id };
    await shows(desk, other.address.line1);
    goOn();
    await until(async () => (await now(one)).attachments.length > before[0]!, 'it is there');
    expect((await now(other)).attachments.length).to.equal(before[1]);
  });

  it('refuses files by name and keeps the others', async () => {
    const world = sampleWorld();
    const customer = world.customers[0]!;
    const before = customer.attachments.length;
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    const input = (await appears('input[type="file"]', desk.shadowRoot!)) as HTMLInputElement;
    const chosen = new DataTransfer();
    chosen.items.add(new File(['%PDF-1.4\n%%EOF\n'], 'plan.pdf', { type: 'application/pdf' }));
    chosen.items.add(new File(['MZ'], 'devis.exe'));
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
    await shows(desk, 'devis.exe : seuls JPEG, PNG, WebP et PDF sont acceptés.');
    expect((await now(customer)).attachments.length).to.equal(before + 1);
  });

  it('says that nothing was kept of more files than fit when the network is away', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    const input = (await appears('input[type="file"]', desk.shadowRoot!)) as HTMLInputElement;
    const chosen = new DataTransfer();
    for (let n = 0; n < 12; n++)
      chosen.items.add(new File(['%PDF-1.4\n%%EOF\n'], `${n}.pdf`, { type: 'application/pdf' }));
    api.offline = true;
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
    await shows(desk, 'Pas de réseau');
  });

  it('shows a portal option as it is after it was taken back', async () => {
    const world = sampleWorld();
    const customer = world.customers[0]!;
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    const select = (await appears('#part-creation', desk.shadowRoot!)) as HTMLSelectElement;
    const readings = () => api.calls.filter(({ route }) => route === 'GET /customers/:customerId').length;
    for (const value of ['false', '']) {
      const before = readings();
      select.value = value;
      select.dispatchEvent(new Event('change'));
      // Read again after it was said that it is saved.
      await until(() => readings() > before, 'it is saved');
    }
    (await button(desk, 'Annuler')).click();
    await until(async () => (await now(customer)).options.creation === false, 'it is taken back');
    await until(() => select.value === 'false', 'it shows');
  });

  it('saves all options that were chosen, though another customer is opened meanwhile', async () => {
    const world = sampleWorld();
    const [one, other] = [world.customers[0]!, world.customers[1]!];
    const before = structuredClone(other.options);
    const desk = await open({ section: 'customers', id: one.id }, { world });
    const goOn = holdBack((method) => method === 'PATCH');
    choose(await appears('#part-creation', desk.shadowRoot!), 'false');
    choose(await appears('#part-sites', desk.shadowRoot!), 'false');
    desk.place = { section: 'customers', id: other.id };
    await shows(desk, other.address.line1);
    goOn();
    await until(async () => (await now(one)).options.sites === false, 'the second is saved as well');
    expect((await now(one)).options.creation).to.equal(false);
    expect((await now(other)).options).to.deep.equal(before);
  });

  it('leaves the form of one customer open while the option of another is saved', async () => {
    const world = sampleWorld();
    const [one, other] = [world.customers[0]!, world.customers[1]!];
    const desk = await open({ section: 'customers', id: one.id }, { world });
    const goOn = holdBack((method) => method === 'PATCH');
    choose(await appears('#part-creation', desk.shadowRoot!), 'false');
    choose(await appears('#part-sites', desk.shadowRoot!), 'false');
    desk.place = { section: 'customers', id: other.id };
    (await appears(`[data-opens="${other.id}"]`, desk.shadowRoot!)).click();
    const city = await appears('[id="address.city"]', desk.shadowRoot!);
    goOn();
    await until(async () => (await now(one)).options.sites === false, 'the option is saved');
    await new Promise((later) => setTimeout(later, 100));
    expect(city.isConnected).to.equal(true);
  });

  it('goes into the bin once it is said what that means, is archived, and comes back by one press', async () => {
    const world = sampleWorld();
    const customer = world.customers[1]!;
    const row = `a[href^="#/customers/${customer.id}"]`;
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    await appears(row, desk.shadowRoot!);
    const isListed = (listed: boolean) =>
      until(() => (find(row, desk.shadowRoot!) !== undefined) === listed, listed ? 'it is listed' : 'it has left');
    const { confirm } = window;
    let asked = '';
    window.confirm = (question) => ((asked = question!), true);
    try {
      (await button(desk, 'Mettre à la corbeille')).click();
    } finally {
      window.confirm = confirm;
    }
    expect(asked).to.contain(customer.name);
    await shows(desk, `${customer.name} : c’est à la corbeille.`);
    expect(desk.place.id).to.equal(null);
    await isListed(false);
    (await button(desk, 'Annuler')).click();
    await isListed(true);
    expect((await now(customer)).status).to.equal('active');
    desk.place = { section: 'customers', id: customer.id };
    (await button(desk, 'Archiver')).click();
    await shows(desk, 'Archivé : il n’est plus dans les listes.');
    await accessible(desk);
    // A list behind the sheet of a narrow desk is read again once it is seen.
    desk.place = { section: 'customers', id: null };
    await isListed(false);
    choose(await appears('[aria-label="Qui est montré"]', desk.shadowRoot!), 'archived');
    await isListed(true);
    desk.place = { ...desk.place, id: customer.id };
    (await button(desk, 'Désarchiver')).click();
    await until(async () => (await now(customer)).archivedAt === null, 'it is archived no longer');
  });

  it('offers who does not see all a link to one intervention, and no look at the whole space', async () => {
    const world = sampleWorld();
    world.members[0]!.rights = { see_all: false };
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    (await button(desk, 'Lien sécurisé')).click();
    const scope = (await appears('#scope', desk.shadowRoot!)) as HTMLSelectElement;
    expect([...scope.options].map(({ value }) => value)).to.deep.equal(['intervention']);
    await appears('#number', desk.shadowRoot!);
    await accessible(desk);
    expect(find('[aria-label^="Voir son espace"]', desk.shadowRoot!) === undefined).to.equal(true);
  });
});
