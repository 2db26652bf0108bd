/** What people write stays whole and turns nothing round, and no line breaks a number. */
import { expect } from '@open-wc/testing';
import { render } from 'lit';
import type { InterventionForm } from './intervention/intervention-form.ts';
import type { InterventionSheet } from './intervention/intervention-sheet.ts';
import type { Interventions } from './intervention/interventions.ts';
import { span } from './shared/dates.ts';
import { facts } from './shared/facts.ts';
import { unbroken } from './shared/naming.ts';
import type { Portal } from './portal/portal.ts';
import { accessible } from './testing/accessible.ts';
import { all, clean, find, query, show, textOf, type, until } from './testing/page.ts';
import { serve } from './testing/rig.ts';
import { sampleWorld } from './testing/worlds.ts';

describe('a text of 10,800 characters that is pasted', () => {
  afterEach(clean);
  const pasted = 'chaudière '.repeat(1080);

  it('stays in the form, which says at once how much is too much, and leaves when it is short enough', async () => {
    const api = await serve();
    const form = await show<InterventionForm>('parvis-intervention-form', api);
    const submit = await find(form, '[part="submit"][aria-disabled="false"]');
    const field = query<HTMLTextAreaElement>(form, 'textarea')!;
    field.focus();
    document.execCommand('insertText', false, pasted);
    expect(field.value).to.equal(pasted);
    await until(() => textOf(query(form, '#description-wrong') ?? form).includes('6 800 signes de trop'));
    expect(field.getAttribute('aria-describedby')).to.include('description-wrong');
    await accessible(form);
    submit.click();
    await form.updateComplete;
    expect(api.calls.some(({ route }) => route === 'POST /interventions')).to.equal(false);
    expect(field.value).to.equal(pasted);
    type(field, pasted.slice(0, 4000));
    await until(() => !query(form, '#description-wrong'));
    submit.click();
    await until(() => api.calls.some(({ route }) => route === 'POST /interventions'));
  });

  it('stays as the reason of a cancellation too', async () => {
    const api = await serve();
    const job = api.world.interventions.find(
      ({ status, customerId }) => status === 'requested' && customerId === api.world.customers[0]!.id,
    )!;
    const sheet = await show<InterventionSheet>('parvis-intervention-sheet', api, {
      attributes: { 'intervention-id': job.id },
    });
    (await find(sheet, 'article > div > .bare')).click();
    const field = await find<HTMLTextAreaElement>(sheet, '#reason');
    field.focus();
    document.execCommand('insertText', false, pasted.trim());
    query<HTMLFormElement>(sheet, 'dialog form')!.requestSubmit();
    await until(() => textOf(query(sheet, '#reason-wrong') ?? sheet).includes('9 799 signes de trop'));
    expect(field.value).to.equal(pasted.trim());
  });
});

describe('a page that is written from right to left', () => {
  afterEach(() => {
    clean();
    document.documentElement.removeAttribute('dir');
  });

  it('does not turn the list round; what is written so is, by itself', async () => {
    document.documentElement.dir = 'rtl';
    const world = sampleWorld();
    const [first] = world.interventions.filter(({ customerId }) => customerId === world.customers[0]!.id);
    first!.description = 'הדוד לא עובד';
    const list = await show<Interventions>('parvis-interventions', await serve(world), { width: 800 });
    const there = () => all(list, '.line').find((each) => textOf(each).includes('הדוד'));
    await until(there);
    const what = there()!.querySelector('.what')!;
    const when = there()!.querySelector('.when')!;
    expect(what.getBoundingClientRect().left).to.be.below(when.getBoundingClientRect().left);
    expect(getComputedStyle(query(list, '.root')!).direction).to.equal('ltr');
    expect(getComputedStyle(what).direction).to.equal('rtl');
    expect(there()!.querySelectorAll('.more bdi').length).to.be.above(1);
  });
});

