import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { InterventionSheet } from '../intervention/intervention-sheet.ts';
import { accessible } from '../testing/accessible.ts';
import { all, clean, find, focused, query, show, textOf, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import type { Lightbox } from './lightbox.ts';

const isPhoto = ({ mediaType }: { mediaType: string }) => mediaType.startsWith('image/');

/** The sheet of an intervention with several photos, and the first of them opened. */
async function open() {
  const api = await serve();
  const job = api.world.interventions.find(({ files }) => files.filter(isPhoto).length > 1)!;
  const names = job.files.filter(isPhoto).map(({ name }) => name);
  const sheet = await show<InterventionSheet>('parvis-intervention-sheet', api, {
    attributes: { 'intervention-id': job.id },
  });
  const first = await find(sheet, '.pictures a');
  first.focus();
  first.click();
  const lightbox = await find<Lightbox>(sheet, 'parvis-lightbox');
  await find(lightbox, 'dialog[open]');
  return { api, job, names, sheet, lightbox };
}
const status = (lightbox: Lightbox) => textOf(query(lightbox, '.bar [role="status"]')!);
/** The picture that is in the middle of the screen. */
const seen = (lightbox: Lightbox) =>
  all(lightbox, '.strip > li').findIndex((each) => Math.abs(each.getBoundingClientRect().left) < 2);
const removed = ({ office }: Rig, id: string) => office.files.remove(id);

describe('photos opened large', () => {
  afterEach(async () => {
    clean();
    await setViewport({ width: 800, height: 600 });
  });

  it('show the one that was pressed, named, and can be downloaded', async () => {
    const { lightbox, names } = await open();
    await until(() => query<HTMLImageElement>(lightbox, 'img')!.naturalWidth > 0);
    expect(query(lightbox, 'img')).to.have.attribute('alt', `Photo 1 sur ${names.length}, ${names[0]}`);
    expect(status(lightbox)).to.include(names[0]!);
    expect(query(lightbox, 'a[download]')).to.have.attribute('aria-label', `Télécharger ${names[0]}`);
    await accessible(lightbox);
  });

  it('are turned by arrows and by buttons, and closed by Escape, back to the one seen last', async () => {
    const { lightbox, names, sheet } = await open();
    const [, second] = names;
    expect(query<HTMLButtonElement>(lightbox, '.turn')!.disabled).to.equal(true);
    await sendKeys({ press: 'ArrowRight' });
    await until(() => status(lightbox).includes(second!) && seen(lightbox) === 1);
    query<HTMLButtonElement>(lightbox, '.turn')!.click();
    await until(() => status(lightbox).includes(names[0]!) && seen(lightbox) === 0);
    await until(() => lightbox.shadowRoot!.activeElement);
    await sendKeys({ press: 'End' });
    await until(() => seen(lightbox) === names.length - 1);
    await sendKeys({ press: 'Escape' });
    await until(() => !query(sheet, 'parvis-lightbox'));
    await until(() => focused() === all(sheet, '.pictures a').at(-1));
  });

  it('are closed back to the one seen last, though it has hardly come to rest', async () => {
    const { lightbox, sheet } = await open();
    const strip = query(lightbox, '.strip')!;
    await until(() => strip.scrollWidth > strip.clientWidth);
    strip.scrollTo({ left: strip.clientWidth, behavior: 'instant' });
    await sendKeys({ press: 'Escape' });
    await until(() => focused() === all(sheet, '.pictures a')[1]);
  });

  it('follow a finger', async () => {
    const { lightbox, names } = await open();
    const strip = query(lightbox, '.strip')!;
    await until(() => strip.scrollWidth > strip.clientWidth);
    strip.scrollTo({ left: strip.clientWidth, behavior: 'instant' });
    await until(() => status(lightbox).includes(names[1]!));
    expect(query<HTMLButtonElement>(lightbox, '.turn')!.disabled).to.equal(false);
  });

  for (const [screen, width, height] of [
    ['a wide screen', 1440, 600],
    ['a narrow one', 320, 640],
  ] as const)
    it(`are seen whole on ${screen}, with their way out in the corner, however long their names are`, async () => {
      await setViewport({ width, height });
      const { lightbox } = await open();
      lightbox.files = lightbox.files.map((file) => ({ ...file, name: `${'fuite-sous-evier-'.repeat(12)}.jpg` }));
      await lightbox.updateComplete;
      const picture = query<HTMLImageElement>(lightbox, 'img')!;
      // One that is higher than the screen, though it is as wide.
      picture.src = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="4000"/>';
      await until(() => picture.naturalHeight === 4000);
      expect(picture.getBoundingClientRect().bottom).to.be.at.most(height);
      expect(picture.getBoundingClientRect().right).to.be.at.most(width);
      const out = query(lightbox, '.bar > button')!.getBoundingClientRect();
      expect(out.right).to.be.within(width - 8, width);
    });

  it('leave with what the company takes away', async () => {
    const { api, job, lightbox, names, sheet } = await open();
    const [first, ...others] = job.files.filter(isPhoto);
    await removed(api, first!.id);
    await until(() => status(lightbox).includes(names[1]!));
    for (const { id } of others) await removed(api, id);
    await until(() => !query(sheet, 'parvis-lightbox'));
    await until(() => focused() === query(sheet, 'article'));
  });
});
