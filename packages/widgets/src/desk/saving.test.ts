/** Saving at the desk: with others at work, on a network that comes and goes, and with what does not fit. */
import { expect } from '@open-wc/testing';
import {
  api,
  appears,
  button,
  choose,
  find,
  focused,
  holdBack,
  now,
  open,
  shows,
  submit,
  submitAgain,
  textOf,
  type,
  waiting,
  winterDay,
} from '../testing/desk.ts';
import { until } from '../testing/until.ts';
import { sampleWorld } from '../testing/worlds.ts';
import { LatestOnly } from './latest-only.ts';
import { fieldErrorsOf } from './fields.ts';

const valueOf = (field: HTMLElement | undefined) => (field as HTMLInputElement | undefined)?.value;

const { confirm } = window;
afterEach(() => void (window.confirm = confirm));
const agree = () => void (window.confirm = () => true);

/** What somebody else does meanwhile. */
const plan = async (item: { id: string }) =>
  api.office.interventions.move(item.id, {
    to: 'scheduled',
    windowStart: '2030-12-03T07:00:00.000Z',
    windowEnd: '2030-12-03T09:00:00.000Z',
  });
const cancel = async (item: { id: string }) =>
  api.office.interventions.move(item.id, { to: 'cancelled', reason: 'Doublon' });
const sitesOf = async (customer: { id: string }) =>
  (await api.office.sites.list({ customerId: customer.id }).page()).items;

