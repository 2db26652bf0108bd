/** What the address of the hosted desk says, and what a reload and the way back make of it. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { api, appears, find, gate, open, signIn, textOf, type } from '../testing/desk.ts';
import { until } from '../testing/until.ts';
import { largeWorld, sampleWorld } from '../testing/worlds.ts';
import type { Desk } from './desk.ts';
import { addressOf, placeIn } from './place.ts';

const list = (desk: Desk) => find('.windowed', desk.shadowRoot!);
const lines = (desk: Desk) => [...(list(desk)?.querySelectorAll<HTMLAnchorElement>('a.line') ?? [])];
const at = (hash: string) => until(() => location.hash === hash, `${hash} is the address, not ${location.hash}`);
const choose = (select: HTMLElement, value: string) => {
  (select as HTMLSelectElement).value = value;
  select.dispatchEvent(new Event('change'));
};
const begin = async (hash: string, world = sampleWorld()) => {
  history.pushState(null, '', hash);
  const desk = await gate(world);
  await signIn(desk);
  await until(() => list(desk), 'the list is shown');
  return desk;
};
/** Loaded anew, in a tab that remembers who is there. */
const reload = async (desk: Desk) => {
  dispatchEvent(new PageTransitionEvent('pagehide'));
  const again = document.createElement('parvis-desk');
  Object.assign(again, { lang: 'fr', api: api.origin, session: 'cookie' });
  desk.replaceWith(again);
  await until(() => list(again), 'the list is shown again');
  return again;
};
const anew = () => {
  history.replaceState(null, '', location.pathname + location.search);
  sessionStorage.clear();
};

describe('the address of the desk', () => {
  afterEach(anew);

  it('opens « Aujourd’hui » where it says nothing, also by the way back; what it names is opened as it says', async () => {
    const desk = await gate();
    await signIn(desk);
    await appears('parvis-desk-today', desk.shadowRoot!);
    (await appears('nav a[href="#/inbox"]', desk.shadowRoot!)).click();
    await at('#/inbox');
    await appears('parvis-desk-inbox', desk.shadowRoot!);
    history.back();
    await at('');
    await appears('parvis-desk-today', desk.shadowRoot!);
  });
});

