import { expect, oneEvent } from '@open-wc/testing';
import type { Session } from '@parvis/sdk';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { InterventionForm } from '../intervention/intervention-form.ts';
import { accessible } from '../testing/accessible.ts';
import { all, clean, find, focused, query, show, textOf, type, until } from '../testing/page.ts';
import { serve } from '../testing/rig.ts';
import { sampleWorld, type World } from '../testing/worlds.ts';
import type { Portal } from './portal.ts';

const open = async (...given: Parameters<typeof show> extends [string, ...infer Rest] ? Rest : never) => {
  const portal = await show<Portal>('parvis-portal', ...given);
  await find(portal, 'header');
  return portal;
};
const tab = (portal: Portal, name: string) => query<HTMLButtonElement>(portal, `#tab-${name}`)!;

/** A logo, as its company uploads it. */
async function logo(width: number, height: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.fillRect(0, 0, width, height);
  return canvas.convertToBlob();
}

describe('the first screen of the portal', () => {
  afterEach(async () => {
    clean();
    document.body.style.margin = document.documentElement.style.scrollbarWidth = '';
    await setViewport({ width: 800, height: 600 });
  });

  it('has on a phone of 360 x 740 the company, the next appointment and two rows of the list', async () => {
    await setViewport({ width: 360, height: 740 });
    document.body.style.margin = '0';
    // As on a phone, where none takes room.
    document.documentElement.style.scrollbarWidth = 'none';
    const api = await serve();
    const { office } = api;
    const uploaded = await office.files.upload(await logo(400, 200), { name: 'logo.png' });
    await office.company.update(await office.company.get(), { logo: { light: uploaded.id } });
    const portal = await open(api, { width: 360, attributes: { session: 'cookie', theme: 'auto' } });
    await until(() => all(query(portal, 'parvis-interventions')!, '.line').length > 2);
    const image = await find<HTMLImageElement>(portal, 'header img');
    await until(() => image.complete && image.naturalWidth);
    expect(image.alt).to.equal(api.world.company.name);
    const bar = query(portal, '.thumb-bar')!.getBoundingClientRect().top;
    const bottoms = [
      await find(portal, 'parvis-appointment >>> section'),
      ...all(query(portal, 'parvis-interventions')!, '.line').slice(0, 2),
    ].map((each) => each.getBoundingClientRect().bottom);
    expect(bar).to.be.at.most(740);
    expect(Math.max(...bottoms), `of ${bottoms.join(', ')}`).to.be.at.most(bar);
    await accessible(portal);
  });

  it('has on a phone the whole of a long e-mail of the company, no higher than what is pressed beside it', async () => {
    const world = sampleWorld();
    world.company.email = 'bonjour@chauffage-des-monts.example';
    await setViewport({ width: 360, height: 740 });
    const portal = await open(await serve(world), { width: 360, attributes: { session: 'cookie' } });
    const [phone, email] = all(portal, 'header .reach a');
    expect(email!.scrollWidth).to.equal(email!.clientWidth).and.be.above(0);
    expect(email!.offsetHeight).to.equal(phone!.offsetHeight).and.equal(44);
    expect(portal.scrollWidth).to.be.at.most(360);
  });

  it('has on a tablet the whole e-mail of the company', async () => {
    await setViewport({ width: 820, height: 1100 });
    const portal = await open(await serve(), { width: 820, attributes: { session: 'cookie', theme: 'auto' } });
    const [phone, email] = all(portal, 'header .reach a');
    expect(email!.scrollWidth).to.equal(email!.clientWidth).and.be.above(0);
    expect(email!.scrollHeight).to.equal(phone!.scrollHeight);
    const signOut = query(portal, 'header > .bare')!.getBoundingClientRect();
    const create = query(portal, 'header > .create')!.getBoundingClientRect();
    expect(create.right).to.be.below(signOut.left);
    expect(create.bottom).to.be.at.most(phone!.getBoundingClientRect().top);
  });

  for (const [lang, width] of [
    ['fr', 320],
    ['fr', 360],
    ['en', 320],
  ] as const)
    it(`has all of its tabs in sight, at ${width} pixels, ${lang}`, async () => {
      const portal = await open(await serve(), { width, attributes: { lang } });
      const tabs = await find(portal, '[role="tablist"]');
      const { left, right } = tabs.getBoundingClientRect();
      expect(all(tabs, '[role="tab"]')).to.have.length(3);
      for (const each of all(tabs, '[role="tab"]')) {
        const box = each.getBoundingClientRect();
        expect(box.left, textOf(each)).to.be.at.least(left);
        expect(box.right, textOf(each)).to.be.at.most(right);
      }
      expect(tabs.scrollWidth).to.equal(tabs.clientWidth);
    });

  for (const width of [320, 820, 1200])
    it(`has room for a very long name of the company beside « Se déconnecter », at ${width} pixels`, async () => {
      const world = sampleWorld();
      world.company.name =
        'Société générale d’installations thermiques, sanitaires et photovoltaïques Bartholomeusz-Wolfeschlegelsteinhausen';
      const portal = await open(await serve(world), { width, attributes: { session: 'cookie' } });
      const header = await find(portal, 'header');
      const box = (part: string) => query(header, part)!.getBoundingClientRect();
      const name = box('.mark');
      const signOut = box(':scope > .bare');
      expect(name.right).to.be.at.most(signOut.left);
      expect(signOut.right).to.be.at.most(header.getBoundingClientRect().right + 8);
      // Some words to a line, not a letter; all of it stands at the foot.
      expect(name.width).to.be.at.least(120);
      expect(name.height).to.be.at.most(73);
      expect(textOf(await find(portal, 'footer'))).to.include(world.company.name);
      expect(portal.scrollWidth).to.be.at.most(width);
    });

  it('does not name the company inside its own site, and names it by words where it has no logo', async () => {
    const api = await serve();
    const embedded = await open(api);
    const { name } = api.world.company;
    await find(embedded, 'parvis-interventions >>> .line');
    expect(textOf(embedded)).to.not.include(name);
    clean();
    const hosted = await open(await serve(), { attributes: { session: 'cookie' } });
    await find(hosted, 'parvis-interventions >>> .line');
    expect(textOf(await find(hosted, 'header'))).to.include(name);
    expect(textOf(await find(hosted, 'footer'))).to.include(api.world.company.address.city);
  });
});

