import { expect } from '@open-wc/testing';
import { api, appears, button, hasEnded, open, shows, submit, submitAgain, textOf, type } from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';

const valueOf = (field: HTMLElement) => (field as HTMLInputElement).value;

describe('the settings of the company', () => {
  it('undoes no setting that another administrator changed while the form was open', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'settings', id: 'company' }, { world });
    const days = await appears('#linkDays', desk.shadowRoot!);
    type(days, '30');
    await api.office.company.update(world.company, { phone: '04 65 71 20 99' });
    await until(() => api.calls.filter(({ route }) => route === 'GET /company').length > 1, 'it is heard of');
    submit(days);
    await shows(desk, 'enregistrez de nouveau');
    expect(valueOf(days)).to.equal('30');
    await submitAgain(days);
    await until(async () => (await api.office.company.get()).linkDays === 30, 'it is saved');
    expect((await api.office.company.get()).phone).to.equal('04 65 71 20 99');
  });

  it('says one thing of what was saved, though it cannot be read again', async () => {
    const desk = await open({ section: 'settings', id: 'company' }, {});
    const days = await appears('#linkDays', desk.shadowRoot!);
    api.fail('GET /company', 503);
    type(days, '30');
    submit(days);
    await shows(desk, 'C’est enregistré.');
    await until(() => api.calls.some(({ route }) => route === 'PATCH /company'), 'it is saved');
    await until(() => api.calls.filter(({ route }) => route === 'GET /company').length > 1, 'it is asked for again');
    expect(textOf(desk)).not.to.match(/réessayez|Pas de réseau/);
    expect(valueOf(days)).to.equal('30');
    type(days, '40');
    await submitAgain(days);
    await until(async () => (await api.office.company.get()).linkDays === 40, 'it is saved on top of that');
    await hasEnded(days);
    (await button(desk, 'Annuler')).click();
    await until(() => valueOf(days) === '30', 'the form follows what was taken back');
  });
});
