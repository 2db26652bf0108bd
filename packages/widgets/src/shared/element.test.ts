import { expect, oneEvent } from '@open-wc/testing';
import type { Portal } from '../portal/portal.ts';
import { clean, find, query, show, textOf, until } from '../testing/page.ts';
import { serve } from '../testing/rig.ts';
import { Connection } from './connection.ts';
import { define } from './define.ts';
import type { ParvisElement } from './element.ts';
import type { ParvisSessionExpiredEvent } from './events.ts';

describe('an element', () => {
  afterEach(clean);

  it('takes its link out of the markup once read', async () => {
    const element = await show('parvis-portal', await serve());
    expect(element.hasAttribute('link')).to.equal(false);
    expect(document.body.innerHTML).not.to.include('#');
    expect(await find(element, 'span.name')).to.have.text('Éléonore Girard');
  });

  it('takes a link out of the page’s address at once', async () => {
    const api = await serve();
    const token = api.link().split('#')[1]!;
    history.replaceState(null, '', `${location.pathname}${location.search}#${token}`);
    const element = await show('parvis-portal', api, { link: null });
    expect(location.hash).to.equal('');
    expect(await find(element, 'span.name')).to.have.text('Éléonore Girard');
  });

  for (const rest of [
    '.',
    ')',
    '%20',
    '&utm_source=x',
    '%0A',
    '%0D%0ABonjour',
    '\n',
    ' ',
    '?a=b',
    '"',
    '#',
    '.Bonjour',
  ]) {
    it(`takes a link out of the page’s address with « ${rest} » behind it`, async () => {
      const api = await serve();
      const token = api.link().split('#')[1]!;
      history.replaceState(null, '', `${location.pathname}${location.search}#${token}${rest}`);
      const element = await show('parvis-portal', api, { link: null });
      expect(location.href).not.to.include('#');
      expect(await find(element, 'span.name')).to.have.text('Éléonore Girard');
    });
  }

  for (const [how, written] of [
    ['its # as %23 behind a path', (token: string) => `${location.pathname}%23${token}.${location.search}`],
    ['its # as %23 behind a query', (token: string) => `${location.pathname}${location.search || '?a=b'}%23${token}&c`],
  ] as const) {
    it(`takes a link out of the page’s address with ${how}`, async () => {
      const before = location.href;
      const api = await serve();
      const token = api.link().split('#')[1]!;
      history.replaceState(null, '', written(token));
      try {
        const element = await show('parvis-portal', api, { link: null });
        expect(location.href).not.to.include('%23').and.not.include('eyJ');
        expect(await find(element, 'span.name')).to.have.text('Éléonore Girard');
      } finally {
        history.replaceState(null, '', before);
      }
    });
  }

  for (const cut of ['eyJhbGciOiJFZERTQSJ9', 'eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiIxMjM0NTY3OCJ9.']) {
    it(`takes what was left of a link out of the page’s address, and says that it does not open: ${cut}`, async () => {
      history.replaceState(null, '', `${location.pathname}${location.search}#${cut}`);
      const element = await show('parvis-portal', await serve(), { link: null });
      expect(location.href).not.to.include('#');
      await until(() => textOf(element).includes('Ce lien ne s’ouvre plus'));
    });
  }

  it('takes a link that was pasted with its full stop', async () => {
    const api = await serve();
    const element = await show('parvis-portal', api, { link: null, attributes: { link: `${api.link()}.` } });
    expect(await find(element, 'span.name')).to.have.text('Éléonore Girard');
  });

  it('works in a page whose <base> is another site', async () => {
    const base = document.createElement('base');
    base.href = 'https://elsewhere.example/';
    document.head.append(base);
    try {
      const api = await serve();
      const token = api.link().split('#')[1]!;
      history.replaceState(null, '', `${location.href.replace(/#.*/, '')}#${token}`);
      const element = await show('parvis-portal', api, { link: null });
      expect(await find(element, 'span.name')).to.have.text('Éléonore Girard');
      expect(location.hash).to.equal('');
      clean();
      const asked: string[] = [];
      Connection.fetch = async (input, init) => {
        asked.push(input as string);
        return api.fetch(input, init);
      };
      await show('parvis-portal', api, { link: null, attributes: { 'session-url': '/parvis-session' } });
      await until(() => asked.length);
      expect(asked[0]).to.equal(`${location.origin}/parvis-session`);
    } finally {
      base.remove();
    }
  });

  it('leaves an ordinary fragment of the page alone', async () => {
    history.replaceState(null, '', `${location.pathname}${location.search}#contact`);
    await show('parvis-portal', await serve());
    expect(location.hash).to.equal('#contact');
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('shares one session with those inside and beside it', async () => {
    const api = await serve();
    const portal = await show<Portal>('parvis-portal', api);
    const form = await show<ParvisElement>('parvis-intervention-form', api, { link: null });
    const list = await find<ParvisElement>(portal, 'parvis-interventions');
    await find(list, '.line');
    await until(() => form.connection);
    expect(form.connection === portal.connection).to.equal(true);
    expect(list.connection === portal.connection).to.equal(true);
    expect(api.calls.filter(({ route }) => route === 'POST /session')).to.have.length(1);
    expect(api.calls.filter(({ route }) => route === 'GET /portal')).to.have.length(1);
    expect(api.calls.filter(({ route }) => route === 'GET /live')).to.have.length(1);
  });

  it('waits for an element beside it that brings the session', async () => {
    const api = await serve();
    const list = await show<ParvisElement>('parvis-interventions', api, { link: null });
    const form = await show<ParvisElement>('parvis-intervention-form', api);
    await find(list, '.line');
    expect(list.connection === form.connection).to.equal(true);
  });

  it('takes none of another server, and hears of its own through the element around it', async () => {
    const mine = await serve();
    const portal = document.createElement('parvis-portal');
    const inner = document.createElement('parvis-interventions');
    portal.append(inner);
    portal.api = inner.api = mine.origin;
    document.body.append(portal);
    const other = await show<ParvisElement>('parvis-intervention-form', await serve());
    await until(() => other.connection);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(inner.connection === other.connection || portal.connection === other.connection).to.equal(false);
    portal.link = mine.link();
    await until(() => portal.connection?.client.viewer ?? portal.connection?.portal);
    expect(inner.connection === portal.connection).to.equal(true);
  });

  it('takes sessions from the page’s own callback, also when it is given late', async () => {
    const api = await serve();
    const { client } = new Connection(api.origin, { apiKey: 'of a program' });
    const contact = api.world.customers[0]!.contacts[0]!;
    const element = document.createElement('parvis-portal');
    element.api = api.origin;
    document.body.append(element);
    await element.updateComplete;
    element.getSession = () => api.signIn(contact);
    expect(await find(element, 'span.name')).to.have.text('Éléonore Girard');
    // Who signs in on the page signs out on the page.
    expect(query(element, 'header .bare') === null).to.equal(true);
    expect(client.viewer).to.equal(null);
  });

  it('says when it is ready, once, and for those inside it too', async () => {
    let ready = 0;
    const count = () => ready++;
    document.addEventListener('parvis-ready', count);
    const element = await show('parvis-portal', await serve());
    await find(element, 'parvis-interventions >>> .line');
    document.removeEventListener('parvis-ready', count);
    expect(ready).to.equal(1);
  });

  it('tells the page of errors and of the end of the session', async () => {
    const api = await serve();
    api.fail('GET /portal', 500);
    const codes: unknown[] = [];
    // As a page of TypeScript writes it: the events are known by name, wherever they are listened to.
    document.addEventListener('parvis-error', ({ error }) => codes.push(error.code), { once: true });
    await show('parvis-portal', api);
    await until(() => codes.length);
    expect(codes).to.deep.equal(['http-500']);

    const another = await serve();
    setTimeout(() => show('parvis-portal', another, { link: 'expired' }));
    const ended = (await oneEvent(document, 'parvis-session-expired')) as ParvisSessionExpiredEvent;
    expect(ended.code).to.equal('link-expired');
    expect(ended.composed).to.equal(true);
  });

  it('is registered once, whoever comes second', () => {
    const first = customElements.get('parvis-portal');
    class Another extends HTMLElement {}
    define('parvis-portal', Another);
    expect(customElements.get('parvis-portal')).to.equal(first);
  });
});
