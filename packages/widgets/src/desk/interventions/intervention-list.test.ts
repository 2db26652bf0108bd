/** The list of interventions by day and week, of whom and what, and how that is saved. */
import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, choose, find, focused, open, shows, textOf, type } from '../../testing/desk.ts';
import { until } from '../../testing/until.ts';
import { largeWorld, sampleWorld } from '../../testing/worlds.ts';
import type { World } from '../../testing/worlds.ts';
import type { Desk } from '../desk.ts';

const list = (desk: Desk) => find('.windowed', desk.shadowRoot!);
const lines = (desk: Desk) => [...(list(desk)?.querySelectorAll<HTMLAnchorElement>('a.line') ?? [])];
const clean = (element: Element) =>
  textOf(element)
    .replaceAll(/\?(lit\$\d+\$)?/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
const headings = (desk: Desk) => [...(list(desk)?.querySelectorAll('.group') ?? [])].map(clean);
const select = (desk: Desk, label: string) =>
  find(`.tools select[aria-label="${label}"]`, desk.shadowRoot!) as HTMLSelectElement | undefined;
const narrow = async (desk: Desk, label: string, value: string) =>
  choose(await appears(`.tools select[aria-label="${label}"]`, desk.shadowRoot!), value);
const readings = () => api.calls.filter(({ route }) => route === 'GET /interventions').length;
const numbers = (desk: Desk) =>
  lines(desk).map((line) => Number(/\d+/.exec(clean(line.querySelector('.number')!))![0]));

/** All its interventions long ago, but for the first of them, which are planned as said. */
function planned(world: World, ...of: Partial<World['interventions'][number]>[]) {
  for (const [at, each] of world.interventions.entries()) {
    const past = { status: 'done', date: '2020-01-01T08:00:00.000Z', windowStart: null, windowEnd: null };
    Object.assign(each, past, { assigneeId: null, type: null, incomplete: false });
    const given = of[at];
    if (given) Object.assign(each, { status: 'scheduled', date: given.windowStart }, given);
  }
  return world.interventions.slice(0, of.length);
}
const at = (day: string, from: string, to: string) => ({
  windowStart: `${day}T${from}:00.000Z`,
  windowEnd: `${day}T${to}:00.000Z`,
});
const openList = (world: World, filter: Record<string, string> | undefined) =>
  open({ section: 'interventions', id: null, ...(filter && { filter }) }, { world });
/** The week in which Paris sets its clocks back, in the night to Sunday. */
const autumn = '2026-10-19..2026-10-25';

afterEach(() => {
  for (const name of Object.keys(localStorage)) if (name.startsWith('parvis-filters ')) localStorage.removeItem(name);
});

describe('columns of the wide list', () => {
  const cells = (desk: Desk) => [...lines(desk)[0]!.querySelectorAll('.cells > *')].map(clean);
  const box = (desk: Desk, name: string) =>
    find(`.columns input[name="${name}"]`, desk.shadowRoot!) as HTMLInputElement;
  const unfold = async (desk: Desk) => {
    (await appears('.columns summary', desk.shadowRoot!)).click();
    await until(() => box(desk, 'site'), 'they are offered');
  };
  afterEach(() => {
    for (const name of Object.keys(localStorage)) if (name.includes(' column-')) localStorage.removeItem(name);
    return setViewport({ width: 800, height: 600 });
  });

  it('are those that a member chose, and are there again when the desk is opened again', async () => {
    const world = sampleWorld();
    const [first] = planned(world, at('2026-10-21', '07:00', '09:00'));
    const member = world.members.find(({ status }) => status === 'active')!;
    const site = world.sites[0]!;
    Object.assign(first!, { assigneeId: member.id, siteId: site.id, createdAt: '2020-03-05T09:00:00.000Z' });
    Object.assign(first!, { customerId: site.customerId });
    const filter = { period: autumn };
    const desk = await openList(world, filter);
    desk.style.width = '1400px';
    await until(() => lines(desk).length, 'it is listed');
    expect(cells(desk)).to.deep.equal([]);
    await unfold(desk);
    box(desk, 'site').click();
    box(desk, 'requested').click();
    await until(() => cells(desk).length === 2, 'both are shown');
    expect(cells(desk)).to.deep.equal([site.name, 'demandée le 5 mars 2020']);
    await accessible(desk);
    desk.remove();

    const { place, getSession } = desk;
    const again = await fixture<Desk>(
      html`<parvis-desk lang="fr" api=${api.origin} .place=${place} .getSession=${getSession}></parvis-desk>`,
    );
    again.style.width = '1400px';
    await until(() => lines(again).length, 'it is listed again');
    await unfold(again);
    expect([cells(again)[0], box(again, 'site').checked]).to.deep.equal([site.name, true]);
    // Who does it stands in the row of a day already.
    box(again, 'assignee').click();
    await until(() => box(again, 'assignee').checked, 'it is chosen');
    expect(cells(again)).to.have.length(2);
    box(again, 'site').click();
    await until(() => cells(again).length === 1, 'it is put away');
    await narrow(again, 'Période', '');
    await until(() => !headings(again).length, 'it is a list');
    await setViewport({ width: 1400, height: 800 });
    const row = lines(again).find((line) => clean(line).includes(`${first!.number}`))!;
    expect(clean(row.querySelector('.cells')!)).to.contain(member.name);
    const shownDates = () =>
      [...row.querySelectorAll('.when > span')].filter((each) => each.getClientRects().length).map(clean);
    await until(() => shownDates().join() === `mer. 21 oct., 9 h –\u2060 11 h`, 'it is short');
    // Without room for the columns there is room for the date.
    await setViewport({ width: 800, height: 600 });
    await until(() => shownDates().join() === `mercredi 21 octobre, 9 h –\u2060 11 h`, 'it is said in full');
  });
});

describe('interventions by day and week', () => {
  it('stand under their days in the order of time, of the company’s zone, with how many there are', async () => {
    const world = sampleWorld();
    const [first, late, early] = planned(
      world,
      at('2026-10-21', '07:00', '09:00'),
      // Sunday in Paris, all of its 25 hours.
      at('2026-10-25', '22:30', '22:59'),
      at('2026-10-24', '22:30', '23:30'),
      // Monday.
      at('2026-10-25', '23:00', '23:30'),
      // In these days, too, were these: asked for, and cancelled.
      { status: 'requested', date: '2026-10-22T08:00:00.000Z' },
      { status: 'cancelled', date: '2026-10-22T09:00:00.000Z' },
    );
    first!.assigneeId = world.members.find(({ status }) => status === 'active')!.id;
    const desk = await openList(world, { period: autumn });
    await until(() => headings(desk).length, 'it is in days');
    expect(numbers(desk)).to.deep.equal([first!.number, early!.number, late!.number]);
    const [wednesday, sunday] = headings(desk);
    expect(wednesday).to.match(/mercredi 21 octobre.* 1 intervention$/);
    expect(sunday).to.match(/dimanche 25 octobre.* 2 interventions$/);
    expect(clean(lines(desk)[0]!.querySelector('.when')!)).to.match(/^9 h –\u2060? 11 h · /u);
    await shows(desk, '3 interventions');
    expect(select(desk, 'Ordre')).to.equal(undefined);
    await accessible(desk);
    // Asked for by name, that state is shown by when that was.
    await narrow(desk, 'État', 'requested');
    await until(() => numbers(desk).join() === `${world.interventions[4]!.number}`, 'it is what was asked for');
    await narrow(desk, 'Période', '');
    await until(() => !headings(desk).length, 'it is a list again');
  });

  it('may be of no day at all, and say so; of days of one’s own', async () => {
    const world = sampleWorld();
    const [only] = planned(world, at('2026-10-21', '07:00', '09:00'));
    const desk = await openList(world, { period: '2026-10-22..2026-10-23' });
    await shows(desk, 'Rien n’est planifié à ces dates.');
    expect(select(desk, 'Période')!.value).to.equal('own');
    const [from, to] = [...find('.tools', desk.shadowRoot!)!.querySelectorAll<HTMLInputElement>('input[type="date"]')];
    const change = (field: HTMLInputElement, value: string) => {
      field.value = value;
      field.dispatchEvent(new Event('change'));
    };
    // While the year is typed.
    change(from!, '0002-10-21');
    expect(desk.place.filter).to.deep.equal({ period: '2026-10-22..2026-10-23' });
    change(from!, '2026-10-21');
    await until(() => numbers(desk).join() === `${only!.number}`, 'it is found');
    expect(desk.place.filter).to.deep.equal({ period: '2026-10-21..2026-10-23' });
    change(to!, '2026-10-20');
    await shows(desk, 'Rien n’est planifié à ces dates.');
    expect([from!.value, to!.value]).to.deep.equal(['2026-10-20', '2026-10-20']);
  });

  it('are of whom and of what type is chosen, or of nobody; neither is asked of all there ever was', async () => {
    const world = sampleWorld();
    const [one, other] = world.members.filter(({ status }) => status === 'active');
    const [repair, service] = world.company.types.map(({ key }) => key);
    const when = at('2026-10-21', '07:00', '09:00');
    const [theirs, service2, nobodys] = planned(
      world,
      { ...when, assigneeId: one!.id, type: repair! },
      { ...when, assigneeId: one!.id, type: service! },
      { ...when, type: repair! },
      { ...when, assigneeId: other!.id, type: repair! },
    );
    const desk = await openList(world, undefined);
    const shown = (...of: { number: number }[]) => {
      const wanted = of.map(({ number }) => number).toSorted((a, b) => a - b);
      return until(
        () =>
          numbers(desk)
            .toSorted((a, b) => a - b)
            .join() === wanted.join(),
        `it is ${wanted.join()}`,
      );
    };
    await until(() => select(desk, 'Intervenant'), 'filters are there');
    expect(select(desk, 'Type')).to.equal(undefined);
    expect([...select(desk, 'Intervenant')!.options].map(({ value }) => value)).not.to.include('none');
    await narrow(desk, 'Intervenant', one!.id);
    await narrow(desk, 'Période', '');
    await until(() => lines(desk).length === 2, 'it is all that they have');
    await narrow(desk, 'Type', service!);
    await shown(service2!);
    await narrow(desk, 'Type', repair!);
    await shown(theirs!);
    desk.place = { section: 'interventions', id: null, filter: { period: autumn } };
    await until(() => lines(desk).length === 4, 'it is all of that week');
    await narrow(desk, 'Intervenant', 'none');
    await shown(nobodys!);
    await narrow(desk, 'Type', service!);
    await shows(desk, 'Rien ne correspond');
    await narrow(desk, 'Période', '');
    await until(() => desk.place.filter === undefined, 'what cannot be asked of all is taken out');
    const period = '1900-01-01..2199-12-31';
    desk.place = { section: 'interventions', id: null, filter: { period, type: repair! } };
    await until(() => select(desk, 'Période')?.value === 'own' && lines(desk).length > 4, 'nor of centuries');
    expect(select(desk, 'Type')).to.equal(undefined);
  });

  it('are hundreds, each where it stands, gone through by keyboard', async () => {
    const world = largeWorld({ interventions: 250 });
    const days = Array.from({ length: 250 }, (_, n) => {
      const day = new Date(Date.UTC(2026, 8, 1 + Math.floor(n / 3))).toISOString().slice(0, 10);
      return at(day, `0${6 + (n % 3)}:00`, '12:00');
    });
    planned(world, ...days);
    const desk = await openList(world, { period: '2026-09-01..2026-11-30' });
    await until(() => lines(desk).length, 'rows are there');
    (find('#search', desk.shadowRoot!) as HTMLElement).focus();
    find('#search', desk.shadowRoot!)!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    await until(() => focused()?.matches('.line'), 'the keyboard is on the first');
    const press = (key: string) => focused()!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    press('End');
    await until(() => focused()?.closest('li')?.dataset['row'] === '199', 'the keyboard is on the last that is read');
    await until(() => list(desk)!.querySelector('[data-row="205"]'), 'more follows');
    press('End');
    await until(() => focused()?.closest('li')?.dataset['row'] === '249', 'the keyboard is on the last');
    await until(() => {
      const { bottom } = list(desk)!.getBoundingClientRect();
      return Math.abs(focused()!.getBoundingClientRect().bottom - bottom) < 2 && bottom <= innerHeight;
    }, 'the last row is where the list ends');
    // Whatever stands on the screen is drawn: no gap between the rows but headings.
    const tops = lines(desk)
      .map((line) => line.getBoundingClientRect())
      .filter(({ bottom }) => bottom > 0);
    expect(tops[0]!.top).to.be.lessThan(60);
    for (const [row, { top }] of tops.slice(1).entries()) expect(top - tops[row]!.bottom).to.be.lessThan(46);
    await shows(desk, '250 interventions');
  });

  it('leave when they move to another day or to somebody else; what stays is drawn where it is', async () => {
    const world = sampleWorld();
    const [one, other] = world.members.filter(({ status }) => status === 'active');
    const [moved, given, stays] = planned(
      world,
      { ...at('2026-10-20', '07:00', '09:00'), assigneeId: one!.id },
      { ...at('2026-10-21', '07:00', '09:00'), assigneeId: one!.id },
      { ...at('2026-10-22', '07:00', '09:00'), assigneeId: one!.id },
    );
    const desk = await openList(world, { period: autumn, assigneeId: one!.id });
    await until(() => lines(desk).length === 3, 'all are there');
    const before = readings();
    await api.office.interventions.move(stays!.id, { to: 'scheduled', ...at('2026-10-22', '07:00', '12:00') });
    await until(() => textOf(lines(desk)[2]!).includes('14'), 'it ends later');
    expect(readings()).to.equal(before);
    await api.office.interventions.move(moved!.id, { to: 'scheduled', ...at('2026-11-20', '07:00', '09:00') });
    await until(() => lines(desk).length === 2, 'it is of another week');
    const now = await api.office.interventions.get(given!.id);
    await api.office.interventions.update(now, { assigneeId: other!.id });
    await until(() => numbers(desk).join() === `${stays!.number}`, 'it is somebody else’s');
    await api.office.interventions.move(stays!.id, { to: 'to_schedule' });
    await shows(desk, 'Rien ne correspond');
  });
});

describe('filters that are saved', () => {
  const save = async (desk: Desk, name: string) => {
    (await button(desk, 'Enregistrer ce filtre')).click();
    const field = await appears('input[maxlength="60"]', desk.shadowRoot!);
    await until(() => focused() === field, 'the name is to be typed');
    type(field, name);
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
  };
  const chip = (desk: Desk, name: string) =>
    [...(find('.chips > ul', desk.shadowRoot!)?.querySelectorAll('a') ?? [])].find((each) => clean(each) === name);

  it('are found again by who saved them, on this device; another member has their own', async () => {
    const world = sampleWorld();
    planned(world, at('2026-10-21', '07:00', '09:00'));
    const filter = { period: autumn, status: 'scheduled' };
    const desk = await openList(world, filter);
    await save(desk, 'Semaine d’octobre');
    await until(() => chip(desk, 'Semaine d’octobre'), 'it is there');
    expect(chip(desk, 'Semaine d’octobre')!.getAttribute('aria-current')).to.equal('true');
    await accessible(desk);
    await narrow(desk, 'État', '');
    await until(() => chip(desk, 'Semaine d’octobre')!.getAttribute('aria-current') === null, 'another is chosen');
    chip(desk, 'Semaine d’octobre')!.click();
    await until(() => select(desk, 'État')!.value === 'scheduled', 'it is chosen');
    expect(desk.place.filter).to.deep.equal(filter);

    desk.remove();
    const anew = (member: number) => {
      const getSession = () => api.signIn({ id: world.members[member]!.id });
      const place = { section: 'interventions', id: null };
      return fixture<Desk>(
        html`<parvis-desk lang="fr" api=${api.origin} .place=${place} .getSession=${getSession}></parvis-desk>`,
      );
    };
    const again = await anew(0);
    await until(() => chip(again, 'Semaine d’octobre'), 'it is found again');
    again.remove();
    const colleague = world.members.findIndex(
      ({ role, status }, n) => n && status === 'active' && role !== 'technician',
    );
    const others = await anew(colleague);
    await until(() => lines(others).length, 'the list is there');
    expect(chip(others, 'Semaine d’octobre')).to.equal(undefined);
  });

  it('are removed, and taken back', async () => {
    const desk = await openList(sampleWorld(), { status: 'done' });
    await save(desk, 'Terminées');
    await until(() => chip(desk, 'Terminées'), 'it is there');
    find('[aria-label="Supprimer le filtre Terminées"]', desk.shadowRoot!)!.click();
    await until(() => !chip(desk, 'Terminées'), 'it is gone');
    (await button(desk, 'Annuler')).click();
    await until(() => chip(desk, 'Terminées'), 'it is back');
  });

  it('are replaced under the same name, which is said and can be taken back', async () => {
    const desk = await openList(sampleWorld(), { status: 'done' });
    await save(desk, 'Les miennes');
    await until(() => chip(desk, 'Les miennes'), 'it is there');
    await narrow(desk, 'État', 'scheduled');
    await save(desk, 'Les miennes');
    await shows(desk, 'Le filtre Les miennes est remplacé.');
    expect(chip(desk, 'Les miennes')!.getAttribute('aria-current')).to.equal('true');
    (await button(desk, 'Annuler')).click();
    await until(() => chip(desk, 'Les miennes')!.getAttribute('aria-current') === null, 'it is as before');
    chip(desk, 'Les miennes')!.click();
    await until(() => select(desk, 'État')!.value === 'done', 'it is chosen');
  });

  it('are offered where something is narrowed', async () => {
    const desk = await openList(sampleWorld(), { status: 'done' });
    await button(desk, 'Enregistrer ce filtre');
    await narrow(desk, 'État', '');
    await until(() => !textOf(desk).includes('Enregistrer ce filtre'), 'there is nothing to save');
  });

  it('are taken back beside those that were saved meanwhile', async () => {
    const desk = await openList(sampleWorld(), { status: 'done' });
    await save(desk, 'Terminées');
    await until(() => chip(desk, 'Terminées'), 'it is there');
    find('[aria-label="Supprimer le filtre Terminées"]', desk.shadowRoot!)!.click();
    const takeBack = await button(desk, 'Annuler');
    await save(desk, 'Ce qui est terminé');
    await until(() => chip(desk, 'Ce qui est terminé'), 'the other is there');
    takeBack.click();
    await until(() => chip(desk, 'Terminées'), 'it is back');
    expect(chip(desk, 'Ce qui est terminé')).to.not.equal(undefined);
  });

  it('are none where something else is kept in their place', async () => {
    const desk = await openList(sampleWorld(), { status: 'done' });
    await save(desk, 'Terminées');
    await until(() => chip(desk, 'Terminées'), 'it is there');
    const [kept] = Object.keys(localStorage).filter((name) => name.startsWith('parvis-filters '));
    const sound = JSON.parse(localStorage.getItem(kept!)!) as object[];
    const others = [
      null,
      1,
      {},
      { name: 'A' },
      { name: 'B', filter: null },
      { name: 'C', filter: [1] },
      { name: 'D', filter: { status: 3 } },
    ];
    localStorage.setItem(kept!, JSON.stringify([...others, ...sound]));
    await narrow(desk, 'État', 'scheduled');
    await until(() => chip(desk, 'Terminées')?.getAttribute('aria-current') === null, 'another is chosen');
    expect(find('.chips > ul', desk.shadowRoot!)!.children).to.have.length(1);
  });

  it('are not said to be saved where the device keeps nothing', async () => {
    const desk = await openList(sampleWorld(), { status: 'done' });
    await until(() => lines(desk).length, 'the list is there');
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (name, value) {
      if (name.startsWith('parvis-filters ')) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, name, value);
    };
    try {
      await save(desk, 'Terminées');
      await shows(desk, 'Cet appareil ne garde rien');
      expect((find('input[maxlength="60"]', desk.shadowRoot!) as HTMLInputElement).value).to.equal('Terminées');
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});

describe('the whole history', () => {
  it('of a customer, a site and a piece of equipment is a list that says whose it is', async () => {
    const world = sampleWorld();
    const site = world.sites.find(({ id }) => world.interventions.some(({ siteId }) => siteId === id))!;
    const customer = world.customers.find(({ id }) => id === site.customerId)!;
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    await appears('a[href^="#/interventions?siteId="]', desk.shadowRoot!);
    const of = (id: string) => find(`a[href$="${id}"][href^="#/interventions"]`, desk.shadowRoot!)!;
    of(customer.id).click();
    await appears(`[aria-label="Ne plus montrer seulement\u00a0: ${customer.name}"]`, desk.shadowRoot!);
    const theirs = world.interventions.filter(({ customerId }) => customerId === customer.id);
    await until(() => lines(desk).length === theirs.length, 'it is all that they have');
    expect(select(desk, 'Type')).to.not.equal(undefined);
    await accessible(desk);
    find(`[aria-label="Ne plus montrer seulement\u00a0: ${customer.name}"]`, desk.shadowRoot!)!.click();
    await until(() => lines(desk).length > theirs.length, 'it is everybody’s again');
    expect(desk.place.filter).to.equal(undefined);

    desk.place = { section: 'customers', id: customer.id };
    (await appears(`a[href="#/interventions?siteId=${site.id}"]`, desk.shadowRoot!)).click();
    await appears(`[aria-label="Ne plus montrer seulement\u00a0: ${site.name}"]`, desk.shadowRoot!);
    const there = world.interventions.filter(({ siteId }) => siteId === site.id);
    await until(() => lines(desk).length === there.length, 'it is all that was done there');
  });
});
