import { expect } from '@open-wc/testing';
import type { InterventionStatus } from '@parvis/sdk';
import { accessible } from '../../testing/accessible.ts';
import {
  api,
  appears,
  button,
  choose,
  find,
  now,
  open,
  shows,
  submit,
  submitAgain,
  textOf,
  type,
} from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';
import type { Desk } from '../desk.ts';

const moves = () => api.calls.filter(({ route }) => route === 'POST /interventions/:interventionId/moves');
/** The sheet of the first intervention in this state. */
async function openOne(status: InterventionStatus, member = 0) {
  const world = sampleWorld();
  const item = world.interventions.find((each) => each.status === status)!;
  const desk = await open({ section: 'interventions', id: item.id }, { world, member });
  await appears('.moves', desk.shadowRoot!);
  return { desk, item, world };
}
const sheetSays = (desk: Desk, text: string) =>
  until(() => textOf(find('.sheet', desk.shadowRoot!)!).includes(text), `the sheet says « ${text} »`);
const toast = (desk: Desk) => textOf(find('.toast', desk.shadowRoot!)!);
const isOffered = (desk: Desk, label: string) =>
  [...find('parvis-desk-intervention', desk.shadowRoot!)!.shadowRoot!.querySelectorAll('button')].some((each) =>
    each.textContent.includes(label),
  );

describe('what customers hear of', () => {
  it('is told after a while, and not at all where it is taken back', async () => {
    const { desk, item } = await openOne('scheduled');
    (await button(desk, 'En route')).click();
    await shows(desk, 'L’intervenant est en route. Le client l’apprend dans quelques secondes.');
    await sheetSays(desk, 'dans quelques secondes');
    expect(isOffered(desk, 'Replanifier')).to.equal(false);
    await accessible(desk);
    expect([moves().length, (await now.intervention(item)).status]).to.deep.equal([0, 'scheduled']);
    (await button(desk, 'Annuler')).click();
    await shows(desk, 'C’est annulé.');
    await button(desk, 'En route');
    expect([moves().length, (await now.intervention(item)).status]).to.deep.equal([0, 'scheduled']);
  });

  it('is told at once where that is asked for, one step after the other', async () => {
    const { desk, item } = await openOne('scheduled');
    for (const [step, status] of [
      ['En route', 'en_route'],
      ['Commencer', 'in_progress'],
      ['Terminer', 'done'],
    ] as const) {
      (await button(desk, step)).click();
      (await button(desk, 'Le dire maintenant')).click();
      await until(async () => (await now.intervention(item)).status === status, `it is ${status}`);
    }
    expect(moves().map(({ body }) => body)).to.deep.equal([{ to: 'en_route' }, { to: 'in_progress' }, { to: 'done' }]);
  });

  it('is told when something else is done, or the page is left, to the end of it', async () => {
    const { desk, item, world } = await openOne('scheduled');
    (await button(desk, 'En route')).click();
    await button(desk, 'Le dire maintenant');
    const other = world.interventions.find(({ status }) => status === 'requested')!;
    desk.place = { section: 'interventions', id: other.id };
    (await button(desk, 'Accepter')).click();
    await until(async () => (await now.intervention(item)).status === 'en_route', 'it is told');
    const sent: (boolean | undefined)[] = [];
    const { fetch } = api;
    api.fetch = (...asked) => {
      if (String(asked[0]).endsWith('/moves')) sent.push(asked[1]?.keepalive);
      return fetch(...asked);
    };
    desk.place = { section: 'interventions', id: item.id };
    (await button(desk, 'Commencer')).click();
    await button(desk, 'Le dire maintenant');
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await until(async () => (await now.intervention(item)).status === 'in_progress', 'it is told on leaving');
    expect(sent).to.deep.equal([true]);
  });

  it('does not become of the next by what became of the one before', async () => {
    const { desk, item, world } = await openOne('scheduled');
    const next = world.interventions.find(({ id, status }) => status === 'scheduled' && id !== item.id)!;
    (await button(desk, 'En route')).click();
    await button(desk, 'Le dire maintenant');
    await api.office.interventions.move(item.id, { to: 'cancelled', reason: 'Réparé' });
    desk.place = { section: 'interventions', id: next.id };
    await sheetSays(desk, String(next.number));
    (await button(desk, 'En route')).click();
    await until(() => /changé entre-temps.*L’intervenant est en route/.test(toast(desk)), 'both are said');
    (await button(desk, 'Annuler')).click();
    await shows(desk, 'C’est annulé.');
    expect((await now.intervention(next)).status).to.equal('scheduled');
  });

  it('that came too late says so, and shows what is', async () => {
    const { desk, item } = await openOne('scheduled');
    (await button(desk, 'En route')).click();
    await button(desk, 'Le dire maintenant');
    await api.office.interventions.move(item.id, { to: 'cancelled', reason: 'Réparé' });
    (await button(desk, 'Le dire maintenant')).click();
    await sheetSays(desk, 'Annulée');
    await until(() => find('.toast', desk.shadowRoot!), 'it says so');
    expect((await now.intervention(item)).status).to.equal('cancelled');
  });
});

