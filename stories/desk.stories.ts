import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Desk } from '../packages/widgets/src/desk/desk.ts';
import type { Portal } from '../packages/widgets/src/portal/portal.ts';
import { rigPassword } from '../packages/widgets/src/testing/rig.ts';
import { emptyWorld, largeWorld, sampleWorld, type World } from '../packages/widgets/src/testing/worlds.ts';
import { answer, api, find, longName, longText, name200, show, worldWith, write, type Given } from './story.ts';

type Place = Desk['place'];

/** Whether the company's own site still knows who is at the desk. */
let isKnown = true;
/** Signed in as the first member, unless `member` says who is, by place in the world; null for nobody. */
const desk = (place: Place, { member = 0, ...given }: Omit<Given, 'link'> & { member?: number | null } = {}) =>
  show(given, ({ api: server }) => {
    isKnown = true;
    const signIn = () => (isKnown ? api.signIn(api.world.members[member ?? 0]!) : null);
    return member === null
      ? html`<parvis-desk api=${server} session="cookie"></parvis-desk>`
      : html`<parvis-desk api=${server} .place=${place} .getSession=${signIn}></parvis-desk>`;
  });
const today: Place = { section: 'today', id: null };
const inbox: Place = { section: 'inbox', id: null };
const customers: Place = { section: 'customers', id: null };
/** All its days, under their headings. */
const days: Place = { section: 'interventions', id: null, filter: { period: '2020-01-01..2099-12-31' } };

/** With the sheet of a customer open, by their place in the world. */
function customer(place = 0, given: Given = {}) {
  const { world = sampleWorld() } = given;
  return desk({ section: 'customers', id: world.customers.at(place)?.id ?? null }, { ...given, world });
}
/** With the sheet of the first intervention in this state open. */
function intervention(state: string, given: Given = {}) {
  const { world = sampleWorld() } = given;
  const id = world.interventions.find(({ status }) => status === state)?.id ?? null;
  return desk({ section: 'interventions', id }, { ...given, world });
}
const longWorld = () =>
  worldWith((world) => {
    const { company, customers, sites, equipment, interventions, members } = world;
    company.name = longName;
    for (const each of customers) Object.assign(each, { name: longName, lastName: longName, extra: longText });
    for (const each of sites) each.name = longName;
    for (const each of equipment) Object.assign(each, { kind: longName, serialNumber: 'SN-2041-'.repeat(12) });
    for (const each of interventions) each.description = longText;
    // Their mails went elsewhere.
    world.outbox = [];
    for (const each of members) Object.assign(each, { name: longName, email: `${'nom.'.repeat(20)}${each.email}` });
  });

const sheet = 'parvis-desk >>> parvis-desk-customers >>> parvis-desk-customer >>> ';
const job = 'parvis-desk >>> parvis-desk-interventions >>> parvis-desk-intervention >>> ';
const press =
  (...path: string[]): NonNullable<StoryObj['play']> =>
  async ({ canvasElement }) => {
    for (const selector of path) (await find(canvasElement, selector)).click();
  };

export default { title: 'Bureau', component: 'parvis-desk' } satisfies Meta;
type Story = StoryObj;

export const SignIn: Story = { render: () => desk(inbox, { member: null }) };
export const SignInRefusedPhone: Story = {
  ...SignIn,
  play: press('parvis-desk >>> parvis-desk-sign-in >>> .primary'),
};
export const ForgottenPasswordPhone: Story = {
  ...SignIn,
  play: press('parvis-desk >>> parvis-desk-sign-in >>> .bare'),
};
export const Loading: Story = { render: () => desk(inbox, { prepare: (rig) => (rig.latency = 600_000) }) };
export const LoadingPhone: Story = { ...Loading };
export const ServerDownPhone: Story = {
  render: () => desk(inbox, { prepare: (rig) => rig.fail('GET /company', 500) }),
};

