import { expect } from '@open-wc/testing';
import type { Message } from '@parvis/sdk';
import { accessible } from '../testing/accessible.ts';
import { all, clean, find, focused, intercept, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import { sampleWorld } from '../testing/worlds.ts';
import type { ParvisMessageSentEvent } from './events.ts';
import type { Thread } from './thread.ts';

describe('<parvis-thread>', () => {
  afterEach(clean);

  /** A dossier of the first customer, whom the link stands for. */
  async function dossierOf(api: Rig) {
    return api.office.dossiers.create({ name: 'Salle de bains', customerIds: [api.world.customers[0]!.id] });
  }
  const open = (api: Rig, { id }: { id: string }) =>
    show<Thread>('parvis-thread', api, { attributes: { 'dossier-id': id } });
  async function begin(...written: string[]) {
    const api = await serve(sampleWorld());
    const dossier = await dossierOf(api);
    for (const body of written) await api.office.messages.send(dossier.id, { body });
    const thread = await open(api, dossier);
    await find(thread, 'textarea');
    return { api, dossier, thread };
  }
  const texts = (thread: Thread) => all(thread, '.text').map(({ textContent }) => textContent);
  const shows = (thread: Thread, ...wanted: string[]) =>
    until(() => texts(thread).join('|') === wanted.join('|'), `it shows ${wanted.join('|')}`);
  const field = (thread: Thread) => query<HTMLTextAreaElement>(thread, 'textarea')!;
  async function send(thread: Thread, text: string) {
    type(field(thread), text);
    (await find(thread, '.primary')).click();
  }
  async function sentTo(api: Rig, { id }: { id: string }) {
    const { items } = await api.office.messages.list(id).page();
    return items.map(({ body }: Message) => body);
  }

  for (const lang of ['fr', 'en']) {
    it(`shows who wrote what and when, under the day, without an obstacle (${lang})`, async () => {
      document.documentElement.lang = lang;
      const { api, thread } = await begin('Nous passons jeudi.', 'Tout est prêt.');
      await shows(thread, 'Nous passons jeudi.', 'Tout est prêt.');
      expect(all(thread, '.day').map((day) => textOf(day))).to.deep.equal([lang === 'fr' ? 'aujourd’hui' : 'today']);
      const [first] = all(thread, '.message');
      expect(textOf(first!)).to.include(api.world.members[0]!.firstName);
      expect(query(first!, 'time')!.getAttribute('datetime')).to.match(/Z$/);
      await accessible(thread);
    });
  }

  it('shows and says what others write, as it comes', async () => {
    const { api, dossier, thread } = await begin();
    expect(textOf(thread)).to.include('Aucun message');
    await api.office.messages.send(dossier.id, { body: 'Le plombier arrive à 9 h.' });
    await shows(thread, 'Le plombier arrive à 9 h.');
    await until(() => textOf(query(thread, '[role="status"]')!).includes('Le plombier arrive'), 'it is said');
  });

  it('sends what is written: the company has it, the page is told, the field is empty', async () => {
    const { api, dossier, thread } = await begin('Bonjour.');
    let told: ParvisMessageSentEvent | undefined;
    thread.addEventListener('parvis-message-sent', (event) => (told = event));
    await send(thread, '  Merci, à jeudi !\n');
    await shows(thread, 'Bonjour.', 'Merci, à jeudi !');
    expect(await sentTo(api, dossier)).to.deep.equal(['Merci, à jeudi !', 'Bonjour.']);
    expect(told?.message.body).to.equal('Merci, à jeudi !');
    expect(field(thread).value).to.equal('');
    expect(all(thread, '.mine')).to.have.length(1);
    // The stream tells of it as well.
    await api.office.messages.send(dossier.id, { body: 'À jeudi.' });
    await shows(thread, 'Bonjour.', 'Merci, à jeudi !', 'À jeudi.');
  });

  it('shows what was just sent and corrected as it is, where an answer comes in that is of before', async () => {
    const api = await serve(sampleWorld());
    const dossier = await dossierOf(api);
    await api.office.messages.send(dossier.id, { body: 'Bonjour.' });
    const asked: (() => void)[] = [];
    let holds = false;
    intercept(api, async (route, next) => {
      const answer = await next();
      if (holds && route === `GET /dossiers/${dossier.id}/messages`) await new Promise<void>((go) => asked.push(go));
      return answer;
    });
    const thread = await open(api, dossier);
    await find(thread, '.text');
    holds = true;
    const reading = async (name: string, nth: number) => {
      const now = await api.office.dossiers.get(dossier.id);
      await api.office.dossiers.update(now, { name });
      await until(() => asked.length === nth, 'it is read again');
    };
    await reading('Salle d’eau', 1);
    await send(thread, 'À jeudi.');
    await shows(thread, 'Bonjour.', 'À jeudi.');
    asked[0]!();
    // The next one is asked for once that is taken in.
    await until(() => asked.length === 2, 'it is read once more');
    await thread.updateComplete;
    expect(texts(thread)).to.deep.equal(['Bonjour.', 'À jeudi.']);
    (await find(thread, '.own button')).click();
    type(await find<HTMLTextAreaElement>(thread, '#correction'), 'À vendredi.');
    (await find(thread, '.message .primary')).click();
    await shows(thread, 'Bonjour.', 'À vendredi.');
    asked[1]!();
    await until(() => asked.length === 3, 'it is read a third time');
    await thread.updateComplete;
    expect(texts(thread)).to.deep.equal(['Bonjour.', 'À vendredi.']);
    asked[2]!();
  });

  it('sends nothing where nothing is written, and says so in the field', async () => {
    const { api, dossier, thread } = await begin();
    await send(thread, ' \n ');
    await until(() => textOf(thread).includes('Écrivez votre message.'), 'it says so');
    expect(focused() === field(thread)).to.equal(true);
    expect(field(thread).getAttribute('aria-invalid')).to.equal('true');
    expect(await sentTo(api, dossier)).to.deep.equal([]);
  });

  it('takes no markup for what it is, and follows addresses of the web alone', async () => {
    const { thread } = await begin(
      '<img src=x onerror="window.hit=1"> javascript:alert(1) https://parvis.example/plan_(2).pdf. (voir http://a.example/b)',
    );
    await until(() => texts(thread).length, 'it is there');
    expect(texts(thread)[0]).to.include('<img src=x');
    expect(all(thread, '.text a').map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://parvis.example/plan_(2).pdf',
      'http://a.example/b',
    ]);
    expect(all(thread, '.text a').every((link) => link.getAttribute('rel') === 'noopener noreferrer')).to.equal(true);
  });

  it('keeps what is written without a network, shows that it waits, and sends it once', async () => {
    const { api, dossier, thread } = await begin();
    api.offline = true;
    await send(thread, 'Le portail sera ouvert.');
    await until(() => textOf(thread).includes('Votre message est gardé sur cet appareil'), 'it waits');
    expect(field(thread).readOnly).to.equal(true);
    expect(field(thread).value).to.equal('Le portail sera ouvert.');
    await accessible(thread);
    api.offline = false;
    dispatchEvent(new Event('online'));
    await shows(thread, 'Le portail sera ouvert.');
    expect(await sentTo(api, dossier)).to.deep.equal(['Le portail sera ouvert.']);
    expect(field(thread).value).to.equal('');
  });

  it('that waits can be taken back and written on', async () => {
    const { api, dossier, thread } = await begin();
    api.offline = true;
    await send(thread, 'Jeudi');
    (await find(thread, 'form [type="button"]')).click();
    await until(() => focused() === field(thread) && !field(thread).readOnly, 'it is written on');
    api.offline = false;
    dispatchEvent(new Event('online'));
    await send(thread, 'Vendredi');
    await shows(thread, 'Vendredi');
    expect(await sentTo(api, dossier)).to.deep.equal(['Vendredi']);
  });

  it('whose answer was lost is sent again under the same key, and arrives once', async () => {
    const { api, dossier, thread } = await begin();
    const { fetch } = api;
    let lost = 0;
    intercept(api, async (route, next) => {
      const answer = await next();
      if (route !== `POST /dossiers/${dossier.id}/messages` || lost++) return answer;
      throw new TypeError('Failed to fetch');
    });
    const other = await open(api, dossier);
    await find(other, 'textarea');
    thread.remove();
    await send(other, 'Une seule fois.');
    await shows(other, 'Une seule fois.');
    await until(() => lost > 1 && !field(other).value, 'it is answered');
    await shows(other, 'Une seule fois.');
    expect(await sentTo(api, dossier)).to.deep.equal(['Une seule fois.']);
    api.fetch = fetch;
  });

  it('finds what was being written, in another page of the same person', async () => {
    const { api, dossier, thread } = await begin();
    type(field(thread), 'Pas encore fini');
    thread.remove();
    const again = await open(api, dossier);
    await until(() => field(again)?.value === 'Pas encore fini', 'it is there');
    const other = await open(api, await dossierOf(api));
    await find(other, 'textarea');
    expect(field(other).value).to.equal('');
  });

  it('keeps what is written for one dossier out of another that is shown in its place', async () => {
    const { api, dossier, thread } = await begin('Bonjour.');
    const other = await dossierOf(api);
    type(field(thread), 'Pour la salle de bains');
    thread.dossierId = other.id;
    await until(() => textOf(thread).includes('Aucun message'), 'the other is shown');
    expect(field(thread).value).to.equal('');
    (await find(thread, '.primary')).click();
    await until(() => textOf(thread).includes('Écrivez votre message.'), 'nothing is there to send');
    expect(await sentTo(api, other)).to.deep.equal([]);
    thread.dossierId = dossier.id;
    await until(() => field(thread)?.value === 'Pour la salle de bains', 'it is there again');
  });

  it('is read, and not written on, when the dossier is closed; what was being written is kept, and told why', async () => {
    const { api, dossier, thread } = await begin('Bonjour.');
    type(field(thread), 'Encore une question');
    await api.office.dossiers.update(dossier, { status: 'closed' });
    (await find(thread, '.primary')).click();
    await until(() => textOf(thread).includes('Ce dossier vient d’être clos'), 'it says why');
    expect(field(thread).readOnly).to.equal(true);
    expect(field(thread).value).to.equal('Encore une question');
    await shows(thread, 'Bonjour.');
    const later = await open(api, dossier);
    await until(() => textOf(later).includes('Ce dossier est clos'), 'it says that it is closed');
    await accessible(later);
  });

  describe('of one’s own message', () => {
    /** A message of whoever looks, with what may be done with it. */
    async function written(text = 'À jeudi.') {
      const begun = await begin('Bonjour.');
      await send(begun.thread, text);
      await find(begun.thread, '.own');
      return begun;
    }
    const act = (thread: Thread, label: string) =>
      all(thread, '.message button').find((button) => textOf(button) === label)!;
    const correction = (thread: Thread) => query<HTMLTextAreaElement>(thread, '#correction')!;
    async function edit(thread: Thread) {
      act(thread, 'Modifier').click();
      await find(thread, '#correction');
      await until(() => focused() === correction(thread), 'it is written in');
    }

    it('the text is corrected in place: the company has it, and all see that it was', async () => {
      const { api, dossier, thread } = await written();
      const other = await open(api, dossier);
      await shows(other, 'Bonjour.', 'À jeudi.');
      expect(all(thread, '.own')).to.have.length(1);
      await edit(thread);
      expect(correction(thread).value).to.equal('À jeudi.');
      await accessible(thread);
      type(correction(thread), ' À vendredi. ');
      act(thread, 'Enregistrer').click();
      for (const each of [thread, other]) await shows(each, 'Bonjour.', 'À vendredi.');
      expect(await sentTo(api, dossier)).to.deep.equal(['À vendredi.', 'Bonjour.']);
      await until(() => textOf(all(other, '.mine')[0]!).includes('modifié'), 'it says so');
      await until(() => focused() === act(thread, 'Modifier'), 'one goes on where one was');
      await until(() => textOf(query(thread, '[role="status"]')!).includes('Message modifié'), 'it is said');
    });

    it('Escape leaves it as it was, and nothing around hears of it', async () => {
      const { api, dossier, thread } = await written();
      let heard = 0;
      document.body.addEventListener('keydown', () => heard++, { once: true });
      await edit(thread);
      type(correction(thread), 'Autre chose');
      correction(thread).dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
      );
      await shows(thread, 'Bonjour.', 'À jeudi.');
      expect(heard).to.equal(0);
      await until(() => focused() === act(thread, 'Modifier'), 'one goes on where one was');
      expect(await sentTo(api, dossier)).to.deep.equal(['À jeudi.', 'Bonjour.']);
    });

    it('nothing is not a correction, and is said in the field', async () => {
      const { api, dossier, thread } = await written();
      await edit(thread);
      type(correction(thread), ' ');
      act(thread, 'Enregistrer').click();
      await until(() => textOf(thread).includes('Écrivez votre message, ou retirez-le.'), 'it is said');
      expect(correction(thread).getAttribute('aria-invalid')).to.equal('true');
      expect(await sentTo(api, dossier)).to.deep.equal(['À jeudi.', 'Bonjour.']);
    });

    it('it is withdrawn once that was asked: its place stays, its text is gone for all', async () => {
      const { api, dossier, thread } = await written();
      const other = await open(api, dossier);
      await shows(other, 'Bonjour.', 'À jeudi.');
      act(thread, 'Retirer').click();
      await find(thread, '[role="group"]');
      await until(() => focused() === act(thread, 'Garder'), 'what changes nothing is nearest');
      await accessible(thread);
      act(thread, 'Garder').click();
      await until(() => focused() === act(thread, 'Retirer'), 'one goes on where one was');
      act(thread, 'Retirer').click();
      await find(thread, '[role="group"]');
      act(thread, 'Retirer').click();
      for (const each of [thread, other]) {
        await shows(each, 'Bonjour.');
        expect(textOf(all(each, '.mine')[0]!)).to.include('Message retiré');
      }
      expect(await sentTo(api, dossier)).to.deep.equal(['', 'Bonjour.']);
      await accessible(thread);
    });

    it('its acts are taken away once the time is over', async () => {
      const api = await serve(sampleWorld());
      const dossier = await dossierOf(api);
      let ends: string | undefined;
      intercept(api, async (route, next) => {
        const answer = await next();
        if (route !== `GET /dossiers/${dossier.id}/messages`) return answer;
        const body = (await answer.json()) as { items: Message[] };
        ends ??= new Date(Date.now() + 1500).toISOString();
        return Response.json({
          ...body,
          items: body.items.map((each) => ({ ...each, canUntil: each.canUntil && ends })),
        });
      });
      const before = await open(api, dossier);
      await find(before, 'textarea');
      await send(before, 'À jeudi.');
      await shows(before, 'À jeudi.');
      before.remove();
      ends = undefined;
      const thread = await open(api, dossier);
      await find(thread, '.own');
      await until(() => !query(thread, '.own'), 'they are gone');
      await shows(thread, 'À jeudi.');
    });

    it('what comes too late is told why, and what was written stays', async () => {
      const { api, dossier, thread } = await written();
      await edit(thread);
      api.fail('PATCH /messages/:messageId', 409, { code: 'message-too-old' });
      type(correction(thread), 'À vendredi.');
      act(thread, 'Enregistrer').click();
      await until(() => textOf(thread).includes('plus d’un quart d’heure'), 'it says why');
      expect(correction(thread).value).to.equal('À vendredi.');
      expect(await sentTo(api, dossier)).to.deep.equal(['À jeudi.', 'Bonjour.']);
    });

    it('what the company corrects and withdraws is seen as it does, far behind the latest too', async () => {
      const api = await serve(sampleWorld());
      const dossier = await dossierOf(api);
      const first = await api.office.messages.send(dossier.id, { body: 'Le code est 4711.' });
      const later = Array.from({ length: 55 }, (_, n) => `Message ${n}`);
      for (const body of later) await api.office.messages.send(dossier.id, { body });
      const thread = await open(api, dossier);
      (await find(thread, '.earlier')).click();
      await shows(thread, first.body, ...later);
      expect(query(thread, '.own')).to.equal(null);
      await api.office.messages.withdraw(first.id);
      await until(() => !textOf(thread).includes('4711'), 'it is gone');
      (await find(thread, '.earlier')).click();
      await shows(thread, ...later);
      await until(() => textOf(thread).includes('Message retiré'), 'its place is there');
    });
  });

  it('says that it cannot be read, and reads it when asked again', async () => {
    const api = await serve(sampleWorld());
    const dossier = await dossierOf(api);
    await api.office.messages.send(dossier.id, { body: 'Bonjour.' });
    api.fail('GET /dossiers/:dossierId/messages', 500);
    const thread = await open(api, dossier);
    const again = await find(thread, '[role="alert"] button');
    api.recover();
    again.click();
    await shows(thread, 'Bonjour.');
    await until(() => !query(thread, '[role="alert"]'), 'nothing is wrong any more');
  });

  it('says that the dossier cannot be read, and lets it be written on once it can', async () => {
    const api = await serve(sampleWorld());
    const dossier = await dossierOf(api);
    api.fail('GET /dossiers/:dossierId', 500);
    const thread = await open(api, dossier);
    const again = await find(thread, '[role="alert"] button');
    api.recover();
    again.click();
    await find(thread, 'textarea');
    await until(() => !query(thread, '[role="alert"]'), 'nothing is wrong any more');
  });

  it('brings earlier messages page by page, each once and in order', async () => {
    const written = Array.from({ length: 120 }, (_, n) => `Message ${n}`);
    const { thread } = await begin(...written);
    await shows(thread, ...written.slice(70));
    (await find(thread, '.earlier')).click();
    await shows(thread, ...written.slice(20));
    (await find(thread, '.earlier')).click();
    await shows(thread, ...written);
    expect(query(thread, '.earlier')).to.equal(null);
  });

  it('brings earlier messages that are asked for while the latest are being read, and the latest that come meanwhile', async () => {
    const written = Array.from({ length: 60 }, (_, n) => `Message ${n}`);
    const { api, dossier, thread } = await begin(...written);
    const earlier = await find(thread, '.earlier');
    const route = 'GET /dossiers/:dossierId/messages';
    const asked = () => api.calls.filter((call) => call.route === route).length;
    const before = asked();
    const release = api.hold(route);
    await api.office.messages.send(dossier.id, { body: 'Message 60' });
    await until(() => asked() > before, 'the latest are being read');
    earlier.click();
    release();
    await shows(thread, ...written, 'Message 60');
  });
});
