import { expect } from '@open-wc/testing';
import type { File as StoredFile, Intervention } from '@parvis/sdk';
import type { InterventionSheet } from '../intervention/intervention-sheet.ts';
import { accessible } from '../testing/accessible.ts';
import { clean, find, intercept, query, show, textOf, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import { sampleWorld } from '../testing/worlds.ts';

/** What a link that is no part of the page was pressed for. */
let opened: { href: string; name: string }[] = [];
const { click } = HTMLAnchorElement.prototype;

/** A server with one file on its first intervention. */
async function serveFile(given: Partial<StoredFile> = {}) {
  const world = sampleWorld();
  const file: StoredFile = {
    ...world.customers[0]!.attachments[0]!,
    id: crypto.randomUUID(),
    name: 'Rapport.pdf',
    ...given,
  };
  world.interventions[0]!.files = [file];
  return { api: await serve(world), file };
}
/** Its sheet, on a page that was open until the address had ended. */
async function open(api: Rig, stale: Partial<StoredFile> = { url: `${api.origin}/ended` }) {
  const [job] = api.world.interventions;
  intercept(api, async (route, next) => {
    const answer = await next();
    if (route !== `GET /interventions/${job!.id}`) return answer;
    const seen = (await answer.json()) as Intervention;
    return Response.json({ ...seen, files: seen.files.map((each) => ({ ...each, ...stale })) });
  });
  const sheet = await show<InterventionSheet>('parvis-intervention-sheet', api, {
    attributes: { 'intervention-id': job!.id },
  });
  await find(sheet, 'a[download]');
  return sheet;
}
const asked = (api: Rig) => api.calls.filter(({ route }) => route === 'GET /files/:fileId');

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
    const { api, file } = await serveFile();
    const sheet = await open(api);
    const link = await find<HTMLAnchorElement>(sheet, '.documents a');
    link.click();
    await until(() => opened.length === 1);
    link.dispatchEvent(new MouseEvent('auxclick', { button: 1, cancelable: true, bubbles: true }));
    await until(() => opened.length === 2);
    for (const { href, name } of opened) {
      expect([name, new URL(href).pathname]).to.deep.equal(['Rapport.pdf', `/v1/files/${file.id}/content`]);
      expect((await fetch(href)).status).to.equal(200);
    }
    const menu = new MouseEvent('auxclick', { button: 2, cancelable: true, bubbles: true });
    expect(link.dispatchEvent(menu)).to.equal(true);
    expect(asked(api)).to.have.length(2);
  });

  it('that cannot be had is said, and the page stays', async () => {
    const { api, file } = await serveFile();
    const sheet = await open(api);
    await api.office.files.remove(file.id);
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
    thumbnailUrl: '',
  } as const;
  const ended = { thumbnailUrl: 'blob:ended' };

  it('of a picture that does not load is asked for once more', async () => {
    const { api, file } = await serveFile(photo);
    const sheet = await open(api, ended);
    const image = await find<HTMLImageElement>(sheet, '.pictures img');
    await until(() => image.naturalWidth > 0);
    expect(image.src).to.include(`/v1/files/${file.id}/content`);
    expect(query(sheet, '.pictures small')!.hidden).to.equal(true);
  });

  it('of a picture that cannot be had gives way to its name, and words', async () => {
    const { api } = await serveFile(photo);
    intercept(api, async (route, next) => {
      const answer = await next();
      return route.startsWith('GET /files/') ? Response.json({ ...(await answer.json()), ...ended }) : answer;
    });
    const sheet = await open(api, ended);
    await until(() => !query(sheet, '.pictures small')!.hidden);
    expect(query(sheet, '.pictures small')).to.have.text('photo.png');
    expect(textOf(sheet)).to.include('Des photos ne peuvent pas être affichées');
    expect(query(sheet, '.pictures img')!.hidden).to.equal(true);
    expect(asked(api)).to.have.length(1);
    await accessible(sheet);
  });
});
