/** Keys that are pressed alone: what they do on the intervention that is open, and when they do nothing. */
import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { api, appears, button, find, focused, now, open, shows, waiting } from '../testing/desk.ts';
import { sampleWorld } from '../testing/worlds.ts';
import { until } from '../testing/until.ts';
import type { Desk } from './desk.ts';

const key = (name: string, target: EventTarget, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true, ...more }),
  );
const moves = () => api.calls.filter(({ route }) => route === 'POST /interventions/:interventionId/moves').length;
const opened = async (status: string, world = sampleWorld()) => {
  const item = world.interventions.find((each) => each.status === status)!;
  const desk = await open({ section: 'interventions', id: item.id }, { world });
  await appears('article', desk.shadowRoot!);
  return { desk, item, world };
};
const form = (desk: Desk) => find('#who', desk.shadowRoot!);

describe('a key that is pressed alone', () => {
  afterEach(() => {
    for (const name of Object.keys(localStorage)) if (name.startsWith('parvis-desk ')) localStorage.removeItem(name);
  });

  it('accepts what is open by a, and plans it by p, as their buttons do', async () => {
    const world = sampleWorld();
    const item = waiting(world);
    const desk = await open({ section: 'inbox', id: item.id }, { world });
    await button(desk, 'Accepter');
    expect(key('a', desk)).to.equal(false);
    await until(async () => (await now.intervention(item)).status === 'to_schedule', 'it is accepted');
    await button(desk, 'Planifier');
    key('p', desk);
    await until(() => focused()?.id === 'day', 'its form has the keyboard');
    expect(moves()).to.equal(1);
  });

  it('does nothing where its button is not there, or cannot be pressed', async () => {
    const { desk } = await opened('done');
    expect([key('a', desk), key('p', desk)]).to.deep.equal([true, true]);
    expect(form(desk)).to.equal(undefined);
    const planned = await opened('scheduled');
    // Another form of it is open.
    (await button(planned.desk, 'Annuler l’intervention')).click();
    await appears('#reason', planned.desk.shadowRoot!);
    expect(key('p', planned.desk)).to.equal(true);
    expect(form(planned.desk)).to.equal(undefined);
    expect(moves()).to.equal(0);
  });

  it('waits while its button does: until what can be taken back is done', async () => {
    const { desk, item } = await opened('scheduled');
    (await button(desk, 'En route')).click();
    await button(desk, 'Le dire maintenant');
    expect(key('p', desk)).to.equal(true);
    expect(form(desk)).to.equal(undefined);
    (await button(desk, 'Annuler')).click();
    await button(desk, 'Replanifier');
    key('p', desk);
    await until(() => form(desk), 'it can be planned anew');
    expect((await now.intervention(item)).status).to.equal('scheduled');
  });

  it('does nothing while something is typed, or a dialog is open', async () => {
    const { desk } = await opened('requested');
    const search = await appears('#search', desk.shadowRoot!);
    expect(key('a', search)).to.equal(true);
    key('?', desk);
    const dialog = find('dialog', desk.shadowRoot!) as HTMLDialogElement;
    expect(dialog.open).to.equal(true);
    // Somebody pressed on nothing in the dialog: the keyboard is on the page.
    expect(key('a', desk)).to.equal(true);
    dialog.close();
    key('n', desk);
    await appears('#customer', desk.shadowRoot!);
    expect(key('a', desk)).to.equal(true);
    expect(moves()).to.equal(0);
  });

  it('is told by ?, and turned off in one’s profile, on this device', async () => {
    const { desk, item } = await opened('requested');
    key('?', desk);
    const dialog = find('dialog', desk.shadowRoot!) as HTMLDialogElement;
    expect(dialog.textContent).to.include('Accepter l’intervention ouverte').and.to.include('Mon profil');
    dialog.close();
    desk.place = { section: 'profile', id: null };
    const box = (await appears('[name=single-keys]', desk.shadowRoot!)) as HTMLInputElement;
    expect(box.checked).to.equal(true);
    await accessible(desk);
    box.click();
    await shows(desk, 'C’est enregistré.');
    desk.place = { section: 'interventions', id: item.id };
    await button(desk, 'Accepter');
    for (const name of ['a', 'p', 'n', '/', '?']) expect(key(name, desk), name).to.equal(true);
    expect([moves(), dialog.open]).to.deep.equal([0, false]);
    // Others are pressed with one more.
    key('k', desk, { ctrlKey: true });
    const finder = await appears('parvis-desk-finder', desk.shadowRoot!);
    ((await appears('dialog', finder.shadowRoot!)) as HTMLDialogElement).close();
    desk.place = { section: 'profile', id: null };
    const again = (await appears('[name=single-keys]', desk.shadowRoot!)) as HTMLInputElement;
    expect(again.checked).to.equal(false);
    again.click();
    desk.place = { section: 'interventions', id: item.id };
    await button(desk, 'Accepter');
    key('a', desk);
    await until(async () => (await now.intervention(item)).status === 'to_schedule', 'it is accepted');
  });
});