export const Today: Story = { render: () => desk(today) };
export const TodayPhone: Story = { ...Today };
export const TodayDark: Story = { ...Today, globals: { theme: 'dark' } };
export const TodayEnglish: Story = { ...Today, globals: { lang: 'en' } };
export const TodayEmpty: Story = { render: () => desk(today, { world: emptyWorld() }) };
export const TodayFailed: Story = {
  render: () => desk(today, { prepare: (rig) => rig.fail('GET /interventions/planned', 500) }),
};
/** A company that was just made, with the list of what it still has to do. */
export const FirstSteps: Story = {
  ...TodayEmpty,
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'parvis-desk >>> parvis-desk-today >>> .steps');
  },
};
export const FirstStepsPhone: Story = { ...FirstSteps };
export const FirstStepsDark: Story = { ...FirstSteps, globals: { theme: 'dark' } };
export const Inbox: Story = { render: () => desk(inbox) };
export const InboxPhone: Story = { ...Inbox };
export const InboxDark: Story = { ...Inbox, globals: { theme: 'dark' } };
export const InboxEnglish: Story = { ...Inbox, globals: { lang: 'en' } };
export const InboxEmpty: Story = { render: () => desk(inbox, { world: emptyWorld() }) };
export const InboxFailed: Story = {
  render: () => desk(inbox, { prepare: (rig) => rig.fail('GET /interventions', 500) }),
};
export const Days: Story = { render: () => desk(days) };
export const DaysPhone: Story = { ...Days };
export const DaysDark: Story = { ...Days, globals: { theme: 'dark' } };
export const DaysEnglish: Story = { ...Days, globals: { lang: 'en' } };
export const DaysEmpty: Story = { render: () => desk(days, { world: emptyWorld() }) };
export const LongTextPhone: Story = { render: () => desk(inbox, { world: longWorld() }) };

export const InterventionOpen: Story = { render: () => intervention('requested') };
export const InterventionOpenPhone: Story = { ...InterventionOpen };
export const Scheduling: Story = {
  render: () => intervention('to_schedule'),
  play: press(`${job}[data-opens="schedule"]`),
};
export const SchedulingPhone: Story = { ...Scheduling };
export const CancellingPhone: Story = {
  ...InterventionOpen,
  play: press(`${job}[data-opens="cancel"]`, `${job}form .primary`),
};
export const InterventionLinkPhone: Story = {
  ...InterventionOpen,
  play: press(`${job}parvis-desk-intervention-link >>> [data-opens]`),
};
export const Interventions: Story = { render: () => desk({ section: 'interventions', id: null }) };
export const ThousandsOfInterventions: Story = {
  render: () => desk({ section: 'interventions', id: null }, { world: largeWorld({ interventions: 2000 }) }),
};
export const NewInterventionPhone: Story = {
  render: () => desk(inbox),
  play: press('parvis-desk >>> parvis-desk-inbox >>> .tools .primary'),
};

/** Somebody new phones: written down with the intervention, which is planned in the same go. */
export const CallIn: Story = {
  render: () => desk(inbox),
  play: async (context) => {
    const dialog = 'parvis-desk >>> parvis-desk-inbox >>> parvis-desk-new-intervention >>> ';
    const choice = `${dialog}parvis-desk-customer-choice >>> `;
    const { canvasElement } = context;
    await press('parvis-desk >>> parvis-desk-inbox >>> .tools .primary')(context);
    write(await find<HTMLInputElement>(canvasElement, `${choice}#customer`), 'Delorme');
    await press(`${choice}[aria-selected="true"]`, `${dialog}[name="isPlanned"]`)(context);
    await find(canvasElement, `${dialog}#who`);
    // Somebody has this number already.
    const phone = await find<HTMLInputElement>(canvasElement, `${dialog}[type="tel"]`);
    write(phone, api.world.customers[0]!.contacts[0]!.phone);
    phone.dispatchEvent(new Event('change', { bubbles: true }));
    await find(canvasElement, `${dialog}.doubts li`);
  },
};
export const CallInPhone: Story = { ...CallIn };
export const CallInDark: Story = { ...CallIn, globals: { theme: 'dark' } };
export const CallInEnglish: Story = { ...CallIn, globals: { lang: 'en' } };

