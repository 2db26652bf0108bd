import { expect } from '@open-wc/testing';
import { api, appears, gate, signIn } from '../testing/desk.ts';
import { sampleWorld } from '../testing/worlds.ts';
import { until } from '../testing/until.ts';

const { title } = document;
afterEach(() => {
  document.title = title;
  history.replaceState(null, '', location.pathname);
});

describe('the tab of the desk', () => {
  it('says how much is to be planned, and where one is, from the first word on', async () => {
    const world = sampleWorld();
    const desk = await gate(world);
    await signIn(desk);
    await appears('nav', desk.shadowRoot!);
    const waits = world.interventions.filter(({ status }) => ['requested', 'to_schedule'].includes(status)).length;
    await until(() => document.title === `(${waits}) Aujourd’hui – ${world.company.name}`, 'it says so');
    desk.place = { section: 'customers', id: null };
    await until(() => document.title === `(${waits}) Clients – ${world.company.name}`, 'it follows');
    const { id } = world.interventions.find(({ status }) => status === 'requested')!;
    await api.office.interventions.move(id, { to: 'cancelled', reason: 'Doublon' });
    await until(() => document.title.startsWith(`(${waits - 1}) `), 'it is counted anew');
    expect(document.title).not.to.equal(title);
  });
});
