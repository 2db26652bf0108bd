import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, choose, find, now, open, shows, textOf, type, winterDay } from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';
import type { Desk } from '../desk.ts';

const control = (desk: Desk, name: string) => find(`#${name}`, desk.shadowRoot!) as HTMLInputElement;
const doubts = (desk: Desk) => textOf(find('.doubts', desk.shadowRoot!)!);

/** The form of what is to be planned, among what is planned for the second member that day from 8 to 10. */
async function openForm({ assigned = false } = {}) {
  const world = sampleWorld();
  const [item, other] = [
    world.interventions.find(({ status }) => status === 'to_schedule')!,
    world.interventions.find(({ status }) => status === 'scheduled')!,
  ];
  const [viewer, busy, free] = world.members.filter(({ status }) => status === 'active');
  const at = (hour: string) => `${winterDay()}T${hour}:00.000Z`;
  const person = (id: string | null) => ({ assigneeId: id, assignee: null });
  Object.assign(item, person(assigned ? viewer!.id : null));
  Object.assign(other, person(busy!.id), { windowStart: at('07:00'), windowEnd: at('09:00'), date: at('07:00') });
  const desk = await open({ section: 'interventions', id: item.id }, { world });
  (await button(desk, 'Planifier')).click();
  await appears('#who', desk.shadowRoot!);
  return { desk, world, item, other, viewer: viewer!, busy: busy!, free: free! };
}

describe('planning an intervention', () => {
  it('shows what the assignee does then, as it is typed, and plans all the same', async () => {
    const { desk, item, other, busy, free } = await openForm();
    type(control(desk, 'day'), winterDay());
    type(control(desk, 'windowStart'), '09:30');
    choose(control(desk, 'who'), busy.id);
    await shows(desk, `Déjà prévu pour ${busy.name} à ce moment`);
    expect(doubts(desk)).to.match(new RegExp(`${other.customerName}.*8\\sh\\s–\\u2060?\\s10\\sh`));
    await accessible(desk);
    choose(control(desk, 'who'), free.id);
    await button(desk, 'Planifier ce créneau');
    expect(find('.doubts > *', desk.shadowRoot!)).to.equal(undefined);
    choose(control(desk, 'who'), busy.id);
    (await button(desk, 'Planifier quand même')).click();
    await until(async () => (await now.intervention(item)).assigneeId === busy.id, 'it is planned all the same');
  });

  it('asks each hour beside its day, however wide the form is', async () => {
    const { desk } = await openForm();
    const top = (name: string) => control(desk, name).getBoundingClientRect().top;
    for (const width of ['1400px', '1800px']) {
      desk.style.width = width;
      expect([top('windowStart'), top('windowEnd')], width).to.deep.equal([top('day'), top('endDay')]);
    }
  });

  it('does not speak of what only touches it, nor of itself', async () => {
    const { desk, item, busy } = await openForm();
    type(control(desk, 'day'), winterDay());
    type(control(desk, 'windowStart'), '10:00');
    choose(control(desk, 'who'), busy.id);
    (await button(desk, 'Planifier ce créneau')).click();
    await until(async () => (await now.intervention(item)).status === 'scheduled', 'it is planned at once');
    (await button(desk, 'Replanifier')).click();
    type(await appears('#windowStart', desk.shadowRoot!), '10:15');
    (await button(desk, 'Planifier ce créneau')).click();
    await until(
      async () => (await now.intervention(item)).windowStart === `${winterDay()}T09:15:00.000Z`,
      'it is moved at once',
    );
  });

  it('asks where it was sent before what speaks against it was shown', async () => {
    const { desk, item, busy } = await openForm();
    type(control(desk, 'day'), winterDay());
    type(control(desk, 'windowStart'), '08:30');
    choose(control(desk, 'who'), busy.id);
    // Within the same turn: nothing was asked yet.
    control(desk, 'who').form!.requestSubmit();
    const again = await button(desk, 'Planifier quand même');
    expect((await now.intervention(item)).status).to.equal('to_schedule');
    again.click();
    await until(async () => (await now.intervention(item)).status === 'scheduled', 'it is planned');
  });

  it('warns of the past, of a year that is a slip and of very many days, and refuses none of them', async () => {
    const { desk, item, free } = await openForm();
    choose(control(desk, 'who'), free.id);
    type(control(desk, 'day'), '2062-12-03');
    await shows(desk, /dans plus d’un an.*2062/);
    type(control(desk, 'day'), winterDay());
    type(control(desk, 'endDay'), `2062${winterDay().slice(4)}`);
    await shows(desk, /Ce créneau dure \d+\sjours/);
    type(control(desk, 'day'), '2020-12-03');
    type(control(desk, 'endDay'), '2020-12-03');
    await shows(desk, /déjà passé.*2020/);
    (await button(desk, 'Planifier quand même')).click();
    await until(
      async () => (await now.intervention(item)).windowStart === '2020-12-03T07:00:00.000Z',
      'it is planned in the past',
    );
  });

  it('guesses nobody to come: neither who plans, nor who accepted it', async () => {
    const { desk, item, viewer } = await openForm({ assigned: true });
    expect((await now.intervention(item)).assigneeId).to.equal(viewer.id);
    expect(control(desk, 'who').value).to.equal('');
    (await button(desk, 'Planifier ce créneau')).click();
    await until(() => control(desk, 'who').ariaInvalid === 'true', 'it is asked for');
    expect((await now.intervention(item)).status).to.equal('to_schedule');
    choose(control(desk, 'who'), 'nobody');
    (await button(desk, 'Planifier ce créneau')).click();
    await until(async () => (await now.intervention(item)).status === 'scheduled', 'it is planned');
    expect((await now.intervention(item)).assigneeId).to.equal(null);
  });

  it('goes by quarters of an hour, moves the end of a day with its start, and says over which days it goes', async () => {
    const { desk } = await openForm();
    expect(control(desk, 'windowStart').step).to.equal('900');
    type(control(desk, 'day'), winterDay());
    type(control(desk, 'windowStart'), '14:15');
    expect(control(desk, 'windowEnd').value).to.equal('16:15');
    await shows(desk, /3 décembre( \d{4})?, 14\sh\s15\s–\u2060?\s16\sh\s15/);
    type(control(desk, 'windowStart'), '22:15');
    expect(control(desk, 'windowEnd').value).to.equal('00:15');
    await shows(desk, /3 décembre( \d{4})?, 22\sh\s15\s–\u2060?\s\S+ 4 décembre( \d{4})?, 0\sh\s15/);
  });

  it('plans all the same where nothing can be asked about the assignee', async () => {
    const { desk, item, busy } = await openForm();
    api.fail('GET /interventions/planned', 500);
    type(control(desk, 'day'), winterDay());
    choose(control(desk, 'who'), busy.id);
    (await button(desk, 'Planifier ce créneau')).click();
    await until(async () => (await now.intervention(item)).status === 'scheduled', 'it is planned');
  });
});
