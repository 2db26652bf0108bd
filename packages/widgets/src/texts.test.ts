/** What people write stays whole and turns nothing round, and no line breaks a number. */
import { expect } from '@open-wc/testing';
import { render } from 'lit';
import type { InterventionForm } from './intervention/intervention-form.ts';
import type { InterventionSheet } from './intervention/intervention-sheet.ts';
import type { Interventions } from './intervention/interventions.ts';
import { span } from './shared/dates.ts';
import { facts } from './shared/facts.ts';
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
