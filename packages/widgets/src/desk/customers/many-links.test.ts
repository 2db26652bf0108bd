import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, find, gate, open, shows, signIn, textOf } from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';
import type { Desk } from '../desk.ts';

const { confirm } = window;
let asked: string[] = [];
beforeEach(() => {
  asked = [];
  window.confirm = (question) => asked.push(question!) > 0;
});
afterEach(() => {
  window.confirm = confirm;
});

const title = 'Envoyer un lien à plusieurs';
/** The dialog, with who is in the list; the first customer has no e-mail, the second only with their second contact. */
async function openDialog({ filter }: { filter?: Record<string, string> } = {}) {
  const world = sampleWorld();
  const [first, second] = world.customers;
  for (const contact of first!.contacts) contact.email = '';
  second!.contacts[0]!.email = '';
  // What was mailed went to these addresses.
  world.outbox = [];
  const desk = await open({ section: 'customers', id: null, ...(filter && { filter }) }, { world });
  (await button(desk, title)).click();
  await appears('.chosen', desk.shadowRoot!);
  return { desk, world, first: first!, second: second! };
}
const boxes = (desk: Desk) => {
  const list = find('.chosen', desk.shadowRoot!)!;
  return [...list.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
};
const given = () => api.calls.filter(({ route }) => route === 'POST /links');
const madeSince = async (before: number) => (await api.office.links.list({ limit: 200 }).page()).items.length - before;
const count = async () => (await api.office.links.list({ limit: 200 }).page()).items.length;

describe('a link to many customers', () => {
  it('is mailed to those who were chosen, once it is said how many have no address', async () => {
    const { desk, world, first, second } = await openDialog();
    const able = world.customers.length - 1;
    await shows(desk, `${able} clients ont une adresse e-mail.`);
    await shows(desk, '1 n’en a pas.');
    await shows(desk, `${first.name} : pas d’adresse e-mail`);
    await accessible(desk);
    // Of who has none the second contact has one.
    expect(textOf(desk)).to.include(second.contacts[1]!.email);
    boxes(desk)[0]!.click();
    const before = await count();
    (await button(desk, `Envoyer ${able - 1} liens`)).click();
    expect(asked[0]).to.include(`${able - 1} clients`);
    await shows(desk, `${able - 1} liens partent par e-mail.`);
    await accessible(desk);
    expect(await madeSince(before)).to.equal(able - 1);
    await shows(desk, 'Sans lien');
    (await button(desk, 'Fermer')).click();
    await until(() => !find('parvis-desk-many-links', desk.shadowRoot!), 'it is closed');
  });

  it('is of whom the list is narrowed to', async () => {
    const { desk, second } = await openDialog({ filter: { q: 'coteaux' } });
    await shows(desk, '1 client a une adresse e-mail.');
    expect(boxes(desk)).to.have.length(1);
    expect(find('.chosen', desk.shadowRoot!)!.textContent).to.include(second.name);
  });

  it('goes on by itself after the network was lost, and makes none twice', async () => {
    const { desk, world } = await openDialog();
    const able = world.customers.length - 1;
    const before = await count();
    const { fetch } = api;
    // What is sent arrives, and no answer comes back; the device knows that its network is gone.
    let isLost = true;
    api.fetch = async (...sent) => {
      const answer = await fetch(...sent);
      if (isLost && sent[1]?.method === 'POST') throw new TypeError('Failed to fetch');
      return answer;
    };
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !isLost });
    try {
      (await button(desk, `Envoyer ${able} liens`)).click();
      await shows(desk, 'L’envoi reprendra de lui-même.');
      expect(await madeSince(before)).to.equal(1);
    } finally {
      isLost = false;
      delete (navigator as { onLine?: unknown }).onLine;
    }
    dispatchEvent(new Event('online'));
    await shows(desk, `${able} liens partent par e-mail.`);
    expect(await madeSince(before)).to.equal(able);
  });

  it('is stopped after the one that is on its way, and gone on with', async () => {
    const { desk, world } = await openDialog();
    const able = world.customers.length - 1;
    const before = await count();
    const goOn = api.hold('POST /links');
    (await button(desk, `Envoyer ${able} liens`)).click();
    (await button(desk, 'Arrêter')).click();
    goOn();
    await shows(desk, 'L’envoi est arrêté.');
    await shows(desk, `1 / ${able}`);
    expect(await madeSince(before)).to.equal(1);
    (await button(desk, 'Reprendre')).click();
    await shows(desk, `${able} liens partent par e-mail.`);
    expect(await madeSince(before)).to.equal(able);
  });

  it('stops when the session ends, and is gone on with by who signs in again, once each', async () => {
    const world = sampleWorld();
    world.outbox = [];
    const desk = await gate(world);
    await signIn(desk);
    await shows(desk, 'À planifier');
    desk.place = { section: 'customers', id: null };
    (await button(desk, title)).click();
    await appears('.chosen', desk.shadowRoot!);
    const able = boxes(desk).length;
    const before = await count();
    const { fetch } = api;
    let made = 0;
    api.fetch = async (...asked) => {
      // What the second one made is there, and its answer is lost with the session.
      if (asked[1]?.method === 'POST' && String(asked[0]).endsWith('/links') && ++made === 2) {
        await fetch(...asked);
        await api.endSessions();
      }
      return fetch(...asked);
    };
    (await button(desk, `Envoyer ${able} liens`)).click();
    await shows(desk, 'Votre session est terminée.');
    api.fetch = fetch;
    await signIn(desk);
    await until(() => !find('.again', desk.shadowRoot!), 'the desk is there again');
    await shows(desk, /L’envoi est arrêté\. +Reprendre/);
    (await button(desk, 'Reprendre')).click();
    await shows(desk, `${able} liens partent par e-mail.`);
    expect(await madeSince(before)).to.equal(able);
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('says of each who got none why, and tries those again', async () => {
    const { desk, world } = await openDialog();
    const able = world.customers.length - 1;
    const gone = world.customers[5]!;
    await api.office.contacts.remove(gone.contacts[0]!.id);
    (await button(desk, `Envoyer ${able} liens`)).click();
    await shows(desk, `${able - 1} liens partent par e-mail.`);
    await shows(desk, `${gone.name} L’adresse a été retirée entre-temps.`);
    const tried = given().length;
    (await button(desk, 'Réessayer')).click();
    await until(() => given().length === tried + 1, 'that one is tried again');
  });

  it('is not offered to who does not see everything, nor of who is archived', async () => {
    const world = sampleWorld();
    world.members[0]!.rights = { see_all: false };
    const desk = await open({ section: 'customers', id: null }, { world });
    await button(desk, 'Créer un client');
    expect(textOf(desk)).not.to.include(title);
    const other = await open({ section: 'customers', id: null, filter: { shelf: 'archived' } });
    await shows(other, 'Aucun client n’est archivé.');
    expect(textOf(other)).not.to.include(title);
  });
});
