import { expect } from '@open-wc/testing';
import { all, clean, find, query, textOf, type, until } from './testing/page.ts';
import { serve } from './testing/rig.ts';
import { openTab } from './testing/tab.ts';
import type { InterventionForm } from './intervention/intervention-form.ts';
import type { Portal } from './portal/portal.ts';

/** What a careful company's page allows: its own nonce, and Lit's one policy. */
const policy = [
  "default-src 'none'",
  "script-src 'nonce-parvis'",
  // Elements bring no style attribute and no style element.
  "style-src 'none'",
  "img-src 'self' blob: data:",
  'connect-src *',
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

describe('on a page with a strict policy', () => {
  afterEach(clean);

  it('the portal, its sheets and its form break nothing', async () => {
    const api = await serve();
    const { element: portal, violations } = await openTab<Portal>('parvis-portal', api, { policy });
    await find(portal, 'parvis-interventions >>> .line');
    const list = query(portal, 'parvis-interventions')!;
    all(list, '.line')
      .find((line) => textOf(line).includes('chauffe-eau'))!
      .click();
    const sheet = await find(list, 'parvis-intervention-sheet');
    (await find(sheet, '.pictures a')).click();
    await find(sheet, 'parvis-lightbox >>> dialog[open] img');
    query(sheet, 'parvis-lightbox >>> dialog .bar > button')!.click();
    await until(() => !query(sheet, 'parvis-lightbox'));
    query<HTMLDialogElement>(list, 'dialog')?.close();
    query(portal, '#tab-sites')!.click();
    (await find(portal, 'parvis-places >>> .place')).click();
    await find(portal, 'parvis-places >>> parvis-interventions >>> .line');
    query(portal, '[part="create"]')!.click();
    const form = await find<InterventionForm>(portal, 'parvis-intervention-form');
    (await find(form, '.part.place button:not(:disabled)')).click();
    await find(form, '.editor.place');
    type(await find<HTMLTextAreaElement>(form, 'textarea'), '<img src=x onerror=alert(1)>');
    (await find(form, '[part="submit"][aria-disabled="false"]')).click();
    await find(form, '.created');
    await until(() => textOf(portal).includes('<img src=x'));
    expect(violations()).to.deep.equal([]);
  });

  it('would be told on if they did', async () => {
    const { element, violations } = await openTab<Portal>('parvis-portal', await serve(), { policy });
    element.setAttribute('style', 'color: red');
    await until(() => violations().length);
    expect(violations()[0]).to.include('style-src');
  });
});
