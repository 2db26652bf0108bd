import { sampleWorld } from '@parvis/sdk/testing';
import { appears, open, shows, submit } from '../../testing/desk.ts';
import { until } from '../../testing/until.ts';

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
    await until(() => member.lang === 'en', 'it is saved');
  });
});
