import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, find, open, shows, submit, submitAgain, textOf, type } from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';

/** A company that must know the energy, and an intervention that a program wrote without it. */
function worldWithOpenField() {
  const world = sampleWorld();
  const field = world.fields.find(({ kind }) => kind === 'choice')!;
  Object.assign(field, { required: true, active: true });
  const item = world.interventions.find(({ status }) => status === 'to_schedule')!;
  const { [field.id]: _, ...others } = item.fields;
  Object.assign(item, { fields: others, incomplete: true, missing: [field.id] });
  return { world, field, item, name: `fields.${field.id}` };
}
const created = () => api.calls.filter(({ route }) => route === 'POST /interventions');

describe('a compulsory field', () => {
  it('is answered by nobody’s slip: nothing is chosen until somebody chooses', async () => {
    const { world, field, name } = worldWithOpenField();
    const desk = await open({ section: 'customers', id: world.customers[0]!.id }, { world });
    (await button(desk, 'Créer une intervention')).click();
    const description = await appears('#description', desk.shadowRoot!);
    const select = (await appears(`[name="${name}"]`, desk.shadowRoot!)) as HTMLSelectElement;
    expect([select.value, select.selectedOptions[0]!.text]).to.deep.equal(['', 'Choisir…']);
    expect([...select.options].map(({ value }) => value)).to.deep.equal([
      '',
      ...field.choices.filter(({ retired }) => !retired).map(({ key }) => key),
    ]);
    type(description, 'Fuite');
    submit(description);
    await until(() => select.getAttribute('aria-invalid') === 'true', 'it is asked for');
    const before = created().length;
    select.value = field.choices[0]!.key;
    await submitAgain(description);
    await until(() => created().length > before, 'it is sent');
    expect(created().at(-1)!.body).to.deep.include({ fields: { [field.id]: field.choices[0]!.key } });
  });

  it('that a program left open is marked, counted, found and completed', async () => {
    const { world, field, item, name } = worldWithOpenField();
    const desk = await open({ section: 'interventions', id: null }, { world });
    await shows(desk, 'à compléter');
    await shows(desk, 'À compléter : 1');
    const filter = (await appears('select[aria-label="État"]', desk.shadowRoot!)) as HTMLSelectElement;
    filter.value = 'incomplete';
    filter.dispatchEvent(new Event('change'));
    const other = world.interventions.find(({ status }) => status === 'requested')!;
    await until(() => !find(`a[href^="#/interventions/${other.id}"]`, desk.shadowRoot!), 'the others are left out');
    (await appears(`a[href^="#/interventions/${item.id}"]`, desk.shadowRoot!)).click();
    (await button(desk, 'Compléter')).click();
    const select = (await appears(`[name="${name}"]`, desk.shadowRoot!)) as HTMLSelectElement;
    await accessible(desk);
    submit(select);
    await until(() => select.getAttribute('aria-invalid') === 'true', 'an answer is asked for');
    select.value = field.choices[0]!.key;
    await submitAgain(select);
    await shows(desk, 'C’est complété.');
    const now = await api.office.interventions.get(item.id);
    expect(now).to.deep.include({ incomplete: false, missing: [] });
    expect(now.fields[field.id]).to.equal(field.choices[0]!.key);
    await until(() => !textOf(find('.sheet', desk.shadowRoot!)!).includes('à compléter'), 'the mark is gone');
  });
});
