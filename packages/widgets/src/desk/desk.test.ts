import { expect, oneEvent } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { accessible } from '../testing/accessible.ts';
import {
  api,
  appears,
  button,
  choose,
  find,
  gate,
  holdBack,
  now,
  open,
  shows,
  signIn,
  submit,
  submitAgain,
  textOf,
  type,
  waiting,
  winterDay,
} from '../testing/desk.ts';
import { rigPassword } from '../testing/rig.ts';
import { until } from '../testing/until.ts';
import { sampleWorld } from '../testing/worlds.ts';

/** The desk with the form of a customer's contact open. */
const openContact = async ({ isDeaf = false } = {}) => {
  const world = sampleWorld();
  const customer = world.customers[0]!;
  const contact = customer.contacts[0]!;
  const desk = await open({ section: 'customers', id: customer.id }, { world, isDeaf });
  (await appears(`[aria-label="Modifier ${contact.name}"][data-opens="${contact.id}"]`, desk.shadowRoot!)).click();
  return { desk, customer, contact, phone: await appears('#phone', desk.shadowRoot!) };
};
/** Somebody else writes another number. */
const overtake = async (contact: { id: string; customerId: string }) =>
  api.office.contacts.update(await now.contact(contact), { phone: '06 39 98 11 11' });
const create = (description: string) =>
  api.office.interventions.create({ customerId: api.world.customers[0]!.id, description });

