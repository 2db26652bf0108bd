import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { accessible } from '../testing/accessible.ts';
import { clean, find, focused, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import { sampleWorld } from '../testing/worlds.ts';
import type { Appointment } from './appointment.ts';
import type { Portal } from './portal.ts';

/** The head of the portal where nothing is under way, and one is planned. */
const shown = async (api: Rig, { width = 360, attributes = {} } = {}) => {
  const { interventions } = api.office;
  for await (const { id, status } of interventions.list({ customerId: api.world.customers[0]!.id, limit: 100 })) {
    if (status === 'en_route') await interventions.move(id, { to: 'in_progress' });
    if (status === 'en_route' || status === 'in_progress') await interventions.move(id, { to: 'done' });
  }
  const portal = await show<Portal>('parvis-portal', api, { width, attributes });
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

  it('is asked for anew at an address of its own: back closes that with what was written kept, a reload opens it', async () => {
    const bare = location.href.replace(/#.*/, '');
    history.pushState(null, '', bare);
    try {
      const api = await serve();
      const { portal, card } = await shown(api, { attributes: { routing: '' } });
      button(card, 'empêchement').click();
      const dialog = await find(portal, 'parvis-reschedule >>> dialog[open]');
      await until(() => location.hash === '#/interventions/reschedule');
      type(dialog.querySelector('textarea')!, 'Plutôt jeudi matin');
      history.back();
      await until(() => location.href === bare && !dialog.matches('[open]'));
      await until(() => focused() === button(card, 'empêchement'));
      history.forward();
      await until(() => dialog.matches('[open]'));
      expect(dialog.querySelector('textarea')!.value).to.equal('Plutôt jeudi matin');

      document.body.replaceChildren();
      const again = await show<Portal>('parvis-portal', api, { attributes: { routing: '' }, link: null });
      (await find(again, 'parvis-reschedule >>> dialog[open] .icon')).click();
      await until(() => location.href === bare);
    } finally {
      clean();
      history.pushState(null, '', bare);
    }
  });

  it('tells the office at once when the customer could instead, and the confirmation takes the place of the form', async () => {
    const api = await serve();
    const { portal, card } = await shown(api);
    button(card, 'empêchement').click();
    const dialog = await find(portal, 'parvis-reschedule >>> dialog[open]');
    await until(() => focused()?.localName === 'textarea');
    await accessible(portal);
    expect(textOf(dialog))
      .to.match(/^Un empêchement/)
      .and.not.include('transmise');
    expect(dialog.querySelector('a[href^="tel:"]') !== null).to.equal(true);
    dialog.querySelector<HTMLElement>('form .primary')!.click();
    await until(() => textOf(dialog).includes('Dites-nous quand vous pourriez.'));
    type(dialog.querySelector('textarea')!, 'Plutôt jeudi matin');
    dialog.querySelector<HTMLElement>('form .primary')!.click();
    await until(() => !dialog.querySelector('form'));
    expect(textOf(dialog)).to.match(/^Votre demande est transmise/);
    await until(() => focused()?.localName === 'h2');
    await accessible(portal);
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
    const dialog = await find(portal, 'parvis-reschedule >>> dialog[open]');
    type(dialog.querySelector('textarea')!, 'Plutôt jeudi');
    api.fail('POST /interventions/:interventionId/reschedule-requests', 409, { code: 'move-not-allowed', times: 1 });
    dialog.querySelector<HTMLElement>('form .primary')!.click();
    await until(() => textOf(dialog).includes('ne peut plus être déplacé'));
    expect(dialog.querySelector('textarea')!.value).to.equal('Plutôt jeudi');
  });

  it('takes no more than the server does, and cuts nothing that was pasted', async () => {
    const api = await serve();
    const { portal, card } = await shown(api);
    button(card, 'empêchement').click();
    const dialog = await find(portal, 'parvis-reschedule >>> dialog[open]');
    const field = dialog.querySelector('textarea')!;
    await until(() => focused() === field);
    const pasted = 'jeudi '.repeat(1800);
    document.execCommand('insertText', false, pasted);
    expect(field.value).to.equal(pasted);
    dialog.querySelector<HTMLElement>('form .primary')!.click();
    await until(() => textOf(dialog).includes('9 799 signes de trop'));
    expect(field.value).to.equal(pasted);
    expect(field.getAttribute('aria-invalid')).to.equal('true');
  });

  it('keeps what is being typed when the office plans it anew meanwhile', async () => {
    const api = await serve();
    const { portal, card } = await shown(api);
    const { id } = await planned(api);
    button(card, 'empêchement').click();
    const dialog = await find(portal, 'parvis-reschedule >>> dialog[open]');
    type(dialog.querySelector('textarea')!, 'Plutôt jeudi');
    await api.office.interventions.move(id, { to: 'to_schedule' });
    await until(() => !query(portal, 'parvis-appointment >>> .cannot'));
    expect(dialog.isConnected && dialog.hasAttribute('open')).to.equal(true);
    expect(dialog.querySelector('textarea')!.value).to.equal('Plutôt jeudi');
  });

  it('shows what the office answered: that the time stands, or the new one', async () => {
    const api = await serve();
    const { portal } = await shown(api);
    const { id } = await planned(api);
    const { call } = portal.connection!.client;
    const ask = () => call('POST /interventions/:interventionId/reschedule-requests', id, { wish: 'Jeudi' });
    const says = (words: string) =>
      until(() => textOf(query(portal, 'parvis-appointment >>> [role="status"]')!).includes(words), words);
    await ask();
    await says('L’entreprise vous répondra ici');
    await api.office.interventions.keepAppointment(await api.office.interventions.get(id));
    await says('l’entreprise garde ce rendez-vous');
    await accessible(portal);
    await ask();
    await says('L’entreprise vous répondra ici');
    const { windowStart, windowEnd } = await api.office.interventions.get(id);
    const later = (instant: string) => new Date(Date.parse(instant) + 3_600_000).toISOString();
    await api.office.interventions.move(id, {
      to: 'scheduled',
      windowStart: later(windowStart!),
      windowEnd: later(windowEnd!),
    });
    await says('voici le nouveau');
  });

  it('gives the keyboard back to what was pressed; where that has gone, to the appointment', async () => {
    const api = await serve();
    const { portal, card } = await shown(api);
    const item = await planned(api);
    const pressed = button(card, 'empêchement');
    pressed.focus();
    await sendKeys({ press: 'Enter' });
    const dialog = await find(portal, 'parvis-reschedule >>> dialog[open]');
    await until(() => focused()?.localName === 'textarea');
    // It tells that it has closed in a task of its own, after which the portal moves the keyboard.
    const isTold = new Promise((told) => query(portal, 'parvis-reschedule')!.addEventListener('close', told));
    await sendKeys({ press: 'Escape' });
    await until(() => !dialog.hasAttribute('open'));
    await isTold;
    await until(() => focused() === pressed);
    await api.office.interventions.move(item.id, { to: 'en_route' });
    await until(() => !pressed.isConnected);
    expect(textOf(focused()!)).to.match(/ est en route$/);
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

  it('names nobody where nobody is known', async () => {
    const world = sampleWorld();
    for (const each of world.interventions) each.assigneeId = null;
    const { card } = await shown(await serve(world));
    expect(textOf(card)).to.match(/^Prochain rendez-vous (?!,)/);
    expect(card.querySelector('.face')).to.equal(null);
  });

  it('says why it did not come for the calendar', async () => {
    const api = await serve();
    const { card } = await shown(api);
    api.offline = true;
    card.querySelector<HTMLAnchorElement>('a[href*="/calendar?ticket="]')!.click();
    await until(() => textOf(card).includes('Pas de réseau'));
  });

  for (const lang of ['fr', 'en']) {
    it(`is drawn together with the portal, so that nothing below it moves, in ${lang}`, async () => {
      document.documentElement.lang = lang;
      const portal = await show<Portal>('parvis-portal', await serve());
      await new Promise<void>((there) =>
        new MutationObserver(() => query(portal, 'parvis-appointment') && there()).observe(portal.renderRoot, {
          childList: true,
          subtree: true,
        }),
      );
      const card = query<Appointment>(portal, 'parvis-appointment')!;
      await card.updateComplete;
      expect(query(card, 'section') !== null).to.equal(true);
    });
  }
});