/** What was put away: the bin, and what is archived. */
export const Bin: Story = {
  render: () => desk({ section: 'bin', id: null }),
  play: async ({ canvasElement }) => {
    const bin = 'parvis-desk >>> parvis-desk-bin >>> ';
    await find(canvasElement, `${bin}.empty`);
    const { office, world } = api;
    await office.customers.update(world.customers[2]!, { binned: true });
    const { customerId } = world.sites.find((site) => site.customerId !== world.customers[2]!.id)!;
    const intervention = world.interventions.find((each) => each.customerId === customerId)!;
    await office.interventions.update(intervention, { binned: true });
    await office.sites.update(
      world.sites.find((site) => site.customerId === customerId)!,
      { binned: true },
    );
    await find(canvasElement, `${bin}li:nth-child(3)`);
  },
};
export const BinPhone: Story = { ...Bin };
export const BinDark: Story = { ...Bin, globals: { theme: 'dark' } };
export const BinEnglish: Story = { ...Bin, globals: { lang: 'en' } };
export const BinEmptyPhone: Story = { render: () => desk({ section: 'bin', id: null }) };
export const InterventionArchivedPhone: Story = {
  render: () => intervention('done'),
  play: async (context) => {
    await press(`${job}button[data-away]`)(context);
    await find(context.canvasElement, `${job}p.notice`);
  },
};

/** Everything searched at once, by what somebody says on the telephone. */
const finds = (q: string): Story => ({
  render: () => desk(inbox),
  play: async (context) => {
    await press('parvis-desk >>> .find')(context);
    const finder = 'parvis-desk >>> parvis-desk-finder >>> ';
    write(await find<HTMLInputElement>(context.canvasElement, `${finder}#ask`), q);
    await find(context.canvasElement, `${finder}${q === 'xyzzyx' ? 'p' : '[role=option]'}`);
  },
});
export const Finder = finds('girard');
export const FinderPhone = finds('girard');
export const FinderDark: Story = { ...finds('tassin'), globals: { theme: 'dark' } };
export const FinderNothingPhone = finds('xyzzyx');

