import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, find, focused, open, shows, textOf, waiting } from '../../testing/desk.ts';
import { emptyWorld, sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';
import type { Desk } from '../desk.ts';

const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString();
const asked = (route: string) => api.calls.filter((call) => call.route === route).length;

/** A day with one job late, one that is on, and what the sample company has beside. */
function busyDay() {
  const world = sampleWorld();
  const [late, job] = world.interventions.filter(({ status }) => status === 'to_schedule' || status === 'scheduled');
  const [first, second] = world.members.filter(({ status }) => status === 'active');
  const planned = (item: typeof late, windowStart: string, windowEnd: string, assigneeId: string | null) =>
    Object.assign(item!, { status: 'scheduled', inbox: false, windowStart, windowEnd, date: windowStart, assigneeId });
  for (const each of world.interventions.filter(({ status }) =>
    ['scheduled', 'en_route', 'in_progress'].includes(status),
  ))
    planned(each, ago(-24 * 40), ago(-24 * 40 - 2), null);
  planned(late, ago(73), ago(72), second!.id);
  planned(job, ago(0.01), ago(-0.02), first!.id);
  return { world, late: late!, job: job!, first: first!, second: second! };
}
/** The text of the block that has this title. */
const block = (desk: Desk, title: string) => {
  const blocks: HTMLElement[] = [];
  const look = (root: ParentNode) => {
    for (const each of root.querySelectorAll<HTMLElement>('*')) {
      if (each.matches('section.block') && each.querySelector('h3')!.textContent.includes(title)) blocks.push(each);
      if (each.shadowRoot) look(each.shadowRoot);
    }
  };
  look(desk.shadowRoot!);
  return blocks[0];
};
/** What it says, without the marks that templates leave. */
const says = (desk: Desk, title: string) => textOf(block(desk, title)!).replace(/\?(lit\$\d+\$)?/g, '');
const openToday = async (world = sampleWorld(), lang = 'fr') => open({ section: 'today', id: null }, { world, lang });

describe('the morning page', () => {
  it('tells what is late, what waits for an answer since when, what did not arrive and what the day holds, and leads there', async () => {
    const { world, late, job, first, second } = busyDay();
    const desk = await openToday(world);
    await shows(desk, 'Interventions du jour');
    await until(() => block(desk, 'Courriers non remis'), 'the mails are read');
    const text = (title: string) => says(desk, title);
    expect(text('En retard'))
      .to.match(/En retard\s+1\s/)
      .and.to.include(late.customerName)
      .and.to.include(second.name);
    const requests = world.interventions.filter(({ status }) => status === 'requested');
    expect(text('Demandes sans réponse')).to.match(new RegExp(`réponse\\s+${requests.length}\\s`));
    expect(text('Demandes sans réponse')).to.match(/depuis \d+\s(jours?|heures?|minutes?)/);
    expect(text('Courriers non remis'))
      .to.match(/remis\s+1\s/)
      .and.to.include('thomas@');
    expect(text('Interventions du jour'))
      .to.match(/jour\s+1\s/)
      .and.to.include(first.name)
      .and.to.include(job.customerName);
    await accessible(desk);
    const line = block(desk, 'En retard')!.querySelector<HTMLAnchorElement>('a.line')!;
    expect(line.getAttribute('href')).to.equal(`#/interventions/${late.id}`);
    line.click();
    await shows(desk, 'Créneau');
    expect(desk.place).to.deep.equal({ section: 'interventions', id: late.id });
  });

  for (const width of [360, 1280])
    it(`cuts nothing off the hour that something is late since, at ${width} pixels`, async () => {
      await setViewport({ width, height: 800 });
      try {
        const desk = await openToday(busyDay().world);
        await until(() => block(desk, 'En retard'), 'it is shown');
        const when = block(desk, 'En retard')!.querySelector<HTMLElement>('.when')!;
        expect(when.textContent).to.match(/\sh(\s\d\d)?$/);
        expect(when.scrollWidth).to.equal(when.clientWidth).and.be.above(0);
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });

  it('follows what others do, many things at once in few readings', async () => {
    const { world, late } = busyDay();
    world.customers[0]!.externalId = 'C-1';
    const desk = await openToday(world);
    await until(() => block(desk, 'En retard'), 'it is shown');
    const before = asked('GET /interventions/planned');
    await api.office.interventions.move(late.id, { to: 'cancelled', reason: 'Doublon' });
    await shows(desk, 'Rien n’est en retard.');
    await api.office.interventions.batch(
      Array.from({ length: 20 }, (_, n) => ({
        externalId: `B-${n}`,
        customerExternalId: 'C-1',
        description: `Bon ${n}`,
      })),
    );
    const { id } = waiting(world);
    await api.office.interventions.move(id, { to: 'to_schedule' });
    const left = world.interventions.filter(({ status }) => status === 'requested').length - 1;
    await until(
      () => new RegExp(`réponse\\s+${left}\\s`).test(says(desk, 'Demandes sans réponse')),
      'the answer is seen',
    );
    // Two calls a reading: what is late, and what the day holds.
    expect(asked('GET /interventions/planned') - before).to.be.at.most(6);
  });

  it('says so where there is nothing of it', async () => {
    const desk = await openToday(emptyWorld());
    await shows(desk, 'Rien n’est en retard.');
    await shows(desk, 'Toutes les demandes ont une réponse.');
    await shows(desk, 'Rien n’est planifié aujourd’hui.');
    await shows(desk, 'Aucun courrier n’a été refusé');
  });

  it('says what could not be read, shows the rest, and tries again', async () => {
    const { world } = busyDay();
    const desk = await openToday(world);
    await until(() => block(desk, 'En retard'), 'it is shown');
    desk.place = { section: 'inbox', id: null };
    await until(() => !block(desk, 'En retard'), 'it is left');
    api.fail('GET /interventions/planned', 500);
    desk.place = { section: 'today', id: null };
    const again = await button(desk, 'Réessayer');
    await until(() => block(desk, 'Courriers non remis'), 'mails are shown all the same');
    api.recover();
    again.click();
    await until(() => block(desk, 'En retard'), 'it is shown');
    expect(find('.notice.bad', desk.shadowRoot!)).to.equal(undefined);
  });

  it('writes down who phones, by its button or by n', async () => {
    const desk = await openToday();
    await button(desk, 'Créer une intervention');
    desk.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, composed: true }));
    await appears('#customer', desk.shadowRoot!);
    await until(() => focused()?.id === 'customer', 'the keyboard is there');
    await accessible(desk);
  });

  it('speaks English', async () => {
    const { world } = busyDay();
    const desk = await openToday(world, 'en');
    await until(() => block(desk, 'Late'), 'it is shown');
    expect(says(desk, 'Late')).to.match(/Late\s+1\s/);
    await shows(desk, /for \d+ (days?|hours?|minutes?)/);
  });
});