describe('saving at the desk', () => {
  it('keeps what others wrote in other fields meanwhile', async () => {
    const world = sampleWorld();
    const customer = world.customers[0]!;
    const desk = await open({ section: 'customers', id: customer.id }, { world, isDeaf: true });
    (await appears(`[data-opens="${customer.id}"]`, desk.shadowRoot!)).click();
    const city = await appears('[id="address.city"]', desk.shadowRoot!);
    type(city, 'Brindas');
    await api.office.customers.update(await now.customer(customer), {
      extra: 'Clé chez la voisine',
      address: { ...customer.address, line2: 'Bâtiment C' },
    });
    submit(city);
    await shows(desk, 'enregistrez de nouveau');
    await submitAgain(city);
    await until(async () => (await now.customer(customer)).address.city === 'Brindas', 'it is saved');
    const { address, extra } = await now.customer(customer);
    expect(address.line2).to.equal('Bâtiment C');
    expect(extra).to.equal('Clé chez la voisine');
  });

  it('says that what is typed has to be saved again, not that it will be, without a network', async () => {
    const world = sampleWorld();
    const customer = world.customers[0]!;
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    (await appears(`[data-opens="${customer.id}"]`, desk.shadowRoot!)).click();
    const city = await appears('[id="address.city"]', desk.shadowRoot!);
    type(city, 'Brindas');
    api.offline = true;
    submit(city);
    await shows(desk, 'enregistrez de nouveau dès son retour');
    expect(valueOf(city)).to.equal('Brindas');
  });

  it('reads by itself, once the network is back, what could not be read', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'inbox', id: null }, { world });
    await shows(desk, waiting(world).description.slice(0, 20));
    api.offline = true;
    desk.place = { section: 'outbox', id: null };
    await until(() => textOf(desk).includes('Réessayer'), 'it cannot be read');
    api.offline = false;
    dispatchEvent(new Event('online'));
    await appears('a.line', desk.shadowRoot!);
  });

  it('shows on the screen that something could not be taken back', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'scheduled')!;
    const desk = await open({ section: 'interventions', id: item.id }, { world, isDeaf: true });
    (await button(desk, 'Remettre à planifier')).click();
    const undo = await button(desk, 'Annuler');
    await cancel(item);
    undo.click();
    await until(() => find('.toast', desk.shadowRoot!)?.textContent?.includes('a changé'), 'it says so');
  });

  it('plans over nobody’s planning unseen, and does the second time', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'to_schedule')!;
    const desk = await open({ section: 'inbox', id: item.id }, { world, isDeaf: true });
    (await button(desk, 'Planifier')).click();
    const day = await appears('#day', desk.shadowRoot!);
    type(day, winterDay('12-09'));
    choose(find('#who', desk.shadowRoot!)!, 'nobody');
    const theirs = await plan(item);
    submit(day);
    await shows(desk, 'enregistrez de nouveau');
    expect((await now.intervention(item)).windowStart).to.equal(theirs.windowStart);
    expect(valueOf(day)).to.equal(winterDay('12-09'));
    await submitAgain(day);
    await until(
      async () => (await now.intervention(item)).windowStart?.startsWith(winterDay('12-09')),
      'it is planned',
    );
  });

  it('cancels nothing that was planned unseen', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'to_schedule')!;
    const desk = await open({ section: 'inbox', id: item.id }, { world, isDeaf: true });
    (await button(desk, 'Annuler l’intervention')).click();
    const reason = await appears('#reason', desk.shadowRoot!);
    type(reason, 'Le client a rappelé');
    await plan(item);
    submit(reason);
    await shows(desk, 'enregistrez de nouveau');
    expect((await now.intervention(item)).status).to.equal('scheduled');
  });

  it('says of what is done the day it was done, whatever day was planned', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'done')!;
    const planned = { windowStart: '2099-12-09T07:00:00.000Z', windowEnd: '2099-12-09T09:00:00.000Z' };
    Object.assign(item, planned, { date: new Date().toISOString() });
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    await shows(desk, /Réalisée.{0,80}aujourd’hui/);
    const row = await appears('[aria-current="true"] .when', desk.shadowRoot!);
    expect(row.textContent).to.include('aujourd’hui').and.not.to.include('2099');
  });

  it('takes back no planning but its own', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'scheduled')!;
    const desk = await open({ section: 'interventions', id: item.id }, { world, isDeaf: true });
    (await button(desk, 'Remettre à planifier')).click();
    const undo = await button(desk, 'Annuler');
    const theirs = await plan(item);
    undo.click();
    await until(() => find('.toast', desk.shadowRoot!)?.textContent?.includes('a changé'), 'it says so');
    expect((await now.intervention(item)).windowStart).to.equal(theirs.windowStart);
  });

  it('says no longer that something is saved once the next save has begun, and is refused', async () => {
    const world = sampleWorld();
    const customer = world.customers[0]!;
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    (await appears(`[data-opens="${customer.id}"]`, desk.shadowRoot!)).click();
    const city = await appears('[id="address.city"]', desk.shadowRoot!);
    type(city, 'Brindas');
    submit(city);
    await shows(desk, 'C’est enregistré.');
    (await appears(`[data-opens="${customer.id}"]`, desk.shadowRoot!)).click();
    const again = await appears('[id="address.city"]', desk.shadowRoot!);
    type(again, 'Messimy');
    api.offline = true;
    submit(again);
    await shows(desk, 'enregistrez de nouveau dès son retour');
    expect(find('.toast', desk.shadowRoot!) === undefined).to.equal(true);
  });

  it('says of another intervention nothing that went wrong with the one before', async () => {
    const world = sampleWorld();
    const [one, other] = world.interventions.filter(({ status }) => status === 'requested');
    const desk = await open({ section: 'inbox', id: one!.id }, { world, isDeaf: true });
    const accept = await button(desk, 'Accepter');
    const goOn = holdBack((method) => method === 'POST');
    await cancel(one!);
    accept.click();
    const { id, number } = other ?? world.interventions.find(({ id }) => id !== one!.id)!;
    desk.place = { section: 'inbox', id };
    await until(
      () => find('article h2', desk.shadowRoot!)?.textContent?.includes(String(number)),
      'the other is shown',
    );
    goOn();
    await until(() => find('.toast', desk.shadowRoot!), 'it is said apart');
    // A list of files has an empty one, ready to say what could not be fetched.
    const article = find('article', desk.shadowRoot!)!;
    expect([...article.querySelectorAll('.wrong')].map((wrong) => wrong.textContent).join('')).to.equal('');
  });

  it('counts of two readings the one begun last', () => {
    const readings = new LatestOnly();
    const [first, second] = [readings.begin(), readings.begin()];
    expect([first(), second()]).to.deep.equal([false, true]);
  });

  it('takes the answers of readings that are waited for unless a later one has come', () => {
    const readings = new LatestOnly();
    const [first, second, third] = [readings.inTurn(), readings.inTurn(), readings.inTurn()];
    expect([first(), third(), second()]).to.deep.equal([true, true, false]);
  });

  it('saves once who gets the work, though the change is heard of while it is read again', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'to_schedule')!;
    const desk = await open({ section: 'inbox', id: item.id }, { world });
    const choice = (await appears('#assignee', desk.shadowRoot!)) as HTMLSelectElement;
    const { fetch } = api;
    const saved: number[] = [];
    let overtake = () => {};
    api.fetch = async (...asked) => {
      const answer = await fetch(...asked);
      if (!new URL(asked[0] as string | URL).pathname.endsWith(item.id)) return answer;
      if (asked[1]?.method === 'PATCH') saved.push(answer.status);
      else if (saved.length === 1) {
        // Comes once another one has begun.
        overtake();
        await new Promise<void>((resolve) => (overtake = resolve));
      }
      return answer;
    };
    const [first, last] = [choice.options[1]!.value, choice.options[choice.options.length - 1]!.value];
    const give = (value: string) => {
      choice.value = value;
      choice.dispatchEvent(new Event('change'));
    };
    give(first);
    // From here on it is read again, and the change is heard of.
    await appears('.toast', desk.shadowRoot!);
    give(last);
    await until(() => saved.length === 2, 'it is answered');
    overtake();
    expect(saved).to.deep.equal([200, 200]);
    expect((await now.intervention(item)).assigneeId).to.equal(last);
  });

  it('asks who it is whose address was written, rather than leaving it out', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: null }, { world });
    (await button(desk, 'Créer un client')).click();
    const organization = (await appears('dialog[open] [value="organization"]', desk.shadowRoot!)) as HTMLInputElement;
    organization.click();
    const email = await appears('[id="contact.email"]', desk.shadowRoot!);
    await appears('[id="contact.lastName"]', desk.shadowRoot!);
    type(find('#lastName', desk.shadowRoot!)!, 'Les Érables');
    type(email, 'roux@erables.example');
    submit(email);
    await shows(desk, 'Il manque une réponse ici.');
    const { items } = await api.office.customers.list().page();
    expect(items.some(({ name }) => name === 'Les Érables')).to.equal(false);
  });

  it('leaves a form open while something else is done beside it', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'settings', id: 'members' }, { world });
    (await button(desk, 'Ajouter un profil')).click();
    const name = await appears('#lastName', desk.shadowRoot!);
    type(name, 'Castellane');
    const technician = world.members.find(({ role }) => role === 'technician')!;
    agree();
    await shows(desk, technician.email);
    const entries = [...find('parvis-desk-members', desk.shadowRoot!)!.shadowRoot!.querySelectorAll('.entry')];
    entries
      .find(({ textContent }) => textContent?.includes(technician.email))!
      .querySelector<HTMLElement>('button:last-child')!
      .click();
    await until(async () => (await now.member(technician)).status === 'deactivated', 'it is done');
    await shows(desk, 'ne peut plus se connecter');
    expect(valueOf(name)).to.equal('Castellane');
    expect(name.isConnected).to.equal(true);
  });

  it('makes a site once, though the first answer was lost', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    (await button(desk, 'Ajouter un site')).click();
    const name = await appears('#name', desk.shadowRoot!);
    type(name, 'Le moulin');
    const { fetch } = api;
    const keys: (string | null)[] = [];
    api.fetch = async (...asked) => {
      if (asked[1]?.method === 'POST') keys.push(new Headers(asked[1].headers).get('idempotency-key'));
      if (keys.length === 1 && asked[1]?.method === 'POST') throw new TypeError('Failed to fetch');
      return fetch(...asked);
    };
    submit(name);
    await until(() => keys.length > 0);
    await until(async () => {
      if (textOf(desk).includes('dès son retour')) submit(name);
      return (await sitesOf(world.customers[0]!)).some((site) => site.name === 'Le moulin');
    }, 'it is made');
    expect(new Set(keys).size).to.equal(1);
  });

  it('says what became of a site that was written on after its answer was lost', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    (await button(desk, 'Ajouter un site')).click();
    const name = await appears('#name', desk.shadowRoot!);
    type(name, 'Le moulin');
    const { fetch } = api;
    api.fetch = async (...asked) => {
      const answer = await fetch(...asked);
      // It has arrived; from here on nothing does, until the network is back.
      if (asked[1]?.method === 'POST') api.offline = true;
      return api.offline ? Promise.reject(new TypeError('Failed to fetch')) : answer;
    };
    submit(name);
    await until(() => textOf(desk).includes('de nouveau dès son retour'), 'it is not saved');
    api.offline = false;
    api.fetch = fetch;
    type(name, 'Le grand moulin');
    await submitAgain(name);
    await shows(desk, 'C’était déjà créé');
    const made = (await sitesOf(world.customers[0]!)).filter((site) => site.name.includes('moulin'));
    expect(made).to.have.length(1);
  });
});

