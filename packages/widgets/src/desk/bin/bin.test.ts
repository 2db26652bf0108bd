/** What is put away at the desk: archived, or into the bin, and taken back. */
import { expect } from '@open-wc/testing';
import { accessible } from '../../testing/accessible.ts';
import { api, appears, button, find, now, open, shows, textOf, type } from '../../testing/desk.ts';
import { sampleWorld } from '../../testing/worlds.ts';
import { until } from '../../testing/until.ts';
import type { Desk } from '../desk.ts';

const choose = (select: HTMLElement, value: string) => {
  (select as HTMLSelectElement).value = value;
  select.dispatchEvent(new Event('change'));
};
/** There, and not waiting for something else to be saved. */
const labelled = (desk: Desk, label: string) =>
  appears(`[aria-label="${label}"]:not([aria-disabled="true"])`, desk.shadowRoot!);
const isThere = (desk: Desk, selector: string, there: boolean) =>
  until(() => (find(selector, desk.shadowRoot!) !== undefined) === there, `${selector} is ${there ? '' : 'not '}there`);
const archivedAt = async (item: { id: string }) => (await now.intervention(item)).archivedAt;

/** What somebody is asked, and answers. */
const asked: string[] = [];
let answer = true;
const { confirm } = window;
beforeEach(() => {
  asked.length = 0;
  answer = true;
  window.confirm = (question = '') => {
    asked.push(question);
    return answer;
  };
});
afterEach(() => {
  window.confirm = confirm;
});

describe('an intervention', () => {
  it('that is over is archived, found among archived ones, and comes back by one press', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status }) => status === 'done')!;
    const row = `a[href^="#/interventions/${item.id}"]`;
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    (await button(desk, 'Archiver')).click();
    await shows(desk, 'Archivé : il n’est plus dans les listes.');
    await accessible(desk);
    desk.place = { section: 'interventions', id: null };
    await isThere(desk, row, false);
    choose(await labelled(desk, 'État'), 'archived');
    await isThere(desk, row, true);
    (await button(desk, 'Annuler')).click();
    await until(async () => (await archivedAt(item)) === null, 'it is back');
    await isThere(desk, row, false);
  });

  it('that is not over goes into the bin once it is said what that means', async () => {
    const world = sampleWorld();
    const item = world.interventions.find(({ status, assignee }) => status === 'scheduled' && assignee)!;
    const desk = await open({ section: 'interventions', id: item.id }, { world });
    answer = false;
    (await button(desk, 'Mettre à la corbeille')).click();
    expect(asked[0]).to.contain('planifiée').and.to.contain(item.assignee!.name);
    expect((await now.intervention(item)).status).to.equal('scheduled');
    answer = true;
    (await button(desk, 'Mettre à la corbeille')).click();
    await until(() => desk.place.id === null, 'its sheet is closed');
    await isThere(desk, `a[href^="#/interventions/${item.id}"]`, false);
    await until(
      () =>
        now.intervention(item).then(
          () => false,
          () => true,
        ),
      'it is not read',
    );
    (await button(desk, 'Annuler')).click();
    await isThere(desk, `a[href^="#/interventions/${item.id}"]`, true);
    expect((await now.intervention(item)).status).to.equal('scheduled');
  });
});

describe('sites and equipment', () => {
  it('are archived and put into the bin on the sheet of their customer', async () => {
    const world = sampleWorld();
    const site = world.sites[0]!;
    const desk = await open({ section: 'customers', id: site.customerId }, { world });
    (await labelled(desk, `Archiver ${site.name}`)).click();
    await isThere(desk, `[aria-label="Modifier ${site.name}"]`, false);
    const archived = (await appears('details.archived', desk.shadowRoot!)) as HTMLDetailsElement;
    archived.open = true;
    (await labelled(desk, `Désarchiver ${site.name}`)).click();
    await isThere(desk, `[aria-label="Modifier ${site.name}"]`, true);
    await accessible(desk);
    (await labelled(desk, `Mettre à la corbeille\u00a0: ${site.name}`)).click();
    await isThere(desk, `[aria-label="Modifier ${site.name}"]`, false);
    (await button(desk, 'Annuler')).click();
    await isThere(desk, `[aria-label="Modifier ${site.name}"]`, true);
    expect(asked).to.deep.equal([]);
  });
});

describe('the bin', () => {
  it('is searched, and things are restored from it', async () => {
    const world = sampleWorld();
    const [customer, other] = [world.customers[1]!, world.customers[2]!];
    const desk = await open({ section: 'bin', id: null }, { world });
    await shows(desk, 'La corbeille est vide.');
    for (const each of [customer, other]) await api.office.customers.update(each, { binned: true });
    await labelled(desk, `Restaurer ${customer.name}`);
    await labelled(desk, `Restaurer ${other.name}`);
    await accessible(desk);
    type(await appears('#search', desk.shadowRoot!), other.name);
    await isThere(desk, `[aria-label="Restaurer ${customer.name}"]`, false);
    expect(desk.place.filter).to.deep.equal({ q: other.name });
    (await labelled(desk, `Restaurer ${other.name}`)).click();
    await shows(desk, 'Rien ne correspond dans la corbeille.');
    expect((await api.office.customers.get(other.id)).status).to.equal(other.status);
    type(await appears('#search', desk.shadowRoot!), '');
    choose(await labelled(desk, 'Quoi'), 'site');
    await shows(desk, 'Rien ne correspond dans la corbeille.');
    choose(await labelled(desk, 'Quoi'), '');
    await labelled(desk, `Restaurer ${customer.name}`);
    expect(textOf(find('parvis-desk-bin', desk.shadowRoot!)!)).to.contain('mis à la corbeille');
  });
});
