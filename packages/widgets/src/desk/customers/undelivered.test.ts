import { expect } from '@open-wc/testing';
import type { OutboxMail } from '@parvis/sdk';
import { accessible } from '../../testing/accessible.ts';
import { api, button, open, shows, textOf } from '../../testing/desk.ts';
import { intercept } from '../../testing/page.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';
import { words } from '../outbox/outbox.fr.ts';
import { reasonOf } from '../outbox/state.ts';
import { undeliveredAmong } from './undelivered.ts';

const mail = (id: string, more: Partial<OutboxMail>) =>
  ({ id, to: 'jeanne@client.example', status: 'sent', lastError: null, ...more }) as OutboxMail;
const failed = { status: 'failed', lastError: '550 5.1.1 no such user' } as const;
const idsOf = (mails: OutboxMail[]) => undeliveredAmong(mails).map(({ id }) => id);

describe('mails that have not reached a customer', () => {
  it('are told of until a later one to the same address has left', () => {
    expect(idsOf([mail('2', failed), mail('1', failed)])).to.deep.equal(['2']);
    expect(idsOf([mail('2', {}), mail('1', failed)])).to.deep.equal([]);
    expect(idsOf([mail('3', {}), mail('2', { ...failed, to: 'old@client.example' })])).to.deep.equal(['2']);
  });
  it('are told of while they are tried again, not while they wait for the first time', () => {
    expect(idsOf([mail('1', { status: 'waiting', lastError: 'connect ECONNREFUSED' })])).to.deep.equal(['1']);
    expect(idsOf([mail('1', { status: 'waiting' })])).to.deep.equal([]);
  });
  it('are not those that were not to leave any more', () => {
    expect(idsOf([mail('1', { ...failed, lastError: 'replaced' })])).to.deep.equal([]);
  });

  it('stand on the sheet of the customer, with the way to try again', async () => {
    const world = sampleWorld();
    const [customer] = world.customers;
    const desk = await open({ section: 'customers', id: null }, { world });
    // No mail server refuses anything here: its answer is given as the API would.
    let item = mail('0192f0c1-0000-7000-8000-00000000000a', { ...failed, createdAt: '2026-01-07T07:05:00.000Z' });
    intercept(api, (route, next) => {
      if (route === 'GET /outbox') return Response.json({ items: [item], next: null });
      if (route !== `POST /outbox/${item.id}/attempts`) return next();
      item = mail(item.id, { status: 'sent' });
      return Response.json({ accepted: true }, { status: 202 });
    });
    desk.place = { section: 'customers', id: customer!.id };
    await shows(desk, /Un e-mail à jeanne@client\.example n’est pas arrivé \(.*8.h.05\)/);
    await shows(desk, 'Cette adresse n’existe pas.');
    await accessible(desk);
    (await button(desk, 'Essayer maintenant')).click();
    await shows(desk, 'Un nouvel essai part.');
    await until(() => !textOf(desk).includes('n’est pas arrivé'), 'nothing is said of it any more');
  });

  for (const [lastError, said] of [
    ['550 5.1.1 <x@y.example>: Recipient address rejected: User unknown', 'Cette adresse n’existe pas.'],
    ['550 no such user', 'Cette adresse n’existe pas.'],
    ['452 4.2.2 The email account that you tried to reach is over quota', 'Sa boîte de réception est pleine.'],
    ['connect ECONNREFUSED 127.0.0.1:25', 'Le serveur de courrier ne répond pas.'],
    ['no end within 30 s', 'Le serveur de courrier ne répond pas.'],
    ['554 5.7.1 Message rejected as spam', 'Le serveur de courrier l’a refusé.'],
    ['no-address', words.reasons['no-address']],
    ['451 4.7.1 Greylisted', undefined],
  ] as const)
    it(`say in words what a server answers: ${lastError}`, () => {
      expect(reasonOf({ lastError }, words)).to.equal(said);
    });
});
