import { expect } from '@open-wc/testing';
import type { Portal } from '../portal/portal.ts';
import type { Photos } from '../shared/photos.ts';
import { accessible } from '../testing/accessible.ts';
import { clean, find, intercept, problem, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, described, uploads, type Rig } from '../testing/rig.ts';
import { picture } from '../testing/picture.ts';
import { openTab } from '../testing/tab.ts';
import type { InterventionForm } from './intervention-form.ts';

type Screen = InterventionForm | Portal;
const openForm = (api: Rig) => show<InterventionForm>('parvis-intervention-form', api);
const openPortal = (api: Rig) => show<Portal>('parvis-portal', api);
const write = async (form: InterventionForm, text: string) =>
  type(await find<HTMLTextAreaElement>(form, 'textarea'), text);
const send = async (form: InterventionForm) => (await find(form, '[part="submit"][aria-disabled="false"]')).click();
const press = async (within: Screen, label: string) => {
  const button = () =>
    [...(query(within, 'parvis-pending')?.shadowRoot?.querySelectorAll('button') ?? [])].find(
      (each) => each.textContent?.trim() === label && each.ariaDisabled !== 'true',
    );
  await until(button, `« ${label} » cannot be pressed`);
  button()!.click();
};
const says = (within: Screen, text: string | RegExp) =>
  until(() => (typeof text === 'string' ? textOf(within).includes(text) : text.test(textOf(within))), `not: ${text}`);
const posted = (api: Rig) => api.calls.filter(({ route }) => route === 'POST /interventions');
const keysOf = (calls: { headers: Headers }[]) => new Set(calls.map(({ headers }) => headers.get('idempotency-key')));
async function choose(form: InterventionForm, ...names: string[]) {
  (await find(form, 'fieldset button:not(:disabled)')).click();
  const photos = await find<Photos>(form, 'parvis-photos');
  const content = await picture();
  photos.restore(
    names.map((name) => ({ id: `${name} ${crypto.randomUUID()}`, key: crypto.randomUUID(), name, content })),
  );
  return photos;
}

