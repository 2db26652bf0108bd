import { expect } from '@open-wc/testing';
import { samplePassword, sampleWorld } from '@parvis/sdk/testing';
import { api, appears, button, find, focused, open, shows, submit, submitAgain, type } from '../../testing/desk.ts';
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
    await until(() => world.members[0]!.mobile === '06 99 88 77 66', 'it is saved');
  });

  it('is for technicians too, who have nothing else here', async () => {
    const world = sampleWorld();
    const technician = world.members.findIndex(({ role }) => role === 'technician');
    const desk = await open({ section: 'inbox', id: null }, { world, member: technician });
    await shows(desk, 'application de terrain');
    (await appears('a.own', desk.shadowRoot!)).click();
    await shows(desk, world.members[technician]!.email);
    expect(find('nav', desk.shadowRoot!)).to.equal(undefined);
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
    type(current, samplePassword);
    await submitAgain(current);
    await shows(desk, 'Le mot de passe est changé.');
  });

  it('shows where one is signed in', async () => {
    const desk = await open(profile);
    await shows(desk, /Firefox, Windows.*cet appareil/);
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
    expect(focused()).to.equal(password);
    type(password, 'un autre');
    submit(password);
    await shows(desk, 'Ce n’est pas votre mot de passe.');
    type(password, samplePassword);
    await submitAgain(password);
    await shows(desk, 'Copiez cette clé maintenant');
    expect(find('#password', desk.shadowRoot!)).to.equal(undefined);
    const { body } = api.calls.filter(({ route }) => route === 'POST /keys').at(-1)!;
    expect(body).to.deep.equal({ name: 'ERP', rights: ['see_all'] });
  });

  it('is asked for again when it was given up, and the form stays as it was', async () => {
    const { desk, name, password } = await makeKey();
    const form = password.closest('form')!;
    form.querySelector<HTMLButtonElement>('button[type="button"]')!.click();
    await shows(desk, 'il y faut votre mot de passe');
    expect(value(name)).to.equal('ERP');
    expect(name.isConnected).to.equal(true);
  });
});
