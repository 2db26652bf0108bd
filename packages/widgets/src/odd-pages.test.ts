/** Pages of companies as they are: old libraries that change what every script shares, and shadow roots of their own. */
import { expect } from '@open-wc/testing';
import type { InterventionForm } from './intervention/intervention-form.ts';
import type { Portal } from './portal/portal.ts';
import { clean, find, query, show, textOf, type, until } from './testing/page.ts';
import { serve } from './testing/rig.ts';
import { openTab } from './testing/tab.ts';

/** What MooTools (1.2 to 1.6) does: an `Event` and an `Array.from` of its own, methods for everything, enumerable ones of arrays among them. */
const mooTools = `
  Function.prototype.extend = function (values) { Object.assign(this, values); return this; };
  Function.prototype.implement = function (values) { Object.assign(this.prototype, values); return this; };
  Function.prototype.bind = function (context) { const method = this; const bound = [].slice.call(arguments, 1); return function () { return method.apply(context, bound.concat([].slice.call(arguments))); }; };
  Element.extend = Function.prototype.extend;
  Array.from = function (item) { return item == null ? [] : typeof item.length === 'number' ? [].slice.call(item) : [item]; };
  window.Event = function (event) { this.event = event; this.key = event.type.indexOf('key') === 0; };
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

/** What Prototype (1.6) does: arrays that JSON writes as text, an `Array.from` of its own, entries that are the items. */
const prototype = `
  window.$A = Array.from = function (given) {
    if (!given) return [];
    if ('toArray' in Object(given)) return given.toArray();
    const items = new Array(given.length || 0);
    for (let at = 0; at < items.length; at += 1) items[at] = given[at];
    return items;
  };
  Array.prototype.toArray = Array.prototype.entries = Array.prototype.clone = function () { return [].concat(this); };
  Array.prototype.toJSON = function () { return '[' + this.toArray().map((item) => JSON.stringify(item)).join(', ') + ']'; };
  Date.prototype.toJSON = function () { return '"' + this.toISOString() + '"'; };
  String.prototype.toJSON = function () { return '"' + this + '"'; };
  Array.prototype._each = Array.prototype.forEach;
  Array.prototype._reverse = Array.prototype.reverse;
  Array.prototype.reverse = function (inline) { return (inline !== false ? this : this.toArray())._reverse(); };
  Array.prototype.each = function (use, context) { this.forEach(use, context); return this; };
  Array.prototype.first = function () { return this[0]; };
  Array.prototype.last = function () { return this[this.length - 1]; };
  Array.prototype.clear = function () { this.length = 0; return this; };
  Array.prototype.size = function () { return this.length; };
  String.prototype.strip = String.prototype.trim;
  const native = window.Element;
  window.Element = function (name, attributes) { return Object.assign(document.createElement(name), attributes); };
  Object.assign(window.Element, native);
  window.Element.prototype = native.prototype;
  for (const name of ['show', 'hide', 'update', 'insert', 'select', 'visible', 'toggle', 'wrap', 'identify']) HTMLElement.prototype[name] = function () { return this; };
  HTMLElement.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
  Event.prototype.stop = function () { this.preventDefault(); this.stopPropagation(); };
  Event.prototype.element = function () { return this.target; };
  window.Form = {}; window.Hash = function () {}; window.Template = function () {}; window.Ajax = {};
  window.Prototype = { Version: '1.6.1' };
`;

describe('a page', () => {
  afterEach(clean);

  for (const [library, before] of [
    ['MooTools', mooTools],
    ['Prototype', prototype],
  ] as const) {
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
      // What is kept on the device is read again as it was written.
      const kept = () => Object.entries(localStorage).find(([, text]) => String(text).includes(library));
      await until(kept);
      expect(JSON.parse(String(kept()![1])))
        .to.have.property('photos')
        .that.is.an('array');
      (await find(form, '[part="submit"][aria-disabled="false"]')).click();
      await find(form, '.created');
      expect(api.calls.find(({ route }) => route === 'POST /interventions')?.body)
        .to.have.property('fileIds')
        .that.is.an('array');
      const { items } = await api.office.interventions.list({ q: `fuite ${library}` }).page();
      expect(items.map(({ description }) => description)).to.deep.equal([`Une fuite « ${library} »`]);
    });
  }

  it('in a frame without `allow-forms` sends what is written, once, and asks before it is lost', async () => {
    const api = await serve();
    const { element: form } = await openTab<InterventionForm>('parvis-intervention-form', api, {
      sandbox: 'allow-scripts allow-same-origin',
    });
    type(await find<HTMLTextAreaElement>(form, 'textarea'), 'Une fuite dans un cadre');
    await until(() => Object.values<string>(localStorage).some((kept) => kept.includes('dans un cadre')));
    void form.signOut();
    (await find(form, 'dialog button:not([value])')).click();
    await until(() => !query(form, 'dialog'));
    (await find(form, '[part="submit"][aria-disabled="false"]')).click();
    await find(form, '.created');
    expect(api.calls.filter(({ route }) => route === 'POST /interventions')).to.have.length(1);
  });

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
