import { expect } from '@open-wc/testing';
import { api, appears, open, shows } from '../testing/desk.ts';
import { sampleWorld } from '../testing/worlds.ts';
import { until } from '../testing/until.ts';
import { notifications } from './device-switch.ts';

/** What the browser would show; a browser without a screen shows none. */
let shown: Shown[] = [];
let permission: NotificationPermission = 'granted';
class Shown extends EventTarget {
  static requestPermission = async () => permission;
  isClosed = false;
  readonly title: string;
  readonly body: string;
  constructor(title: string, { body }: { body: string }) {
    super();
    if (permission !== 'granted') throw new TypeError('Illegal constructor');
    this.title = title;
    this.body = body;
    shown.push(this);
  }
  close() {
    this.isClosed = true;
  }
}
const { Notification: ofBrowser } = globalThis;

/** The page is in front, or another window is. */
function stand(isInFront: boolean) {
  document.hasFocus = () => isInFront;
  if (isInFront) dispatchEvent(new Event('focus'));
}

beforeEach(() => {
  shown = [];
  permission = 'granted';
  globalThis.Notification = Shown as unknown as typeof Notification;
});
afterEach(() => {
  globalThis.Notification = ofBrowser;
  delete (document as { hasFocus?: unknown }).hasFocus;
});

const profile = { section: 'profile', id: null } as const;
const label = 'Une notification quand une demande arrive et que cette page n’est pas devant moi';
const switchIn = async (desk: HTMLElement) => {
  await shows(desk as Parameters<typeof shows>[0], label);
  return (await appears('[name=notifications]', desk.shadowRoot!)) as HTMLInputElement;
};
const create = (customerId: string) =>
  api.office.interventions.create({ customerId, description: 'Plus d’eau chaude' });

describe('notifications of new requests', () => {
  it('are switched on by who wants them, tell of what came in while the desk was not in front, and lead there', async () => {
    const world = sampleWorld();
    const { id: customerId } = world.customers[0]!;
    const desk = await open(profile, { world });
    const input = await switchIn(desk);
    input.click();
    await shows(desk, 'C’est enregistré.');
    expect(shown.map(({ title, body }) => `${title}: ${body}`)).to.deep.equal([
      `${world.company.name}: Les nouvelles demandes seront annoncées ainsi.`,
    ]);

    const { inbox } = await api.office.interventions.counts();
    stand(false);
    await create(customerId);
    await until(() => shown.length === 2, 'it is told');
    expect(shown[1]).to.include({ title: world.company.name, body: `${inbox + 1}\u00a0interventions à planifier` });
    await create(customerId);
    await until(() => shown.length === 3, 'the next one is told');
    shown[2]!.dispatchEvent(new Event('click'));
    await until(() => desk.place.section === 'inbox', 'it leads there');
    expect(shown[2]!.isClosed).to.equal(true);
  });

  it('do not come while the desk is in front, nor to who has not switched them on', async () => {
    const world = sampleWorld();
    const { id: customerId } = world.customers[0]!;
    const member = world.members[0]!.id;
    const desk = await open({ section: 'inbox', id: null }, { world });
    const { inbox } = await api.office.interventions.counts();
    const counts = (more: number) => shows(desk, `À planifier ${inbox + more}`);
    await counts(0);
    stand(false);
    await create(customerId);
    await counts(1);
    notifications.set(member, true);
    stand(true);
    await create(customerId);
    await counts(2);
    stand(false);
    expect(shown).to.deep.equal([]);
    // Of what comes from now on alone.
    await create(customerId);
    await until(() => shown.length === 1, 'it is told');
    stand(true);
    expect(shown[0]!.isClosed).to.equal(true);
  });

  it('stay off where the browser refuses them, and what to do is said', async () => {
    permission = 'denied';
    const world = sampleWorld();
    const desk = await open(profile, { world });
    const input = await switchIn(desk);
    input.click();
    await shows(desk, 'autorisez-les dans ses réglages');
    expect(input.checked).to.equal(false);
    expect(notifications.isOn(world.members[0]!.id)).to.equal(false);
  });
});
