import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Portal } from '../portal/portal.ts';
import { accessible } from '../testing/accessible.ts';
import { clean, find, focused, intercept, query, show, textOf, type, until } from '../testing/page.ts';
import { serve } from '../testing/rig.ts';
import { sampleWorld } from '../testing/worlds.ts';
import type { Access } from './access.ts';

const open = async (...given: Parameters<typeof show> extends [string, ...infer Rest] ? Rest : never) =>
  find<Access>(await show<Portal>('parvis-portal', ...given), 'parvis-access');

describe('whose page it is that has no link to open', () => {
  afterEach(clean);

  it('is said by a link that the company gave out: its name, accent, telephone, e-mail and address', async () => {
    const api = await serve();
    const { company } = api.world;
    for (const link of ['expired', 'revoked'] as const) {
      const access = await open(api, { link, attributes: { session: 'cookie' } });
      await find(access, 'section a');
      const text = textOf(access);
      for (const part of [company.name, company.phone, company.email, company.address.city])
        expect(text).to.include(part);
      expect(query<HTMLAnchorElement>(access, 'section a')!.href).to.equal(`tel:${company.phone.replaceAll(' ', '')}`);
      const root = query(access, '.root')!;
      expect(getComputedStyle(root).getPropertyValue('--accent')).to.equal(company.branding.accent);
      await accessible(access);
      clean();
    }
  });

  it('is not said of a text that is no link, nor repeated by name inside the company’s own site', async () => {
    const api = await serve();
    const unknown = Object.assign(await serve(), { link: () => `${api.link('expired')}x` });
    const access = await open(unknown, { link: 'expired', attributes: { session: 'cookie' } });
    await until(() => textOf(access).includes('Ce lien ne s’ouvre plus'));
    expect(textOf(access)).to.not.include(api.world.company.name);
    expect(query(access, 'section')).to.equal(null);
    clean();
    const embedded = await open(await serve(), { link: 'expired' });
    await find(embedded, 'section a');
    expect(textOf(embedded)).to.include(api.world.company.phone).and.to.not.include(api.world.company.name);
  });

  it('offers no mail to somebody without an e-mail on file, and says whom to ask', async () => {
    const world = sampleWorld();
    world.customers[0]!.contacts[0]!.email = '';
    world.outbox = [];
    const api = await serve(world);
    const access = await open(api, { link: 'expired' });
    await until(() => textOf(access).includes('L’entreprise n’a pas d’adresse e-mail à votre nom'));
    expect(query(access, 'button')).to.equal(null);
    expect(textOf(access)).to.include(world.company.phone);
    await accessible(access);
  });

  it('is the company of the link that is there last, whichever answer comes last', async () => {
    const first = await serve();
    const { promise: mayCome, resolve: come } = Promise.withResolvers<void>();
    const { promise: isRead, resolve: read } = Promise.withResolvers<void>();
    intercept(first, async (route, next) => {
      if (route !== 'POST /companies/cards') return next();
      await mayCome;
      const answer = await next();
      const card: unknown = await answer.json();
      return Object.assign(answer, { json: () => (read(), Promise.resolve(card)) });
    });
    const access = await open(first, { link: 'expired', attributes: { session: 'cookie' } });
    const world = sampleWorld();
    world.company.name = 'Toitures du Midi';
    const other = await open(await serve(world), { link: 'expired', attributes: { session: 'cookie' } });
    await find(other, 'section a');
    access.of = other.of;
    await until(() => textOf(access).includes('Votre lien a expiré'));
    const shown = textOf(access);
    come();
    await isRead;
    // What follows from it has happened by the next task.
    await new Promise((done) => setTimeout(done));
    expect(textOf(access)).to.equal(shown);
  });

  it('is shown without where it cannot be asked, and then promises nothing', async () => {
    const api = await serve();
    api.fail('POST /companies/cards', 503);
    const access = await open(api, { link: 'expired' });
    await until(() => textOf(access).includes('Votre lien a expiré'));
    (await find(access, 'button')).click();
    await until(() => textOf(access).includes('Si l’entreprise connaît votre adresse'));
  });
});

