import { expect } from '@open-wc/testing';
import type { InterventionForm } from '../intervention/intervention-form.ts';
import { accessible } from '../testing/accessible.ts';
import { all, clean, find, focused, intercept, problem, query, show, textOf, until } from '../testing/page.ts';
import { serve, uploads, type Rig } from '../testing/rig.ts';
import { picture } from '../testing/picture.ts';
import type { Photos } from './photos.ts';

async function open(api: Rig) {
  const form = await show<InterventionForm>('parvis-intervention-form', api);
  (await find(form, 'fieldset button:not(:disabled)')).click();
  return find<Photos>(form, 'parvis-photos');
}
/** As the device's own picker does. */
async function choose(photos: Photos, ...files: File[]) {
  const input = await find<HTMLInputElement>(photos, 'input');
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event('change'));
}
const png = async (name: string) => new File([await picture()], name, { type: 'image/png' });
describe('photos', () => {
  afterEach(clean);

  it('are sent while the rest is filled in, with progress', async () => {
    const api = await serve();
    const photos = await open(api);
    api.latency = 100;
    await choose(photos, await png('un.png'), await png('deux.png'), await png('trois.png'));
    await find(photos, 'progress');
    expect(query(photos, 'progress')!.getAttribute('aria-label')).to.equal('Envoi de un.png');
    // Two at a time, the third after them.
    expect(all(photos, 'progress')).to.have.length(2);
    await until(async () => (await uploads(api)).length === 3);
    await until(() => !query(photos, 'progress'));
    expect(photos.photos.every(({ fileId }) => fileId)).to.equal(true);
    await accessible(photos);
  });

  it('are told of one by one as they arrive, not at each percent', async () => {
    const photos = await open(await serve());
    await photos.updateComplete;
    const said: string[] = [];
    const line = await find(photos, '.root > [role="status"]');
    new MutationObserver(() => textOf(line) && said.push(textOf(line))).observe(line, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    await choose(photos, await png('un.png'), await png('deux.png'));
    await until(() => textOf(line) === '2 sur 2 envoyés');
    expect(said.length).to.be.at.most(2);
  });

  it('can be taken away again, and the keyboard stays near', async () => {
    const api = await serve();
    const photos = await open(api);
    await choose(photos, await png('un.png'), await png('deux.png'));
    await until(() => photos.photos.length === 2 && photos.photos.every(({ fileId }) => fileId));
    query<HTMLButtonElement>(photos, '[aria-label="Retirer un.png"]')!.click();
    await until(async () => (await uploads(api)).join() === 'deux.png');
    await until(() => focused()?.getAttribute('aria-label') === 'Retirer deux.png');
    query<HTMLButtonElement>(photos, '[aria-label="Retirer deux.png"]')!.click();
    await until(() => focused()?.textContent?.includes('Ajouter des photos'));
  });

  it('that cannot be taken are refused by name, and the others kept', async () => {
    const api = await serve();
    const photos = await open(api);
    const large = new File([new Uint8Array(25_000_001)], 'grand.jpg', { type: 'image/jpeg' });
    await choose(
      photos,
      new File(['x'], 'IMG_0042.HEIC', { type: 'image/heic' }),
      large,
      new File(['x'], 'film.mp4', { type: 'video/mp4' }),
      await png('bonne.png'),
    );
    await until(async () => (await uploads(api)).length === 1);
    const said = textOf(await find(photos, '[role="alert"]'));
    expect(said).to.include('IMG_0042.HEIC').and.include('HEIC n’est pas accepté');
    expect(said).to.include('grand.jpg : ce fichier dépasse 25 Mo');
    expect(said).to.include('film.mp4 : seuls JPEG');
    expect(photos.photos.map(({ name }) => name)).to.deep.equal(['bonne.png']);
    await accessible(photos);
  });

  it('that the server refuses are named too', async () => {
    const api = await serve();
    const photos = await open(api);
    api.fail('POST /files', 422, { code: 'broken-file', times: 1 });
    await choose(photos, await png('abimee.png'), await png('bonne.png'));
    await until(() => query(photos, '[role="alert"]'));
    expect(textOf(query(photos, '[role="alert"]')!)).to.include('ce fichier est abîmé');
    await until(async () => (await uploads(api)).length === 1);
  });

  it('are ten at most', async () => {
    const api = await serve();
    const photos = await open(api);
    const many = await Promise.all(Array.from({ length: 12 }, (_, index) => png(`${index}.png`)));
    await choose(photos, ...many);
    await until(() => photos.photos.length === 10);
    expect(textOf(photos)).to.include('10 fichiers au plus : la suite n’a pas été ajoutée.');
    await until(async () => (await uploads(api)).length === 10);
  });

  it('wait for a lost network and go on when it is back', async () => {
    const api = await serve();
    const photos = await open(api);
    api.offline = true;
    await choose(photos, await png('un.png'));
    await until(() => textOf(photos).includes('Reprendra dès que possible'));
    api.offline = false;
    dispatchEvent(new Event('online'));
    await until(() => photos.photos[0]?.fileId);
    expect(await uploads(api)).to.deep.equal(['un.png']);
  });

  it('are sent when they were put elsewhere in the page while they waited', async () => {
    const api = await serve();
    const photos = await open(api);
    await find(photos.getRootNode() as ShadowRoot, '[part="submit"]');
    api.offline = true;
    await choose(photos, await png('un.png'));
    await until(() => textOf(photos).includes('Reprendra dès que possible'));
    const { parentElement } = photos;
    photos.remove();
    api.offline = false;
    parentElement!.append(photos);
    await until(() => photos.photos[0]?.fileId);
    expect(await uploads(api)).to.deep.equal(['un.png']);
  });

  it('that only wait their turn are said to, and none to be taken up again', async () => {
    const api = await serve();
    const photos = await open(api);
    api.latency = 3000;
    await choose(photos, await png('un.png'), await png('deux.png'), await png('trois.png'));
    await until(() => all(photos, 'progress').length === 2);
    expect(textOf(photos)).to.include('En attente').and.not.to.include('Reprendra');
    api.latency = 0;
  });

  it('go on by themselves when the service was away', async function () {
    this.timeout(20_000);
    const api = await serve();
    const photos = await open(api);
    // The client tries four times by itself.
    api.fail('POST /files', 503, { times: 4 });
    await choose(photos, await png('un.png'));
    await until(() => textOf(photos).includes('Reprendra dès que possible'));
    dispatchEvent(new Event('online'));
    await until(() => photos.photos[0]?.fileId);
    expect(query(photos, '[role="alert"]') === null).to.equal(true);
  });

  /** Whatever does not say why the photo itself cannot be taken. */
  const passing: [string, () => Response][] = [
    ...[500, 502, 503, 504, 409, 429].map((status): [string, () => Response] => [
      `a ${status}`,
      // More patience than the client has by itself.
      () => problem(status, `http-${status}`, { headers: { 'retry-after': '60' } }),
    ]),
    ['a page that something between answers with 403', () => new Response('<h1>Forbidden</h1>', { status: 403 })],
  ];
  for (const [what, answer] of passing) {
    it(`that meet ${what} are kept, shown as waiting, and sent again`, async () => {
      const api = await serve();
      let isAway = true;
      intercept(api, (route, next) => (isAway && route === 'POST /files' ? answer() : next()));
      const photos = await open(api);
      await choose(photos, await png('un.png'));
      await until(() => textOf(photos).includes('Reprendra dès que possible'), 'it waits');
      expect(query(photos, '[role="alert"]') === null).to.equal(true);
      isAway = false;
      dispatchEvent(new Event('online'));
      await until(() => photos.photos[0]?.fileId, 'it is sent');
      expect(await uploads(api)).to.deep.equal(['un.png']);
    });
  }

  for (const [status, code] of [
    [413, 'http-413'],
    [409, 'too-many-files'],
    [507, 'storage-full'],
  ] as const) {
    it(`that ${status} ${code} refuses are named, and given up`, async () => {
      const api = await serve();
      intercept(api, (route, next) =>
        route === 'POST /files' ? problem(status, code, { headers: { 'retry-after': '60' } }) : next(),
      );
      const photos = await open(api);
      await choose(photos, await png('un.png'));
      expect(textOf(await find(photos, '[role="alert"]'))).to.match(/^un\.png : (?!l’envoi n’a pas abouti)/);
      expect(photos.photos).to.deep.equal([]);
    });
  }
});