describe('lines', () => {
  afterEach(clean);

  for (const whole of [
    '200 L',
    '1 200 L',
    '17 h 30',
    '17h 30',
    '5 pm',
    '30 °C',
    '12,50 €',
    'n° 5419',
    '06 39 98 13 15',
    '+44 20 7946 0958',
  ])
    it(`break no « ${whole} »`, () => {
      const box = document.createElement('p');
      document.body.append(box);
      box.textContent = unbroken(`Un ballon de ${whole} au sous-sol`);
      const text = box.firstChild!;
      const range = document.createRange();
      range.setStart(text, 13);
      range.setEnd(text, 13 + whole.length);
      for (let width = 150; width < 320; width += 4) {
        box.style.width = `${width}px`;
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        expect(lines.size, `in ${width} pixels`).to.equal(1);
      }
    });
  it('are broken as before where no number is', () => {
    const text = 'La chaudière est en panne, R2 et R3 aussi, T4 à T9 non.';
    expect(unbroken(text)).to.equal(text);
  });
  it('break no number in what the company and its customers have written', async () => {
    const world = sampleWorld();
    const [customer] = world.customers;
    const own = world.interventions.filter(({ customerId }) => customerId === customer!.id);
    const piece = world.equipment.find(({ customerId }) => customerId === customer!.id)!;
    const site = world.sites.find(({ id }) => id === own.find(({ siteId }) => siteId)?.siteId)!;
    piece.model = 'Stable 200 L';
    site.name = 'Chalet de 200 L';
    customer!.extra = 'Contrat de 200 L par jour.';
    for (const job of own) job.description = 'Ballon de 200 L percé.';
    const portal = await show<Portal>('parvis-portal', await serve(world), { width: 360 });
    await find(portal, 'parvis-interventions >>> .line');
    query(portal, 'summary')!.click();
    await find(portal, 'parvis-information >>> .extra');
    for (const tab of ['sites', 'equipment']) {
      query(portal, `#tab-${tab}`)!.click();
      const places = await find(portal, `#panel-${tab} parvis-places`);
      await find(places, '.place');
      const named = all(places, '.place').find((each) => textOf(each).includes('200 L'))!;
      named.click();
      await find(places, 'h3');
    }
    query(portal, '#tab-interventions')!.click();
    query(portal, 'parvis-interventions >>> .line')!.click();
    await find(portal, 'parvis-interventions >>> parvis-intervention-sheet >>> article');
    const said: string[] = [];
    const walk = (node: Node) => {
      // What is cut short rather than wrapped breaks nothing.
      const { parentElement: on } = node;
      if (node.nodeType === Node.TEXT_NODE && on && getComputedStyle(on).whiteSpace !== 'nowrap')
        said.push(node.textContent ?? '');
      node.childNodes.forEach(walk);
      if (node instanceof Element && node.shadowRoot) walk(node.shadowRoot);
    };
    walk(portal);
    const numbers = said.filter((text) => /200\sL/.test(text));
    expect(numbers.length).to.be.above(7);
    expect(numbers.filter((text) => text.includes('200 L'))).to.deep.equal([]);
  });
  it('break no time window between its hours', () => {
    const box = document.createElement('p');
    document.body.append(box);
    box.textContent = span(
      { language: 'fr', timeZone: 'Europe/Paris' },
      '2026-12-03T07:00:00.000Z',
      '2026-12-03T09:00:00.000Z',
      Date.parse('2026-11-29T20:00:00.000Z'),
    );
    const text = box.firstChild!;
    const hours = document.createRange();
    hours.setStart(text, text.textContent!.indexOf('8'));
    hours.setEndAfter(text);
    for (let width = 80; width < 320; width += 4) {
      box.style.width = `${width}px`;
      const lines = new Set([...hours.getClientRects()].map(({ top }) => Math.round(top)));
      expect(lines.size, `in ${width} pixels`).to.equal(1);
    }
    box.remove();
  });
  it('have no name where there is nothing to say', () => {
    const list = document.createElement('div');
    const terms = (value: unknown) => {
      render(facts(['Interlocuteur', value]), list);
      return list.querySelectorAll('dt').length;
    };
    expect([undefined, null, '', [], ['Éléonore']].map(terms)).to.deep.equal([0, 0, 0, 0, 1]);
  });
});