describe('the address of a list at the desk', () => {
  afterEach(anew);

  it('says what is searched, filtered and sorted, in one entry; a reload and the way back keep it', async () => {
    const desk = await begin('#/interventions');
    const before = history.length;
    choose(await appears('.tools select[aria-label="État"]', desk.shadowRoot!), 'done');
    await at('#/interventions?status=done');
    const word = api.world.interventions.find(({ status }) => status === 'done')!.description.split(' ')[0]!;
    type(await appears('#search', desk.shadowRoot!), word);
    const hash = `#/interventions?${new URLSearchParams({ q: word, status: 'done' }).toString()}`;
    await at(hash);
    expect(history.length).to.equal(before);
    await until(() => lines(desk).length && textOf(lines(desk)[0]!).includes(word), 'it is found');

    const again = await reload(desk);
    const field = (await appears('#search', again.shadowRoot!)) as HTMLInputElement;
    await until(() => field.value === word, 'what is searched stands in its field');
    const status = (await appears('.tools select[aria-label="État"]', again.shadowRoot!)) as HTMLSelectElement;
    expect([status.value, location.hash]).to.deep.equal(['done', hash]);

    lines(again)[0]!.click();
    await until(() => /^#\/interventions\/[\da-f-]{36}\?/.test(location.hash), 'the row is in the address');
    history.back();
    await at(hash);
    find('nav a[href="#/customers"]', again.shadowRoot!)!.click();
    await at('#/customers');
    history.back();
    await at(hash);
    await until(
      () => (find('#search', again.shadowRoot!) as HTMLInputElement | undefined)?.value === word,
      'it is back',
    );
  });

  it('keeps how it is narrowed while rows are opened and closed, and begins anew from the list of sections', async () => {
    const desk = await begin('#/customers?sort=number');
    lines(desk)[0]!.click();
    await until(() => desk.place.id, 'a row is open');
    expect(location.hash).to.equal(`#/customers/${desk.place.id!}?sort=number`);
    (await appears('.back', desk.shadowRoot!)).click();
    await at('#/customers?sort=number');
    find('nav a[href="#/customers"]', desk.shadowRoot!)!.click();
    await at('#/customers');
    expect((find('.tools select:last-of-type', desk.shadowRoot!) as HTMLSelectElement).value).to.equal('name');
  });

  it('may be anything', () => {
    const sections = [{ name: 'customers' as const }];
    const read = (hash: string) => placeIn(hash, sections);
    expect(read('#/customers')).to.deep.equal({ section: 'customers', id: null });
    expect(read('#/elsewhere')).to.equal(undefined);
    expect(read('#/customers/<script>')).to.equal(undefined);
    const long = read(`#/customers?q=${'a'.repeat(1000)}`)!;
    expect(long.filter!['q']).to.have.length(120);
    const place = { section: 'customers' as const, id: 'x-1', filter: { q: 'Éléonore & fils #1' } };
    expect(read(addressOf(place))).to.deep.equal(place);
  });
});

describe('a long list at the desk', () => {
  const row = (desk: Desk, at: number) => list(desk)?.querySelector<HTMLElement>(`[data-row="${at}"] a`) ?? undefined;
  const top = (element: Element) => Math.round(element.getBoundingClientRect().top);
  const width = (pixels: number) => setViewport({ width: pixels, height: 600 });
  /** Scrolled until this row stands 200 pixels below the top of the screen, and drawn there. */
  const bring = async (desk: Desk, at: number) => {
    const drawn = () => row(desk, at);
    await until(() => {
      const first = list(desk)?.querySelector<HTMLElement>('[data-row]');
      if (!first) return false;
      const height = first.offsetHeight;
      const to = list(desk)!.getBoundingClientRect().top + at * height - 200;
      if (Math.abs(to) > 1) document.scrollingElement!.scrollBy(0, to);
      return drawn() && Math.abs(top(drawn()!) - 200) < 3;
    }, `row ${at} is on the screen`);
    return drawn()!;
  };
  afterEach(async () => {
    anew();
    window.scrollTo(0, 0);
    await setViewport({ width: 800, height: 600 });
  });

  it('leaves a row where it is when it opens, when the window narrows and when it is closed', async () => {
    const desk = await begin('#/interventions', largeWorld({ interventions: 300 }));
    await width(1500);
    const forty = await bring(desk, 48);
    const high = forty.offsetHeight;
    forty.focus();
    forty.click();
    await until(
      () => list(desk)!.clientWidth && row(desk, 48)!.offsetHeight !== high,
      `its rows are others: ${list(desk)!.clientWidth} ${high}`,
    );
    await until(() => Math.abs(top(row(desk, 48)!) - 200) < 3, 'it stays as it opens');
    await width(1250);
    await until(() => Math.abs(top(row(desk, 48)!) - 200) < 3, 'it stays as the window narrows');
    // A telephone: the sheet stands in its place.
    await width(390);
    await until(() => !list(desk)!.getClientRects().length, 'the sheet stands in its place');
    (await appears('.back', desk.shadowRoot!)).click();
    await until(() => row(desk, 48) && Math.abs(top(row(desk, 48)!) - 200) < 3, 'it is where it was');
  });

  for (const [section, asked] of [
    ['interventions', 'status=lost'],
    ['interventions', 'order=lost'],
    ['interventions', 'order=number+desc&status=done'],
    ['interventions', 'assigneeId=7'],
    ['interventions', 'assigneeId=none'],
    ['interventions', 'type=repair'],
    ['interventions', 'customerId=7&siteId=%00&equipmentId='],
    ['interventions', 'period=lost&toString=7&lost=7'],
    ['inbox', 'status=done&type=lost'],
    ['customers', 'sort=lost'],
    ['customers', 'sort=number&shelf=lost'],
    ['dossiers', 'status=lost'],
    ['outbox', 'status=lost'],
    ['bin', 'kind=lost&lost=7'],
  ] as const)
    it(`is answered by a list where it asks for what there is not: ${section}?${asked}`, async () => {
      const place = placeIn(`#/${section}?${asked}`, [{ name: section }])!;
      const desk = await open(place);
      const isEmpty = asked.includes('shelf') || section === 'bin' || section === 'dossiers';
      await until(() => (isEmpty ? find('.empty', desk.shadowRoot!) : list(desk)), 'the list is shown');
    });

  it('stays where it is when something new comes at its beginning, which is read once somebody asks', async () => {
    const world = largeWorld({ interventions: 520 });
    const desk = await begin('#/interventions', world);
    await width(1500);
    const readings = () => api.calls.filter(({ route }) => route === 'GET /interventions').length;
    const far = await bring(desk, 480);
    const before = readings();
    await api.office.interventions.create({ customerId: world.customers[0]!.id, description: 'Arrivée à l’instant' });
    const fresh = await appears('.fresh button', desk.shadowRoot!);
    expect(readings()).to.equal(before);
    expect(far.isConnected && Math.abs(top(far) - 200)).to.be.below(80);
    fresh.click();
    const isThere = () => lines(desk).some((line) => line.textContent.includes('Arrivée à l’instant'));
    await until(isThere, 'it is read');
    await until(() => top(row(desk, 0)!) >= 0, 'the list is seen from its beginning');
    expect(readings()).to.equal(before + 1);
  });

  it('is loaded anew where it was scrolled to', async () => {
    const desk = await begin('#/interventions', largeWorld({ interventions: 300 }));
    await width(1500);
    const forty = await bring(desk, 148);
    const { href } = forty as HTMLAnchorElement;
    const again = await reload(desk);
    const back = () => lines(again).find((each) => each.href === href);
    await until(() => back() && Math.abs(top(back()!) - 200) < 60, 'the row is where it was');
  });
});