describe('a request that has not arrived', () => {
  afterEach(clean);

  it('shows in the portal with what it is and when it was written, leaves by a press, and becomes its confirmation', async () => {
    const api = await serve();
    const form = await openForm(api);
    api.fail('POST /interventions', 500);
    await write(form, 'Plus de chauffage.');
    await send(form);
    await says(form, '1 demande en attente');
    expect(query<HTMLTextAreaElement>(form, 'textarea')!.value).to.equal('');
    await accessible(form);
    form.remove();

    const portal = await openPortal(api);
    await says(portal, '1 demande en attente');
    await says(portal, /Plus de chauffage\..*Écrite aujourd’hui, \d+/);
    await says(portal, 'Le service ne répond pas pour le moment');
    await accessible(portal);
    api.recover();
    await press(portal, 'Envoyer maintenant');
    await says(portal, /Votre demande est bien arrivée : intervention n° \d+/);
    expect(textOf(portal)).to.not.include('en attente');
    const [one, ...more] = await described(api, 'Plus de chauffage.');
    expect(more).to.have.length(0);
    expect(textOf(query(portal, 'parvis-pending >>> [role="status"]')!)).to.include(String(one!.number));
    expect(keysOf(posted(api)).size).to.equal(1);
    await accessible(portal);
  });

  it('shows behind the form and in it, without two landmarks of one name', async () => {
    const api = await serve();
    const portal = await openPortal(api);
    (await find(portal, '[part="create"]')).click();
    const form = await find<InterventionForm>(portal, 'dialog[open] parvis-intervention-form');
    api.fail('POST /interventions', 500);
    await write(form, 'Plus de chauffage.');
    await send(form);
    await says(form, '1 demande en attente');
    (await find(portal, 'dialog .bar > .icon')).click();
    await until(() => !query(portal, 'dialog'));
    await says(portal, '1 demande en attente');
    query(portal, '[part="create"]')!.click();
    await says(await find(portal, 'dialog[open] parvis-intervention-form'), '1 demande en attente');
    await accessible(portal);
  });

  it('and is refused says so, and opens in the form as it was written, with what is wrong', async () => {
    const api = await serve();
    let isDown = true;
    intercept(api, (route, next) => {
      if (route !== 'POST /interventions') return next();
      return isDown
        ? problem(500, 'internal')
        : problem(422, 'invalid', { errors: [{ field: 'contact.phone', code: 'phone' }] });
    });
    const form = await openForm(api);
    (await find(form, '.part.contact button:not(:disabled)')).click();
    type(await find<HTMLInputElement>(form, '[name="contact.phone"]'), '12');
    await write(form, 'Plus de chauffage.');
    await send(form);
    await says(form, '1 demande en attente');
    form.remove();
    isDown = false;

    const portal = await openPortal(api);
    await says(portal, '1 demande à corriger');
    await says(portal, 'Refusée : quelque chose est à revoir.');
    await accessible(portal);
    await press(portal, 'Corriger');
    const again = await find<InterventionForm>(portal, 'parvis-intervention-form');
    await find(again, '[id="contact.phone-wrong"]');
    expect(again.description).to.equal('Plus de chauffage.');
    expect(query<HTMLInputElement>(again, '[name="contact.phone"]')!.value).to.equal('12');
  });

  it('can be written again, and what stood in the form is kept', async () => {
    const api = await serve();
    const form = await openForm(api);
    api.fail('POST /interventions', 500, { times: 1 });
    await write(form, 'La première.');
    await send(form);
    await says(form, '1 demande en attente');
    await write(form, 'La seconde.');
    await press(form, 'Modifier');
    await until(() => form.description === 'La première.');
    await send(form);
    await find(form, '.created');
    form.remove();
    const again = await openForm(api);
    await until(() => again.description === 'La seconde.');
    expect(await described(api, 'La première.')).to.have.length(1);
  });

  it('is seen by nobody else on the device', async () => {
    const api = await serve();
    const form = await openForm(api);
    api.fail('POST /interventions', 500);
    await write(form, 'Personnel.');
    await send(form);
    await says(form, '1 demande en attente');
    form.remove();
    const other = api.world.customers.find(({ contacts }, index) => index > 0 && contacts.length)!;
    const { url } = await api.office.links.create({ contactId: other.contacts[0]!.id, delivery: 'copy' });
    const before = posted(api).length;
    const theirs = await show<InterventionForm>('parvis-intervention-form', api, {
      link: null,
      attributes: { link: url! },
    });
    await find(theirs, '.part.contact button:not(:disabled)');
    expect(textOf(theirs)).to.not.include('en attente');
    expect(posted(api)).to.have.length(before);
  });

  it('survives the tab, and is sent by one of several', async () => {
    const api = await serve();
    api.fail('POST /interventions', 500, { times: 1 });
    const { element: form, close } = await openTab<InterventionForm>('parvis-intervention-form', api);
    await write(form, 'Plus de chauffage.');
    await send(form);
    await says(form, '1 demande en attente');
    close();
    api.latency = 100;
    const tabs = await Promise.all([1, 2, 3].map(() => openTab<Portal>('parvis-portal', api)));
    for (const { element } of tabs) await says(element, 'Votre demande est bien arrivée');
    expect(posted(api)).to.have.length(2);
    expect(await described(api, 'Plus de chauffage.')).to.have.length(1);
  });

  it('is one where browsers have no locks either', async () => {
    const api = await serve();
    const before = 'Object.defineProperty(navigator, "locks", { value: undefined })';
    api.fail('POST /interventions', 500, { times: 1 });
    const { element: form, close } = await openTab<InterventionForm>('parvis-intervention-form', api, { before });
    await write(form, 'Plus de chauffage.');
    await send(form);
    await says(form, '1 demande en attente');
    close();
    api.latency = 100;
    const tabs = await Promise.all([1, 2].map(() => openTab<Portal>('parvis-portal', api, { before })));
    for (const { element } of tabs) await says(element, 'Votre demande est bien arrivée');
    expect(await described(api, 'Plus de chauffage.')).to.have.length(1);
  });

  it('leaves the form of another tab that had the same draft', async () => {
    const api = await serve();
    const { element: one } = await openTab<InterventionForm>('parvis-intervention-form', api);
    await write(one, 'Plus de chauffage.');
    await until(() => Object.keys(localStorage).some((key) => key.includes(api.origin)));
    const { element: two } = await openTab<InterventionForm>('parvis-intervention-form', api);
    await until(() => two.description === 'Plus de chauffage.');
    await send(one);
    await find(one, '.created');
    await until(() => two.description === '');
    expect(await described(api, 'Plus de chauffage.')).to.have.length(1);
  });
});

