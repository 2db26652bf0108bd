import { expect } from '@open-wc/testing';
import { createStore, keys } from 'idb-keyval';
import type { Portal } from '../portal/portal.ts';
import type { Photos } from '../shared/photos.ts';
import { accessible } from '../testing/accessible.ts';
import { picture } from '../testing/picture.ts';
import { openTab } from '../testing/tab.ts';
import { clean, find, intercept, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, described, type Rig } from '../testing/rig.ts';
import type { InterventionForm } from './intervention-form.ts';
import { readPhoto } from './photo-store.ts';

const open = (api: Rig) => show<InterventionForm>('parvis-intervention-form', api);
const openForm = (api: Rig) => openTab<InterventionForm>('parvis-intervention-form', api);
const write = async (form: InterventionForm, text: string) =>
  type(await find<HTMLTextAreaElement>(form, 'textarea'), text);
const send = async (form: InterventionForm) => (await find(form, '[part="submit"][aria-disabled="false"]')).click();
const posted = (api: Rig) => api.calls.filter(({ route }) => route === 'POST /interventions');
/** Names of the drafts that this device keeps for a server. */
const marks = ({ origin }: Rig) => Object.keys(localStorage).filter((key) => key.startsWith(`parvis-draft ${origin} `));
const kept = (api: Rig, words = '') =>
  until(() => localStorage.getItem(marks(api)[0] ?? '')?.includes(words), 'nothing was kept');
/** The line that a kept request becomes when it has arrived. */
const arrived = (within: InterventionForm | Portal) =>
  until(() => textOf(within).includes('Votre demande est bien arrivée'), 'nothing says that it has arrived');
const close = async (within: InterventionForm) => (await find(within, 'parvis-pending >>> .icon')).click();

