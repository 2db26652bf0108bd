import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { accessible } from '../testing/accessible.ts';
import { all, clean, find, focused, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import { largeWorld, sampleWorld } from '../testing/worlds.ts';
import { CreateAskedEvent } from './events.ts';
import type { Interventions } from './interventions.ts';

type Options = Parameters<typeof show>[2];
/** With more than one sees at once: searched, and filtered. */
const serveMany = () => serve(largeWorld({ interventions: 12 }));
async function open(api: Rig, options?: Options) {
  const list = await show<Interventions>('parvis-interventions', api, options);
  await until(() => query(list, '.line') ?? query(list, '.empty') ?? query(list, '[role="alert"]'));
  return list;
}
const lines = (list: Interventions) => all(list, '.line').map((line) => textOf(line));
const asked = (api: Rig) => api.calls.filter(({ route }) => route === 'GET /interventions').length;

describe('the list of interventions', () => {
  afterEach(clean);

  for (const [name, width] of [
    ['narrow', 360],
    ['wide', 1000],
  ] as const) {
    it(`shows number, date, type, state and site, and reads well, ${name}`, async () => {
      const api = await serve();
      const list = await open(api, { width });
      const [newest] = api.world.interventions
        .filter(({ customerId }) => customerId === api.world.customers[0]!.id)
        .toSorted((a, b) => b.date.localeCompare(a.date));
      const first = lines(list).find((line) => line.includes(String(newest!.number)))!;
      for (const part of [String(newest!.number), newest!.description, newest!.siteName!, 'Planifiée', 'demain']) {
        expect(first).to.include(part);
      }
      await accessible(list);
    });
  }

  it('says of what is done the day it was done, whatever day was planned', async () => {
    const world = sampleWorld();
    const job = world.interventions.find(
      ({ customerId, status }) => customerId === world.customers[0]!.id && status === 'done',
    )!;
    Object.assign(job, {
      windowStart: '2099-12-09T07:00:00.000Z',
      windowEnd: '2099-12-09T09:00:00.000Z',
      date: new Date().toISOString(),
    });
    const list = await open(await serve(world));
    const line = lines(list).find((each) => each.includes(String(job.number)))!;
    expect(line).to.include('aujourd’hui').and.not.to.include('2099');
    list.open(job.id);
    const when = await find(list, 'parvis-intervention-sheet >>> .when');
    expect(textOf(when)).to.match(/^Réalisée aujourd’hui/);
  });

  for (const width of [150, 360]) {
    it(`writes no date over a state, at ${width} pixels`, async () => {
      const world = sampleWorld();
      for (const job of world.interventions) {
        job.windowStart = '2090-09-27T13:30:00.000Z';
        job.windowEnd = '2090-09-27T15:30:00.000Z';
      }
      const api = await serve(world);
      const list = await open(api, { width });
      for (const line of all(list, '.line')) {
        const [state, when] = ['.status', '.when'].map((part) => query(line, part)!.getBoundingClientRect());
        expect(state!.right).to.be.at.most(when!.left);
      }
    });
  }

  it('gives what it is about two lines on a phone, in rows that stay equally high', async () => {
    const world = sampleWorld();
    const [short, long] = world.interventions.filter(({ customerId }) => customerId === world.customers[0]!.id);
    short!.description = 'Fuite.';
    long!.description = 'Le chauffe-eau ne chauffe plus. '.repeat(20);
    const list = await open(await serve(world), { width: 360 });
    const heights = new Set(all(list, '.line').map((line) => line.offsetHeight));
    expect([...heights]).to.have.length(1);
    const titles = all(list, '.what').filter((each) => each.textContent === long!.description);
    expect(titles.map((each) => Math.round(each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight)))).to.eql([
      2,
    ]);
  });

  it('keeps its rows one below the other when a phone is turned', async () => {
    const list = await open(await serve(), { width: 1000 });
    const places = () => all(list, 'li').map((row) => row.getBoundingClientRect());
    const areBelow = () => places().every(({ top }, at, all) => at === 0 || top >= all[at - 1]!.bottom - 1);
    const [wide] = places();
    list.parentElement!.style.width = '360px';
    dispatchEvent(new Event('resize'));
    await until(() => places()[0]!.height > wide!.height && areBelow(), 'rows lie over one another');
    list.parentElement!.style.width = '1000px';
    dispatchEvent(new Event('resize'));
    const areClose = () => places().every(({ top }, at, all) => at === 0 || top < all[at - 1]!.bottom + wide!.height);
    await until(() => places()[0]!.height === wide!.height && areClose(), 'gaps between rows');
  });

  it('keeps what is written in the sheet, and the photo that is opened, when a tablet is turned', async () => {
    const api = await serve();
    const list = await open(api, { width: 1000 });
    const turn = async (width: number) => {
      list.parentElement!.style.width = `${width}px`;
      await until(() => query(list, width > 720 ? 'aside' : 'dialog.sheet[open]'), 'it is turned');
    };
    const ofCustomer = api.world.interventions.filter(({ customerId }) => customerId === api.world.customers[0]!.id);
    list.open(ofCustomer.find(({ status }) => status === 'requested')!.id);
    (await find(list, 'parvis-intervention-sheet >>> article > div > .bare')).click();
    const reason = 'parvis-intervention-sheet >>> dialog textarea';
    type(await find<HTMLTextAreaElement>(list, reason), 'Réparé entre-temps.');
    await turn(390);
    expect(query<HTMLTextAreaElement>(list, reason)!.value).to.equal('Réparé entre-temps.');
    list.open(undefined);
    await until(() => !query(list, 'dialog.sheet'), 'it is closed');

    const isPhoto = ({ mediaType }: { mediaType: string }) => mediaType.startsWith('image/');
    list.open(ofCustomer.find(({ files }) => files.some(isPhoto))!.id);
    (await find(list, 'parvis-intervention-sheet >>> .pictures a')).click();
    const large = 'parvis-intervention-sheet >>> parvis-lightbox >>> dialog';
    await find(list, `${large}[open]`);
    await turn(1000);
    await until(() => query(list, large)?.matches(':modal'), 'it is open before the page');
  });

  it('says of a service that fails that it fails, and not that there is no network', async () => {
    const api = await serve();
    const list = await open(api);
    api.fail('GET /interventions', 503);
    list.narrow({ q: 'chaudière', status: '', siteId: '', order: 'newest' });
    expect(textOf(await find(list, '[role="alert"]')))
      .to.include('Le service ne répond pas')
      .and.not.include('réseau');
  });

  it('closes the question whether to cancel, and not the sheet behind it; what was written stays', async () => {
    const api = await serve();
    const list = await open(api, { width: 1000 });
    const { id } = api.world.interventions.find(
      ({ customerId, status }) => customerId === api.world.customers[0]!.id && status === 'requested',
    )!;
    list.open(id);
    const sheet = await find(list, 'parvis-intervention-sheet');
    const ask = await find(sheet, 'article > div > .bare');
    ask.click();
    type(await find<HTMLTextAreaElement>(sheet, 'dialog[open] textarea'), 'Réparé entre-temps.');
    await sendKeys({ press: 'Escape' });
    await until(() => !query(sheet, 'dialog[open]'));
    expect(sheet.isConnected).to.equal(true);
    ask.click();
    expect((await find<HTMLTextAreaElement>(sheet, 'dialog[open] textarea')).value).to.equal('Réparé entre-temps.');
  });

  for (const width of [360, 500])
    it(`leaves no line free between a short title and what stands below, at ${width} pixels`, async () => {
      const world = sampleWorld();
      for (const job of world.interventions) job.description = 'Fuite.';
      const list = await open(await serve(world), { width });
      for (const line of all(list, '.line')) {
        const [what, more] = ['.what', '.more'].map((part) => query(line, part)!.getBoundingClientRect());
        expect(more!.top - what!.bottom).to.be.within(0, 8);
      }
    });

  it('has two groups: what is to come, the next first, and what is over, the latest first', async () => {
    const api = await serve();
    const list = await open(api);
    const own = api.world.interventions.filter(({ customerId }) => customerId === api.world.customers[0]!.id);
    const isOver = ({ status }: { status: string }) => ['done', 'signed', 'cancelled'].includes(status);
    const byDate = own.toSorted((a, b) => a.date.localeCompare(b.date));
    const expected = [...byDate.filter((job) => !isOver(job)), ...byDate.filter(isOver).toReversed()];
    const numbers = () => lines(list).map((line) => Number(/n°\s(\d+)/.exec(line)?.[1]));
    expect(numbers()).to.deep.equal(expected.map(({ number }) => number));
    expect(all(list, '.group').map((group) => textOf(group))).to.deep.equal(['À venir', 'Passées']);
    for (const group of all(list, '.group')) {
      const before = group.parentElement!.previousElementSibling?.getBoundingClientRect().bottom ?? 0;
      expect(group.getBoundingClientRect().top, 'it covers no row').to.be.at.least(before - 1);
    }
    const running = own.find(({ status }) => status === 'in_progress')!;
    await api.office.interventions.move(running.id, { to: 'done' });
    // The latest of what is over.
    const left = expected.filter((job) => !isOver(job)).length - 1;
    await until(() => numbers()[left] === running.number);
    expect(all(list, '.group').at(-1)!.parentElement!.dataset.row).to.equal(String(left));
    await accessible(list);
  });

  it('is neither searched nor filtered where all of it is seen at once', async () => {
    const few = await open(await serve());
    expect(lines(few)).to.have.length(10);
    expect(query(few, '[role="search"]') === null).to.equal(true);
    const many = await open(await serve(largeWorld({ interventions: 11 })));
    await find(many, '[role="search"]');
  });

  it('fills on a tablet the row of its search, up to the button of the filters', async () => {
    const list = await open(await serveMany(), { width: 700 });
    const [field, button] = ['.search input', '.tools > .icon'].map((part) =>
      query(list, part)!.getBoundingClientRect(),
    );
    expect(button!.left - field!.right).to.be.within(0, 16);
  });

  it('is filtered by state and by site, and says how many it found', async () => {
    const api = await serveMany();
    const list = await open(api);
    (await find(list, 'button[aria-expanded]')).click();
    const status = await find<HTMLSelectElement>(list, 'select[name="status"]');
    type(status, 'finished');
    await until(() => lines(list).every((line) => /Terminée|Signée/.test(line)));
    const site = await find<HTMLSelectElement>(list, 'select[name="siteId"]');
    site.dispatchEvent(new Event('focusin', { bubbles: true }));
    await until(() => site.options.length > 1);
    type(status, '');
    const [, flat] = api.world.sites;
    type(site, flat!.id);
    await until(() => lines(list).every((line) => line.includes(flat!.name)));
    expect(textOf(await find(list, '.count'))).to.match(new RegExp(`^${lines(list).length}\\s`));
    await accessible(list);
  });

  it('is as legible as ever while what a filter finds is on its way', async () => {
    const api = await serveMany();
    const list = await open(api);
    (await find(list, 'button[aria-expanded]')).click();
    const come = api.hold('GET /interventions');
    type(await find<HTMLSelectElement>(list, 'select[name="status"]'), 'finished');
    await find(list, '.windowed.busy');
    await accessible(list);
    come();
    await until(() => !query(list, '.windowed.busy'));
  });

  it('is sorted by date and by number, both ways', async () => {
    const list = await open(await serveMany());
    const order = await find<HTMLSelectElement>(list, 'select[name="order"]');
    const numbers = () => lines(list).map((line) => Number(/n°\s(\d+)/.exec(line)?.[1]));
    type(order, 'lowest');
    await until(
      () =>
        numbers().join() ===
        numbers()
          .toSorted((a, b) => a - b)
          .join(),
    );
    type(order, 'highest');
    await until(
      () =>
        numbers().join() ===
        numbers()
          .toSorted((a, b) => b - a)
          .join(),
    );
  });

  it('searches by words on the server, once the typing rests, with the old rows kept meanwhile', async () => {
    const api = await serveMany();
    const list = await open(api);
    const before = asked(api);
    api.latency = 100;
    const field = await find<HTMLInputElement>(list, 'input[type="search"]');
    expect(field.maxLength).to.equal(120);
    for (const word of ['c', 'cu', 'cui', 'cuisine']) type(field, word);
    expect(lines(list).length).to.be.above(1);
    await find(list, '.windowed.busy');
    expect(lines(list).length).to.be.above(1);
    await until(() => lines(list).length === 1);
    expect(lines(list)[0]).to.include('évier de la cuisine');
    expect(asked(api)).to.equal(before + 2);
    type(field, 'zzz');
    await until(() => textOf(list).includes('Aucune intervention ne correspond'));
    await accessible(list);
    query<HTMLButtonElement>(list, '.empty button')!.click();
    await until(() => lines(list).length > 1);
    expect(focused() === field).to.equal(true);
  });

  it('invites when there is nothing yet', async () => {
    const api = await serve({ ...sampleWorld(), interventions: [] });
    const list = await open(api);
    expect(textOf(list)).to.include('Aucune intervention pour l’instant.');
    list.mayCreate = true;
    await list.updateComplete;
    let heard: Event | undefined;
    list.addEventListener('create-asked', (event) => (heard = event));
    query<HTMLButtonElement>(list, '.empty button')!.click();
    expect(heard).to.be.instanceOf(CreateAskedEvent);
    await accessible(list);
  });

  it('says what happened when it cannot be read, and tries again', async () => {
    const api = await serve();
    api.fail('GET /interventions', 500);
    const list = await open(api);
    expect(textOf(list)).to.include('Réessayer');
    await accessible(list);
    api.recover();
    query<HTMLButtonElement>(list, '[role="alert"] button')!.click();
    await find(list, '.line');
    expect(query(list, '[role="alert"]') === null).to.equal(true);
  });

  it('opens one beside the list where there is room, and gives the keyboard back', async () => {
    const list = await open(await serve(), { width: 1000 });
    const second = all(list, '.line')[1]!;
    second.click();
    const sheet = await find(list, 'aside parvis-intervention-sheet');
    await find(sheet, 'article');
    expect(second).to.have.attribute('aria-current', 'true');
    await accessible(list);
    query<HTMLButtonElement>(list, 'aside button')!.focus();
    await sendKeys({ press: 'Escape' });
    await until(() => !query(list, 'aside'));
    await until(() => focused() === all(list, '.line')[1]);
  });

  it('opens one as a sheet from below where there is not', async () => {
    const list = await open(await serve(), { width: 360 });
    all(list, '.line')[0]!.click();
    const dialog = await find<HTMLDialogElement>(list, 'dialog[open]');
    await find(dialog, 'parvis-intervention-sheet >>> article');
    await accessible(list);
    const bar = query(dialog, '.bar')!;
    dialog.style.height = '120px';
    dialog.scrollTo(0, 200);
    expect(dialog.scrollTop).to.equal(200);
    expect(bar.getBoundingClientRect().top).to.be.closeTo(dialog.getBoundingClientRect().top, 2);
    expect(textOf(bar)).to.match(/^Intervention n° \d+$/);
    const { right } = dialog.getBoundingClientRect();
    // Beside it, a scroll bar where the system has one.
    expect(query(bar, 'button')!.getBoundingClientRect().right).to.be.within(right - 32, right);
    await sendKeys({ press: 'Escape' });
    await until(() => !query(list, 'dialog'));
    await until(() => focused() === all(list, '.line')[0]);
  });

  it('is walked through by arrows, Home, End and page keys', async () => {
    const list = await open(await serveMany(), { width: 1000 });
    const field = await find<HTMLInputElement>(list, 'input[type="search"]');
    field.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => focused()?.parentElement?.dataset.row === '0');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    await until(() => focused()?.parentElement?.dataset.row === '2');
    await sendKeys({ press: 'End' });
    await until(() => focused()?.parentElement?.dataset.row === '11');
    await sendKeys({ press: 'Home' });
    await until(() => focused()?.parentElement?.dataset.row === '0');
    await sendKeys({ press: 'Enter' });
    await find(list, 'aside');
    expect(all(list, '.line[tabindex="0"]')).to.have.length(1);
  });

  it('shows and tells each new state as it comes', async () => {
    const api = await serve();
    const list = await open(api);
    const job = api.world.interventions.find(({ status }) => status === 'scheduled')!;
    await api.office.interventions.move(job.id, { to: 'en_route' });
    await until(() => lines(list).some((line) => line.includes(String(job.number)) && line.includes('En route')));
    expect(textOf(await find(list, '.root > [role="status"]'))).to.match(
      new RegExp(`Intervention n°\\s${job.number}, En route`),
    );
  });

  it('takes a row out when it no longer answers the filter', async () => {
    const api = await serveMany();
    const list = await open(api);
    type(await find<HTMLSelectElement>(list, 'select[name="status"]'), 'scheduled');
    await until(() => lines(list).every((line) => line.includes('Planifiée')));
    const job = api.world.interventions.find(
      ({ status, customerId }) => status === 'scheduled' && customerId === api.world.customers[0]!.id,
    )!;
    await api.office.interventions.move(job.id, { to: 'en_route' });
    await until(() => !lines(list).some((line) => line.includes(String(job.number))));
  });

  it('holds ten thousand rows and draws only those near the screen', async function () {
    this.timeout(240_000);
    const api = await serve(largeWorld());
    const list = await open(api);
    const ul = await find(list, '.windowed');
    const row = all(list, '[data-row]')[0]!.offsetHeight;
    const count = Number(textOf(query(list, '.count')!).replace(/\D/g, ''));
    expect(count).to.be.at.least(10_000);
    expect(all(list, '.line').length).to.be.below(60);
    // To the end, page after page, as a thumb would.
    // Beside the rows, the headings of both groups.
    const height = count * row + 2 * 32;
    while (ul.offsetHeight < height) {
      scrollTo(0, document.documentElement.scrollHeight);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    expect(ul.offsetHeight).to.equal(height);
    expect(all(list, '.line').length).to.be.below(60);
    scrollTo(0, document.documentElement.scrollHeight);
    await until(() => all(list, `[data-row="${count - 1}"]`).length);
    scrollTo(0, 0);
    await until(() => all(list, '[data-row="0"]').length);
  });

  it('keeps the keyboard where it is when its row scrolls away', async () => {
    const list = await open(await serve(largeWorld()));
    all(list, '.line')[0]!.focus();
    scrollTo(0, 4000);
    await until(() => all(list, '[data-row="40"]').length);
    expect(focused()?.parentElement?.dataset.row).to.equal('0');
    await sendKeys({ press: 'ArrowDown' });
    await until(() => focused()?.parentElement?.dataset.row === '1');
    scrollTo(0, 0);
  });
});