describe('photos that cannot leave', () => {
  afterEach(clean);

  it('hold nothing back: what a proxy cuts off is missing, said so, and added afterwards', async () => {
    const api = await serve();
    let isCut = true;
    intercept(api, (route, next) => {
      // A 413 without CORS headers: the browser shows it as no answer at all.
      if (isCut && route === 'POST /files') throw new TypeError('Failed to fetch');
      return next();
    });
    const form = await openForm(api);
    await choose(form, 'une.png', 'deux.png');
    await write(form, 'Voyez les photos.');
    await send(form);
    const dialog = await find(form, '.created');
    expect(textOf(dialog)).to.include('2 photos n’ont pas pu être jointes');
    const [one] = await described(api, 'Voyez les photos.');
    expect(one!.files).to.have.length(0);
    dialog.querySelector('button')!.click();
    isCut = false;
    await says(form, `intervention n° ${one!.number}. 2 photos n’ont pas pu être jointes.`);
    await accessible(form);
    await press(form, 'Ajouter des photos');
    await press(form, 'Joindre à l’intervention');
    await until(() => !textOf(form).includes('pas pu être jointe'));
    expect((await api.office.interventions.get(one!.id)).files.map(({ name }) => name).toSorted()).to.deep.equal([
      'deux.png',
      'une.png',
    ]);
  });

  it('are missing, and said so, when they are refused only as the request leaves', async () => {
    const api = await serve();
    let asked = 0;
    const { promise: sent, resolve: refuse } = Promise.withResolvers<void>();
    intercept(api, async (route, next) => {
      if (route !== 'POST /files') return next();
      asked++;
      await sent;
      return problem(415, 'unsupported-file');
    });
    const form = await openForm(api);
    await choose(form, 'une.png');
    await write(form, 'Voyez la photo.');
    await until(() => asked === 1, 'it is on its way');
    await send(form);
    await find(form, '[part="submit"][aria-disabled="true"]');
    refuse();
    expect(textOf(await find(form, '.created'))).to.include('1 photo n’a pas pu être jointe');
    expect(await described(api, 'Voyez la photo.')).to.have.length(1);
  });

  for (const status of [500, 502, 429]) {
    it(`wait with the request as long as the service answers ${status}`, async () => {
      const api = await serve();
      let isAway = true;
      intercept(api, (route, next) =>
        isAway && route === 'POST /files' ? problem(status, 'busy', { headers: { 'retry-after': '60' } }) : next(),
      );
      const form = await openForm(api);
      await choose(form, 'une.png');
      await write(form, 'Voyez la photo.');
      await send(form);
      await says(form, '1 demande en attente');
      expect(await described(api, 'Voyez la photo.')).to.have.length(0);
      isAway = false;
      await press(form, 'Envoyer maintenant');
      await says(form, 'Votre demande est bien arrivée');
      const [one] = await described(api, 'Voyez la photo.');
      expect(one!.files.map(({ name }) => name)).to.deep.equal(['une.png']);
    });
  }

  it('hold nothing back: what the service itself stumbles over again and again is missing, said so, and added afterwards', async () => {
    const api = await serve();
    const form = await openForm(api);
    api.fail('POST /files', 500);
    await choose(form, 'une.png');
    await write(form, 'Voyez la photo.');
    await send(form);
    for (let attempt = 2; attempt < 5; attempt++) {
      await press(form, 'Envoyer maintenant');
      await says(form, '1 demande en attente');
    }
    expect(await described(api, 'Voyez la photo.')).to.have.length(0);
    await press(form, 'Envoyer maintenant');
    await says(form, '1 photo n’a pas pu être jointe');
    api.recover();
    await press(form, 'Ajouter des photos');
    await press(form, 'Joindre à l’intervention');
    await until(() => !textOf(form).includes('pas pu être jointe'));
    const [one] = await described(api, 'Voyez la photo.');
    expect(one!.files.map(({ name }) => name)).to.deep.equal(['une.png']);
  });

  it('say why they could not be added afterwards, until they are', async () => {
    const api = await serve();
    let isCut = true;
    intercept(api, (route, next) => {
      if (isCut && route === 'POST /files') throw new TypeError('Failed to fetch');
      return next();
    });
    const form = await openForm(api);
    await choose(form, 'une.png');
    await write(form, 'Voyez la photo.');
    await send(form);
    (await find(form, '.created')).querySelector('button')!.click();
    isCut = false;
    await press(form, 'Ajouter des photos');
    const [one] = await described(api, 'Voyez la photo.');
    api.fail('POST /interventions/:interventionId/files', 403, { code: 'forbidden', times: 1 });
    await press(form, 'Joindre à l’intervention');
    await until(
      () =>
        textOf(query(form, 'parvis-pending >>> .photos [role="alert"]') ?? form) ===
        form.sentence({ code: 'forbidden' }),
    );
    await accessible(form);
    await press(form, 'Joindre à l’intervention');
    await until(() => !textOf(form).includes('pas pu être jointe'));
    expect((await api.office.interventions.get(one!.id)).files).to.have.length(1);
  });

  it('hold nothing back: one that the device has no more', async () => {
    const api = await serve();
    api.fail('POST /files', 503);
    const form = await openForm(api);
    await choose(form, 'une.png');
    await write(form, 'Voyez la photo.');
    // Neither what was chosen nor what was kept of it can be read.
    const { slice } = Blob.prototype;
    Blob.prototype.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }) as Blob;
    try {
      await send(form);
      await find(form, '.created');
    } finally {
      Blob.prototype.slice = slice;
    }
    expect(await described(api, 'Voyez la photo.')).to.have.length(1);
  });

  it('wait with the request where there is no network for either', async () => {
    const api = await serve();
    const form = await openForm(api);
    await find(form, '[part="submit"][aria-disabled="false"]');
    api.offline = true;
    await choose(form, 'une.png');
    await write(form, 'Voyez la photo.');
    await send(form);
    await says(form, '1 demande en attente');
    await says(form, 'Avec 1 photo.');
    api.offline = false;
    await press(form, 'Envoyer maintenant');
    await says(form, 'Votre demande est bien arrivée');
    const [one] = await described(api, 'Voyez la photo.');
    expect(one!.files.map(({ name }) => name)).to.deep.equal(['une.png']);
  });
});