describe('a draft', () => {
  afterEach(clean);

  it('survives a closed tab, with what was changed', async () => {
    const api = await serve();
    const { element: form, close } = await openForm(api);
    await write(form, 'Fuite sous l’évier,');
    (await find(form, '.part.contact button:not(:disabled)')).click();
    type(await find<HTMLInputElement>(form, '[name="contact.name"]'), 'Paul, le gardien');
    await kept(api);
    close();
    const { element: again } = await openForm(api);
    await until(() => again.description === 'Fuite sous l’évier,');
    await until(() => textOf(again).includes('Paul, le gardien'));
    await until(() => textOf(again).includes('Votre brouillon a été repris.'));
  });

  it('loses nothing of who was quicker than it', async () => {
    const api = await serve();
    const { element: form, close } = await openForm(api);
    await write(form, 'Fuite sous l’évier,');
    await kept(api);
    close();
    api.latency = 150;
    const { element: again } = await openForm(api);
    await write(again, 'et dans la cave.');
    await until(() => again.description === 'Fuite sous l’évier,\net dans la cave.');
  });

  it('goes on in the tab that has changed it, when another that had it too sends it as it was', async () => {
    const api = await serve();
    const { element: one } = await openForm(api);
    await write(one, 'Un robinet.');
    await kept(api, 'Un robinet.');
    const { element: other } = await openForm(api);
    await until(() => other.description === 'Un robinet.');
    await write(other, 'Deux robinets.');
    await kept(api, 'Deux robinets.');
    await send(one);
    await until(async () => (await described(api, 'Un robinet.')).length === 1, 'the one has not arrived');
    await find(one, '.created');
    expect(other.description).to.equal('Deux robinets.');
    await send(other);
    await until(async () => (await described(api, 'Deux robinets.')).length === 1, 'the other has not arrived');
  });

  it('is taken away with the last of its words', async () => {
    const api = await serve();
    const form = await open(api);
    await write(form, 'Non,');
    await kept(api);
    await write(form, '');
    await until(() => !marks(api).length);
  });

  it('is another one for another contact', async () => {
    const api = await serve();
    const form = await open(api);
    await write(form, 'Fuite sous l’évier,');
    await kept(api);
    const other = api.world.customers.find(({ contacts }, index) => index > 0 && contacts.length)!;
    const { url } = await api.office.links.create({ contactId: other.contacts[0]!.id, delivery: 'copy' });
    const theirs = await show<InterventionForm>('parvis-intervention-form', api, {
      link: null,
      attributes: { link: url! },
    });
    // A draft would have been taken up before what is known can be changed.
    await find(theirs, '.part.contact button:not(:disabled)');
    expect(theirs.description).to.equal('');
  });

  it('sent without a network is kept, says so, and leaves when it is back', async () => {
    const api = await serve();
    const form = await open(api);
    await write(form, 'Plus de chauffage.');
    await find(form, '[part="submit"][aria-disabled="false"]');
    await offline(api, async () => {
      await send(form);
      await until(() =>
        textOf(form).includes(
          'Pas de réseau. Votre demande est gardée sur cet appareil et partira dès le retour du réseau.',
        ),
      );
      expect(await described(api, 'Plus de chauffage.')).to.have.length(0);
    });
    await arrived(form);
    const [one, ...more] = await described(api, 'Plus de chauffage.');
    expect(more).to.have.length(0);
    expect(textOf(form)).to.include(String(one!.number));
    await close(form);
    await until(() => !marks(api).length);
  });

  it('that waits leaves from a reopened tab, once', async () => {
    const api = await serve();
    const { element: form, close } = await openForm(api);
    await write(form, 'Plus de chauffage.');
    await find(form, '[part="submit"][aria-disabled="false"]');
    await offline(api, async () => {
      await send(form);
      await until(() => textOf(form).includes('gardée sur cet appareil'));
      close();
    });
    const { element: again } = await openForm(api);
    await arrived(again);
    expect(await described(api, 'Plus de chauffage.')).to.have.length(1);
  });

  it('whose answer never came creates nothing twice', async () => {
    const api = await serve();
    // The server has it; the tab is closed before it says so.
    let isCut = true;
    intercept(api, async (route, next) => {
      const answer = await next();
      return route === 'POST /interventions' && isCut ? new Promise(() => {}) : answer;
    });
    const { element: form, close } = await openForm(api);
    await write(form, 'Plus de chauffage.');
    await find(form, '[part="submit"][aria-disabled="false"]');
    await send(form);
    await until(async () => (await described(api, 'Plus de chauffage.')).length);
    close();
    isCut = false;
    const { element: again } = await openForm(api);
    await arrived(again);
    const [one, ...more] = await described(api, 'Plus de chauffage.');
    expect(more).to.have.length(0);
    expect(textOf(again)).to.include(String(one!.number));
    expect(new Set(posted(api).map(({ headers }) => headers.get('idempotency-key'))).size).to.equal(1);
  });

  it('that had arrived, as the server knows without knowing what came of it, says so rather than offering to try again', async () => {
    const api = await serve();
    api.fail('POST /interventions', 409, { code: 'reply-lost', times: 1 });
    const form = await open(api);
    await write(form, 'Plus de chauffage.');
    await send(form);
    await until(() => textOf(form).includes('était déjà partie'));
  });

  it('keeps its photos, and sends them again when the server has swept them', async () => {
    const api = await serve();
    const { element: form, close } = await openForm(api);
    await write(form, 'Voyez la photo.');
    (await find(form, 'fieldset button:not(:disabled)')).click();
    const photos = await find<Photos>(form, 'parvis-photos');
    photos.restore([{ id: 'one', key: 'one', name: 'fuite.png', content: await picture() }]);
    await until(() => photos.photos[0]?.fileId);
    await kept(api, 'fileId');
    const contents = createStore('parvis', 'photos');
    await until(async () => (await keys<string>(contents)).some((name) => name.startsWith(api.origin)), 'it is kept');
    close();
    await api.sweepFiles();
    const { element: again } = await openForm(api);
    await until(() => query<Photos>(again, 'parvis-photos')?.photos[0]?.name === 'fuite.png');
    await send(again);
    await find(again, '.created');
    const [one] = await described(api, 'Voyez la photo.');
    expect(one!.files.map(({ name }) => name)).to.deep.equal(['fuite.png']);
  });

  it('is forgotten on signing out', async () => {
    const api = await serve();
    const form = await open(api);
    await write(form, 'Personnel.');
    await kept(api);
    await form.connection!.client.session.signOut();
    await until(() => !marks(api).length);
    await until(() => textOf(form).includes('Vous êtes déconnecté'));
    expect(query(form, 'textarea') === null).to.equal(true);
  });

  it('is kept when the link is revoked, and said so with its words, its date, its photos and whom to call, also by a page that opens afterwards', async () => {
    const api = await serve();
    const form = await open(api);
    await write(form, 'Personnel.');
    (await find(form, 'fieldset button:not(:disabled)')).click();
    const photos = await find<Photos>(form, 'parvis-photos');
    photos.restore([{ id: 'one', key: 'one', name: 'fuite.png', content: await picture() }]);
    await kept(api, 'fuite.png');
    const writtenAt = new Date();
    // Where the company is it may be the next day already.
    const inParis = (part: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat('fr', { timeZone: 'Europe/Paris', ...part }).format(writtenAt);
    const viewer = marks(api)[0]!.split(' ').slice(1, -1).join(' ');
    await until(() => readPhoto(viewer, { id: 'one' }), 'it is kept');
    await api.office.links.revoke(api.world.links[0]!.id);
    await form.refresh();
    for (const page of [form, await open(api)]) {
      const left = await find(page, 'parvis-access >>> parvis-left-draft');
      const text = await find<HTMLTextAreaElement>(left, 'textarea');
      expect(text.value).to.equal('Personnel.');
      expect(text.readOnly).to.equal(true);
      expect(getComputedStyle(text).fontWeight).to.equal('400');
      expect(textOf(page)).to.include(
        'Votre demande n’est pas encore partie. Un nouveau lien la reprendra sur cet appareil.',
      );
      expect(textOf(left)).to.match(
        new RegExp(
          `Ce que vous aviez écrit, le \\S+ ${inParis({ day: 'numeric' })} \\S+ ${inParis({ year: 'numeric' })}`,
        ),
      );
      expect((await find<HTMLImageElement>(left, 'img')).alt).to.equal('fuite.png');
      expect(textOf(left)).to.include('1 photo gardée');
      const call = await find<HTMLAnchorElement>(left, 'a');
      expect(call.href).to.equal(`tel:${api.world.company.phone.replaceAll(' ', '')}`);
      await accessible(page);
    }
    expect(marks(api)).to.have.length(1);
    // Another link takes it up.
    document.body.replaceChildren();
    const contactId = api.world.customers[0]!.contacts[0]!.id;
    const { url } = await api.office.links.create({ contactId, delivery: 'copy' });
    const again = await show<InterventionForm>('parvis-intervention-form', api, {
      link: null,
      attributes: { link: url! },
    });
    await until(() => again.description === 'Personnel.');
  });

  it('is copied in one press where it cannot leave, or stands selected to be copied by hand', async () => {
    const api = await serve();
    const form = await open(api);
    await write(form, 'Personnel.');
    await kept(api);
    await api.office.links.revoke(api.world.links[0]!.id);
    await form.refresh();
    const left = await find(form, 'parvis-access >>> parvis-left-draft');
    const text = await find<HTMLTextAreaElement>(left, 'textarea');
    const copied: string[] = [];
    const writeText = (given: string) => Promise.resolve(void copied.push(given));
    try {
      Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
      (await find(left, 'button')).click();
      await until(() => textOf(left).includes('Le texte est copié.'));
      expect(copied).to.deep.equal(['Personnel.']);
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
      text.setSelectionRange(0, 0);
      (await find(left, 'button')).click();
      await until(() => text.selectionEnd === 'Personnel.'.length);
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
  });

  it('shows nobody’s words to another contact whose link was revoked', async () => {
    const api = await serve();
    const form = await open(api);
    await write(form, 'Personnel.');
    await kept(api);
    form.remove();
    const other = await show<InterventionForm>('parvis-intervention-form', api, { link: 'revoked' });
    await find(other, 'parvis-access');
    await until(() => textOf(other).includes('Ce lien ne s’ouvre plus'));
    expect(textOf(other)).to.not.include('Personnel.');
  });

  it('outlives a link that expired', async () => {
    const api = await serve();
    const form = await open(api);
    await write(form, 'À garder.');
    await kept(api);
    await api.ahead(200 * 86_400_000);
    await form.connection!.readPortal().catch(() => {});
    await find(form, 'parvis-access');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(marks(api)).to.have.length(1);
  });

  it('that waits leaves from the portal too, the form unopened', async () => {
    const api = await serve();
    const { element: form, close } = await openForm(api);
    await write(form, 'Plus de chauffage.');
    await find(form, '[part="submit"][aria-disabled="false"]');
    await offline(api, async () => {
      await send(form);
      await until(() => textOf(form).includes('gardée sur cet appareil'));
      close();
    });
    const { element: portal } = await openTab<Portal>('parvis-portal', api);
    await arrived(portal);
    expect(await described(api, 'Plus de chauffage.')).to.have.length(1);
  });
});

/** As a device without a network: it knows so itself, and nothing answers. */
async function offline(api: Rig, run: () => Promise<void>) {
  const tabs = [window, ...[...document.querySelectorAll('iframe')].map(({ contentWindow }) => contentWindow!)];
  for (const { navigator } of tabs) Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  api.offline = true;
  try {
    await run();
  } finally {
    api.offline = false;
    for (const { navigator } of tabs) if (navigator) Reflect.deleteProperty(navigator, 'onLine');
    for (const tab of tabs) tab.dispatchEvent?.(new Event('online'));
  }
}