describe('what was refused', () => {
  const common = { invalid: 'Ne convient pas.' };
  const sentence = () => 'Autre chose.';
  const said = (field: string, code: string, names: string[]) =>
    fieldErrorsOf(
      { errors: [{ field, code }] },
      { names, own: { 'email invalid': 'Pas une adresse.' }, common, sentence },
    );

  it('is said beside the field of which one line was refused', () => {
    expect(said('allowedOrigins.1', 'invalid', ['allowedOrigins'])).to.deep.equal({
      allowedOrigins: 'Ne convient pas.',
    });
    expect(said('contact.email', 'invalid', ['contact', 'contact.email'])).to.deep.equal({
      'contact.email': 'Pas une adresse.',
    });
  });
});

describe('a secure link', () => {
  const openForm = async (world = sampleWorld()) => {
    const customer = world.customers[0]!;
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    (await button(desk, 'Lien sécurisé')).click();
    await appears('#scope', desk.shadowRoot!);
    return { world, customer, desk };
  };
  const newest = async (customer: { id: string }) =>
    (await api.office.links.list({ customerId: customer.id }).page()).items[0]!;

  it('says beside the field how long it may be valid', async () => {
    const { desk } = await openForm();
    const days = find('#days', desk.shadowRoot!)!;
    type(days, '0');
    submit(days);
    await shows(desk, 'de 1 à 730');
    expect(focused() === days).to.equal(true);
    expect(days.getAttribute('aria-invalid')).to.equal('true');
  });

  it('opens one intervention, named by its number', async () => {
    const { world, customer, desk } = await openForm();
    const item = world.interventions.find(({ customerId }) => customerId === customer.id)!;
    const scope = find('#scope', desk.shadowRoot!) as HTMLSelectElement;
    scope.value = 'intervention';
    scope.dispatchEvent(new Event('change'));
    const number = await appears('#number', desk.shadowRoot!);
    type(number, '99999');
    (await button(desk, 'Copier le lien')).click();
    await shows(desk, 'pas d’intervention de ce numéro');
    expect(focused() === number).to.equal(true);
    type(number, String(item.number));
    (await button(desk, 'Copier le lien')).click();
    await appears('#copyable', desk.shadowRoot!);
    expect((await newest(customer)).scope).to.include({ kind: 'intervention', id: item.id });
  });

  it('finds an intervention by its number among many that have it in their text', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ customerId }) => customerId === world.customers[0]!.id)!;
    const later = (_: unknown, n: number) => ({
      ...item,
      id: item.id.replace(/..$/, (0xa0 + n).toString(16)),
      number: 90_000 + n,
      date: '2099-01-01T00:00:00.000Z',
      description: `Comme la n° ${item.number}`,
    });
    world.interventions.push(...Array.from({ length: 25 }, later));
    const { customer, desk } = await openForm(world);
    const scope = find('#scope', desk.shadowRoot!) as HTMLSelectElement;
    scope.value = 'intervention';
    scope.dispatchEvent(new Event('change'));
    type(await appears('#number', desk.shadowRoot!), String(item.number));
    (await button(desk, 'Copier le lien')).click();
    await appears('#copyable', desk.shadowRoot!);
    expect((await newest(customer)).scope).to.include({ id: item.id });
  });
});

