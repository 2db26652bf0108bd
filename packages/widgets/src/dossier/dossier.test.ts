import { expect } from '@open-wc/testing';
import type { Dossier as Item } from '@parvis/sdk';
import { accessible } from '../testing/accessible.ts';
import { all, clean, find, focused, query, show, textOf, type, until } from '../testing/page.ts';
import { serve, type Rig } from '../testing/rig.ts';
import type { Dossier } from './dossier.ts';

describe('<parvis-dossier>', () => {
  afterEach(clean);

  /** Of the first customer, whom the link stands for, with one of their interventions in it. */
  async function begin({ lang = 'fr', width = 390, customers = 1 } = {}) {
    document.documentElement.lang = lang;
    const api = await serve();
    const mine = api.world.customers.slice(0, customers).map(({ id }) => id);
    const item = await api.office.dossiers.create({
      name: 'Salle de bains',
      customerIds: mine,
      startsOn: '2026-12-07',
    });
    const job = await api.office.interventions.create({
      customerId: mine[0]!,
      description: 'Dépose de la baignoire',
      dossierId: item.id,
    });
    await api.office.messages.send(item.id, { body: 'Nous passons jeudi.' });
    const dossier = await show<Dossier>('parvis-dossier', api, { width, attributes: { 'dossier-id': item.id } });
    await find(dossier, '#edit');
    return { api, item, job, dossier };
  }
  const reference = async (api: Rig, { id }: Item) => (await api.office.dossiers.get(id)).customers[0]!.reference;
  const input = (dossier: Dossier) => query<HTMLInputElement>(dossier, 'input#reference');
  async function edit(dossier: Dossier) {
    query(dossier, '#edit')!.click();
    await until(() => focused() === input(dossier), 'the field has the focus');
  }
  const save = (dossier: Dossier) => query(dossier, 'form .primary')!.click();

  for (const lang of ['fr', 'en'])
    it(`shows what it is about, its interventions alone, and its discussion, without an obstacle (${lang})`, async () => {
      const { dossier } = await begin({ lang });
      expect(textOf(query(dossier, 'h2')!)).to.equal('Salle de bains');
      expect(textOf(query(dossier, 'dl')!)).to.include(lang === 'fr' ? '7 décembre 2026' : '7 December 2026');
      await find(dossier, 'parvis-interventions >>> .line');
      const lines = all(query(dossier, 'parvis-interventions')!, '.line');
      expect(lines.map((line) => textOf(query(line, '.what')!))).to.deep.equal(['Dépose de la baignoire']);
      expect(textOf(await find(dossier, 'parvis-thread >>> .text'))).to.equal('Nous passons jeudi.');
      await accessible(dossier);
    });

  it('names the customers where they are several, and not the one who knows who they are', async () => {
    const one = await begin();
    expect(textOf(query(one.dossier, 'dl')!)).not.to.include(one.item.customers[0]!.name);
    const { item, dossier } = await begin({ customers: 2 });
    for (const { name } of item.customers) expect(textOf(query(dossier, 'dl')!)).to.include(name);
  });

  it('opens the intervention that is asked for, and shows one that was just created', async () => {
    const { api, item, job, dossier } = await begin({ width: 1000 });
    await find(dossier, 'parvis-interventions >>> .line');
    dossier.open(job.id);
    await find(dossier, 'parvis-interventions >>> parvis-intervention-sheet >>> article');
    const other = await api.office.interventions.create({
      customerId: item.customers[0]!.id,
      description: 'Pose du receveur',
      dossierId: item.id,
    });
    dossier.put(other);
    await until(() => textOf(query(dossier, 'parvis-interventions')!).includes('Pose du receveur'));
  });

  it('goes on with what the company changes in it', async () => {
    const { api, item, dossier } = await begin();
    await api.office.dossiers.update(item, { name: 'Salle d’eau', status: 'closed' });
    await until(() => textOf(query(dossier, 'h2')!) === 'Salle d’eau');
    expect(textOf(query(dossier, 'dl')!)).to.include('Clos');
    expect(query(dossier, '#edit') === null).to.equal(true);
  });

  it('turns to another dossier with nothing of the one before', async () => {
    const { api, item, dossier } = await begin();
    await edit(dossier);
    type(input(dossier)!, 'Travaux 2026');
    const other = await api.office.dossiers.create({ name: 'Chaufferie', customerIds: [item.customers[0]!.id] });
    dossier.setAttribute('dossier-id', other.id);
    await until(() => query(dossier, 'h2') && textOf(query(dossier, 'h2')!) === 'Chaufferie');
    expect(input(dossier) === null).to.equal(true);
    await until(() => textOf(query(dossier, 'parvis-thread')!).includes('Aucun message'));
    await until(() => all(query(dossier, 'parvis-interventions')!, '.line').length === 0);
  });

  it('says that one is not there, or no longer theirs, and which one is asked for when nothing says so', async () => {
    const api = await serve();
    const { id } = await api.office.dossiers.create({ name: 'A', customerIds: [api.world.customers[1]!.id] });
    for (const attributes of [{ 'dossier-id': id }, {}] as Record<string, string>[]) {
      const dossier = await show<Dossier>('parvis-dossier', api, { attributes });
      expect(textOf(await find(dossier, '[role="alert"]'))).to.include('n’existe plus ou n’est plus accessible');
    }
  });

  describe('the own reference', () => {
    it('is given, changed and taken away, and read by the company', async () => {
      const { api, item, dossier } = await begin();
      for (const [typed, kept] of [
        ['  Travaux 2026 ', 'Travaux 2026'],
        ['Travaux 2027', 'Travaux 2027'],
        ['', ''],
      ] as const) {
        await edit(dossier);
        await accessible(dossier);
        type(input(dossier)!, typed);
        save(dossier);
        await until(() => focused() === query(dossier, '#edit'), 'the focus is back where it began');
        expect(await reference(api, item)).to.equal(kept);
        expect(textOf(query(dossier, '[part="reference"]')!)).to.include(kept);
      }
      expect(textOf(query(dossier, '[role="status"]')!)).to.include('Référence enregistrée');
    });

    it('stays as it was when it is left by Escape or by « Annuler »', async () => {
      const { api, item, dossier } = await begin();
      for (const leave of [
        () => input(dossier)!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
        () => query(dossier, 'form .primary + button')!.click(),
      ]) {
        await edit(dossier);
        type(input(dossier)!, 'Travaux');
        leave();
        await until(() => focused() === query(dossier, '#edit'));
      }
      expect(await reference(api, item)).to.equal('');
    });

    it('leaves what is typed while it is being saved, for this dossier or for another that is shown by then', async () => {
      const { api, item, dossier } = await begin();
      const other = await api.office.dossiers.create({ name: 'Chaufferie', customerIds: [item.customers[0]!.id] });
      await edit(dossier);
      let release = api.hold('PATCH /dossiers/:dossierId/reference');
      type(input(dossier)!, 'Travaux');
      save(dossier);
      type(input(dossier)!, 'Travaux 2026');
      release();
      await until(() => textOf(query(dossier, '[role="status"]')!).includes('Référence enregistrée'));
      expect(input(dossier)!.value).to.equal('Travaux 2026');

      release = api.hold('PATCH /dossiers/:dossierId/reference');
      save(dossier);
      dossier.setAttribute('dossier-id', other.id);
      await until(() => textOf(query(dossier, 'h2')!) === 'Chaufferie' && query(dossier, '#edit'));
      await edit(dossier);
      type(input(dossier)!, 'Cave');
      release();
      await until(async () => (await reference(api, item)) === 'Travaux 2026');
      await until(() => query(dossier, 'form .primary')!.getAttribute('aria-disabled') === 'false', 'it is answered');
      expect(input(dossier)!.value).to.equal('Cave');
    });

    it('is kept as it was typed where it cannot be saved, and says why', async () => {
      const { api, item, dossier } = await begin();
      await edit(dossier);
      const says = (text: string) =>
        until(() => query(dossier, '#reference-wrong')?.textContent.replaceAll(/\s/g, ' ').includes(text), text);
      type(input(dossier)!, 'x'.repeat(61));
      save(dossier);
      await says('1 signe de trop');
      type(input(dossier)!, 'Travaux 2026');
      api.offline = true;
      save(dossier);
      await says('Pas de réseau');
      api.offline = false;
      // Closed by somebody else, before the page has heard of it.
      const release = api.hold('GET /dossiers/:dossierId');
      await api.office.dossiers.update(item, { status: 'closed' });
      save(dossier);
      await says('vient d’être clos');
      expect(input(dossier)!.value).to.equal('Travaux 2026');
      release();
    });
  });
});
