import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import {
  api,
  appears,
  button,
  find,
  focused,
  now,
  open,
  shows,
  submit,
  submitAgain,
  type,
} from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';
import type { Desk } from '../desk.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const control = (desk: Desk, name: string) => find(`[name="${name}"]`, desk.shadowRoot!) as Control;
const choose = (select: Control, value: string) => {
  select.value = value;
  select.dispatchEvent(new Event('change'));
};
/** The form of an intervention that is to be planned, at one of two sites of its customer. */
async function openForm(isDeaf = false) {
  const world = sampleWorld();
  const item = world.interventions.find(({ status, equipmentId }) => status === 'to_schedule' && equipmentId)!;
  const desk = await open({ section: 'interventions', id: item.id }, { world, isDeaf });
  (await button(desk, 'Modifier')).click();
  await appears('[name="description"]', desk.shadowRoot!);
  const sites = world.sites.filter(({ customerId }) => customerId === item.customerId);
  return { desk, item, world, sites, other: sites.find(({ id }) => id !== item.siteId)! };
}

describe('an intervention', () => {
  it('is changed in all that it says, and back', async () => {
    const { desk, item, world, other } = await openForm();
    await accessible(desk);
    expect(focused()?.getAttribute('name')).to.equal('description');
    const field = world.fields.find(({ kind, active }) => kind === 'text' && active)!;
    type(control(desk, 'description'), 'Le radiateur fuit');
    choose(control(desk, 'type'), 'visite');
    choose(control(desk, 'siteId'), other.id);
    choose(control(desk, 'equipmentId'), '');
    // The address follows the site.
    expect(control(desk, 'address.line1').value).to.equal(other.address.line1);
    type(control(desk, 'address.line2'), 'Bâtiment C');
    type(control(desk, 'contact.name'), 'Mme Roux');
    type(control(desk, 'contact.phone'), '06 12 34 56 78');
    type(control(desk, `fields.${field.id}`), 'Au fond de la cour');
    const before = await now.intervention(item);
    submit(control(desk, 'description'));
    await shows(desk, 'C’est enregistré.');
    const after = await now.intervention(item);
    expect(after).to.deep.include({
      description: 'Le radiateur fuit',
      type: 'visite',
      siteId: other.id,
      equipment: null,
    });
    expect(after.address).to.deep.equal({ ...other.address, line2: 'Bâtiment C' });
    expect(after.contact).to.deep.include({ name: 'Mme Roux', phone: '06 12 34 56 78' });
    expect(after.fields[field.id]).to.equal('Au fond de la cour');
    (await button(desk, 'Annuler')).click();
    await shows(desk, 'C’est annulé.');
    const { description, type: kind, siteId, equipment, address, contact, fields } = await now.intervention(item);
    expect({ description, type: kind, siteId, equipment, address, contact, fields }).to.deep.equal({
      description: before.description,
      type: before.type,
      siteId: before.siteId,
      equipment: before.equipment,
      address: before.address,
      contact: before.contact,
      fields: before.fields,
    });
  });

  it('keeps an address that somebody wrote when its site changes', async () => {
    const { desk, other } = await openForm();
    type(control(desk, 'address.line1'), 'Derrière l’église');
    choose(control(desk, 'siteId'), other.id);
    expect(control(desk, 'address.line1').value).to.equal('Derrière l’église');
  });

  it('says beside a field what does not fit, and keeps what was typed', async () => {
    const { desk, item } = await openForm();
    type(control(desk, 'description'), 'Le radiateur fuit');
    type(control(desk, 'contact.name'), '');
    submit(control(desk, 'description'));
    await until(() => control(desk, 'contact.name').getAttribute('aria-invalid') === 'true', 'it is asked for');
    expect(control(desk, 'description').value).to.equal('Le radiateur fuit');
    expect((await now.intervention(item)).description).to.equal(item.description);
  });

  it('that somebody else changed meanwhile shows their words beside one’s own, and takes theirs where nothing was typed', async () => {
    const { desk, item, other } = await openForm(true);
    type(control(desk, 'description'), 'Le radiateur fuit');
    const { update } = api.office.interventions;
    await update(await now.intervention(item), {
      description: 'Fuite réparée par le gardien',
      type: 'visite',
      siteId: other.id,
      equipmentId: null,
    });
    submit(control(desk, 'description'));
    await shows(desk, 'Entre-temps, quelqu’un a écrit : Fuite réparée par le gardien');
    expect(control(desk, 'description').value).to.equal('Le radiateur fuit');
    expect(control(desk, 'description').getAttribute('aria-describedby')).to.include('description-theirs');
    expect([control(desk, 'type').value, control(desk, 'siteId').value]).to.deep.equal(['visite', other.id]);
    await accessible(desk);
    expect((await now.intervention(item)).description).to.equal('Fuite réparée par le gardien');
    await submitAgain(control(desk, 'description'));
    await until(async () => (await now.intervention(item)).description === 'Le radiateur fuit', 'it is saved');
    expect(await now.intervention(item)).to.deep.include({ type: 'visite', siteId: other.id, equipment: null });
  });

  it('that was cancelled meanwhile says so, and what was typed stays', async () => {
    const { desk, item } = await openForm(true);
    type(control(desk, 'description'), 'Le radiateur fuit');
    await api.office.interventions.move(item.id, { to: 'cancelled', reason: 'Doublon' });
    submit(control(desk, 'description'));
    await shows(desk, 'enregistrez de nouveau');
    await submitAgain(control(desk, 'description'));
    await shows(desk, 'L’intervention a changé entre-temps');
    expect(control(desk, 'description').value).to.equal('Le radiateur fuit');
  });
});