describe('a mistake', () => {
  it('is set back with a reason, which is asked for', async () => {
    const { desk, item } = await openOne('done');
    (await button(desk, 'Remettre à l’état précédent\u00a0: En cours')).click();
    const reason = await appears('[name="reason"]', desk.shadowRoot!);
    await accessible(desk);
    submit(reason);
    await until(() => reason.getAttribute('aria-invalid') === 'true', 'a reason is asked for');
    type(reason, 'Mauvaise fiche');
    await submitAgain(reason);
    await shows(desk, 'L’intervention est remise à l’état précédent.');
    await sheetSays(desk, 'remise à cet état');
    const { status, moves: course } = await now.intervention(item);
    expect([status, course.at(-1)!.reason]).to.deep.equal(['in_progress', 'Mauvaise fiche']);
  });

  it('of a state is nobody’s to put right without the right', async () => {
    const world = sampleWorld();
    const member = world.members.findIndex(({ role }) => role === 'office');
    world.members[member]!.rights = { set_back: false };
    const item = world.interventions.find(({ status }) => status === 'done')!;
    const desk = await open({ section: 'interventions', id: item.id }, { world, member });
    await appears('.moves', desk.shadowRoot!);
    expect(isOffered(desk, 'Remettre à l’état précédent')).to.equal(false);
  });

  it('is reopened, where it was cancelled', async () => {
    const { desk, item } = await openOne('cancelled');
    (await button(desk, 'Rouvrir')).click();
    const reason = await appears('[name="reason"]', desk.shadowRoot!);
    type(reason, 'Le client rappelle');
    submit(reason);
    await shows(desk, 'L’intervention est rouverte.');
    expect((await now.intervention(item)).status).to.equal('to_schedule');
    await button(desk, 'Planifier');
  });

  it('is copied, where it was cancelled, and the new one is shown', async () => {
    const { desk, item } = await openOne('cancelled');
    (await button(desk, 'Copier')).click();
    await shows(desk, 'L’intervention est copiée : voici la nouvelle.');
    await until(() => desk.place.id !== item.id, 'the new one is shown');
    const copy = await now.intervention({ id: desk.place.id! });
    expect([copy.status, copy.description, copy.customerId]).to.deep.equal([
      'to_schedule',
      item.description,
      item.customerId,
    ]);
    await button(desk, 'Planifier');
    expect((await now.intervention(item)).moves.at(-1)!.act).to.equal('copy');
  });

  it('is copied, and leaves who has moved on meanwhile where they are', async () => {
    const { desk, world } = await openOne('cancelled');
    const other = world.interventions.find(({ status }) => status === 'scheduled')!;
    const { fetch } = api;
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    api.fetch = async (...asked) => {
      if (asked[1]?.method === 'POST') await held;
      return fetch(...asked);
    };
    (await button(desk, 'Copier')).click();
    desk.place = { section: 'interventions', id: other.id };
    await sheetSays(desk, String(other.number));
    answer();
    await shows(desk, 'la nouvelle est');
    expect(desk.place.id).to.equal(other.id);
  });

  it('is taken back once there is a network again', async () => {
    const { desk, item, world } = await openOne('to_schedule');
    (await button(desk, 'Planifier')).click();
    choose(await appears('#who', desk.shadowRoot!), world.members[0]!.id);
    (await button(desk, 'Planifier ce créneau')).click();
    await until(() => !find('#who', desk.shadowRoot!), 'the form is closed');
    const takeBack = await button(desk, 'Annuler');
    api.offline = true;
    takeBack.click();
    await until(() => toast(desk).includes('Pas de réseau'), 'it says why it is not');
    api.offline = false;
    (await button(desk, 'Annuler')).click();
    await shows(desk, 'C’est annulé.');
    expect((await now.intervention(item)).status).to.equal('to_schedule');
  });

  it('is copied, though nobody heard what became of the copy of another one', async () => {
    const { desk, world } = await openOne('cancelled');
    const other = world.interventions.find(({ status }) => status === 'scheduled')!;
    const move = { reason: 'Doublon', to: 'cancelled' } as const;
    await api.office.interventions.move(other.id, move);
    const { fetch } = api;
    api.fetch = async (...asked) => {
      const answer = await fetch(...asked);
      if (asked[1]?.method === 'POST') throw new TypeError('Failed to fetch');
      return answer;
    };
    (await button(desk, 'Copier')).click();
    await sheetSays(desk, 'Pas de réseau');
    api.fetch = fetch;
    desk.place = { section: 'interventions', id: other.id };
    await sheetSays(desk, String(other.number));
    (await button(desk, 'Copier')).click();
    await until(() => desk.place.id !== other.id, 'the new one is shown');
    expect((await now.intervention({ id: desk.place.id! })).description).to.equal(other.description);
  });
});