describe('a link that no longer opens', () => {
  afterEach(clean);

  it('mails another one in one press when its time was over', async () => {
    const api = await serve();
    const access = await open(api, { link: 'expired' });
    await until(() => textOf(access).includes('Votre lien a expiré'));
    await accessible(access);
    (await find(access, 'button')).click();
    await until(() => textOf(access).includes('Regardez votre boîte de réception'));
    const [call] = api.calls.filter(({ route }) => route === 'POST /links/renewals');
    expect(call!.body).to.deep.equal({ link: api.link('expired').split('#')[1] });
  });

  it('does so as well after the page was loaded anew, when its address no longer has the link', async () => {
    const api = await serve();
    const before = await open(api, { link: 'expired' });
    await until(() => textOf(before).includes('Votre lien a expiré'));
    document.body.replaceChildren();
    const access = await open(api, { link: null });
    await until(() => textOf(access).includes('Votre lien a expiré'));
    (await find(access, 'button')).click();
    await until(() => textOf(access).includes('Regardez votre boîte de réception'));
    expect(api.calls.at(-1)!.body).to.deep.equal({ link: api.link('expired').split('#')[1] });
  });

  it('asks for an e-mail when it was revoked, and answers the same whatever it is', async () => {
    const api = await serve();
    const answers: string[] = [];
    for (const email of [api.world.customers[0]!.contacts[0]!.email, 'personne@courriel.example']) {
      const access = await open(api, { link: 'revoked' });
      await until(() => textOf(access).includes('Ce lien ne s’ouvre plus'));
      await accessible(access);
      (await find<HTMLInputElement>(access, 'input')).focus();
      await sendKeys({ type: email });
      await sendKeys({ press: 'Enter' });
      await until(() => textOf(access).includes('Regardez votre boîte'));
      answers.push(textOf(access));
      clean();
    }
    expect(answers[0]).to.equal(answers[1]);
  });

  it('takes another address, with the mistyped one there to be corrected, and says who else helps', async () => {
    const api = await serve();
    const access = await open(api, { link: 'revoked' });
    type(await find<HTMLInputElement>(access, 'input'), 'eleonor@courriel.example');
    query<HTMLFormElement>(access, 'form')!.requestSubmit();
    await until(() => textOf(access).includes('Rien n’arrive ? Essayez une autre adresse, ou appelez l’entreprise.'));
    await accessible(access);
    (await find(access, 'button')).click();
    const input = await find<HTMLInputElement>(access, 'input');
    await until(() => focused() === input, 'the keyboard is in the address');
    expect(input.value).to.equal('eleonor@courriel.example');
    type(input, 'eleonore@courriel.example');
    query<HTMLFormElement>(access, 'form')!.requestSubmit();
    await until(() => textOf(access).includes('Regardez votre boîte'));
    const sent = api.calls.filter(({ route }) => route === 'POST /links/renewals').map(({ body }) => body);
    expect(sent.map((body) => (body as { email: string }).email)).to.deep.equal([
      'eleonor@courriel.example',
      'eleonore@courriel.example',
    ]);
  });

  it('names the company that the link says it is of, so that no other mails', async () => {
    const api = await serve();
    const companyId = '0192f000-0000-7000-8000-000000000001';
    api.link = () => `https://portail.example/p#e30.${btoa(JSON.stringify({ company: companyId }))}.c2lnbmF0dXJl`;
    const access = await open(api, { link: 'revoked' });
    await until(() => textOf(access).includes('Ce lien ne s’ouvre plus'));
    type(await find<HTMLInputElement>(access, 'input'), 'syndic@regie.example');
    query<HTMLFormElement>(access, 'form')!.requestSubmit();
    await until(() => textOf(access).includes('Regardez votre boîte'));
    expect(api.calls.at(-1)!.body).to.deep.equal({ email: 'syndic@regie.example', lang: 'fr', companyId });
  });

  it('asks for an e-mail without speaking of a link that nobody opened', async () => {
    const access = await open(await serve(), { link: null });
    await until(() => textOf(access).includes('Recevez un lien pour entrer'));
    await accessible(access);
  });

  it('says beside the field what is wrong with an address', async () => {
    const access = await open(await serve(), { link: 'revoked' });
    const input = await find<HTMLInputElement>(access, 'input');
    type(input, 'eleonore@');
    query<HTMLFormElement>(access, 'form')!.requestSubmit();
    expect(textOf(await find(access, '#email-wrong'))).to.equal('Cette adresse e-mail ne semble pas complète.');
    expect(focused() === input).to.equal(true);
    expect(input.value).to.equal('eleonore@');
    await accessible(access);
  });

  it('takes everything that was shown off the page', async () => {
    const api = await serve();
    const portal = await show<Portal>('parvis-portal', api);
    await find(portal, 'parvis-interventions >>> .line');
    expect(textOf(portal)).to.include('Éléonore Girard');
    await api.office.links.revoke(api.world.links[0]!.id);
    await find(portal, 'parvis-access');
    expect(textOf(portal)).to.not.include('Éléonore Girard').and.not.include('chemin des Balmes');
  });
});