describe('the portal', () => {
  afterEach(clean);

  for (const [name, width] of [
    ['phone', 360],
    ['desktop', 1100],
  ] as const) {
    it(`shows who I am, what happens next, and the list, ${name}`, async () => {
      const api = await serve();
      const portal = await open(api, { width });
      await find(portal, 'parvis-interventions >>> .line');
      const [customer] = api.world.customers;
      const head = await find(portal, 'header');
      const { phone, email } = api.world.company;
      expect([...head.querySelectorAll('a')].map((link) => [textOf(link), link.href])).to.deep.equal([
        [phone, `tel:${phone.replaceAll(' ', '')}`],
        [email, `mailto:${email}`],
      ]);
      // What is known of me is folded, and comes when it is asked for.
      const information = await find<HTMLDetailsElement>(portal, 'details');
      expect(textOf(information)).to.include('Mes informations').and.to.include(customer!.name);
      expect(query(information, 'parvis-information')!.checkVisibility()).to.equal(false);
      information.querySelector('summary')!.click();
      await until(() => query(information, 'parvis-information >>> dl')?.checkVisibility());
      for (const part of [
        customer!.name,
        String(customer!.number),
        customer!.address.line1,
        customer!.extra,
        customer!.attachments[0]!.name,
      ]) {
        expect(textOf(information)).to.include(part);
      }
      expect(textOf(await find(portal, 'parvis-appointment >>> section'))).to.match(/ est à l’œuvre/);
      await accessible(portal);
      expect(portal.scrollWidth).to.be.at.most(width);
    });
  }

  it('keeps « Demander une intervention » in reach, and shows what was created at once', async () => {
    const api = await serve();
    const portal = await open(api);
    await find(portal, 'parvis-interventions >>> .line');
    const [button] = all(portal, '[part="create"]').filter((each) => each.offsetParent);
    const { bottom } = button!.getBoundingClientRect();
    expect(bottom).to.be.at.most(innerHeight);
    button!.click();
    const form = await find<InterventionForm>(portal, 'dialog[open] parvis-intervention-form');
    await until(() => focused()?.localName === 'textarea');
    type(await find<HTMLTextAreaElement>(form, 'textarea'), 'La baignoire se vide mal.');
    await accessible(portal);
    setTimeout(async () => (await find(form, '[part="submit"][aria-disabled="false"]')).click());
    await oneEvent(portal, 'parvis-intervention-created');
    await until(() => textOf(listOf(portal)).includes('La baignoire se vide mal.'));
    (await find(form, '.created button')).click();
    await until(() => !query(portal, 'dialog.form'));
    // What was just created is opened.
    await until(() =>
      textOf(query(portal, 'parvis-interventions >>> parvis-intervention-sheet >>> article') ?? portal).includes(
        'La baignoire',
      ),
    );
  });

  it('lists sites and equipment, and the interventions of the one chosen', async () => {
    const api = await serve();
    const portal = await open(api, { width: 1100 });
    tab(portal, 'sites').click();
    const places = await find(portal, 'parvis-places');
    await find(places, '.place');
    await accessible(portal);
    const own = api.world.sites.filter(({ customerId }) => customerId === api.world.customers[0]!.id);
    expect(all(places, '.place')).to.have.length(own.length);
    const flat = all(places, '.place').find((each) => textOf(each).includes('Vieux Lyon'))!;
    flat.click();
    const list = await find(places, 'parvis-interventions');
    await find(list, '.line');
    expect(all(list, '.line').every((line) => textOf(line).includes('Vieux Lyon'))).to.equal(true);

    tab(portal, 'equipment').click();
    const equipment = await find(portal, '#panel-equipment parvis-places');
    await until(() => all(equipment, '.place').some((each) => textOf(each).includes('Chaudière')));
    all(equipment, '.place')
      .find((each) => textOf(each).includes('Chaudière'))!
      .click();
    await until(() => textOf(equipment).includes('N° de série'));
    await accessible(portal);
  });

  it('shows a site that the company adds, and those that a lost network kept back, as soon as they can be had', async () => {
    const world = sampleWorld();
    world.customers[0]!.externalId = 'C1';
    const api = await serve(world);
    const portal = await open(api, { width: 1100 });
    api.offline = true;
    tab(portal, 'sites').click();
    const places = await find(portal, 'parvis-places');
    await find(places, '[role="alert"]');
    api.offline = false;
    dispatchEvent(new Event('online'));
    await find(places, '.place');
    const [site] = api.world.sites;
    const { customerId, address } = site!;
    await api.office.sites.create({ customerId, address, name: 'La grange' });
    await until(() => textOf(places).includes('La grange'));
    const before = api.calls.filter(({ route }) => route === 'GET /sites').length;
    const row = { customerExternalId: 'C1', address };
    await api.office.sites.batch(
      Array.from({ length: 20 }, (_, n) => ({ ...row, externalId: `${n}`, name: `N° ${n}` })),
    );
    await until(() => textOf(places).includes('N° 19'));
    // All of it is one reading.
    expect(api.calls.filter(({ route }) => route === 'GET /sites').length).to.equal(before + 1);
  });

  it('searches sites where there are more than one sees at once, by name and address', async () => {
    const world = sampleWorld();
    world.customers[0]!.externalId = 'C1';
    const api = await serve(world);
    const portal = await open(api, { width: 1100 });
    tab(portal, 'sites').click();
    const places = await find(portal, 'parvis-places');
    await find(places, '.place');
    expect(query(places, 'input') === null).to.equal(true);
    const [{ address }] = world.sites as [World['sites'][number]];
    await api.office.sites.batch(
      Array.from({ length: 12 }, (_, n) => ({
        customerExternalId: 'C1',
        externalId: `${n}`,
        name: `Bâtiment ${n}`,
        address: { ...address, city: n === 7 ? 'Évian' : address.city },
      })),
    );
    const field = await find<HTMLInputElement>(places, 'input[type="search"]');
    await accessible(portal);
    type(field, 'batiment evian');
    await until(() => all(places, '.place').length === 1);
    expect(textOf(places)).to.include('Bâtiment 7');
    type(field, '');
    await until(() => all(places, '.place').length > 12);
  });

  it('names the list of interventions by what they are of', async () => {
    const portal = await open(await serve(), { width: 1100 });
    tab(portal, 'sites').click();
    const places = await find(portal, 'parvis-places');
    (await find(places, '.place')).click();
    const list = await find(places, 'parvis-interventions >>> section.list');
    expect(list.getAttribute('aria-label')).to.equal(`Interventions\u00a0: ${textOf(query(places, 'h3')!)}`);
  });

  it('has no tabs of what there is none of', async () => {
    const world = sampleWorld();
    const [customer] = world.customers;
    world.interventions = [];
    world.equipment = world.equipment.filter(({ customerId }) => customerId !== customer!.id);
    const portal = await open(await serve(world));
    await find(portal, '#tab-sites');
    expect(tab(portal, 'equipment') === null).to.equal(true);
  });

  it('puts who asks for an intervention where they can write, whatever their language', async () => {
    const world = sampleWorld();
    world.customers[0]!.contacts[0]!.lang = 'en';
    const portal = await open(await serve(world), { attributes: { lang: 'en' } });
    (await find(portal, '[part="create"]')).click();
    await until(() => focused()?.localName === 'textarea');
  });

  it('hides nothing that the keyboard comes to behind what sticks', async () => {
    await setViewport({ width: 360, height: 740 });
    document.body.style.margin = '0';
    const portal = await open(await serve(), { width: 360 });
    await until(() => all(query(portal, 'parvis-interventions')!, '.line').length > 2);
    const bar = await find(portal, '.thumb-bar');
    query(portal, 'summary')!.click();
    await find(portal, 'parvis-information >>> dl');
    // What it takes to come to the foot: the list itself is one stop.
    for (let step = 0; step < 12; step++) {
      await sendKeys({ press: 'Tab' });
      const at = focused();
      if (!at || bar.contains(at) || at === document.body) continue;
      expect(at.getBoundingClientRect().bottom, textOf(at)).to.be.at.most(bar.getBoundingClientRect().top + 1);
    }
    document.body.style.margin = '';
    await setViewport({ width: 800, height: 600 });
  });

  it('hides neither what is wrong nor what is kept behind the bar of a sheet', async () => {
    await setViewport({ width: 360, height: 740 });
    try {
      const api = await serve();
      const portal = await open(api, { width: 360 });
      (await find(portal, '.thumb-bar button')).click();
      const form = await find<InterventionForm>(portal, 'dialog[open] parvis-intervention-form');
      const bar = query(portal, 'dialog[open] .bar')!;
      const isInSight = (element: Element) =>
        element.getBoundingClientRect().top >= bar.getBoundingClientRect().bottom - 1;
      const submit = await find(form, '[part="submit"][aria-disabled="false"]');
      submit.scrollIntoView({ block: 'end' });
      submit.click();
      await find(form, '#description-wrong');
      await until(() => isInSight(query(form, 'label')!), 'the label is behind the bar');

      api.fail('POST /interventions', 503);
      const text = query<HTMLTextAreaElement>(form, 'textarea')!;
      type(text, 'La baignoire se vide mal.');
      submit.scrollIntoView({ block: 'end' });
      submit.click();
      const title = await find(form, 'parvis-pending >>> h3');
      await until(() => isInSight(title), 'what is kept is behind the bar');
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('starts a request from where one stands', async () => {
    const api = await serve();
    const portal = await open(api, { width: 1100 });
    tab(portal, 'sites').click();
    const places = await find(portal, 'parvis-places');
    (await find(places, '.place')).click();
    await find(places, 'h3');
    query<HTMLButtonElement>(portal, 'header [part="create"]')!.click();
    const form = await find<InterventionForm>(portal, 'dialog[open] parvis-intervention-form');
    const [site] = api.world.sites.filter(({ name }) => name === textOf(query(places, 'h3')!));
    await until(() => textOf(form).includes(site!.name) && textOf(form).includes(site!.address.line1));
  });

  it('drills down where there is no room for both, and back to where one was', async () => {
    const portal = await open(await serve(), { width: 360 });
    portal.style.marginBlock = '100vh';
    tab(portal, 'sites').click();
    const places = await find(portal, 'parvis-places');
    const [, second] = [await find(places, '.place'), all(places, '.place')[1]!];
    // At the foot of the screen, where what follows is not seen.
    scrollBy(0, places.getBoundingClientRect().top - innerHeight + 150);
    second.click();
    await until(() => focused()?.localName === 'h3');
    expect(query(places, '.list')!.offsetParent === null).to.equal(true);
    // In sight, and the tabs above it too.
    expect(places.getBoundingClientRect().top).to.be.within(44, innerHeight / 2);
    query<HTMLButtonElement>(places, '.back')!.click();
    await until(() => focused() === all(places, '.place')[1]);
  });

  it('moves through its tabs by arrows', async () => {
    const portal = await open(await serve());
    tab(portal, 'interventions').focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => focused()?.id === 'tab-sites');
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'ArrowLeft' });
    await until(() => focused()?.id === 'tab-equipment');
    await sendKeys({ press: 'Home' });
    await until(() => focused()?.id === 'tab-interventions');
    expect(all(portal, '[role="tab"][tabindex="0"]')).to.have.length(1);
  });

  it('hides what the company switched off', async () => {
    const world = sampleWorld();
    Object.assign(world.company.options, { creation: false, sites: false, equipment: false, documents: false });
    const api = await serve(world);
    const portal = await open(api);
    await find(portal, 'parvis-interventions >>> .line');
    expect(all(portal, '[role="tab"]')).to.have.length(0);
    expect(all(portal, '[part="create"]')).to.have.length(0);
    expect(textOf(portal)).to.not.include('Contrat d’entretien.pdf');
    expect(api.calls.some(({ route }) => route === 'GET /sites')).to.equal(false);
    await accessible(portal);
  });

  it('shows a link’s one intervention and no more', async () => {
    const portal = await open(await serve(), { link: 'intervention' });
    await find(portal, 'parvis-intervention-sheet >>> article');
    expect(query(portal, 'parvis-interventions') === null).to.equal(true);
    expect(all(portal, '[part="create"]')).to.have.length(0);
    expect(textOf(portal)).to.not.include('N° client');
    await accessible(portal);
  });

  it('says that it is a preview, where nothing can be changed', async () => {
    const api = await serve();
    const portal = document.createElement('parvis-portal');
    portal.api = api.origin;
    portal.getSession = async () => {
      const { accessToken } = await api.signIn(api.world.members[0]!);
      const reply = await fetch(`${api.origin}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
        body: JSON.stringify({ preview: { contactId: api.world.customers[0]!.contacts[0]!.id } }),
      });
      return (await reply.json()) as Session;
    };
    document.body.append(portal);
    await find(portal, 'header');
    expect(textOf(portal)).to.include('Aperçu : le portail tel que le voit Éléonore Girard');
    expect(all(portal, '[part="create"]')).to.have.length(0);
    await accessible(portal);
  });

  it('hears of a new appointment without being reloaded', async () => {
    const world = sampleWorld();
    // Nobody is on the way yet.
    world.interventions = world.interventions.filter(({ status }) => !['en_route', 'in_progress'].includes(status));
    const api = await serve(world);
    const portal = await open(api);
    await find(portal, 'parvis-interventions >>> .line');
    const job = world.interventions.find(({ status }) => status === 'to_schedule')!;
    await api.office.interventions.move(job.id, {
      to: 'scheduled',
      windowStart: new Date(Date.now() + 60_000).toISOString(),
      windowEnd: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await until(() =>
      textOf(query(portal, 'parvis-appointment >>> section') ?? portal).includes(job.description.slice(0, 20)),
    );
  });

  it('does not call next what should have been', async () => {
    const world = sampleWorld();
    const job = world.interventions.find(({ status, windowEnd }) => status === 'scheduled' && windowEnd)!;
    Object.assign(job, { windowStart: '2026-01-07T07:00:00.000Z', windowEnd: '2026-01-07T09:00:00.000Z' });
    const portal = await open(await serve({ ...world, interventions: [job] }));
    const next = textOf(await find(portal, 'parvis-appointment >>> section'));
    expect(next).to.match(/^Rendez-vous\b/);
  });

  it('signs out, and shows nothing any more', async () => {
    const api = await serve();
    const portal = await open(api);
    const button = await find(portal, 'header .bare');
    setTimeout(() => button.click());
    await oneEvent(portal, 'parvis-session-expired');
    await until(() => textOf(portal).includes('Vous êtes déconnecté'));
    expect(textOf(portal)).to.not.include('Éléonore');
    expect(api.calls.some(({ route }) => route === 'DELETE /session')).to.equal(true);
    await accessible(portal);
  });

  it('is an invitation to who has had nothing done yet', async () => {
    const portal = await open(await serve({ ...sampleWorld(), interventions: [] }));
    const list = listOf(portal);
    const button = await find(list, '.empty .primary');
    expect(textOf(portal)).to.include('Rien n’est prévu pour le moment.');
    button.click();
    await find(portal, 'dialog.form[open]');
    await accessible(portal);
  });

  it('says so without a network, and comes up by itself when it is back', async () => {
    const api = await serve();
    api.offline = true;
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    const portal = await show<Portal>('parvis-portal', api);
    await until(() => textOf(portal).includes('Pas de réseau'));
    await accessible(portal);
    api.offline = false;
    Reflect.deleteProperty(navigator, 'onLine');
    dispatchEvent(new Event('online'));
    await find(portal, 'header');
  });

  it('draws the lines of sites as long as those of interventions', async () => {
    const portal = await open(await serve(), { width: 700 });
    tab(portal, 'sites').click();
    const place = await find(portal, 'parvis-places >>> .place');
    const line = await find(portal, 'parvis-interventions >>> .line');
    const drawn = (row: HTMLElement) => {
      const { content, left, right, bottom, borderBottomWidth, borderBottomColor } = getComputedStyle(row, '::after');
      return { content, left, right, bottom, borderBottomWidth, borderBottomColor };
    };
    expect(drawn(place)).to.deep.equal(drawn(line));
    expect(drawn(place).borderBottomWidth).to.equal('1px');
    expect(getComputedStyle(place).borderBottomWidth).to.equal('0px');
  });

  it('holds long words in the detail of a piece of equipment', async () => {
    const world = sampleWorld();
    const piece = world.equipment.find(({ customerId }) => customerId === world.customers[0]!.id)!;
    piece.kind = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten';
    piece.serialNumber = 'X'.repeat(60);
    const portal = await open(await serve(world), { width: 320 });
    tab(portal, 'equipment').click();
    const places = await find(portal, 'parvis-places');
    await until(() => all(places, '.place').some((each) => textOf(each).includes('Donau')));
    all(places, '.place')
      .find((each) => textOf(each).includes('Donau'))!
      .click();
    const name = await find(places, 'h3');
    for (const each of [name, ...all(places, 'dd'), portal]) {
      expect(each.getBoundingClientRect().right).to.be.at.most(portal.getBoundingClientRect().left + 320);
      expect(each.scrollWidth).to.be.at.most(320);
    }
  });

  it('holds long texts in a narrow column', async () => {
    const world = sampleWorld();
    const [customer] = world.customers;
    customer!.name = 'Syndicat-des-copropriétaires-de-la-résidence-du-Parc-de-la-Tête-d’Or-et-de-ses-dépendances';
    customer!.extra = 'mot '.repeat(200) + 'x'.repeat(300);
    const api = await serve(world);
    const portal = await open(api, { width: 320 });
    await find(portal, 'parvis-interventions >>> .line');
    expect(portal.scrollWidth).to.be.at.most(320);
    await accessible(portal);
  });

  it('speaks the contact’s language on a page of its own', async () => {
    const world = sampleWorld();
    world.customers[0]!.contacts[0]!.lang = 'en';
    const api = await serve(world);
    const portal = await show<Portal>('parvis-portal', api, { attributes: { session: 'cookie' } });
    await until(() => textOf(portal).includes('is on site'));
    expect(document.documentElement.lang).to.equal('en');
    expect(document.title).to.equal(api.world.company.name);
    expect(api.calls.find(({ route }) => route === 'POST /session')!.body).to.include({ keep: true });
  });
});

const listOf = (portal: Portal) => query(portal, 'parvis-interventions')!;
