import { expect } from '@open-wc/testing';
import type { InterventionStatus } from '@parvis/sdk';
import type { Photos } from '../shared/photos.ts';
import { accessible } from '../testing/accessible.ts';
import { all, clean, find, focused, intercept, problem, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import { picture } from '../testing/picture.ts';
import type { InterventionSheet } from './intervention-sheet.ts';

const own = (api: Rig, status: InterventionStatus) =>
  api.world.interventions.find((each) => each.status === status && each.customerId === api.world.customers[0]!.id)!;
const now = (api: Rig, { id }: { id: string }) => api.office.interventions.get(id);
async function open(api: Rig, id: string, width = 390) {
  const sheet = await show<InterventionSheet>('parvis-intervention-sheet', api, {
    width,
    attributes: { 'intervention-id': id },
  });
  await until(() => query(sheet, 'article') ?? query(sheet, '[role="alert"]'));
  return sheet;
}

describe('the sheet of an intervention', () => {
  afterEach(clean);

  it('tells when, where, who, what for, and what happened so far', async () => {
    const api = await serve();
    const job = own(api, 'in_progress');
    const sheet = await open(api, job.id, 700);
    const text = textOf(sheet);
    for (const part of [
      String(job.number),
      'En cours',
      job.description,
      job.siteName!,
      job.address.line1,
      job.contact.name,
      // A customer hears the first name.
      job.assignee!.name.split(' ')[0]!,
    ]) {
      expect(text).to.include(part);
    }
    expect(all(sheet, '.course li:not(.ahead)')).to.have.length(job.moves.length);
    expect(all(sheet, '.course time').every((time) => time.hasAttribute('datetime'))).to.equal(true);
    await accessible(sheet);
  });

  it('shows each new state without being asked, and says it', async () => {
    const api = await serve();
    const job = own(api, 'in_progress');
    const sheet = await open(api, job.id);
    await api.office.interventions.move(job.id, { to: 'done' });
    await until(() => textOf(query(sheet, '.root > [role="status"]')!).includes('Terminée'));
    expect(all(sheet, '.course li:not(.ahead)')).to.have.length(job.moves.length + 1);
  });

  it('says in plain words what the company took back, or took up again, and why', async () => {
    const api = await serve();
    const { interventions } = api.office;
    const reason = 'Saisie sur la mauvaise fiche';
    const begun = own(api, 'in_progress');
    await interventions.move(begun.id, { to: 'en_route', reason });
    const last = async (id: string) => {
      const sheet = await open(api, id);
      const { by } = (await now(api, { id })).moves.at(-1)!;
      return { said: textOf(all(sheet, '.course li:not(.ahead)').at(-1)!), by: `par ${by!.split(' ')[0]}` };
    };
    const setBack = await last(begun.id);
    expect(setBack.said).to.include('En route').and.to.include(`Remise à cet état ${setBack.by}. Motif : ${reason}`);
    const cancelled = own(api, 'cancelled');
    const copy = await interventions.copy(cancelled);
    expect((await last(cancelled.id)).said)
      .to.include('Annulée')
      .and.to.include('Reprise dans une nouvelle intervention');
    expect((await last(copy.id)).said)
      .to.include('À planifier')
      .and.to.include('Reprise dans une nouvelle intervention par');
    await interventions.move(cancelled.id, { to: 'to_schedule', reason });
    expect((await last(cancelled.id)).said)
      .to.include('À planifier')
      .and.to.include('Rouverte')
      .and.to.include(reason);
  });

  for (const [status, ...ahead] of [
    [
      'requested',
      'Demande acceptée par l’entreprise',
      'Rendez-vous fixé',
      'Intervention sur place',
      'Intervention terminée',
    ],
    ['scheduled', 'Intervention sur place', 'Intervention terminée'],
    ['in_progress', 'Intervention terminée'],
    ['signed'],
    ['cancelled'],
  ] as const) {
    it(`says where it stands and what is still to come, when it is ${status}`, async () => {
      const api = await serve();
      const sheet = await open(api, own(api, status).id);
      expect(all(sheet, '.course .ahead').map((step) => textOf(step))).to.deep.equal(
        ahead.map((step) => `À venir : ${step}`),
      );
      const present = all(sheet, '[aria-current="step"]');
      expect(present.map((step) => step.querySelector('.status')!.classList.contains(status))).to.deep.equal([true]);
      await accessible(sheet);
    });
  }

  it('cancels what is still requested, with its reason', async () => {
    const api = await serve();
    const job = own(api, 'requested');
    const sheet = await open(api, job.id);
    (await find(sheet, 'article > div > .bare')).click();
    const dialog = await find<HTMLDialogElement>(sheet, 'dialog[open]');
    query<HTMLFormElement>(dialog, 'form')!.requestSubmit();
    await find(sheet, '#reason-wrong');
    expect(focused()).to.have.attribute('name', 'reason');
    await accessible(sheet);
    type(await find<HTMLTextAreaElement>(sheet, '#reason'), 'Réparé entre-temps.');
    query<HTMLFormElement>(dialog, 'form')!.requestSubmit();
    await until(async () => (await now(api, job)).status === 'cancelled');
    await until(() => textOf(sheet).includes('Motif : Réparé entre-temps.'));
    expect(query(sheet, 'dialog') === null).to.equal(true);
    expect(query(sheet, 'article > div > .bare') === null).to.equal(true);
  });

  it('shows what it has become when someone was quicker', async () => {
    const api = await serve();
    // It is not heard of.
    api.fail('GET /live', 503);
    const job = own(api, 'requested');
    const sheet = await open(api, job.id);
    (await find(sheet, 'article > div > .bare')).click();
    type(await find<HTMLTextAreaElement>(sheet, '#reason'), 'Réparé entre-temps.');
    await api.office.interventions.move(job.id, { to: 'to_schedule' });
    query<HTMLFormElement>(sheet, 'dialog form')!.requestSubmit();
    await until(() => textOf(query(sheet, 'h2')!).includes('À planifier'));
    expect((await now(api, job)).status).to.equal('to_schedule');
  });

  it('offers nothing that may not be done', async () => {
    const api = await serve();
    const job = own(api, 'signed');
    const sheet = await open(api, job.id);
    expect(all(sheet, 'button')).to.have.length(0);
  });

  it('takes photos', async () => {
    const api = await serve();
    const job = own(api, 'scheduled');
    const before = job.files.length;
    const sheet = await open(api, job.id);
    (await find(sheet, '.files button')).click();
    const photos = await find<Photos>(sheet, 'parvis-photos');
    photos.restore([{ id: 'one', key: 'one', name: 'avant.png', content: await picture() }]);
    const add = await find(sheet, '.files .primary');
    add.click();
    await until(async () => (await now(api, job)).files.length === before + 1);
    await until(() => !query(sheet, 'parvis-photos'));
    await find(sheet, '[aria-label="Agrandir avant.png"]');
    await accessible(sheet);
  });

  it('names a photo that is refused only once it was to be added', async () => {
    const api = await serve();
    const job = own(api, 'scheduled');
    let asked = 0;
    const { promise: pressed, resolve: refuse } = Promise.withResolvers<void>();
    intercept(api, async (route, next) => {
      if (route !== 'POST /files') return next();
      asked++;
      await pressed;
      return problem(415, 'unsupported-file');
    });
    const sheet = await open(api, job.id);
    (await find(sheet, '.files button')).click();
    const photos = await find<Photos>(sheet, 'parvis-photos');
    const chosen = new DataTransfer();
    chosen.items.add(new File([await picture()], 'avant.png', { type: 'image/png' }));
    const input = await find<HTMLInputElement>(photos, 'input');
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
    await until(() => asked === 1, 'it is on its way');
    (await find(sheet, '.files .primary')).click();
    await find(sheet, '.files .primary[aria-disabled="true"]');
    refuse();
    await until(() => textOf(photos).includes('avant.png : seuls JPEG'), 'it is named');
  });

  it('says when there is nothing to see', async () => {
    const sheet = await open(await serve(), '01900000-0007-7000-8000-0000000fffff');
    expect(textOf(sheet)).to.include('n’est plus accessible');
    await accessible(sheet);
  });
});
