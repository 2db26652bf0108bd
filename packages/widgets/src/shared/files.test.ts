import { expect } from '@open-wc/testing';
import type { File as StoredFile } from '@parvis/sdk';
import type { MemoryApi } from '@parvis/sdk/testing';
import type { InterventionSheet } from '../intervention/intervention-sheet.ts';
import { accessible } from '../testing/accessible.ts';
import { clean, find, intercept, query, serve, show, textOf, until } from '../testing/page.ts';
import { picture } from '../testing/picture.ts';

/** What a link that is no part of the page was pressed for. */
let opened: { href: string; name: string }[] = [];
const { click } = HTMLAnchorElement.prototype;

/** An intervention with one file, whose address ended while the page was open. */
async function open(api: MemoryApi, file: Partial<StoredFile>) {
  const [job] = api.world.interventions;
  const stale = { url: `${api.origin}/ended`, thumbnailUrl: null };
  const one: StoredFile = {
    id: job!.id,
    name: 'Rapport.pdf',
    mediaType: 'application/pdf',
    size: 12_000,
    width: null,
    height: null,
    createdAt: new Date().toISOString(),
    can: [],
    ...stale,
    ...file,
  };
  job!.files = [one];
  const sheet = await show<InterventionSheet>('parvis-intervention-sheet', api, {
    attributes: { 'intervention-id': job!.id },
  });
  await find(sheet, 'a[download]');
  return { sheet, one: job!.files };
}
const asked = (api: MemoryApi) => api.calls.filter(({ route }) => route === 'GET /files/:fileId');

describe('the address of a file', () => {
  beforeEach(() => {
    opened = [];
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      if (this.isConnected) click.call(this);
      else opened.push({ href: this.href, name: this.download });
    };
  });
  afterEach(() => {
    HTMLAnchorElement.prototype.click = click;
    clean();
  });

  it('is asked for when it is used, by whatever button', async () => {
    const api = serve();
    const { sheet, one } = await open(api, {});
    const link = await find<HTMLAnchorElement>(sheet, '.documents a');
    one[0]!.url = `${api.origin}/fresh`;
    link.click();
    await until(() => opened.length === 1);
    link.dispatchEvent(new MouseEvent('auxclick', { button: 1, cancelable: true, bubbles: true }));
    await until(() => opened.length === 2);
    const fresh = { href: `${api.origin}/fresh`, name: 'Rapport.pdf' };
    expect(opened).to.deep.equal([fresh, fresh]);
    const menu = new MouseEvent('auxclick', { button: 2, cancelable: true, bubbles: true });
    expect(link.dispatchEvent(menu)).to.equal(true);
    expect(asked(api)).to.have.length(2);
  });

  it('that cannot be had is said, and the page stays', async () => {
    const api = serve();
    const { sheet, one } = await open(api, {});
    one.length = 0;
    (await find(sheet, '.documents a')).click();
    await until(() => textOf(sheet).includes('Cet élément n’existe plus'));
    api.fail('GET /files/:fileId', 500);
    (await find(sheet, '.documents a')).click();
    await until(() => textOf(sheet).includes('Rapport.pdf n’a pas pu être téléchargé'));
    expect(textOf(sheet)).to.not.include('n’existe plus');
    expect(opened).to.deep.equal([]);
    await accessible(sheet);
  });

  const photo = {
    name: 'photo.png',
    mediaType: 'image/png',
    width: 24,
    height: 24,
    thumbnailUrl: 'blob:ended',
  } as const;

  it('of a picture that does not load is asked for once more', async () => {
    const api = serve();
    const thumbnailUrl = URL.createObjectURL(await picture());
    intercept(api, async (route, next) => {
      const answer = await next();
      return route.startsWith('GET /files/') ? Response.json({ ...(await answer.json()), thumbnailUrl }) : answer;
    });
    const { sheet } = await open(api, photo);
    const image = await find<HTMLImageElement>(sheet, '.pictures img');
    await until(() => image.naturalWidth > 0);
    expect(image.src).to.equal(thumbnailUrl);
    expect(query(sheet, '.pictures small')!.hidden).to.equal(true);
  });

  it('of a picture that cannot be had gives way to its name, and words', async () => {
    const api = serve();
    const { sheet } = await open(api, photo);
    await until(() => !query(sheet, '.pictures small')!.hidden);
    expect(query(sheet, '.pictures small')).to.have.text('photo.png');
    expect(textOf(sheet)).to.include('Des photos ne peuvent pas être affichées');
    expect(query(sheet, '.pictures img')!.hidden).to.equal(true);
    expect(asked(api)).to.have.length(1);
    await accessible(sheet);
  });
});
