import { expect } from '@open-wc/testing';
import { accessible } from '../testing/accessible.ts';
import { clean, find, focused, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import type { Portal } from './portal.ts';

/** The head of the portal where nothing is under way, and one is planned. */
const shown = async (api: Rig, width = 360) => {
  const { interventions } = api.office;
  for await (const { id, status } of interventions.list({ customerId: api.world.customers[0]!.id, limit: 100 })) {
    if (status === 'en_route') await interventions.move(id, { to: 'in_progress' });
    if (status === 'en_route' || status === 'in_progress') await interventions.move(id, { to: 'done' });
  }
  const portal = await show<Portal>('parvis-portal', api, { width });
  const card = await find(portal, 'parvis-appointment >>> section');
  return { portal, card };
};
const planned = async (api: Rig) => {
  const found: { id: string; date: string }[] = [];
  const items = api.office.interventions.list({ customerId: api.world.customers[0]!.id, limit: 100 });
  for await (const item of items) if (item.status === 'scheduled') found.push(item);
  return found.toSorted((a, b) => a.date.localeCompare(b.date))[0]!;
};
const button = (card: Element, words: string) =>
  [...card.querySelectorAll('button')].find((each) => textOf(each).includes(words))!;

describe('the next appointment', () => {
  afterEach(clean);

  it('says who comes by first name, where and when, and fits a phone', async () => {
    const api = await serve();
    const { portal, card } = await shown(api);
    expect(textOf(card)).to.match(/^Prochain rendez-vous, avec \S/);
    expect(card.querySelector('time') !== null).to.equal(true);
    expect(portal.scrollWidth).to.be.at.most(360);
    await accessible(portal);
  });

  it('leads to a calendar file that opens', async () => {
    const api = await serve();
    const { card } = await shown(api);
    const link = card.querySelector<HTMLAnchorElement>('a[href*="/calendar?ticket="]')!;
    const response = await fetch(link.href);
    expect(response.headers.get('content-type')).to.include('text/calendar');
    expect(await response.text()).to.match(/^BEGIN:VCALENDAR\r\n/);
  });

  it('tells the office at once when the customer could instead, and the confirmation takes the place of the form', async () => {
    const api = await serve();
    const { portal, card } = await shown(api);
    button(card, 'empêchement').click();
    const dialog = await find(portal, 'parvis-appointment >>> parvis-reschedule >>> dialog[open]');
    await until(() => focused()?.localName === 'textarea');
    await accessible(portal);
    expect(dialog.querySelector('a[href^="tel:"]') !== null).to.equal(true);
    dialog.querySelector<HTMLElement>('form .primary')!.click();
    await until(() => textOf(dialog).includes('Dites-nous quand vous pourriez.'));
    type(dialog.querySelector('textarea')!, 'Plutôt jeudi matin');
    dialog.querySelector<HTMLElement>('form .primary')!.click();
    await until(() => dialog.querySelector('form')!.hidden);
    expect(textOf(dialog)).to.include('Votre demande est transmise');
    await until(() =>
      textOf(query(portal, 'parvis-appointment >>> section')!).includes('Vous avez demandé un autre moment'),
    );
    const item = await planned(api);
    const seen = await api.office.interventions.get(item.id);
    expect(seen.reschedule).to.include({ wish: 'Plutôt jeudi matin', outcome: null });
  });

  it('keeps what was typed where it is too late, and says whom to ask', async () => {
    const api = await serve();
    const { portal, card } = await shown(api);
    button(card, 'empêchement').click();
    const dialog = await find(portal, 'parvis-appointment >>> parvis-reschedule >>> dialog[open]');
    type(dialog.querySelector('textarea')!, 'Plutôt jeudi');
    api.fail('POST /interventions/:interventionId/reschedule-requests', 409, { code: 'move-not-allowed', times: 1 });
    dialog.querySelector<HTMLElement>('form .primary')!.click();
    await until(() => textOf(dialog).includes('ne peut plus être déplacé'));
    expect(dialog.querySelector('textarea')!.value).to.equal('Plutôt jeudi');
  });

  it('says that somebody is on the way, as soon as they are', async () => {
    const api = await serve();
    const { portal, card } = await shown(api);
    const item = await planned(api);
    expect(textOf(card)).to.include('avec');
    await api.office.interventions.move(item.id, { to: 'en_route' });
    await until(() => !!query(portal, 'parvis-appointment >>> section.en_route'));
    const now = query(portal, 'parvis-appointment >>> section')!;
    expect(textOf(now))
      .to.match(/est en route/)
      .and.not.include('Prochain');
    expect(textOf(now)).to.not.include('empêchement');
    await accessible(portal);
  });
});
