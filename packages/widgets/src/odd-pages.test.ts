/** Pages of companies as they are: old libraries that change what every script shares, and shadow roots of their own. */
import { expect } from '@open-wc/testing';
import type { Portal } from './portal/portal.ts';
import { clean, find, query, show, textOf, type, until } from './testing/page.ts';
import { serve } from './testing/rig.ts';
import { openTab } from './testing/tab.ts';

/** What MooTools 1.4 does: methods for everything, enumerable ones of arrays among them. */
const mooTools = `
  Function.prototype.extend = function (values) { Object.assign(this, values); return this; };
  Function.prototype.implement = function (values) { Object.assign(this.prototype, values); return this; };
  Function.prototype.bind = function (context) { const method = this; const bound = [].slice.call(arguments, 1); return function () { return method.apply(context, bound.concat([].slice.call(arguments))); }; };
  Element.extend = Function.prototype.extend;
  Array.prototype.contains = Array.prototype.includes;
  Array.prototype.clean = Array.prototype.invoke = Array.prototype.pick = function () { return this; };
  Array.prototype.erase = function (item) { return this; };
  String.prototype.contains = function (text) { return this.indexOf(text) > -1; };
  Number.prototype.limit = function (min, max) { return Math.min(max, Math.max(min, this)); };
  Element.prototype.set = function (name, value) { this.setAttribute(name, value); return this; };
  Element.prototype.getElement = Element.prototype.querySelector;
  Element.prototype.destroy = Element.prototype.dispose = function () { this.remove(); return null; };
  Element.prototype.empty = function () { this.replaceChildren(); return this; };
  Event.prototype.stop = function () { this.preventDefault(); this.stopPropagation(); return this; };
  Object.prototype.each_ = undefined;
  delete Object.prototype.each_;
  window.MooTools = { version: '1.4.5' };
`;

describe('a page', () => {
  afterEach(clean);

  for (const [library, before] of [['MooTools', mooTools]] as const) {
    it(`with ${library} shows the portal and sends a request as it was written`, async () => {
      const api = await serve();
      const { element: portal } = await openTab<Portal>('parvis-portal', api, { before });
      const list = await find(portal, 'parvis-interventions');
      await find(list, '.line');
      query(list, '.line')!.click();
      await find(list, 'parvis-intervention-sheet >>> article');
      query<HTMLDialogElement>(list, 'dialog')?.close();
      query(portal, '[part="create"]')!.click();
      const form = await find(portal, 'parvis-intervention-form');
      type(await find<HTMLTextAreaElement>(form, 'textarea'), `Une fuite « ${library} »`);
      (await find(form, '[part="submit"][aria-disabled="false"]')).click();
      await find(form, '.created');
      const { items } = await api.office.interventions.list({ q: `fuite ${library}` }).page();
      expect(items.map(({ description }) => description)).to.deep.equal([`Une fuite « ${library} »`]);
    });
  }

  it('in French by `fr_FR` is answered in French, and in its own shadow root as well', async () => {
    document.documentElement.lang = 'fr_FR';
    const api = await serve();
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    document.body.append(host);
    const portal = document.createElement('parvis-portal');
    portal.api = api.origin;
    portal.link = api.link();
    root.append(portal);
    await find(portal, 'parvis-interventions >>> .line');
    await until(() => textOf(portal).includes('Interventions'));
    const beside = await show('parvis-interventions', api, { link: null });
    await find(beside, '.line');
    expect(api.calls.filter(({ route }) => route === 'POST /session')).to.have.length(1);
  });
});