describe('an API key', () => {
  const { confirm } = window;
  afterEach(() => {
    window.confirm = confirm;
  });
  /** The keys of the settings with the one just made; whatever is asked is agreed to. */
  const openWithKey = async () => {
    const desk = await open({ section: 'settings', id: 'keys' });
    (await button(desk, 'Créer une clé')).click();
    const name = await appears('#name', desk.shadowRoot!);
    type(name, 'ERP');
    submit(name);
    await appears('#copyable:focus', desk.shadowRoot!);
    window.confirm = () => true;
    return desk;
  };

  it('that could not be revoked can still be copied', async () => {
    const desk = await openWithKey();
    api.fail('DELETE /keys/:keyId', 500);
    find('[aria-label="Révoquer ERP"]', desk.shadowRoot!)!.click();
    await appears('[role="alert"]', desk.shadowRoot!);
    expect(find('#copyable', desk.shadowRoot!) !== undefined).to.equal(true);
  });

  it('is there to be copied at once, and gone when it is revoked', async () => {
    const desk = await openWithKey();
    find('[aria-label="Révoquer ERP"]', desk.shadowRoot!)!.click();
    await shows(desk, 'La clé ERP est révoquée.');
    await until(() => !find('#copyable', desk.shadowRoot!), 'it is gone');
  });
});
