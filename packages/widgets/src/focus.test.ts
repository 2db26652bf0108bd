/** Whoever uses the keyboard never has to start over: after every press of the main flows the focus is somewhere. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { InterventionForm } from './intervention/intervention-form.ts';
import type { Interventions } from './intervention/interventions.ts';
import type { Portal } from './portal/portal.ts';
import type { Photos } from './shared/photos.ts';
import { picture } from './testing/picture.ts';
import { all, clean, find, focused, query, show, textOf, type, until } from './testing/page.ts';
import { serve, type Rig } from './testing/rig.ts';
import { largeWorld, sampleWorld } from './testing/worlds.ts';

type Screen = Portal | Interventions | InterventionForm;

/** A press by the keyboard, and what it brings; then the focus is on something, and that in sight. */
async function press(target: HTMLElement, brings: () => unknown, key = 'Enter') {
  target.focus();
  expect(focused() === target, `${textOf(target)} takes the focus`).to.equal(true);
  await sendKeys({ press: key });
  await until(brings, `« ${textOf(target)} » brings nothing`);
  await rendered();
  const now = focused();
  expect(now !== null && now !== document.body, `after « ${textOf(target) || target.ariaLabel} »`).to.equal(true);
  expect(now!.checkVisibility(), 'in sight').to.equal(true);
}
/** Browsers take the focus from what is hidden or disabled when they draw the next frame. */
const rendered = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

async function open<E extends Screen>(tag: string, api: Rig, options: Parameters<typeof show>[2] = {}) {
  const element = await show<E>(tag, api, options);
  await import('./shared/attend.ts');
  return element;
}
const own = (api: Rig, status: string) =>
  api.world.interventions.find((each) => each.status === status && each.customerId === api.world.customers[0]!.id)!;
const inList = 'parvis-interventions';
const row = async (list: Element, text: string) => {
  const there = () => all(list, '.line').find((each) => textOf(each).includes(text));
  await until(there, `no row ${text}`);
  return there()!;
};