export const Customers: Story = { render: () => desk(customers) };
export const CustomersEmptyPhone: Story = { render: () => desk(customers, { world: emptyWorld() }) };
/** A link to many customers: who is to have one, and how far it is. */
const manyLinks = 'parvis-desk >>> parvis-desk-customers >>> parvis-desk-many-links >>> ';
export const ManyLinks: Story = {
  render: () =>
    desk(customers, {
      world: worldWith((world) => {
        for (const contact of world.customers[2]!.contacts) contact.email = '';
        world.outbox = [];
      }),
    }),
  play: async (context) => {
    await press('parvis-desk >>> parvis-desk-customers >>> .tools > button')(context);
    await find(context.canvasElement, `${manyLinks}.chosen`);
  },
};
export const ManyLinksPhone: Story = { ...ManyLinks };
export const ManyLinksDark: Story = { ...ManyLinks, globals: { theme: 'dark' } };
export const ManyLinksOnTheWayPhone: Story = {
  ...ManyLinks,
  play: async (context) => {
    await ManyLinks.play?.(context);
    const { confirm } = window;
    window.confirm = () => true;
    api.hold('POST /links');
    await press(`${manyLinks}.primary`)(context);
    window.confirm = confirm;
    await find(context.canvasElement, `${manyLinks}progress`);
  },
};
export const CustomerOpen: Story = { render: () => customer() };
export const CustomerOpenPhone: Story = { ...CustomerOpen };
export const CustomerLongTextPhone: Story = { render: () => customer(0, { world: longWorld() }) };
export const CustomerFailed: Story = {
  render: () => customer(0, { prepare: (rig) => rig.fail('GET /customers/:customerId', 500) }),
};
export const NewCustomerPhone: Story = {
  render: () => desk(customers),
  play: press('parvis-desk >>> parvis-desk-customers >>> .tools .primary'),
};
export const ContactEdited: Story = {
  render: () => customer(-1),
  play: press(`${sheet}parvis-desk-contacts >>> [data-opens]`),
};
export const PlacesNone: Story = {
  render: () => customer(-2),
};
export const SiteAdded: Story = { ...PlacesNone, play: press(`${sheet}parvis-desk-places >>> [data-opens="site"]`) };
export const EquipmentRefusedPhone: Story = {
  render: () => customer(),
  play: press(
    `${sheet}parvis-desk-places >>> [data-opens="equipment"]`,
    `${sheet}parvis-desk-places >>> form .primary`,
  ),
};
export const ChangeTakenBackPhone: Story = {
  render: () => customer(),
  play: async (context) => {
    await press(`${sheet}article > .row > [data-opens]`)(context);
    write(await find<HTMLTextAreaElement>(context.canvasElement, `${sheet}form textarea`), 'Sonner deux fois.');
    await press(`${sheet}form .primary`)(context);
    await find(context.canvasElement, 'parvis-desk >>> .toast');
  },
};
export const LinkMade: Story = {
  render: () => customer(),
  play: press(`${sheet}parvis-desk-links >>> .primary`, `${sheet}parvis-desk-links >>> form [value="mail"]`),
};
export const Preview: Story = {
  render: () => customer(),
  play: press(`${sheet}parvis-desk-contacts >>> .entry [data-opens] + button`),
};
export const PreviewPhone: Story = { ...Preview };

/** With the sheet of one open, in which two customers take part. */
const dossiers = (given: Given & { name?: string; isOpen?: boolean; isClosed?: boolean } = {}) => {
  const { name = 'Salle de bains', isOpen, isClosed } = given;
  return {
    render: () => desk({ section: 'dossiers', id: null }, given),
    play: async ({ canvasElement }) => {
      const section = 'parvis-desk >>> parvis-desk-dossiers >>> parvis-desk-dossier-list >>> ';
      await find(canvasElement, `${section}.empty`);
      const { office, world } = api;
      const customerIds = world.customers.slice(0, 2).map(({ id }) => id);
      const older = await office.dossiers.create({ name: 'Chaufferie', customerIds: customerIds.slice(1) });
      await office.dossiers.update(older, { status: 'closed' });
      const dossier = await office.dossiers.create({ name, customerIds, startsOn: '2027-01-11' });
      await office.messages.send(dossier.id, { body: 'Bonjour, nous commençons la dépose lundi 11 janvier à 8 h.' });
      await office.messages.send(dossier.id, { body: isOpen && name === longName ? longText : 'À lundi.' });
      if (isClosed) await office.dossiers.update(dossier, { status: 'closed' });
      const row = await find(canvasElement, `${section}a[href*="${dossier.id}"]`);
      if (!isOpen) return;
      row.click();
      await find(canvasElement, `${section}parvis-desk-dossier >>> article`);
    },
  } satisfies Story;
};
export const Dossiers: Story = dossiers();
export const DossiersPhone: Story = dossiers();
export const DossiersEmptyPhone: Story = { render: () => desk({ section: 'dossiers', id: null }) };
export const DossierOpen: Story = dossiers({ isOpen: true });
export const DossierOpenPhone: Story = dossiers({ isOpen: true });
export const DossierOpenDark: Story = { ...dossiers({ isOpen: true }), globals: { theme: 'dark' } };
export const DossierOpenEnglish: Story = { ...dossiers({ isOpen: true }), globals: { lang: 'en' } };
export const DossierClosedPhone: Story = dossiers({ isOpen: true, isClosed: true });
export const DossierLongTextPhone: Story = dossiers({ isOpen: true, world: longWorld(), name: longName });
export const NewDossierPhone: Story = {
  ...DossiersEmptyPhone,
  play: press('parvis-desk >>> parvis-desk-dossiers >>> parvis-desk-dossier-list >>> .tools .primary'),
};

