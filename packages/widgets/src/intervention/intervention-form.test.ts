import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Portal } from '@parvis/sdk';
import type { ParvisInterventionCreatedEvent } from './events.ts';
import { accessible } from '../testing/accessible.ts';
import { all, clean, find, focused, intercept, problem, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import { sampleWorld, type World } from '../testing/worlds.ts';
import type { InterventionForm } from './intervention-form.ts';

const open = (...given: Parameters<typeof show> extends [string, ...infer Rest] ? Rest : never) =>
  show<InterventionForm>('parvis-intervention-form', ...given);

const describeIt = async (form: InterventionForm, text: string) =>
  type(await find<HTMLTextAreaElement>(form, 'textarea'), text);
/** Presses « Envoyer la demande » as soon as it can be pressed. */
async function send(form: InterventionForm) {
  const button = await find(form, '[part="submit"][aria-disabled="false"]');
  button.click();
}
const unfold = async (form: InterventionForm, part: string) =>
  (await find(form, `.part.${part} button:not(:disabled)`)).click();
const posted = (api: Rig) => api.calls.filter(({ route }) => route === 'POST /interventions');
const ownFields = (world: World) => world.fields.filter(({ active }) => active);

describe('the form', () => {
  afterEach(clean);

  it('can be written into before anything is known of who writes', async () => {
    const api = await serve();
    api.latency = 300;
    const form = await open(api);
    await describeIt(form, 'La chaudière fuit.');
    expect(form.portal).to.equal(undefined);
    await send(form);
    await until(() => posted(api).length);
    expect(posted(api)[0]!.body).to.include({ description: 'La chaudière fuit.' });
  });

  it('keeps what is being written where it stands when nothing can be read for want of a network', async () => {
    const api = await serve();
    let isAway = true;
    intercept(api, (route, next) => {
      if (route === 'GET /portal' && isAway) throw new TypeError('network');
      return next();
    });
    const form = await open(api);
    const field = await find<HTMLTextAreaElement>(form, 'textarea');
    field.focus();
    type(field, 'La chaudière fuit.');
    const alert = await find(form, '[role="alert"]');
    expect(alert).to.contain.text('Pas de réseau.');
    const picker = await find(form, 'fieldset button:not(:disabled)');
    picker.click();
    const photos = await find(form, 'parvis-photos');
    await accessible(form);
    expect(form.shadowRoot!.activeElement === photos, 'nobody is thrown out of it').to.equal(true);

    isAway = false;
    dispatchEvent(new Event('online'));
    await until(() => !query(form, '[role="alert"]'));
    expect([query(form, 'textarea') === field, query(form, 'parvis-photos') === photos]).to.deep.equal([true, true]);
    await send(form);
    await until(() => posted(api).length);
    expect(posted(api)[0]!.body).to.include({ description: 'La chaudière fuit.' });
  });

  it('needs a description and nothing else', async () => {
    const api = await serve();
    const form = await open(api);
    await send(form);
    const wrong = await find(form, '#description-wrong');
    expect(wrong).to.have.text('Dites-nous ce qui se passe.');
    expect(focused() === query(form, 'textarea')).to.equal(true);
    expect(query(form, 'textarea')).to.have.attribute('aria-describedby', 'hint description-wrong');
    expect(posted(api)).to.have.length(0);
    expect(textOf(query(form, '#hint')!)).to.include('C’est la seule chose nécessaire.');

    await describeIt(form, 'Plus d’eau chaude.');
    await form.updateComplete;
    expect(query(form, '#description-wrong') === null).to.equal(true);
    await send(form);
    await find(form, '.created');
    expect(posted(api)).to.have.length(1);
  });

  it('gives way to the confirmation with the number, tells the page, and is ready for another request', async () => {
    const api = await serve();
    const form = await open(api);
    await describeIt(form, 'Plus d’eau chaude.');
    setTimeout(() => send(form));
    const event = (await oneEvent(form, 'parvis-intervention-created')) as ParvisInterventionCreatedEvent;
    const confirmation = await find(form, '.created');
    expect(textOf(confirmation)).to.include(`n° ${event.intervention.number}`).and.include('Demandée');
    expect(query(form, 'form') === null).to.equal(true);
    await until(() => focused() === query(form, '#created'));
    await accessible(form);
    const [another] = all(confirmation, 'button');
    expect(another).to.have.trimmed.text('Demander une autre intervention');
    another!.click();
    await until(() => query(form, 'textarea'));
    expect(query(form, '.created') === null).to.equal(true);
    await until(() => focused() === query(form, 'textarea'));
    expect(query<HTMLTextAreaElement>(form, 'textarea')!.value).to.equal('');
  });

  it('asks for a choice in sight below the description, as for the time that one would prefer, and folds the rest', async () => {
    const api = await serve();
    const form = await open(api, { width: 360 });
    const choice = ownFields(api.world).find(({ kind }) => kind === 'choice')!;
    const name = `fields.${choice.id}`;
    const field = await find<HTMLSelectElement>(form, `select[name="${name}"]`);
    const place = query(form, 'textarea')!.compareDocumentPosition(field);
    expect(place & Node.DOCUMENT_POSITION_FOLLOWING).to.not.equal(0);
    expect(query(form, `label[for="${name}"]`)).to.contain.text('Moment préféré');
    expect(all(form, '[name^="fields."]')).to.have.length(1);
    await accessible(form);
    type(field, 'matin');
    await describeIt(form, 'Plus d’eau chaude.');
    await send(form);
    await find(form, '.created');
    expect(posted(api)[0]!.body).to.deep.include({ fields: { [choice.id]: 'matin' } });
  });

  it('shows what the company knows, and changes it for this intervention alone', async () => {
    const api = await serve();
    const form = await open(api, { width: 800 });
    const customer = () => api.office.customers.get(api.world.customers[0]!.id);
    const before = await customer();
    await until(() => textOf(form).includes('12 chemin des Balmes'));
    expect(textOf(form)).to.include('Éléonore Girard');

    await unfold(form, 'contact');
    const name = await find<HTMLInputElement>(form, '[name="contact.name"]');
    await until(() => focused() === name);
    expect(name.value).to.equal('Éléonore Girard');
    type(name, 'Paul, le gardien');
    await unfold(form, 'place');
    type(await find<HTMLInputElement>(form, '[name="address.line2"]'), 'Code 12A');
    await unfold(form, 'type');
    type(await find<HTMLSelectElement>(form, '[name="type"]'), 'depannage');
    await describeIt(form, 'La porte du local est bloquée.');
    await accessible(form);
    await send(form);
    await find(form, '.created');
    const body = posted(api)[0]!.body as { contact: unknown; address: unknown; type: string };
    expect(body.contact).to.include({ name: 'Paul, le gardien' });
    expect(body.address).to.include({ line1: '12 chemin des Balmes', line2: 'Code 12A' });
    expect(body.type).to.equal('depannage');
    const plain = ({ attachments: _, ...rest }: typeof before) => rest;
    expect(plain(await customer())).to.deep.equal(plain(before));
  });

  it('names the place as soon as the head of the portal is known, and asks for nothing more', async () => {
    const api = await serve();
    const form = await open(api);
    const place = await find(form, '.part.place > div > div');
    const { name } = api.world.sites.find(({ address }) => address.line1 === api.world.customers[0]!.address.line1)!;
    expect(place).to.have.trimmed.text(name);
    await find(form, '[part="submit"][aria-disabled="false"]');
    expect(api.calls.filter(({ route }) => route.startsWith('GET /sites/'))).to.deep.equal([]);
  });

  it('says that the place is to be told, where none is known', async () => {
    const api = await serve();
    intercept(api, async (route, next) => {
      const reply = await next();
      if (route !== 'GET /portal') return reply;
      const head = (await reply.json()) as Portal;
      const address = { line1: '', line2: '', postalCode: '', city: '', country: 'FR' };
      Object.assign(head.prefill, { siteId: null, siteName: null, equipmentId: null, address });
      return Response.json(head);
    });
    const form = await open(api);
    expect(textOf(await find(form, '.part.place > div > div'))).to.equal('À préciser');
  });

  it('says aloud that what could not leave is kept', async () => {
    const api = await serve();
    api.fail('POST /interventions', 503);
    const form = await open(api);
    await describeIt(form, 'Plus d’eau chaude.');
    await send(form);
    await until(() => textOf(query(form, '.root > [role="status"]')!).includes('est gardée sur cet appareil'));
  });

  it('takes the address of the site that is chosen, and the site of the equipment', async () => {
    const api = await serve();
    const form = await open(api);
    await unfold(form, 'place');
    const [, flat] = api.world.sites;
    type(await find<HTMLSelectElement>(form, '[name="siteId"]'), flat!.id);
    await until(() => query<HTMLInputElement>(form, '[name="address.line1"]')!.value === flat!.address.line1);
    const heater = api.world.equipment.find(({ site }) => site?.id === flat!.id)!;
    type(await find<HTMLSelectElement>(form, '[name="equipmentId"]'), heater.id);
    await describeIt(form, 'Plus d’eau chaude.');
    await send(form);
    await find(form, '.created');
    expect(posted(api)[0]!.body)
      .to.include({ siteId: flat!.id, equipmentId: heater.id })
      .and.not.have.property('address');
  });

  it('asks the company’s own fields, each of its kind, compulsory ones at once', async () => {
    const world = sampleWorld();
    const [first] = ownFields(world);
    first!.required = true;
    const api = await serve(world);
    const form = await open(api);
    await find(form, `[name="fields.${first!.id}"]`);
    for (const { id, kind, label } of ownFields(api.world)) {
      const control = await find(form, `[name="fields.${id}"]`);
      expect(control.localName).to.equal(kind === 'choice' ? 'select' : 'input');
      expect(query(form, `label[for="fields.${id}"]`)).to.contain.text(label.fr);
    }
    await describeIt(form, 'Entretien annuel.');
    await send(form);
    await find(form, `[id="fields.${first!.id}-wrong"]`);
    expect(textOf(query(form, '#hint')!)).to.equal('Décrivez le problème en quelques mots.');
    expect(focused()).to.have.attribute('name', `fields.${first!.id}`);
    expect(posted(api)).to.have.length(0);
  });

  it('shows what was answered in the part that is folded, as people read it', async () => {
    const api = await serve();
    const number = ownFields(api.world).find(({ kind }) => kind === 'number')!;
    const before = await open(api);
    await unfold(before, 'fields');
    type(await find<HTMLInputElement>(before, `[name="fields.${number.id}"]`), '85');
    await describeIt(before, 'Entretien annuel.');
    document.dispatchEvent(new Event('visibilitychange'));
    before.remove();
    const form = await open(api);
    await until(() => form.description === 'Entretien annuel.');
    await until(() => /Surface chauffée \(m²\) 85/.test(textOf(query(form, '.part.fields')!)));
  });

  it('takes numbers as people type them, with a comma and a space between thousands', async () => {
    const api = await serve();
    const number = ownFields(api.world).find(({ kind }) => kind === 'number')!;
    const form = await open(api);
    await unfold(form, 'fields');
    type(await find<HTMLInputElement>(form, `[name="fields.${number.id}"]`), '1 200,5');
    await describeIt(form, 'Entretien annuel.');
    await send(form);
    await find(form, '.created');
    const { items } = await api.office.interventions.list({ q: 'Entretien annuel' }).page();
    const asked = await Promise.all(items.map(({ id }) => api.office.interventions.get(id)));
    expect(asked.map(({ fields }) => fields[number.id])).to.include(1200.5);
  });

  it('shows what the server refuses beside each field, unfolded, and moves there', async () => {
    const api = await serve();
    const errors = [
      { field: 'contact.phone', code: 'phone' },
      { field: 'type', code: 'unknown-choice' },
    ];
    intercept(api, (route, next) => (route === 'POST /interventions' ? problem(422, 'invalid', { errors }) : next()));
    const form = await open(api);
    await describeIt(form, 'Plus d’eau chaude.');
    await send(form);
    await find(form, '[id="contact.phone-wrong"]');
    await find(form, '[id="type-wrong"]');
    await until(() => focused()?.getAttribute('name') === 'type');
    const summary = await find(form, '.notice.bad');
    expect(textOf(summary)).to.include('2 champs sont à revoir').and.include('Téléphone');
    query<HTMLAnchorElement>(form, '.notice.bad a[href="#contact.phone"]')!.click();
    expect(focused()).to.have.attribute('name', 'contact.phone');
    expect(query<HTMLTextAreaElement>(form, 'textarea')!.value).to.equal('Plus d’eau chaude.');
    await accessible(form);
  });

  it('says who to call where the company takes no requests online', async () => {
    const world = sampleWorld();
    world.company.options.creation = false;
    const api = await serve(world);
    const form = await open(api);
    await until(() => textOf(form).includes('Appeler le'));
    expect(query(form, 'form') === null).to.equal(true);
    expect(query(form, 'a')).to.have.attribute('href', 'tel:0465712010');
    await accessible(form);
  });

  it('can be walked through by keyboard alone', async () => {
    const api = await serve();
    const form = await open(api);
    await find(form, '[part="submit"][aria-disabled="false"]');
    form.focusFirst();
    await sendKeys({ type: 'Le chauffe-eau goutte.' });
    const stops: string[] = [];
    for (let press = 0; press < 10 && !focused()?.matches('[part="submit"]'); press++) {
      await sendKeys({ press: 'Tab' });
      const at = focused() as HTMLSelectElement;
      stops.push(at.ariaLabel ?? (at.labels?.[0] ?? at).textContent.trim());
    }
    expect(stops.map((stop) => stop.replace(/\s/g, ' '))).to.deep.equal([
      'Moment préféré (facultatif)',
      'Ajouter des photos',
      'Modifier : Type',
      'Modifier : Lieu',
      'Modifier : Vos coordonnées',
      'Modifier : Précisions',
      'Envoyer la demande',
    ]);
    await sendKeys({ press: 'Enter' });
    await find(form, '.created');
    expect(posted(api)[0]!.body).to.include({ description: 'Le chauffe-eau goutte.' });
  });

  it('has nothing to be pressed twice', async () => {
    const api = await serve();
    const form = await open(api);
    await describeIt(form, 'Plus d’eau chaude.');
    await find(form, '[part="submit"][aria-disabled="false"]');
    api.latency = 100;
    await send(form);
    query<HTMLFormElement>(form, 'form')!.requestSubmit();
    query<HTMLFormElement>(form, 'form')!.requestSubmit();
    await find(form, '.created');
    expect(posted(api)).to.have.length(1);
    expect(all(form, '.created')).to.have.length(1);
  });
});
