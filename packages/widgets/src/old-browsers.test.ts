/** What Safari 16.4, Chrome 111 and Firefox 115 lack is taken away before anything of ours is loaded. */
import { expect } from '@open-wc/testing';
import type { Portal } from './portal/portal.ts';
import { contrast } from './testing/contrast.ts';
import { all, clean, find, query, textOf, type, until } from './testing/page.ts';
import { serve } from './testing/rig.ts';
import { openTab } from './testing/tab.ts';
import { largeWorld } from './testing/worlds.ts';

/** By object: what one of the three has not (MDN browser-compat-data). */
const before = `
  for (const [of, names] of [
    [AbortSignal, ['any']],
    [URLSearchParams.prototype, ['size']],
    [URL, ['canParse', 'parse', 'createObjectURLs']],
    [Promise, ['withResolvers', 'try']],
    [Object, ['groupBy']],
    [Map, ['groupBy']],
    [Array, ['fromAsync']],
    [String.prototype, ['isWellFormed', 'toWellFormed']],
    [Element.prototype, ['checkVisibility', 'setHTML', 'moveBefore', 'currentCSSZoom']],
    [HTMLElement.prototype, ['showPopover', 'hidePopover', 'togglePopover', 'popover']],
    [Set.prototype, ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']],
    [Object.getPrototypeOf(Object.getPrototypeOf([].values())), ['map', 'filter', 'take', 'drop', 'flatMap', 'toArray', 'some', 'every', 'find', 'reduce', 'forEach']],
    [ReadableStream.prototype, [Symbol.asyncIterator]],
    [window, ['requestIdleCallback', 'scheduler', 'navigation', 'CookieStore', 'Iterator', 'Temporal', 'URLPattern']],
    [Document.prototype, ['startViewTransition']],
    [RegExp, ['escape']],
    [Intl, ['DurationFormat']],
  ]) for (const name of names) delete of[name];
`;

describe('in the oldest browsers that are supported', () => {
  afterEach(clean);

  it('the portal is read, filtered, kept up to date, and used to ask for an intervention', async () => {
    const api = await serve(largeWorld({ interventions: 12 }));
    const { element: portal } = await openTab<Portal>('parvis-portal', api, { before });
    const list = await find(portal, 'parvis-interventions');
    await find(list, '.line');
    const rows = all(list, '.line').length;
    type(await find<HTMLInputElement>(list, 'input[type="search"]'), 'chaudière');
    await until(() => all(list, '.line').length < rows);
    expect(api.calls.some(({ route }) => route === 'GET /interventions')).to.equal(true);
    query(list, '.line')!.click();
    await find(list, 'parvis-intervention-sheet >>> article');
    query<HTMLDialogElement>(list, 'dialog')?.close();
    query(portal, '[part="create"]')!.click();
    const form = await find(portal, 'parvis-intervention-form');
    type(await find<HTMLTextAreaElement>(form, 'textarea'), 'Une fuite, vue d’un vieux navigateur');
    (await find(form, '[part="submit"][aria-disabled="false"]')).click();
    await find(form, '.created');
    expect(textOf(portal)).to.not.include('Pas de réseau');
  });
});

/** What their style sheets do not know: a declaration or rule with it is as if it were not there. */
const faded = `
  const { replaceSync } = CSSStyleSheet.prototype;
  CSSStyleSheet.prototype.replaceSync = function (text) {
    replaceSync.call(this, text.replaceAll('light-dark(', 'unknown(').replaceAll('(from ', '(unknown ').replaceAll(':has(', ':unknown('));
  };
`;

describe('where a colour is not made of another', () => {
  afterEach(clean);

  for (const [what, colours] of [
    ['as the company has them', {}],
    ['on a pale accent', { '--parvis-accent': '#ffe600' }],
    ['on a white accent', { '--parvis-accent': '#ffffff' }],
    ['on a dark page', { '--parvis-surface': '#161a1d', '--parvis-text': '#e9e7e3', '--parvis-accent': '#000000' }],
  ] as [string, Record<string, string>][]) {
    it(`buttons, links and states read well ${what}`, async () => {
      const { element: portal } = await openTab<Portal>('parvis-portal', await serve(), { before: before + faded });
      for (const [name, value] of Object.entries(colours)) portal.style.setProperty(name, value);
      portal.theme = 'auto';
      await find(portal, 'parvis-interventions >>> .line');
      const root = await find(portal, '.root');
      await until(() => getComputedStyle(root).colorScheme === 'light');
      const probe = document.createElement('i');
      root.append(probe);
      const of = (token: string) => {
        probe.style.color = `var(${token})`;
        return getComputedStyle(probe).color;
      };
      for (const [ink, ground] of [
        ['--text', '--surface'],
        ['--quiet', '--surface'],
        ['--ink', '--surface'],
        ['--on-accent', '--fill'],
        ['--danger', '--surface'],
        ['--good', '--surface'],
        ['--wait', '--surface'],
        ['--busy', '--surface'],
        ['--text', '--tint'],
      ] as const)
        expect(contrast(of(ink), of(ground)), `${ink} on ${ground}`).to.be.at.least(4.5);
      const button = await find(portal, '.primary');
      expect(contrast(getComputedStyle(button).color, getComputedStyle(button).backgroundColor)).to.be.at.least(4.5);
    });
  }
});

describe('where the elements do not work, though they were bundled with the page', () => {
  afterEach(clean);

  const insecure = `Object.defineProperty(window, 'isSecureContext', { value: false });`;
  for (const [where, spoil, sentence] of [
    [
      'a browser that is too old',
      `delete Array.prototype.toSorted;`,
      'Safari 16.4 (iOS 16.4), Chrome ou Edge 111, Firefox 115',
    ],
    ['a page on plain http', insecure, 'Ouvrez-la en https://'],
  ] as const) {
    it(`${where} shows a sentence in the place of each, and reads nothing`, async () => {
      const api = await serve();
      const { element } = await openTab('parvis-intervention-form', api, { before: spoil });
      await until(() => element.textContent?.includes(sentence));
      const beside = element.ownerDocument.createElement('parvis-portal');
      beside.lang = 'en';
      element.after(beside);
      await until(
        () => beside.textContent?.includes('https://') || beside.textContent?.includes('Firefox 115, or a later'),
      );
      expect(api.calls).to.have.length(0);
    });
  }
});