export const Outbox: Story = { render: () => desk({ section: 'outbox', id: null }) };
export const OutboxEmptyPhone: Story = { render: () => desk({ section: 'outbox', id: null }, { world: emptyWorld() }) };
export const MailOpenPhone: Story = {
  render: () => {
    const world = sampleWorld();
    return desk({ section: 'outbox', id: world.outbox[0]?.id ?? null }, { world });
  },
};
export const CompanySettings: Story = { render: () => desk({ section: 'settings', id: 'company' }) };
export const CompanySettingsPhone: Story = { ...CompanySettings };
export const Members: Story = { render: () => desk({ section: 'settings', id: 'members' }) };
export const MemberEditedPhone: Story = {
  ...Members,
  play: press('parvis-desk >>> parvis-desk-settings >>> parvis-desk-members >>> .entry [data-opens]'),
};
export const Fields: Story = { render: () => desk({ section: 'settings', id: 'fields' }) };
export const Keys: Story = { render: () => desk({ section: 'settings', id: 'keys' }) };
export const Technician: Story = {
  render: () => {
    const world = sampleWorld();
    return desk(inbox, { world, member: world.members.findIndex(({ role }) => role === 'technician') });
  },
};

const profile: Place = { section: 'profile', id: null };
export const Profile: Story = { render: () => desk(profile) };
export const ProfilePhone: Story = { ...Profile };
export const ProfileDark: Story = { ...Profile, globals: { theme: 'dark' } };
export const ProfileEnglish: Story = { ...Profile, globals: { lang: 'en' } };
export const ProfileOfATechnicianPhone: Story = { render: () => desk(profile, { member: 2 }) };
export const ProfilePasswordPhone: Story = {
  ...Profile,
  play: async (context) => {
    const own = 'parvis-desk >>> parvis-desk-profile >>> parvis-desk-own-password >>> ';
    await press(`${own}[data-opens]`)(context);
    write(await find(context.canvasElement, `${own}#password`), 'trois mots');
  },
};
const keys = 'parvis-desk >>> parvis-desk-settings >>> parvis-desk-keys >>> ';
export const NewKey: Story = { ...Keys, play: press(`${keys}[data-opens]`) };
export const NewKeyPhone: Story = { ...NewKey };
export const PasswordAgain: Story = {
  render: () =>
    desk(
      { section: 'settings', id: 'keys' },
      { prepare: (rig) => rig.fail('POST /keys', 403, { code: 'password-required' }) },
    ),
  play: async (context) => {
    await press(`${keys}[data-opens]`)(context);
    write(await find(context.canvasElement, `${keys}#name`), 'ERP');
    await press(`${keys}form .primary`)(context);
    await find(context.canvasElement, `${keys}parvis-desk-password-again >>> #password`);
  },
};
export const PasswordAgainPhone: Story = { ...PasswordAgain };
export const PasswordAgainDark: Story = { ...PasswordAgain, globals: { theme: 'dark' } };
export const PasswordAgainRefusedPhone: Story = {
  ...PasswordAgain,
  play: async (context) => {
    await PasswordAgain.play?.(context);
    const again = `${keys}parvis-desk-password-again >>> `;
    write(await find<HTMLInputElement>(context.canvasElement, `${again}#password`), 'un autre');
    await press(`${again}.primary`)(context);
    await find(context.canvasElement, `${again}.wrong`);
  },
};
export const PasswordAgainRefusedEnglish: Story = { ...PasswordAgainRefusedPhone, globals: { lang: 'en' } };

