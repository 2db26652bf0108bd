import { expect } from '@open-wc/testing';
import { contrast, luminance } from '../testing/contrast.ts';
import type { Portal } from '../portal/portal.ts';
import { clean, find, show, until } from '../testing/page.ts';
import { serve } from '../testing/rig.ts';

const accents = [
  '#1f5f5b',
  '#ffe600',
  '#ff0000',
  '#00ff00',
  '#0000ff',
  '#ff00ff',
  '#767676',
  '#777777',
  '#000000',
  '#ffffff',
  '#e4572e',
  '#8fd14f',
];

describe('the looks', () => {
  afterEach(clean);

  for (const scheme of ['light', 'dark']) {
    it(`read well on any accent a company picks, ${scheme}`, async () => {
      const element = await show('parvis-portal', await serve(), { attributes: { theme: scheme }, width: 1000 });
      const button = await find(element, '.primary');
      const link = await find(element, '.bare');
      const root = await find(element, '.root');
      for (const accent of accents) {
        element.style.setProperty('--parvis-accent', accent);
        const onAccent = contrast(getComputedStyle(button).color, getComputedStyle(button).backgroundColor);
        expect(onAccent, `text on ${accent}`).to.be.at.least(4.5);
        const ink = contrast(getComputedStyle(link).color, getComputedStyle(root).backgroundColor);
        expect(ink, `${accent} as ink`).to.be.at.least(4.5);
        const fill = contrast(getComputedStyle(button).backgroundColor, getComputedStyle(root).backgroundColor);
        if (scheme === 'dark') expect(fill, `${accent} in the dark`).to.be.at.least(3);
      }
    });
  }

  it('are drawn for the dark: washes and tints are seen, and a sheet stands a step above the page', async () => {
    const portal = await show('parvis-portal', await serve(), { attributes: { theme: 'dark' }, width: 390 });
    const root = await find(portal, '.root');
    const colour = (element: Element) => getComputedStyle(element).backgroundColor;
    const of = (token: string) => {
      const probe = document.createElement('i');
      probe.style.background = `var(${token})`;
      root.append(probe);
      return colour(probe);
    };
    for (const token of ['--wash', '--tint', '--raised'])
      expect(contrast(of(token), colour(root)), token).to.be.at.least(1.12);
    (await find(portal, 'parvis-interventions >>> .line')).click();
    const dialog = await find(portal, 'parvis-interventions >>> dialog[open]');
    expect(colour(dialog)).to.equal(of('--raised'));
    const inside = await find(dialog, 'parvis-intervention-sheet >>> .root');
    expect(contrast(colour(inside), colour(dialog))).to.equal(1);
  });

  it('stand in a host’s own column as it says, under what it keeps at the top of the screen', async () => {
    const portal = await show<Portal>('parvis-portal', await serve(), { width: 1000 });
    portal.style.setProperty('--parvis-inline-padding', '0px');
    portal.style.setProperty('--parvis-top', '64px');
    const { left, right } = portal.getBoundingClientRect();
    const list = await find(portal, 'parvis-interventions');
    const line = await find(list, '.line');
    const head = await find(portal, 'header');
    expect(head.getBoundingClientRect().left).to.equal(left);
    expect(line.getBoundingClientRect().left).to.equal(left);
    expect(line.getBoundingClientRect().right).to.be.at.most(right);
    expect(portal.scrollWidth).to.equal(portal.clientWidth);
    line.click();
    const aside = await find(list, 'aside');
    expect(getComputedStyle(aside).top).to.equal('64px');
    expect(parseFloat(getComputedStyle(aside).maxHeight)).to.equal(innerHeight - 64);
  });

  it('take the company’s branding, and the page’s own properties before it', async () => {
    const api = await serve();
    const branding = { accent: '#aa2200', surface: null, text: null, radius: 0 };
    await api.office.company.update(api.world.company, { branding });
    const element = await show('parvis-portal', api);
    const button = await find(element, '[part="create"]');
    expect(getComputedStyle(button).backgroundColor).to.equal('rgb(170, 34, 0)');
    expect(getComputedStyle(button).borderRadius).to.equal('0px');
    element.style.setProperty('--parvis-accent', '#004488');
    expect(getComputedStyle(button).backgroundColor).to.equal('rgb(0, 68, 136)');
  });

  it('follow the page’s colour scheme unless a theme is named', async () => {
    const element = await show('parvis-interventions', await serve());
    const root = await find(element, '.root');
    const surface = () => luminance(getComputedStyle(root).backgroundColor);
    expect(surface()).to.be.above(0.9);
    document.documentElement.style.colorScheme = 'dark';
    expect(surface()).to.be.below(0.1);
    element.setAttribute('theme', 'light');
    await until(() => surface() > 0.9);
    document.documentElement.style.colorScheme = '';
  });

  for (const layout of [
    'display: flex',
    'display: flex; flex-direction: column; align-items: center',
    'display: grid; justify-items: start',
    'float: left',
  ]) {
    for (const width of [360, 1000]) {
      it(`leave the element the room there is, in ${width} pixels with ${layout}`, async () => {
        const element = await show('parvis-interventions', await serve(), { width });
        element.parentElement!.style.cssText += `; max-width: ${width}px; ${layout}`;
        await find(element, '.line');
        expect(element.offsetWidth).to.be.within(Math.min(width, 600), width);
      });
    }
  }

  it('keep the element within a column that is narrower than it would like to be', async () => {
    const element = await show('parvis-interventions', await serve(), { width: 700 });
    const columns = element.parentElement!;
    columns.style.cssText += '; display: grid; grid-template-columns: 3fr 2fr';
    const section = document.createElement('section');
    section.append(element);
    columns.append(section, document.createElement('section'));
    await find(element, '.line');
    expect(element.offsetWidth).to.equal(420);
  });

  it('stay as they are on a hostile page', async () => {
    const calm = await show('parvis-portal', await serve(), { width: 800 });
    await find(calm, 'parvis-interventions >>> .line');
    const measures = () => {
      const picked = ['.root', 'span.name', '[part="next"]', 'header .create'].map((selector) =>
        calm.shadowRoot!.querySelector(selector)!,
      );
      return picked.map((each) => {
        const style = getComputedStyle(each);
        const { width, height } = each.getBoundingClientRect();
        return [style.font, style.color, style.letterSpacing, style.textTransform, style.display, width, height].join(
          ' ',
        );
      });
    };
    const before = measures();
    const hostile = new CSSStyleSheet();
    hostile.replaceSync(`
      html { font-size: 31px !important; line-height: 3 !important; }
      * { color: red !important; font-family: cursive !important; letter-spacing: 9px !important; text-transform: uppercase;
          line-height: 3 !important; text-align: right !important; word-spacing: 20px; visibility: visible; }
      div, p, button, h2, parvis-portal { font-size: 50px !important; text-indent: 40px; display: inline !important; }
      parvis-portal { white-space: pre !important; cursor: wait; }
    `);
    document.adoptedStyleSheets = [hostile];
    const after = measures();
    document.adoptedStyleSheets = [];
    // The column of the page around it may change; what is inside must not.
    expect(after.map((line) => line.replace(/ [\d.]+ [\d.]+$/, ''))).to.deep.equal(
      before.map((line) => line.replace(/ [\d.]+ [\d.]+$/, '')),
    );
  });
});
