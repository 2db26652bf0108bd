/** What another tab leaves as it was. */
import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { all, clean, find, query, show, textOf, type, until } from '../testing/page.ts';
import { serve } from '../testing/rig.ts';
import { largeWorld } from '../testing/worlds.ts';
import type { Portal } from './portal.ts';

const press = (portal: Portal, tab: string) => query(portal, `#tab-${tab}`)!.click();
const panel = (portal: Portal) => query(portal, '.panel:not([hidden])')!;

describe('a tab of the portal', () => {
  afterEach(async () => {
    clean();
    await setViewport({ width: 800, height: 600 });
  });

  it('has on return what was searched, filtered and chosen in it, without asking anew', async () => {
    // More than one sees at once, at each site too.
    const api = await serve(largeWorld({ interventions: 60 }));
    const sought = String(api.world.interventions[0]!.number);
    const portal = await show<Portal>('parvis-portal', api, { width: 1100 });
    const list = await find(portal, 'parvis-interventions');
    type(await find<HTMLInputElement>(list, 'input[type="search"]'), sought);
    await until(() => all(list, '.line').length === 1);
    press(portal, 'sites');
    const places = await find(portal, 'parvis-places');
    const [, second] = [await find(places, '.place'), all(places, '.place')[1]!];
    const name = textOf(second.querySelector('span')!);
    second.click();
    const inner = await find(places, 'parvis-interventions');
    await find(inner, '.line');
    type(await find<HTMLSelectElement>(inner, 'select[name="status"]'), 'finished');
    await until(() => all(inner, '.line').every((line) => /Terminée|Signée/.test(textOf(line))));
    press(portal, 'equipment');
    await until(() => textOf(panel(portal)).includes('Chaudière'));
    const before = api.calls.length;

    press(portal, 'interventions');
    await until(() => panel(portal).contains(list));
    expect(query<HTMLInputElement>(list, 'input[type="search"]')!.value).to.equal(sought);
    expect(all(list, '.line').filter((each) => each.checkVisibility())).to.have.length(1);
    press(portal, 'sites');
    await until(() => panel(portal).contains(places));
    expect(textOf(query(places, 'h3')!)).to.equal(name);
    expect(query<HTMLSelectElement>(inner, 'select[name="status"]')!.value).to.equal('finished');
    expect(api.calls.slice(before).map(({ route }) => route)).to.deep.equal([]);
  });

  it('has on return the sheet beside its list, which opens nothing over the page meanwhile', async () => {
    const portal = await show<Portal>('parvis-portal', await serve(), { width: 1100 });
    const list = await find(portal, 'parvis-interventions');
    (await find(list, '.line')).click();
    await find(list, 'aside parvis-intervention-sheet >>> article');
    press(portal, 'sites');
    await find(portal, 'parvis-places >>> .place');
    // What is observed of an element's size is told with the next frame, and acted upon in the one after.
    for (const _ of [0, 1, 2]) await new Promise(requestAnimationFrame);
    expect(query(list, 'dialog') === null).to.equal(true);
    press(portal, 'interventions');
    await until(() => query(list, 'aside parvis-intervention-sheet >>> article')!.checkVisibility());
  });

  it('is where one had scrolled to', async () => {
    await setViewport({ width: 390, height: 600 });
    const portal = await show<Portal>('parvis-portal', await serve());
    await find(portal, 'parvis-interventions >>> .line');
    scrollTo(0, 400);
    expect(scrollY).to.equal(400);
    press(portal, 'sites');
    await find(portal, 'parvis-places >>> .place');
    scrollTo(0, 0);
    press(portal, 'interventions');
    await until(() => scrollY === 400);
    press(portal, 'sites');
    await until(() => scrollY === 0);
  });
});
