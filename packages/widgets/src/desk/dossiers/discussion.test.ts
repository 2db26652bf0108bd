/** The discussion of a dossier at the desk. */
import { expect } from '@open-wc/testing';
import { createClient } from '@parvis/sdk';
import { accessible } from '../../testing/accessible.ts';
import {
  api,
  appears,
  button,
  find,
  focused,
  hasEnded,
  open,
  shows,
  submit,
  textOf,
  type,
} from '../../testing/desk.ts';
import { until } from '../../testing/until.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import type { Desk } from '../desk.ts';

const root = (desk: Desk) => desk.shadowRoot!;
/** Within its own shadow. */
const inside = async (desk: Desk, selector: string) =>
  appears(selector, (await appears('parvis-desk-discussion', root(desk))).shadowRoot!);
const field = async (desk: Desk) => (await inside(desk, 'textarea')) as HTMLTextAreaElement;

/** The desk with a dossier of the first customer open, who writes elsewhere. */
async function begin({ lang = 'fr', isDeaf = false } = {}) {
  const world = sampleWorld();
  const customer = world.customers[0]!;
  const desk = await open({ section: 'dossiers', id: null }, { world, lang, isDeaf });
  await appears('.empty', root(desk));
  const dossier = await api.office.dossiers.create({ name: 'Salle de bains', customerIds: [customer.id] });
  const contact = customer.contacts.find(({ main }) => main)!;
  const theirs = createClient({
    api: api.origin,
    getSession: () =>
      api.signIn({ id: contact.id, customerId: customer.id, scope: { kind: 'dossier', id: dossier.id } }),
  });
  const place = { section: 'dossiers', id: dossier.id } as const;
  desk.place = place;
  const written = async () =>
    (await api.office.messages.list(dossier.id).page()).items.map(({ body }) => body).toReversed();
  return { desk, dossier, theirs, contact, written, place, typed: await field(desk) };
}

describe('the discussion of a dossier at the desk', () => {
  for (const [lang, say] of [
    ['fr', { send: 'Envoyer le message', day: 'aujourd’hui' }],
    ['en', { send: 'Send message', day: 'today' }],
  ] as const)
    it(`shows what a customer writes as it comes, and sends what the company answers (${lang})`, async () => {
      const { desk, dossier, theirs, contact, typed, written } = await begin({ lang });
      await theirs.messages.send(dossier.id, { body: 'Qui garde la clé ?' });
      await shows(desk, 'Qui garde la clé ?');
      const section = await inside(desk, 'section');
      expect(textOf(section)).to.include(contact.name).and.to.include(say.day);
      const said = await inside(desk, '[role="status"]');
      await until(() => textOf(said).includes('Qui garde la clé ?'), 'it is said');
      type(typed, '  Moi, sonnez au deuxième.\n');
      (await button(desk, say.send)).click();
      await inside(desk, '.mine');
      await until(() => typed.value === '', 'the field is empty');
      expect(await written()).to.deep.equal(['Qui garde la clé ?', 'Moi, sonnez au deuxième.']);
      const { items } = await theirs.messages.list(dossier.id).page();
      expect(items[0]).to.include({ body: 'Moi, sonnez au deuxième.' });
      await accessible(desk);
    });

  it('sends nothing where nothing is written, and says so in the field', async () => {
    const { desk, typed, written } = await begin();
    submit(typed);
    await shows(desk, 'Écrivez votre message.');
    expect(typed.getAttribute('aria-invalid')).to.equal('true');
    expect(focused() === typed).to.equal(true);
    expect(await written()).to.deep.equal([]);
  });

  it('keeps what is typed for when its dossier is come back to, and out of others', async () => {
    const { desk, place, dossier, typed } = await begin();
    const other = await api.office.dossiers.create({
      name: 'Toiture',
      customerIds: dossier.customers.map(({ id }) => id),
    });
    type(typed, 'Nous passons jeudi');
    desk.place = { section: 'dossiers', id: other.id };
    await until(() => find('article h2', root(desk))?.textContent === 'Toiture', 'the other is shown');
    expect((await field(desk)).value).to.equal('');
    desk.place = place;
    await until(async () => (await field(desk)).value === 'Nous passons jeudi', 'it is there again');
  });

  it('whose answer was lost is sent again, and arrives once', async () => {
    const { typed, written } = await begin();
    const { fetch } = api;
    let lost = 0;
    api.fetch = async (...asked) => {
      const answer = await fetch(...asked);
      if (asked[1]?.method !== 'POST' || !String(asked[0]).endsWith('/messages') || lost++) return answer;
      throw new TypeError('Failed to fetch');
    };
    type(typed, 'Une seule fois.');
    submit(typed);
    await until(() => lost > 0, 'the answer is lost');
    await hasEnded(typed);
    // Sent again by itself or by whoever wrote it.
    if (typed.value) submit(typed);
    await until(() => typed.value === '', 'it is sent');
    expect(await written()).to.deep.equal(['Une seule fois.']);
  });

  it('is read, and not written on, once the dossier is closed; what was typed stays, and is told why it did not leave', async () => {
    const { desk, dossier, theirs, typed } = await begin();
    await theirs.messages.send(dossier.id, { body: 'Merci pour tout.' });
    type(typed, 'Encore une chose');
    await api.office.dossiers.update(dossier, { status: 'closed' });
    await shows(desk, 'Ce dossier vient d’être clos');
    expect(typed.readOnly).to.equal(true);
    expect(typed.value).to.equal('Encore une chose');
    await shows(desk, 'Merci pour tout.');
    await accessible(desk);
    (await button(desk, 'Rouvrir le dossier')).click();
    await until(() => !typed.readOnly, 'it is written on');
    expect(typed.value).to.equal('Encore une chose');
  });

  it('says what could not be read, and reads it when asked to', async () => {
    const { desk, place } = await begin();
    api.fail('GET /dossiers/:dossierId/messages', 500);
    desk.place = { section: 'dossiers', id: null };
    await appears('.windowed', root(desk));
    desk.place = place;
    await inside(desk, '[role="alert"] button');
    api.recover();
    (await inside(desk, '[role="alert"] button')).click();
    await shows(desk, 'Aucun message pour l’instant');
  });
});