const at = '2026-01-05T08:00:00.000Z';
const session = { createdAt: at, lastUsedAt: at, expiresAt: at };
export const SeveralSessions: Story = {
  render: () =>
    desk(profile, {
      prepare: (rig) =>
        answer(rig, 'GET /profile/sessions', () =>
          Response.json({
            items: [
              { ...session, id: 'here', device: 'Firefox, Windows', current: true },
              { ...session, id: 'phone', device: 'Safari, iPhone', current: false },
              { ...session, id: 'none', device: '', current: false },
              { ...session, id: 'long', device: name200, current: false },
            ],
          }),
        ),
    }),
  play: async ({ canvasElement }) => {
    await find(canvasElement, 'parvis-desk >>> parvis-desk-profile >>> parvis-desk-own-sessions >>> li:nth-child(4)');
  },
};
export const SeveralSessionsPhone: Story = { ...SeveralSessions };
export const SessionsFailedPhone: Story = {
  render: () => desk(profile, { prepare: (rig) => rig.fail('GET /profile/sessions', 500) }),
};

const members = 'parvis-desk >>> parvis-desk-settings >>> parvis-desk-members >>> ';
const isOffice = ({ role }: World['members'][number]) => role === 'office';
/** A member who loses rights that keys of theirs carry. */
export const KeysHandedOver: Story = {
  render: () => {
    const world = worldWith(({ members: all, keys: made, links }) => {
      const createdBy = all.find(isOffice)!.name;
      const [key] = made;
      made.push(
        { ...key!, id: links[0]!.id, name: 'ERP', rights: ['see_all'], createdBy },
        { ...key!, id: links[1]!.id, name: name200, createdBy },
      );
      for (const link of links) Object.assign(link, { createdBy });
    });
    return desk({ section: 'settings', id: 'members' }, { world });
  },
  play: async (context) => {
    await find(context.canvasElement, `${members}li`);
    await press(`${members}[data-opens="${api.world.members.find(isOffice)!.id}"]`)(context);
    const role = await find<HTMLSelectElement>(context.canvasElement, `${members}#role`);
    role.value = 'technician';
    await press(`${members}form .primary`)(context);
    await find(context.canvasElement, `${members}parvis-desk-orphaned-keys >>> .primary`);
  },
};
export const KeysHandedOverPhone: Story = { ...KeysHandedOver };
export const KeysHandedOverDarkPhone: Story = { ...KeysHandedOver, globals: { theme: 'dark' } };

/** A session that ends while somebody is at work, who signed in here. */
export const SessionEnded: Story = {
  render: () => desk(inbox, { member: null }),
  play: async (context) => {
    const signIn = 'parvis-desk >>> parvis-desk-sign-in >>> ';
    const address = await find<HTMLInputElement>(context.canvasElement, `${signIn}#email`);
    write(address, api.world.members[0]?.email ?? '');
    write(await find<HTMLInputElement>(context.canvasElement, `${signIn}#password`), rigPassword);
    await press(`${signIn}.primary`)(context);
    await find(context.canvasElement, 'parvis-desk >>> parvis-desk-today >>> .head .primary');
    await api.endSessions();
    const element = await find<Desk>(context.canvasElement, 'parvis-desk');
    void element.refresh();
    await find(context.canvasElement, 'parvis-desk >>> .again >>> parvis-desk-sign-in >>> #password');
  },
};
export const SessionEndedPhone: Story = { ...SessionEnded };
export const SessionEndedDarkPhone: Story = { ...SessionEnded, globals: { theme: 'dark' } };
export const PreviewEnded: Story = {
  render: () => customer(),
  play: async (context) => {
    await Preview.play?.(context);
    const portal = `${sheet}parvis-desk-contacts >>> parvis-desk-preview >>> parvis-portal`;
    await find(context.canvasElement, `${portal} >>> span.name`);
    isKnown = false;
    await api.endSessions();
    const element = await find<Portal>(context.canvasElement, portal);
    await element.refresh();
    // Whoever may no longer look is no longer at the desk either.
    await find(context.canvasElement, 'parvis-desk >>> .again >>> parvis-desk-sign-in >>> #password');
  },
};
export const PreviewEndedPhone: Story = { ...PreviewEnded };