describe('the desk', () => {
  afterEach(() => {
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('lets a member in with e-mail and password, and says kindly when they do not match', async () => {
    const desk = await gate();
    type(await appears('#email', desk.shadowRoot!), api.world.members[0]!.email);
    type(await appears('#password', desk.shadowRoot!), 'not this one');
    (await button(desk, 'Se connecter')).click();
    await shows(desk, 'ne correspond pas');
    expect(find('#password', desk.shadowRoot!)!.matches(':focus')).to.equal(true);
    await accessible(desk);
    type(find('#password', desk.shadowRoot!)!, rigPassword);
    (await button(desk, 'Se connecter')).click();
    await shows(desk, 'À planifier');
  });

  it('has its head in one line of a phone, where an icon is said by its words', async () => {
    await setViewport({ width: 360, height: 740 });
    try {
      const desk = await gate();
      await signIn(desk);
      const head = (await appears('.top .find', desk.shadowRoot!)).closest('.top')!;
      const pressed = ['Rechercher', 'Mon profil', 'Se déconnecter'];
      const all = [...head.querySelectorAll<HTMLElement>('button, a')];
      const boxes = all.map((each) => each.getBoundingClientRect());
      expect(new Set(boxes.map(({ top }) => top)).size).to.equal(1);
      expect(Math.min(...boxes.map(({ width, height }) => Math.min(width, height)))).to.be.at.least(44);
      expect(boxes.at(-1)!.right).to.be.at.most(360);
      for (const [at, words] of pressed.entries()) expect(all[at]!.ariaLabel).to.include(words);
      // What the rest leaves to the company's name.
      expect(head.querySelector('strong')!.offsetWidth).to.be.at.least(112);
      await accessible(desk);
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('asks for the fields that are missing before asking the server', async () => {
    const desk = await gate();
    await appears('#email', desk.shadowRoot!);
    (await button(desk, 'Se connecter')).click();
    await shows(desk, 'ne semble pas complète');
    expect(api.calls.filter(({ route }) => route === 'POST /session')).to.have.length(0);
  });

  it('leaves signing out to the page that gives the session', async () => {
    const desk = await open({ section: 'inbox', id: null });
    await appears('.frame .name', desk.shadowRoot!);
    expect(textOf(desk)).not.to.include('Se déconnecter');
  });

  it('tells a technician where their work is', async () => {
    const world = sampleWorld();
    const desk = await open(
      { section: 'inbox', id: null },
      { world, member: world.members.findIndex(({ role }) => role === 'technician') },
    );
    await shows(desk, 'application de terrain');
    expect(find('nav', desk.shadowRoot!) === undefined).to.equal(true);
  });

  it('shows what waits, and a new request without reloading', async () => {
    const desk = await open({ section: 'inbox', id: null });
    await shows(desk, waiting(api.world).description.slice(0, 20));
    await create('Fuite au grenier');
    await shows(desk, 'Fuite au grenier');
    await shows(desk, 'Une nouvelle intervention vient d’arriver.');
    await accessible(desk);
  });

  it('goes on hearing of changes when the page puts it elsewhere', async () => {
    const desk = await open({ section: 'inbox', id: null });
    await shows(desk, waiting(api.world).description.slice(0, 20));
    const place = document.createElement('div');
    desk.before(place);
    place.append(desk);
    await create('Fuite au grenier');
    await shows(desk, 'Une nouvelle intervention vient d’arriver.');
  });

  it('accepts a request and gives it a time window', async () => {
    const world = sampleWorld();
    const { id } = waiting(world);
    const desk = await open({ section: 'inbox', id }, { world });
    (await button(desk, 'Accepter')).click();
    (await button(desk, 'Planifier')).click();
    type(await appears('#day', desk.shadowRoot!), winterDay());
    type(find('#windowStart', desk.shadowRoot!)!, '08:00');
    type(find('#windowEnd', desk.shadowRoot!)!, '10:00');
    choose(find('#who', desk.shadowRoot!)!, world.members[0]!.id);
    (await button(desk, 'Planifier ce créneau')).click();
    await shows(desk, 'Planifiée');
    const item = await now.intervention({ id });
    // Winter in Paris is an hour ahead of UTC.
    expect(item.windowStart).to.equal(`${winterDay()}T07:00:00.000Z`);
    expect(item.windowEnd).to.equal(`${winterDay()}T09:00:00.000Z`);
  });

  it('keeps a form open that is opened before the last change is answered, but heard of', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'inbox', id: waiting(world).id }, { world });
    const accept = await button(desk, 'Accepter');
    const { promise: isOpen, resolve: opened } = Promise.withResolvers<void>();
    const { fetch } = api;
    api.fetch = async (...asked) => {
      const answer = await fetch(...asked);
      if (asked[1]?.method === 'POST') await isOpen;
      return answer;
    };
    accept.click();
    (await button(desk, 'Planifier')).click();
    const confirm = await button(desk, 'Planifier ce créneau');
    opened();
    await until(() => confirm.ariaDisabled === 'false', 'the change is answered');
    expect(confirm.isConnected).to.equal(true);
  });

  it('refuses a window that ends before it starts, and keeps what was typed', async () => {
    const world = sampleWorld();
    const desk = await open(
      { section: 'inbox', id: world.interventions.find(({ status }) => status === 'to_schedule')!.id },
      { world },
    );
    (await button(desk, 'Planifier')).click();
    type(await appears('#windowStart', desk.shadowRoot!), '14:00');
    type(find('#windowEnd', desk.shadowRoot!)!, '10:00');
    choose(find('#who', desk.shadowRoot!)!, 'nobody');
    (await button(desk, 'Planifier ce créneau')).click();
    await shows(desk, 'après celle de début');
    expect((find('#windowStart', desk.shadowRoot!) as HTMLInputElement).value).to.equal('14:00');
  });

  it('keeps the days of a window of which only the start is moved, and moves the last day with the first', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'scheduled')!;
    Object.assign(item, { windowStart: '2026-12-07T07:00:00.000Z', windowEnd: '2026-12-09T16:00:00.000Z' });
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    (await button(desk, 'Replanifier')).click();
    type(await appears('#windowStart', desk.shadowRoot!), '08:30');
    (await button(desk, 'Planifier ce créneau')).click();
    const isFrom = (start: string) => async () => (await now.intervention(item)).windowStart === start;
    await until(isFrom('2026-12-07T07:30:00.000Z'), 'its start is moved');
    expect((await now.intervention(item)).windowEnd).to.equal('2026-12-09T16:00:00.000Z');
    await until(() => !find('#windowStart', desk.shadowRoot!), 'the form is closed');
    (await button(desk, 'Replanifier')).click();
    type(await appears('#day', desk.shadowRoot!), '2026-12-14');
    (await button(desk, 'Planifier ce créneau')).click();
    await until(isFrom('2026-12-14T07:30:00.000Z'), 'it is moved by a week');
    expect((await now.intervention(item)).windowEnd).to.equal('2026-12-16T16:00:00.000Z');
  });

  it('takes a window until midnight', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'to_schedule')!;
    const desk = await open({ section: 'inbox', id: item.id }, { world });
    (await button(desk, 'Planifier')).click();
    type(await appears('#day', desk.shadowRoot!), winterDay());
    type(find('#windowStart', desk.shadowRoot!)!, '22:00');
    type(find('#windowEnd', desk.shadowRoot!)!, '00:00');
    choose(find('#who', desk.shadowRoot!)!, 'nobody');
    (await button(desk, 'Planifier ce créneau')).click();
    await until(async () => (await now.intervention(item)).status === 'scheduled', 'it is scheduled');
    const { windowStart, windowEnd } = await now.intervention(item);
    expect([windowStart, windowEnd]).to.deep.equal([`${winterDay()}T21:00:00.000Z`, `${winterDay()}T23:00:00.000Z`]);
  });

  it('takes a first planning back with whom it gave the work to', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'to_schedule')!;
    Object.assign(item, { assigneeId: null, assignee: null });
    const desk = await open({ section: 'inbox', id: item.id }, { world });
    (await button(desk, 'Planifier')).click();
    choose(await appears('#who', desk.shadowRoot!), world.members[0]!.id);
    (await button(desk, 'Planifier ce créneau')).click();
    await until(
      async () => (await now.intervention(item)).assigneeId === world.members[0]!.id,
      'it is given to who was chosen',
    );
    await until(() => !find('#who', desk.shadowRoot!), 'the form is closed');
    (await button(desk, 'Annuler')).click();
    await until(async () => (await now.intervention(item)).status === 'to_schedule', 'it is taken back');
    const { assigneeId, windowStart } = await now.intervention(item);
    expect([assigneeId, windowStart]).to.deep.equal([null, null]);
  });

  it('cancels with a reason, never without', async () => {
    const world = sampleWorld();
    const { id } = waiting(world);
    const desk = await open({ section: 'inbox', id }, { world });
    (await button(desk, 'Annuler l’intervention')).click();
    const reason = await appears('#reason', desk.shadowRoot!);
    submit(reason);
    await shows(desk, 'Indiquez la raison.');
    type(reason, 'Doublon');
    submit(reason);
    await shows(desk, 'Annulée');
    expect((await now.intervention({ id })).status).to.equal('cancelled');
  });

  it('finds a customer by the start of the name, without accents', async () => {
    const desk = await open({ section: 'customers', id: null });
    await shows(desk, 'Habitat des Coteaux');
    const search = await appears('#search', desk.shadowRoot!);
    // What is pasted is cut at what the server looks for.
    expect((search as HTMLInputElement).maxLength).to.equal(120);
    type(search, 'eleo');
    await until(() => !textOf(desk).includes('Habitat des Coteaux'), 'others are left out');
    await shows(desk, 'Éléonore Girard');
  });

  it('makes a secure link to copy, and lists it', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    (await button(desk, 'Lien sécurisé')).click();
    await appears('#contactId', desk.shadowRoot!);
    await accessible(desk);
    (await button(desk, 'Copier le lien')).click();
    const address = (await appears('#copyable', desk.shadowRoot!)) as HTMLInputElement;
    expect(address.value).to.contain('/p#');
  });

  it('keeps a site and a piece of equipment there, and takes a change back', async () => {
    const world = sampleWorld();
    const customer = world.customers.at(-2)!;
    world.sites = world.sites.filter(({ customerId }) => customerId !== customer.id);
    world.equipment = world.equipment.filter(({ customerId }) => customerId !== customer.id);
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    await shows(desk, 'Aucun site ni équipement.');
    (await button(desk, 'Ajouter un site')).click();
    const name = await appears('#name', desk.shadowRoot!);
    await until(() => name.matches(':focus'), 'the first field has the focus');
    // The first site is most often where the customer is.
    expect((find('[id="address.line1"]', desk.shadowRoot!) as HTMLInputElement).value).to.equal(customer.address.line1);
    type(find('[id="address.city"]', desk.shadowRoot!)!, 'Brindas');
    submit(name);
    await shows(desk, 'Il manque une réponse ici.');
    expect(name.matches(':focus')).to.equal(true);
    expect((find('[id="address.city"]', desk.shadowRoot!) as HTMLInputElement).value).to.equal('Brindas');
    await accessible(desk);
    type(name, 'Le moulin');
    submit(name);
    await shows(desk, '1 site');

    (await button(desk, 'Ajouter un équipement')).click();
    const kind = await appears('#kind', desk.shadowRoot!);
    type(kind, 'Poêle à granulés');
    type(find('#serialNumber', desk.shadowRoot!)!, 'PG-12');
    submit(kind);
    await shows(desk, 'n° de série PG-12');
    const made = async () => (await api.office.equipment.list({ customerId: customer.id }).page()).items[0]!;
    expect((await made()).site?.name).to.equal('Le moulin');

    find('[aria-label="Modifier Poêle à granulés"]', desk.shadowRoot!)!.click();
    const again = await appears('#kind', desk.shadowRoot!);
    type(again, 'Poêle à bûches');
    submit(again);
    await shows(desk, 'Poêle à bûches');
    await until(
      () => find('[aria-label="Modifier Poêle à bûches"]:focus', desk.shadowRoot!),
      'the keyboard is back where it was',
    );
    (await button(desk, 'Annuler')).click();
    await shows(desk, 'C’est annulé.');
    await shows(desk, 'Poêle à granulés');
    expect((await made()).kind).to.equal('Poêle à granulés');
  });

  it('keeps what was typed when somebody else was faster, and saves it the second time', async () => {
    const { desk, contact, phone } = await openContact({ isDeaf: true });
    type(phone, '06 39 98 00 00');
    await overtake(contact);
    submit(phone);
    await shows(desk, 'enregistrez de nouveau');
    expect((phone as HTMLInputElement).value).to.equal('06 39 98 00 00');
    await submitAgain(phone);
    await until(async () => (await now.contact(contact)).phone === '06 39 98 00 00', 'it is saved');
  });

  it('hears no second press until what somebody else wrote has been read', async () => {
    const { desk, customer, contact, phone } = await openContact({ isDeaf: true });
    type(phone, '06 39 98 00 00');
    await overtake(contact);
    const saved = () => api.calls.filter(({ route }) => route === 'PATCH /contacts/:contactId').length;
    const readings = () => api.calls.filter(({ route }) => route === 'GET /customers/:customerId').length;
    const before = readings();
    const goOn = holdBack((method, path) => method === 'GET' && path.endsWith(customer.id));
    submit(phone);
    await until(() => readings() > before, 'it is read again');
    await shows(desk, 'enregistrez de nouveau');
    submit(phone);
    goOn();
    await submitAgain(phone);
    await until(async () => (await now.contact(contact)).phone === '06 39 98 00 00', 'it is saved');
    expect(saved()).to.equal(2);
  });

  it('undoes nobody’s change unseen, though it was heard of while the form was open', async () => {
    const { desk, customer, contact, phone } = await openContact();
    type(phone, '06 39 98 00 00');
    await api.office.contacts.update(await now.contact(contact), { lastName: 'Girard-Petit' });
    await api.office.customers.update(await now.customer(customer), { extra: 'Clé chez la voisine' });
    await shows(desk, 'Clé chez la voisine');
    submit(phone);
    await shows(desk, 'enregistrez de nouveau');
    expect((await now.contact(contact)).lastName).to.equal('Girard-Petit');
    expect((phone as HTMLInputElement).value).to.equal('06 39 98 00 00');
  });

  it('closes the form of what somebody else took away', async () => {
    const { desk, contact } = await openContact();
    await api.office.contacts.remove(contact.id);
    await until(() => !find('#phone', desk.shadowRoot!), 'the form is gone');
    expect(find('[data-opens="new"]', desk.shadowRoot!)?.matches(':enabled')).to.equal(true);
  });

  it('keeps what was typed in a dialog that was closed by accident', async () => {
    const desk = await open({ section: 'customers', id: null });
    (await button(desk, 'Créer un client')).click();
    const name = await appears('dialog[open] #lastName', desk.shadowRoot!);
    type(name, 'Castellane');
    name.closest('dialog')!.close();
    await oneEvent(name.closest('dialog')!, 'close');
    (await button(desk, 'Créer un client')).click();
    await appears('dialog[open]', desk.shadowRoot!);
    expect((find('#lastName', desk.shadowRoot!) as HTMLInputElement).value).to.equal('Castellane');
  });

  it('asks for what the company asks of every intervention, and shows the answers', async () => {
    const world = sampleWorld();
    const field = world.fields.find(({ kind, active }) => kind === 'text' && active)!;
    field.required = true;
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    (await button(desk, 'Créer une intervention')).click();
    const description = await appears('dialog[open] #description', desk.shadowRoot!);
    type(description, 'Fuite sous l’évier');
    submit(description);
    await shows(desk, 'Il manque une réponse ici.');
    const answer = find(`[id="fields.${field.id}"]`, desk.shadowRoot!)!;
    expect(answer.matches(':focus')).to.equal(true);
    type(answer, 'Bâtiment C');
    submit(answer);
    await shows(desk, /Fuite sous l’évier.*Bâtiment C/);
  });

  it('opens its dialogs in English as well, though their words come later', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world, lang: 'en' });
    (await button(desk, 'Create an intervention')).click();
    await appears('dialog[open] #description', desk.shadowRoot!);
  });

  it('goes through the list by keyboard alone, opens and closes a row', async () => {
    const desk = await open({ section: 'interventions', id: null });
    const first = await appears('.line[tabindex="0"]', desk.shadowRoot!);
    first.focus();
    first.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, composed: true }));
    await until(() => find('[data-row="1"] .line:focus', desk.shadowRoot!), 'the second row has the focus');
    find('[data-row="1"] .line', desk.shadowRoot!)!.click();
    await appears('.sheet', desk.shadowRoot!);
    find('[data-row="1"] .line', desk.shadowRoot!)!.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await until(() => !find('.sheet', desk.shadowRoot!), 'the sheet is closed');
  });

  it('says that the network is gone and keeps what is shown', async () => {
    const desk = await open({ section: 'customers', id: null });
    await shows(desk, 'Éléonore Girard');
    // Said at once: a stream may take long to notice.
    dispatchEvent(new Event('offline'));
    await shows(desk, 'Pas de réseau');
    dispatchEvent(new Event('online'));
    await until(() => !textOf(desk).includes('Pas de réseau'), 'the network is back');
    api.offline = true;
    await shows(desk, 'Pas de réseau');
    expect(textOf(desk)).to.contain('Éléonore Girard');
  });

  for (const [how, fail] of [
    ['the network', () => (api.offline = true)],
    ['the server', () => api.fail('POST /session/renewals', 500)],
  ] as const) {
    it(`begins once ${how} is back, where it failed at first`, async () => {
      const desk = await gate(sampleWorld(), fail);
      const again = await button(desk, 'Réessayer');
      expect(find('#email', desk.shadowRoot!)).to.equal(undefined);
      api.offline = false;
      api.recover();
      again.click();
      await appears('#email', desk.shadowRoot!);
    });
  }

  it('begins by itself when the network is back', async () => {
    const desk = await gate(sampleWorld(), () => (api.offline = true));
    await button(desk, 'Réessayer');
    api.offline = false;
    dispatchEvent(new Event('online'));
    await appears('#email', desk.shadowRoot!);
  });

  for (const section of ['interventions', 'customers', 'dossiers', 'outbox', 'bin', 'settings'] as const) {
    it(`puts no obstacle in the way in ${section}`, async () => {
      const desk = await open({ section, id: null });
      await appears(section === 'settings' ? '#name' : 'a.line, .empty', desk.shadowRoot!);
      await accessible(desk);
    });
  }

  for (const part of ['members', 'fields', 'keys']) {
    it(`puts no obstacle in the way in the settings of ${part}`, async () => {
      const desk = await open({ section: 'settings', id: part });
      await appears('section', desk.shadowRoot!);
      await accessible(desk);
    });
  }
});
