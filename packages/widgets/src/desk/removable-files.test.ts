import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { api, appears, button, find, focused, now, open, shows } from '../testing/desk.ts';
import { sampleWorld } from '../testing/worlds.ts';
import { until } from '../testing/until.ts';
import type { Desk } from './desk.ts';

const sheet = (desk: Desk) => find('parvis-desk-intervention, parvis-desk-customer', desk.shadowRoot!)?.shadowRoot;
const removals = (desk: Desk) => [...(sheet(desk)?.querySelectorAll<HTMLElement>('.remove') ?? [])];
const has = async (desk: Desk, count: number) => {
  await until(() => removals(desk).length === count, `${count} can be taken away`);
};

/** The sheet of a job that is done, with three photos. */
async function openPhotos() {
  const world = sampleWorld();
  const item = world.interventions.find(({ status, files }) => status === 'done' && files.length === 3)!;
  const desk = await open({ section: 'interventions', id: item.id }, { world });
  await has(desk, 3);
  const { files } = await now.intervention(item);
  return { desk, item, files };
}

describe('a file at the desk', () => {
  it('is gone once it can be taken back no longer, and its address opens no more', async () => {
    const { desk, item, files } = await openPhotos();
    const [first, second] = files;
    await accessible(desk);
    const [press, next] = removals(desk);
    expect(press!.getAttribute('aria-label')).to.equal(`Supprimer ${first!.name}`);
    press!.focus();
    press!.click();
    await shows(desk, `${first!.name} est supprimé.`);
    await has(desk, 2);
    expect(focused()?.getAttribute('aria-label')).to.equal(next!.getAttribute('aria-label'));
    expect((await now.intervention(item)).files.length).to.equal(3);
    // Something else is done.
    removals(desk)[0]!.click();
    await until(async () => (await now.intervention(item)).files.length === 2, 'the first is gone');
    const opened = await fetch(new URL(first!.url, api.origin));
    expect([opened.status, (await now.intervention(item)).files[0]!.id]).to.deep.equal([404, second!.id]);
    await has(desk, 1);
  });

  it('is still there where its removal is taken back', async () => {
    const { desk, item } = await openPhotos();
    removals(desk)[1]!.click();
    await has(desk, 2);
    (await button(desk, 'Annuler')).click();
    await shows(desk, 'C’est annulé.');
    await has(desk, 3);
    expect((await now.intervention(item)).files.length).to.equal(3);
  });

  it('goes to the end of it though the page is left', async () => {
    const { desk, item } = await openPhotos();
    removals(desk)[2]!.click();
    await has(desk, 2);
    const sent: (boolean | undefined)[] = [];
    const { fetch } = api;
    api.fetch = (...asked) => {
      if (asked[1]?.method === 'DELETE') sent.push(asked[1].keepalive);
      return fetch(...asked);
    };
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await until(async () => (await now.intervention(item)).files.length === 2, 'it is gone');
    expect(sent).to.deep.equal([true]);
  });

  it('that a colleague takes away leaves the sheet by itself', async () => {
    const { desk, files } = await openPhotos();
    await api.office.files.remove(files[0]!.id);
    await has(desk, 2);
  });

  it('of what is signed is nobody’s to take away', async () => {
    const world = sampleWorld();
    const from = world.interventions.find(({ files }) => files.length === 3)!;
    const signed = world.interventions.find(({ status }) => status === 'signed')!;
    [from.files, signed.files] = [signed.files, from.files];
    const desk = await open({ section: 'interventions', id: signed.id }, { world });
    await appears('.pictures', desk.shadowRoot!);
    await has(desk, 0);
  });

  it('of a customer is taken away like one of an intervention', async () => {
    const world = sampleWorld();
    const customer = world.customers.find(({ attachments }) => attachments.length)!;
    const desk = await open({ section: 'customers', id: customer.id }, { world });
    await has(desk, 1);
    removals(desk)[0]!.click();
    await has(desk, 0);
    await accessible(desk);
    expect(find('.documents', desk.shadowRoot!) === undefined).to.equal(true);
    expect(sheet(desk)!.textContent).not.to.include('Pièces jointes');
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await until(async () => (await now.customer(customer)).attachments.length === 0, 'it is gone');
  });
});