describe('a device that keeps nothing', () => {
  afterEach(clean);
  const databases = {
    'never answers': 'indexedDB.open = () => ({})',
    'is forbidden': 'indexedDB.open = () => { throw new DOMException("", "SecurityError") }',
    'is full': 'IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError") }',
    'is of a newer version':
      'const { open } = IDBFactory.prototype; indexedDB.open = () => open.call(indexedDB, "parvis-other", 2)',
  };
  for (const [what, before] of Object.entries(databases)) {
    it(`sends with its photo what it cannot keep: the database ${what}`, async () => {
      const api = await serve();
      const { element: form } = await openTab<InterventionForm>('parvis-intervention-form', api, {
        before: `IDBFactory.prototype; ${before}`,
      });
      await choose(form, 'une.png');
      await write(form, 'Voyez la photo.');
      await send(form);
      await find(form, '.created');
      const [one] = await described(api, 'Voyez la photo.');
      expect(one!.files.map(({ name }) => name)).to.deep.equal(['une.png']);
    });
  }

  it('takes up the words of a draft whose database does not answer any more, and names the photo that it lost', async () => {
    const api = await serve();
    const { element: form, close } = await openTab<InterventionForm>('parvis-intervention-form', api);
    const photos = await choose(form, 'une.png');
    await write(form, 'Voyez la photo.');
    await until(() => photos.photos[0]?.fileId);
    await until(() =>
      Object.entries(localStorage).some(([key, kept]) => key.includes(api.origin) && /fileId/.test(kept)),
    );
    close();
    const { element: again } = await openTab<InterventionForm>('parvis-intervention-form', api, {
      before: databases['never answers'],
    });
    await until(() => textOf(again).includes('une.png : l’appareil ne l’a plus'));
    await send(again);
    await find(again, '.created');
    expect(await described(api, 'Voyez la photo.')).to.have.length(1);
  });

  const full = `const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (...given) {
      if (this === localStorage) throw new DOMException('', 'QuotaExceededError');
      return setItem.apply(this, given);
    };`;
  it('asks before signing out all the same, and takes up what was typed when the form opens again', async () => {
    const api = await serve();
    const { element: form } = await openTab<InterventionForm>('parvis-intervention-form', api, { before: full });
    await write(form, 'À moitié écrit');
    await find(form, '[part="submit"][aria-disabled="false"]');
    form.ownerDocument.dispatchEvent(new Event('visibilitychange'));
    const left = form.signOut();
    (await find(form, 'dialog[open] button')).click();
    await left;
    const again = form.ownerDocument.createElement('parvis-intervention-form');
    again.api = api.origin;
    form.after(again);
    form.remove();
    await until(() => again.description === 'À moitié écrit');
  });

  it('says that the page must stay open, and sends from there', async () => {
    const api = await serve();
    api.fail('POST /interventions', 500, { times: 1 });
    const { element: form } = await openTab<InterventionForm>('parvis-intervention-form', api, {
      before: full,
    });
    await write(form, 'Plus de chauffage.');
    await send(form);
    await says(form, 'laissez cette page ouverte');
    await press(form, 'Envoyer maintenant');
    await says(form, 'Votre demande est bien arrivée');
    expect(await described(api, 'Plus de chauffage.')).to.have.length(1);
  });
});

