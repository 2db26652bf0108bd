import { expect } from '@open-wc/testing';
import {
  api,
  appears,
  button,
  find,
  focused,
  gate,
  open,
  shows,
  submit,
  submitAgain,
  textOf,
  type,
} from '../../testing/desk.ts';
import { rigPassword } from '../../testing/rig.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';

const profile = { section: 'profile', id: null } as const;
const value = (field: HTMLElement) => (field as HTMLInputElement).value;

describe('« Mon profil »', () => {
  it('is reached from one’s name, and changes name, telephone and language', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'inbox', id: null }, { world });
    (await appears('a.own', desk.shadowRoot!)).click();
    (await appears(`[data-opens="${world.members[0]!.id}"]`, desk.shadowRoot!)).click();
    const mobile = await appears('#mobile', desk.shadowRoot!);
    type(mobile, '06 99 88 77 66');
    submit(mobile);
    await shows(desk, 'C’est enregistré.');
    const saved = async () =>
      (await api.office.members.list().page()).items.find(({ id }) => id === world.members[0]!.id)!.mobile;
    await until(async () => (await saved()) === '06 99 88 77 66', 'it is saved');
  });

  it('is for technicians too, who have nothing else here', async () => {
    const world = sampleWorld();
    const technician = world.members.findIndex(({ role }) => role === 'technician');
    const desk = await open({ section: 'inbox', id: null }, { world, member: technician });
    await shows(desk, 'application de terrain');
    (await appears('a.own', desk.shadowRoot!)).click();
    await shows(desk, world.members[technician]!.email);
    expect(find('nav', desk.shadowRoot!) === undefined).to.equal(true);
  });

  it('changes the password by the present one, and says how good the new one is while it is typed', async () => {
    const desk = await open(profile);
    (await button(desk, 'Changer le mot de passe')).click();
    const current = await appears('#current', desk.shadowRoot!);
    const chosen = await appears('#password', desk.shadowRoot!);
    type(chosen, 'trop court');
    await shows(desk, 'Encore 2 caractères.');
    type(chosen, 'quatre mots sous un pont');
    await shows(desk, 'Solide.');
    type(current, 'un autre mot de passe');
    submit(current);
    await shows(desk, 'Ce n’est pas votre mot de passe.');
    expect(focused()?.id).to.equal('current');
    expect(value(chosen)).to.equal('quatre mots sous un pont');
    type(current, rigPassword);
    await submitAgain(current);
    await shows(desk, 'Le mot de passe est changé.');
  });

  it('shows where one is signed in', async () => {
    const desk = await gate();
    type(await appears('#email', desk.shadowRoot!), api.world.members[0]!.email);
    type(await appears('#password', desk.shadowRoot!), rigPassword);
    submit(find('#password', desk.shadowRoot!)!);
    await shows(desk, 'À planifier');
    desk.place = profile;
    // A headless Chromium calls itself neither Chrome nor what it is.
    await shows(desk, /(Chrome|Safari), \w+ .*cet appareil/);
  });

  /** Where one is signed in as long as the password is not changed: here, and once more. */
  const signedInTwice = (isElsewhere: () => boolean) => {
    const { fetch } = api;
    const at = '2026-01-05T08:00:00.000Z';
    const here = {
      id: 'here',
      device: 'Firefox, Windows',
      createdAt: at,
      lastUsedAt: at,
      expiresAt: at,
      current: true,
    };
    const there = { ...here, id: 'there', device: 'Safari, iPhone', current: false };
    api.fetch = async (input, init) => {
      const { method, url } = new Request(input, init);
      if (!url.includes('/profile/sessions')) return fetch(input, init);
      if (method === 'GET') return Response.json({ items: isElsewhere() ? [here, there] : [here] });
      return isElsewhere()
        ? new Response(null, { status: 204 })
        : Response.json({ type: 'urn:parvis:problem', status: 404, code: 'not-found' }, { status: 404 });
    };
  };

  it('shows none of the sessions that a new password has ended', async () => {
    const desk = await open({ section: 'inbox', id: null });
    signedInTwice(() => !api.calls.some(({ route }) => route === 'POST /profile/password'));
    desk.place = profile;
    await shows(desk, 'Safari, iPhone');
    (await button(desk, 'Changer le mot de passe')).click();
    type(await appears('#current', desk.shadowRoot!), rigPassword);
    const chosen = await appears('#password', desk.shadowRoot!);
    type(chosen, 'quatre mots sous un pont');
    submit(chosen);
    await until(() => !textOf(desk).includes('Safari, iPhone'), 'it is gone');
    await shows(desk, /Firefox, Windows.*cet appareil/);
  });

  it('takes a session that has ended meanwhile for what was asked for', async () => {
    const desk = await open({ section: 'inbox', id: null });
    let isElsewhere = true;
    signedInTwice(() => isElsewhere);
    desk.place = profile;
    const end = await appears('[aria-label*="Safari, iPhone"]', desk.shadowRoot!);
    isElsewhere = false;
    end.click();
    await until(() => !textOf(desk).includes('Safari, iPhone'), 'it is gone');
    expect(find('.wrong', desk.shadowRoot!) === undefined).to.equal(true);
  });
});

describe('a password typed too long ago', () => {
  const makeKey = async () => {
    const desk = await open({ section: 'settings', id: 'keys' });
    (await button(desk, 'Créer une clé')).click();
    const name = await appears('#name', desk.shadowRoot!);
    type(name, 'ERP');
    api.fail('POST /keys', 403, { code: 'password-required', times: 1 });
    submit(name);
    return { desk, name, password: await appears('#password', desk.shadowRoot!) };
  };

  it('is asked for over the form, and what was typed there is saved without being typed again', async () => {
    const { desk, password } = await makeKey();
    expect(focused() === password).to.equal(true);
    type(password, 'un autre');
    submit(password);
    await shows(desk, 'Ce n’est pas votre mot de passe.');
    type(password, rigPassword);
    await submitAgain(password);
    await shows(desk, 'Copiez cette clé maintenant');
    expect(find('#password', desk.shadowRoot!) === undefined).to.equal(true);
    const { body } = api.calls.filter(({ route }) => route === 'POST /keys').at(-1)!;
    expect(body).to.deep.equal({ name: 'ERP', rights: ['see_all'] });
  });

  it('is asked for again when it was given up, and the form stays as it was', async () => {
    const { desk, name, password } = await makeKey();
    const form = password.closest('form')!;
    form.querySelector<HTMLButtonElement>('button[type="button"]')!.click();
    await shows(desk, 'votre mot de passe est nécessaire');
    expect(value(name)).to.equal('ERP');
    expect(name.isConnected).to.equal(true);
  });
});
