import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, find, open, shows, submit, type } from '../../testing/desk.ts';
import { sampleWorld, type World } from '../../testing/worlds.ts';
import { intercept, problem } from '../../testing/page.ts';
import { until } from '../../testing/until.ts';

const frenchOf = (fieldset: HTMLElement) => [
  ...fieldset.querySelectorAll<HTMLInputElement>('input[aria-label="En français"]'),
];
async function openTypes(world: World = sampleWorld()) {
  const desk = await open({ section: 'settings', id: 'company' }, { world });
  const types = await appears('[name="types"]', desk.shadowRoot!);
  await until(() => frenchOf(types).length > 0, 'the types are shown');
  return { desk, world, types };
}
const sent = () =>
  api.calls.findLast(({ route }) => route === 'PATCH /company')?.body as { types?: object[] } | undefined;

describe('types of intervention in the settings', () => {
  it('keep their key when their words change', async () => {
    const { desk, world, types } = await openTypes();
    const [first] = world.company.types;
    const input = frenchOf(types)[0]!;
    await accessible(desk);
    type(input, 'Panne urgente');
    submit(input);
    await shows(desk, 'C’est enregistré.');
    expect((await api.office.company.get()).types[0]).to.deep.equal({
      key: first!.key,
      label: { fr: 'Panne urgente', en: first!.label.en },
    });
  });

  it('are retired rather than lost when they are removed, and new ones get their key from the server', async () => {
    const { desk, world, types } = await openTypes();
    const [first] = world.company.types;
    find(`[aria-label="Retirer ${first!.label.fr}"]`, desk.shadowRoot!)!.click();
    (await button(desk, 'Ajouter une ligne')).click();
    await until(() => frenchOf(types).at(-1)?.value === '', 'a line is added');
    type(frenchOf(types).at(-1)!, 'Visite');
    submit(frenchOf(types)[0]!);
    await shows(desk, 'C’est enregistré.');
    expect(sent()!.types!.at(-1)).to.deep.equal({ label: { fr: 'Visite', en: 'Visite' } });
    const { types: after } = await api.office.company.get();
    expect(after.find(({ key }) => key === first!.key)).to.include({ retired: true });
    await until(() => frenchOf(types).every(({ value }) => value !== first!.label.fr), 'it is not shown');
  });

  it('stay as they are when something else is changed', async () => {
    const { desk } = await openTypes();
    const days = find('#linkDays', desk.shadowRoot!)!;
    type(days, '30');
    submit(days);
    await shows(desk, 'C’est enregistré.');
    expect(sent()).to.not.have.property('types');
  });
});

describe('choices of a field in the settings', () => {
  it('that are none are said where they are missing, and not that the service does not answer', async () => {
    const desk = await open({ section: 'settings', id: 'fields' });
    (await button(desk, 'Ajouter un champ')).click();
    const kind = (await appears('#kind', desk.shadowRoot!)) as HTMLSelectElement;
    for (const name of ['label.fr', 'label.en']) type(find(`[id="${name}"]`, desk.shadowRoot!)!, 'Étage');
    kind.value = 'choice';
    kind.dispatchEvent(new Event('change'));
    const choices = await appears('[name="choices"]', desk.shadowRoot!);
    const errors = [{ field: 'choices', code: 'required' }];
    intercept(api, (route, next) => (route === 'POST /fields' ? problem(422, 'invalid', { errors }) : next()));
    submit(kind);
    await until(() => choices.querySelector('.wrong'), 'it is said there');
    expect(choices.querySelector('.wrong')!.textContent).to.equal('Il manque une réponse ici.');
    expect(find('form > .wrong', desk.shadowRoot!)).to.equal(undefined);
  });

  it('keep their key when their words change', async () => {
    const world = sampleWorld();
    const field = world.fields.find(({ kind }) => kind === 'choice')!;
    const keys = field.choices.map(({ key }) => key);
    const desk = await open({ section: 'settings', id: 'fields' }, { world });
    (await appears(`[data-opens="${field.id}"]`, desk.shadowRoot!)).click();
    const choices = await appears('[name="choices"]', desk.shadowRoot!);
    await until(() => frenchOf(choices).length === keys.length, 'the choices are shown');
    type(frenchOf(choices)[0]!, 'Autrement dit');
    submit(frenchOf(choices)[0]!);
    const now = async () => (await api.office.fields.list()).find(({ id }) => id === field.id)!.choices;
    await until(async () => (await now())[0]!.label.fr === 'Autrement dit', 'it is saved');
    expect((await now()).map(({ key }) => key)).to.deep.equal(keys);
  });
});