describe('one key', () => {
  afterEach(clean);
  const phone = { errors: [{ field: 'contact.phone', code: 'phone' }] };

  it('stays with what is sent through whatever leaves it open', async () => {
    const api = await serve();
    const answers = [
      () => problem(500, 'internal'),
      () => problem(409, 'conflict'),
      () => new Response('<h1>Forbidden</h1>', { status: 403, headers: { 'content-type': 'text/html' } }),
      () => problem(422, 'idempotency-key-reused'),
    ];
    intercept(api, (route, next) => (route === 'POST /interventions' && answers.shift()?.()) || next());
    const seen: (string | null)[] = [];
    const { fetch } = api;
    api.fetch = (input, init) => {
      if (init?.method === 'POST' && String(input).endsWith('/interventions'))
        seen.push(new Headers(init.headers).get('idempotency-key'));
      return fetch(input, init);
    };
    const form = await openForm(api);
    await write(form, 'Plus de chauffage.');
    await send(form);
    for (const count of [1, 2, 3]) {
      await until(() => seen.length === count);
      await press(form, 'Envoyer maintenant');
    }
    await says(form, 'Refusée : elle était déjà partie');
    await press(form, 'Corriger');
    await until(() => form.description === 'Plus de chauffage.');
    await send(form);
    await find(form, '.created');
    expect(seen).to.have.length(5);
    expect(new Set(seen).size).to.equal(1);
  });

  it('is another one only when what was refused has been changed', async () => {
    const api = await serve();
    let refusals = 2;
    const seen: (string | null)[] = [];
    intercept(api, (route, next, { headers }) => {
      if (route !== 'POST /interventions') return next();
      seen.push(new Headers(headers).get('idempotency-key'));
      return refusals-- > 0 ? problem(422, 'invalid', phone) : next();
    });
    const form = await openForm(api);
    await write(form, 'Plus de chauffage.');
    await send(form);
    await find(form, '[id="contact.phone-wrong"]');
    await send(form);
    await until(() => seen.length === 2);
    await find(form, '[part="submit"][aria-disabled="false"]');
    await write(form, 'Plus de chauffage depuis hier.');
    await send(form);
    await find(form, '.created');
    expect(seen[1]).to.equal(seen[0]);
    expect(seen[2]).to.not.equal(seen[0]);
  });

  it('tells of an attempt that was slower than its repetition, which finds its photos taken', async () => {
    const api = await serve();
    let attempts = 0;
    intercept(api, async (route, next) => {
      if (route !== 'POST /interventions') return next();
      switch (++attempts) {
        // It is done, and whoever asked no longer listens.
        case 1:
          await next();
          throw new TypeError('The connection was lost');
        case 2:
          return problem(422, 'invalid', { errors: [{ field: 'fileIds.0', code: 'unknown-reference' }] });
        default:
          return next();
      }
    });
    const form = await openForm(api);
    const photos = await choose(form, 'une.png');
    await until(() => photos.photos[0]?.fileId);
    await write(form, 'Voyez la photo.');
    await send(form);
    await find(form, '.created');
    expect(await described(api, 'Voyez la photo.')).to.have.length(1);
    expect(keysOf(posted(api)).size).to.equal(1);
  });

  it('stores a photo once, however often it is sent', async () => {
    const api = await serve();
    let attempts = 0;
    intercept(api, async (route, next) => {
      const answer = await next();
      if (route === 'POST /files' && ++attempts === 1) throw new TypeError('The connection was lost');
      return answer;
    });
    const form = await openForm(api);
    const photos = await choose(form, 'une.png');
    await until(() => photos.photos[0]?.fileId);
    expect(await uploads(api)).to.have.length(1);
  });

  it('waits as long as the service asks, and leaves by itself when it may', async () => {
    const api = await serve();
    let refusals = 1;
    intercept(api, (route, next) =>
      route === 'POST /interventions' && refusals-- > 0
        ? problem(429, 'too-many-requests', { headers: { 'retry-after': '25' } })
        : next(),
    );
    const form = await openForm(api);
    await write(form, 'Plus de chauffage.');
    const { setTimeout } = window;
    let passes: (() => void) | undefined;
    window.setTimeout = ((act: () => void, time: number) => {
      if (time !== 25_000) return setTimeout(act, time);
      passes = act;
      return 0;
    }) as typeof window.setTimeout;
    try {
      await send(form);
      await says(form, 'Trop d’envois à la suite. Votre demande est gardée');
      await until(() => passes, 'it does not wait as long as it was asked to');
    } finally {
      window.setTimeout = setTimeout;
    }
    expect(posted(api)).to.have.length(0);
    passes!();
    await says(form, 'Votre demande est bien arrivée');
    expect(posted(api)).to.have.length(1);
  });
});
