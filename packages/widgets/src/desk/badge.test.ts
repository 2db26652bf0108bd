/** How many mails have not arrived, beside where they are read. */
import { expect } from '@open-wc/testing';
import type { Change } from '@parvis/sdk';
import { accessible } from '../testing/accessible.ts';
import { api, find, gate, open, shows, signIn } from '../testing/desk.ts';
import { sampleWorld, type World } from '../testing/worlds.ts';
import { until } from '../testing/until.ts';
import type { Desk } from './desk.ts';
import { concernsUndelivered } from './outbox/undelivered.ts';

const asked = () => api.calls.filter(({ route }) => route === 'GET /outbox').length;
const badge = (desk: Desk) => find('nav a[href="#/outbox"] .count', desk.shadowRoot!);
const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
/** The sample company, where one mail did not arrive, with as many more of these. */
function withMails(...more: Partial<World['outbox'][number]>[]) {
  const world = sampleWorld();
  const failed = world.outbox.find(({ status }) => status === 'failed')!;
  const { id } = failed;
  const next = (at: number) => id.replace(/.$/, (digit) => ((Number.parseInt(digit, 16) + 5 + at) % 16).toString(16));
  world.outbox.push(...more.map((each, at) => ({ ...failed, id: next(at), ...each })));
  return { world, failed };
}
const opened = (world = sampleWorld(), more: { lang?: string; member?: number } = {}) =>
  open({ section: 'customers', id: null }, { world, ...more });

describe('the badge of mails that have not arrived', () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('counts them in words, by one call, and follows what becomes of them', async () => {
    const { world, failed } = withMails();
    const desk = await opened(world);
    await until(() => badge(desk), 'it is there');
    expect([badge(desk)!.textContent, badge(desk)!.ariaLabel]).to.deep.equal(['1', '1\u00a0courrier n’est pas arrivé']);
    expect(asked()).to.equal(1);
    await accessible(desk);
    await api.office.interventions.create({ customerId: world.customers[0]!.id, description: 'Autre chose' });
    await shows(desk, 'Une nouvelle intervention vient d’arriver.');
    expect(asked()).to.equal(1);
    await api.office.outbox.send(failed.id);
    await until(() => !badge(desk), 'it is being sent again');
  });

  it('leaves out what is older than a week, and about what nothing can be done', async () => {
    const { world } = withMails(
      { createdAt: days(1) },
      { createdAt: days(8) },
      { createdAt: days(1), lastError: 'replaced' },
    );
    const desk = await opened(world);
    await until(() => badge(desk)?.ariaLabel === '2\u00a0courriers ne sont pas arrivés', 'two are counted');
  });

  it('is not counted anew for a mail that comes and leaves as it should', () => {
    const counted = (many: number) =>
      (['mail.created', 'mail.changed', 'mail.sent', 'mail.retried', 'mail.failed'] as const).filter((kind) =>
        concernsUndelivered({ kind } as Change, many),
      );
    expect(counted(0)).to.deep.equal(['mail.retried', 'mail.failed']);
    // It may be one of those, which another attempt took for lost.
    expect(counted(1)).to.include('mail.sent');
  });

  it('speaks English', async () => {
    const desk = await opened(sampleWorld(), { lang: 'en' });
    await until(() => badge(desk)?.ariaLabel === '1\u00a0mail has not arrived', 'it is counted');
  });

  it('is counted anew once that could not be done', async () => {
    const world = sampleWorld();
    const desk = await gate(world, () => api.fail('GET /outbox', 500));
    await signIn(desk);
    await until(() => asked() > 0 && find('nav .count', desk.shadowRoot!), 'other things are counted');
    expect(badge(desk)).to.equal(undefined);
    api.recover();
    await api.office.outbox.send(world.outbox.find(({ status }) => status === 'waiting')!.id);
    await until(() => badge(desk)?.textContent === '1', 'it is there');
  });

  it('is not asked for by technicians, who have no mails here', async () => {
    const world = sampleWorld();
    const technician = world.members.findIndex(({ role }) => role === 'technician');
    const field = await opened(world, { member: technician });
    await shows(field, 'application de terrain');
    expect(asked()).to.equal(0);
  });
});
