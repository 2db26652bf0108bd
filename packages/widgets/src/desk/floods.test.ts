import { expect } from '@open-wc/testing';
import { api, now, open, shows, textOf } from '../testing/desk.ts';
import { until } from '../testing/until.ts';
import { sampleWorld, type World } from '../testing/worlds.ts';

const asked = (route: string) => api.calls.filter((call) => call.route === route).length;
const lists = () => asked('GET /interventions');
const rewrite = async (item: { id: string }, description: string) =>
  api.office.interventions.update(await now.intervention(item), { description });
const counts = () => asked('GET /interventions/counts');

/** The inbox, once it and its count have been read. */
async function openInbox(world: World = sampleWorld()) {
  const desk = await open({ section: 'inbox', id: null }, { world });
  const waits = world.interventions.find(({ status }) => status === 'requested')!;
  await shows(desk, waits.description.slice(0, 20));
  await until(() => counts() === 1, 'it is counted');
  return { desk, world, waits };
}

describe('many changes at once', () => {
  it('are read in one or two readings, not one each', async () => {
    const world = sampleWorld();
    world.customers[0]!.externalId = 'C-1';
    const { desk } = await openInbox(world);
    const [list, count] = [lists(), counts()];
    await api.office.interventions.batch(
      Array.from({ length: 10 }, (_, n) => ({
        externalId: `B-${n}`,
        customerExternalId: 'C-1',
        description: `Bon ${n} de l’ERP`,
      })),
    );
    await shows(desk, 'Bon 9 de l’ERP');
    await until(() => counts() > count, 'it is counted');
    expect(lists() - list).to.be.at.most(2);
    expect(counts() - count).to.be.at.most(2);
    expect(textOf(desk)).to.include('Bon 0 de l’ERP');
  });

  it('of one row that is shown read that row alone', async () => {
    const { desk, waits } = await openInbox();
    const list = lists();
    await rewrite(waits, 'Autre chose encore');
    await shows(desk, 'Autre chose encore');
    expect(lists()).to.equal(list);
    expect(asked('GET /interventions/:interventionId')).to.equal(1);
  });

  it('of a row that leaves the list read the list', async () => {
    const { desk, waits } = await openInbox();
    const list = lists();
    await api.office.interventions.move(waits.id, { to: 'cancelled', reason: 'Doublon' });
    await until(() => !textOf(desk).includes(waits.description.slice(0, 20)), 'it leaves the inbox');
    expect(lists()).to.equal(list + 1);
  });

  it('of what is no matter of the list read nothing of it', async () => {
    const { desk, world, waits } = await openInbox();
    const list = lists();
    await api.office.links.create({ contactId: world.customers[0]!.contacts[0]!.id, delivery: 'copy' });
    await rewrite(waits, 'Pour finir');
    await shows(desk, 'Pour finir');
    expect(lists()).to.equal(list);
  });
});

describe('a stream that says that something was missed', () => {
  /** What a server says that does not know the position any more: it was restored from a copy, say. */
  const reset = async () => {
    const { fetch } = api;
    api.fetch = (input, init = {}) =>
      fetch(input, {
        ...init,
        headers: { ...(init.headers as object), ...(String(input).endsWith('/live') && { 'last-event-id': '999999' }) },
      });
    // Cuts the stream, which is asked for again.
    api.offline = true;
    await api.office.company.update(await api.office.company.get(), { name: 'Atelier des Vallées' });
    api.offline = false;
    dispatchEvent(new Event('online'));
  };
  const known = () => ['GET /company', 'GET /members', 'GET /fields', 'GET /interventions/counts'].map(asked);

  it('has everything read again: company, members and fields as well as what is listed', async () => {
    const { desk } = await openInbox();
    const [before, list] = [known(), lists()];
    await reset();
    await shows(desk, 'Atelier des Vallées');
    await until(() => known().every((now, index) => now > before[index]!) && lists() > list, 'all is read again');
  });

  it('has it read again once it can be, where it cannot be at once', async () => {
    const { desk } = await openInbox();
    api.fail('GET /company', 403, { times: 1 });
    const before = asked('GET /company');
    await reset();
    await until(() => asked('GET /company') === before + 1, 'it is asked for');
    dispatchEvent(new Event('online'));
    await shows(desk, 'Atelier des Vallées');
  });
});
