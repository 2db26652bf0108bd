import { expect } from '@open-wc/testing';
import { api, appears, button, find, focused, open, shows, submit } from '../../testing/desk.ts';
import type { Right } from '@parvis/sdk';
import { accessible } from '../../testing/accessible.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';

const now = async ({ id }: { id: string }) =>
  (await api.office.members.list().page()).items.find((each) => each.id === id)!;

describe('the settings of members', () => {
  it('say in which language each reads the screens', async () => {
    const world = sampleWorld();
    const member = world.members.find(({ lang }) => lang === 'fr')!;
    const desk = await open({ section: 'settings', id: 'members' }, { world });
    (await appears(`[data-opens="${member.id}"]`, desk.shadowRoot!)).click();
    const lang = (await appears('#lang', desk.shadowRoot!)) as HTMLSelectElement;
    lang.value = 'en';
    submit(lang);
    await shows(desk, 'C’est enregistré.');
    await until(async () => (await now(member)).lang === 'en', 'it is saved');
  });

  it('give and take single rights, and go back to those of the role', async () => {
    const world = sampleWorld();
    const member = world.members.find(({ role }) => role === 'office')!;
    member.rights = { export: false };
    const desk = await open({ section: 'settings', id: 'members' }, { world });
    const choose = async (right: Right, value: string) => {
      (await appears(`[data-opens="${member.id}"]`, desk.shadowRoot!)).click();
      const select = (await appears(`[name="rights.${right}"]`, desk.shadowRoot!)) as HTMLSelectElement;
      const before = select.value;
      await accessible(desk);
      select.value = value;
      submit(select);
      await until(() => !select.isConnected, 'it is saved');
      return before;
    };
    expect(await choose('manage_users', 'true')).to.equal('');
    expect((await now(member)).rights).to.deep.equal({ export: false, manage_users: true });
    expect(await choose('export', '')).to.equal('false');
    expect((await now(member)).rights).to.deep.equal({ manage_users: true });
    // What was open before is closed: there is no way back to that.
    expect(find('.toast button', desk.shadowRoot!)?.textContent ?? '').not.to.include('Annuler');
  });

  it('offer nobody rights of their own, nor others than they hold', async () => {
    const world = sampleWorld();
    const manager = world.members.findIndex(({ role }) => role === 'office');
    const [own, other] = [world.members[manager]!, world.members.find(({ role }) => role === 'technician')!];
    own.rights = { manage_users: true, set_back: false };
    const desk = await open({ section: 'settings', id: 'members' }, { world, member: manager });
    (await appears(`[data-opens="${own.id}"]`, desk.shadowRoot!)).click();
    await appears('#role', desk.shadowRoot!);
    expect(find('[name^="rights."]', desk.shadowRoot!) === undefined).to.equal(true);
    (await button(desk, 'Annuler')).click();
    (await appears(`[data-opens="${other.id}"]`, desk.shadowRoot!)).click();
    await appears('[name="rights.see_all"]', desk.shadowRoot!);
    expect(find('[name="rights.set_back"]', desk.shadowRoot!) === undefined).to.equal(true);
  });

  /** Answers the first change that does not say what becomes of keys as the server does for their maker. */
  const askForKeys = () => {
    const { fetch } = api;
    const keys = [{ id: crypto.randomUUID(), name: 'Facturation', rights: ['see_all'] }];
    api.fetch = async (...asked) => {
      const body = String(asked[1]?.body ?? '');
      if (asked[1]?.method !== 'PATCH' || body.includes('"keys"')) return fetch(...asked);
      return new Response(JSON.stringify({ status: 409, code: 'has-keys', keys, links: 2 }), {
        status: 409,
        headers: { 'content-type': 'application/problem+json' },
      });
    };
  };
  const demote = async () => {
    const world = sampleWorld();
    const member = world.members.find(({ role }) => role === 'office')!;
    const desk = await open({ section: 'settings', id: 'members' }, { world });
    (await appears(`[data-opens="${member.id}"]`, desk.shadowRoot!)).click();
    const role = (await appears('#role', desk.shadowRoot!)) as HTMLSelectElement;
    askForKeys();
    role.value = 'technician';
    submit(role);
    await shows(desk, `Que deviennent les clés de ${member.name}`);
    return { desk, member, role };
  };

  it('ask what becomes of the keys of whom they take rights from', async () => {
    const { desk, member } = await demote();
    expect(focused()?.id).to.equal('title');
    await shows(desk, /Ses liens copiés, encore valables :.* 2 /);
    (await button(desk, 'Révoquer ces clés')).click();
    await shows(desk, 'C’est enregistré.');
    expect((await now(member)).role).to.equal('technician');
    const { body } = api.calls.filter(({ route }) => route.startsWith('PATCH')).at(-1)!;
    expect(body).to.deep.equal({ role: 'technician', keys: 'revoke' });
  });

  it('change nothing when that is not answered, and keep the form', async () => {
    const { desk, member, role } = await demote();
    find('parvis-desk-orphaned-keys', desk.shadowRoot!)!
      .shadowRoot!.querySelector<HTMLButtonElement>('button.bare')!
      .click();
    await shows(desk, 'ce que deviennent les clés');
    expect([(await now(member)).role, role.isConnected, role.value]).to.deep.equal(['office', true, 'technician']);
  });

  it('offer a member without the right to it neither administrators nor their own deactivation', async () => {
    const world = sampleWorld();
    const manager = world.members.findIndex(({ role }) => role === 'office');
    world.members[manager]!.rights = { manage_users: true };
    const desk = await open({ section: 'settings', id: 'members' }, { world, member: manager });
    await shows(desk, world.members[manager]!.email);
    const actsOf = (email: string) =>
      [...find('parvis-desk-members', desk.shadowRoot!)!.shadowRoot!.querySelectorAll('.entry')]
        .find(({ textContent }) => textContent?.includes(email))!
        .querySelectorAll('button').length;
    const admin = world.members.find(({ role }) => role === 'admin')!;
    expect([actsOf(admin.email), actsOf(world.members[manager]!.email)]).to.deep.equal([0, 1]);
    (await button(desk, 'Ajouter un profil')).click();
    // Nobody’s civility is guessed.
    expect(((await appears('#civility', desk.shadowRoot!)) as HTMLSelectElement).value).to.equal('');
    const role = (await appears('#role', desk.shadowRoot!)) as HTMLSelectElement;
    expect([...role.options].map(({ value }) => value)).to.deep.equal(['office', 'technician']);
  });
});