for (const width of [390, 1000]) {
  describe(`the focus, in ${width} pixels`, () => {
    afterEach(clean);

    it('goes to what a row opens, which is named by what it shows, and back', async () => {
      const api = await serve();
      const list = await open<Interventions>(inList, api, { width });
      const { number, description } = own(api, 'scheduled');
      const line = await row(list, String(number));
      await press(line, () => query(list, 'parvis-intervention-sheet >>> article'));
      const around = query(list, 'aside, dialog')!;
      expect(around.contains(focused()!.getRootNode() === around.getRootNode() ? focused() : null)).to.equal(true);
      expect(textOf(focused()!)).to.equal(`Intervention n° ${number}`);
      expect(around.getAttribute('aria-labelledby')).to.equal(focused()!.id);
      expect(textOf(around)).to.include(description);
      await press(query(list, '.bar .icon')!, () => !query(list, 'aside, dialog'));
      expect(focused() === line).to.equal(true);
    });

    it('comes back to the appointment from what was opened there', async () => {
      const portal = await open<Portal>('parvis-portal', await serve(), { width });
      const about = await find(portal, 'parvis-appointment >>> .about');
      const list = await find(portal, inList);
      await until(() => query(list, '.line'));
      await press(about, () => query(list, 'parvis-intervention-sheet >>> article'));
      expect(textOf(focused()!)).to.match(/^Intervention n° \d+$/);
      await press(query(list, '.bar .icon')!, () => !query(list, 'aside, dialog'));
      expect(focused() === about).to.equal(true);
    });

    it('stays while what could not be read is asked for again', async () => {
      const api = await serve();
      api.fail('GET /portal', 503);
      api.fail('GET /interventions', 503);
      const portal = await open<Portal>('parvis-portal', api, { width });
      const head = await find(portal, '.notice button');
      api.recover();
      api.fail('GET /interventions', 503);
      await press(head, () => query(portal, `${inList} >>> .notice button`));
      const again = query(portal, `${inList} >>> .notice button`)!;
      api.recover();
      await press(again, () => query(portal, `${inList} >>> .line`));
    });

    it('stays among sites and equipment', async () => {
      const api = await serve();
      const portal = await open<Portal>('parvis-portal', api, { width });
      api.fail('GET /sites', 503);
      const tab = await find(portal, '#tab-sites');
      await press(tab, () => query(portal, 'parvis-places >>> .notice button'));
      api.recover();
      const places = await find(portal, 'parvis-places');
      await press(query(places, '.notice button')!, () => query(places, '.place'));
      await press(query(places, '.place')!, () => query(places, `${inList} >>> .line`));
      await press(query(places, `${inList} >>> .line`)!, () =>
        query(places, `${inList} >>> parvis-intervention-sheet >>> article`),
      );
      await press(query(places, `${inList} >>> .bar .icon`)!, () => !query(places, `${inList} >>> aside, dialog`));
      const back = query(places, '.back')!;
      if (back.checkVisibility()) await press(back, () => query(places, '.places:not(.chosen)'));
    });

    it('stays when a list is filtered, emptied and shown whole', async () => {
      const api = await serve(largeWorld({ interventions: 12 }));
      const list = await open<Interventions>(inList, api, { width });
      await find(list, '.line');
      const filters = query(list, '.tools > .icon')!;
      if (filters.checkVisibility()) await press(filters, () => filters.ariaExpanded === 'true');
      const search = query<HTMLInputElement>(list, 'input[type="search"]')!;
      search.focus();
      await sendKeys({ type: 'piscine' });
      await until(() => query(list, '.empty button'));
      await press(query(list, '.empty button')!, () => query(list, '.line'));
    });

    it('stays when a request is withdrawn', async () => {
      const api = await serve();
      const list = await open<Interventions>(inList, api, { width });
      await press(await row(list, String(own(api, 'requested').number)), () =>
        query(list, 'parvis-intervention-sheet >>> article'),
      );
      const sheet = await find(list, 'parvis-intervention-sheet');
      const cancel = () => all(sheet, 'button').find((each) => textOf(each) === 'Annuler ma demande');
      await press(cancel()!, () => query(sheet, 'dialog[open]'));
      const dialog = query(sheet, 'dialog[open]')!;
      await press(query(dialog, '.primary')!, () => query(dialog, '.wrong'));
      type(query<HTMLTextAreaElement>(dialog, 'textarea')!, 'Réparé entre-temps.');
      await press(query(dialog, '.primary')!, () => !cancel());
    });

    it('stays while photos are added to an intervention', async () => {
      const api = await serve();
      const list = await open<Interventions>(inList, api, { width });
      await press(await row(list, String(own(api, 'scheduled').number)), () =>
        query(list, 'parvis-intervention-sheet >>> .files button'),
      );
      const sheet = await find(list, 'parvis-intervention-sheet');
      await press(query(sheet, '.files button')!, () => query(sheet, 'parvis-photos >>> button'));
      const photos = query<Photos>(sheet, 'parvis-photos')!;
      photos.restore([{ id: 'one', key: 'one', name: 'avant.png', content: await picture() }]);
      await press(await find(sheet, '.files .primary'), () => !query(sheet, 'parvis-photos'));
    });

    it('stays when the link is renewed, and when somebody signs out', async () => {
      const api = await serve();
      const expired = await open<Portal>('parvis-portal', api, { width, link: 'expired' });
      await press(await find(expired, 'parvis-access >>> .primary'), () =>
        textOf(expired).includes('Regardez votre boîte'),
      );
      await press(query(expired, 'parvis-access >>> .page button')!, () => query(expired, 'parvis-access >>> input'));
      type(query<HTMLInputElement>(expired, 'parvis-access >>> input')!, 'eleonore@exemple.fr');
      await press(query(expired, 'parvis-access >>> .primary')!, () =>
        textOf(expired).includes('Regardez votre boîte'),
      );
      clean();
      const portal = await open<Portal>('parvis-portal', await serve(), { width });
      await press(await find(portal, 'header .bare'), () => textOf(portal).includes('Vous êtes déconnecté'));
      await until(() => focused()!.localName === 'h2', 'what is there instead has no focus');
      expect(textOf(focused()!)).to.equal('Vous êtes déconnecté');
    });

    it('stays in the form, from the first word to what was asked for', async () => {
      const api = await serve();
      const portal = await open<Portal>('parvis-portal', api, { width });
      await find(portal, `${inList} >>> .line`);
      const [create] = all(portal, '[part="create"]').filter((each) => each.checkVisibility());
      await press(create!, () => query(portal, 'parvis-intervention-form >>> .part.contact button:not(:disabled)'));
      const form = await find<InterventionForm>(portal, 'parvis-intervention-form');
      const submit = () => query(form, '[part="submit"]')!;
      await press(submit(), () => query(form, '.wrong'));
      for (const part of ['type', 'place', 'contact', 'fields'])
        await press(query(form, `.part.${part} button`)!, () => query(form, `.editor.${part}`));
      await press(query(form, 'fieldset button')!, () => query(form, 'parvis-photos >>> button'));
      const photos = query<Photos>(form, 'parvis-photos')!;
      const content = await picture();
      photos.restore(['une', 'deux'].map((name) => ({ id: name, key: name, name: `${name}.png`, content })));
      await press(await find(photos, '.pictures button'), () => all(photos, '.pictures button').length === 1);
      await press(query(photos, '.pictures button')!, () => !query(photos, '.pictures button'));
      api.fail('POST /interventions', 422, { code: 'invalid', times: 1 });
      type(query<HTMLTextAreaElement>(form, 'textarea')!, 'La baignoire se vide mal.');
      // By the key that sends from within a field.
      await press(query(form, '[name="contact.name"]')!, () => query(form, '.notice.bad'));
      await press(submit(), () => query(form, '.created'));
      await press(query(form, '.created .primary')!, () =>
        query(portal, `${inList} >>> parvis-intervention-sheet >>> article`),
      );
    });

    it('stays with what waits on the device, until it has arrived', async () => {
      const api = await serve();
      const portal = await open<Portal>('parvis-portal', api, { width });
      await find(portal, `${inList} >>> .line`);
      const [create] = all(portal, '[part="create"]').filter((each) => each.checkVisibility());
      await press(create!, () => focused()?.localName === 'textarea');
      const form = await find<InterventionForm>(portal, 'parvis-intervention-form');
      api.fail('POST /interventions', 503);
      type(query<HTMLTextAreaElement>(form, 'textarea')!, 'La baignoire se vide mal.');
      await press(await find(form, '[part="submit"]'), () => query(form, 'parvis-pending >>> [part="message"]'));
      await press(query(portal, 'dialog.form .bar .icon')!, () =>
        query(portal, '.page > parvis-pending >>> [part="message"]'),
      );
      const pending = await find(portal, '.page > parvis-pending');
      const isWritten = () =>
        focused() instanceof HTMLTextAreaElement && (focused() as HTMLTextAreaElement).value.startsWith('La baignoire');
      await press(await find(pending, '.bare[aria-disabled="false"]'), isWritten);
      await press(query(portal, 'dialog.form .bar .icon')!, () => !query(portal, 'dialog.form'));
      await press(create!, isWritten);
      await press(await find(portal, 'parvis-intervention-form >>> [part="submit"][aria-disabled="false"]'), () =>
        query(portal, 'parvis-intervention-form >>> parvis-pending >>> [part="message"]'),
      );
      await press(query(portal, 'dialog.form .bar .icon')!, () => query(pending, 'li button[aria-disabled="false"]'));
      api.recover();
      await press(query(pending, 'li button')!, () => query(pending, '.arrived'));
      await press(query(pending, '.arrived > .icon')!, () => !query(pending, '.arrived'));
    });

    it('stays when the first request is asked for from an empty list', async () => {
      const portal = await open<Portal>('parvis-portal', await serve({ ...sampleWorld(), interventions: [] }), {
        width,
      });
      await press(await find(portal, `${inList} >>> .empty .primary`), () => focused()?.localName === 'textarea');
      await press(query(portal, 'dialog.form .bar .icon')!, () => !query(portal, 'dialog.form'));
    });
  });
}
