import { expect } from '@open-wc/testing';
import {
  api,
  appears,
  button,
  find,
  hasEnded,
  holdBack,
  open,
  shows,
  submit,
  submitAgain,
  textOf,
  type,
} from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { accessible } from '../../testing/accessible.ts';
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

  it('follows what was taken back, whatever it hears of the company meanwhile', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'settings', id: 'company' }, { world });
    const days = await appears('#linkDays', desk.shadowRoot!);
    const hear = holdBack((method, path) => method === 'GET' && path.endsWith('/company'));
    type(days, '30');
    submit(days);
    await shows(desk, 'C’est enregistré.');
    await hasEnded(days);
    const goOn = holdBack((method) => method === 'PATCH');
    (await button(desk, 'Annuler')).click();
    await until(async () => (await api.office.company.get()).linkDays === world.company.linkDays, 'it is taken back');
    hear();
    await desk.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    goOn();
    await until(() => valueOf(days) === String(world.company.linkDays), 'the form follows');
  });

  it('sets language, time zone, address and colours, and takes them back', async () => {
    const world = sampleWorld();
    const desk = await open({ section: 'settings', id: 'company' }, { world });
    const zone = (await appears('#timeZone', desk.shadowRoot!)) as HTMLSelectElement;
    await accessible(desk);
    expect(zone.value).to.equal(world.company.timeZone);
    const control = (name: string) => find(`[name="${name}"]`, desk.shadowRoot!) as HTMLInputElement;
    zone.value = 'America/Martinique';
    control('lang').value = 'en';
    type(control('address.city'), 'Fort-de-France');
    type(control('branding.surface'), 'vert');
    submit(zone);
    await until(() => control('branding.surface').getAttribute('aria-invalid') === 'true', 'it is no colour');
    type(control('branding.surface'), '#f6f1e7');
    type(control('branding.text'), '#221c12');
    await submitAgain(zone);
    await shows(desk, 'C’est enregistré.');
    const { timeZone, lang, address, branding } = await api.office.company.get();
    expect([timeZone, lang, address.city]).to.deep.equal(['America/Martinique', 'en', 'Fort-de-France']);
    expect(branding).to.deep.include({ accent: world.company.branding.accent, surface: '#f6f1e7', text: '#221c12' });
    await hasEnded(zone);
    (await button(desk, 'Annuler')).click();
    await until(() => zone.value === world.company.timeZone, 'the form follows what was taken back');
    expect((await api.office.company.get()).branding).to.deep.equal(world.company.branding);
  });

  it('sets a logo at once, beside what is typed, and takes it away', async () => {
    const desk = await open({ section: 'settings', id: 'company' }, {});
    const days = await appears('#linkDays', desk.shadowRoot!);
    type(days, '30');
    const kept = async () => (await api.office.company.get()).logo;
    const logos = () => find('.logos', desk.shadowRoot!)!;
    const choose = (at: number, content: Blob | string, name: string) => {
      const input = logos().querySelectorAll('input')[at]!;
      const chosen = new DataTransfer();
      chosen.items.add(new File([content], name));
      input.files = chosen.files;
      input.dispatchEvent(new Event('change'));
    };
    const canvas = new OffscreenCanvas(400, 100);
    canvas.getContext('2d')!.fillRect(0, 0, 400, 100);
    const picture = await canvas.convertToBlob();
    choose(0, picture, `${'x'.repeat(300)}.png`);
    await until(() => logos().querySelectorAll('img').length === 1, 'it is shown');
    expect((await kept()).light).to.include({ width: 400, height: 100 });
    expect(valueOf(days)).to.equal('30');
    choose(1, picture, 'logo.png');
    await until(() => logos().querySelectorAll('img').length === 2, 'the other one is shown');
    await accessible(desk);

    choose(1, '<svg xmlns="http://www.w3.org/2000/svg"/>', 'logo.svg');
    await shows(desk, 'Ce fichier n’est pas une image');
    expect((await kept()).dark).not.to.equal(null);
    (await button(desk, 'Retirer Sur fond clair')).click();
    await until(async () => (await kept()).light === null, 'it is taken away');
    await until(() => logos().querySelectorAll('img').length === 1, 'it is shown no more');
    // What was typed beside is saved on top of all that.
    submit(days);
    await until(async () => (await api.office.company.get()).linkDays === 30, 'it is saved');
    expect((await kept()).dark).not.to.equal(null);
  });

  it('saves the postal address', async () => {
    const desk = await open({ section: 'settings', id: 'company' }, {});
    const line = await appears('[name="address.line1"]', desk.shadowRoot!);
    type(line, '8 montée des Forges');
    submit(line);
    const kept = async () => (await api.office.company.get()).address;
    await until(async () => (await kept()).line1 === '8 montée des Forges', 'it is saved');
    expect((await kept()).city).to.equal('Lyon');
  });
});
