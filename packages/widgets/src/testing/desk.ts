/** The desk for tests, in front of a server (`rig.ts`), and what a person does there. */
import { fixture, html } from '@open-wc/testing';
import type { Desk } from '../desk/desk.ts';
import { rigPassword, serve, type Rig } from './rig.ts';
import { textOf } from './text.ts';
import { until } from './until.ts';
import { sampleWorld, type World } from './worlds.ts';
import '../define/desk.ts';

// What a test typed and left is neither there in the next one, nor asked about when the page is left.
afterEach(() => {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith('parvis-desk ')) sessionStorage.removeItem(name);
});

export { textOf } from './text.ts';

/** Of the desk that was opened last. */
export let api: Rig;

/** Finds within shadow roots, however deep. */
export function find(selector: string, root: ParentNode = document): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches(selector)) return element;
    const inside = element.shadowRoot && find(selector, element.shadowRoot);
    if (inside) return inside;
  }
  return undefined;
}
export const shows = (desk: Desk, text: string | RegExp) =>
  until(
    () => (typeof text === 'string' ? textOf(desk).includes(text) : text.test(textOf(desk))),
    `the desk shows ${String(text)}`,
  );
export const appears = async (selector: string, root: ParentNode = document) => {
  await until(() => find(selector, root), `${selector} appears`);
  return find(selector, root)!;
};
export const button = async (desk: Desk, label: string) => {
  const match = () => {
    const search = (root: ParentNode): HTMLButtonElement | undefined => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'button' && element.textContent?.trim() === label)
          return element as HTMLButtonElement;
        const inside = element.shadowRoot && search(element.shadowRoot);
        if (inside) return inside;
      }
      return undefined;
    };
    return search(desk.shadowRoot!);
  };
  await until(match, `« ${label} » can be pressed`);
  return match()!;
};
export const type = (input: HTMLElement, value: string) => {
  (input as HTMLInputElement).value = value;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
};

export const choose = (select: HTMLElement, value: string) => {
  (select as HTMLSelectElement).value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};
/** A day in winter, where Paris is an hour ahead of UTC, less than a year away. */
export const winterDay = (day = '12-03', now = new Date()) => {
  const year = now.getUTCFullYear();
  return now.toISOString().slice(5, 10) < day ? `${year}-${day}` : `${year + 1}-${day}`;
};

export const submit = (field: HTMLElement) => (field.closest('form') as HTMLFormElement).requestSubmit();
/** Once the attempt before has come to its end: what is pressed until then is not heard. */
export const submitAgain = async (field: HTMLElement) => {
  await hasEnded(field);
  submit(field);
};
/** Until an attempt to save has come to its end, and what the desk says of it can be pressed. */
export const hasEnded = (field: HTMLElement) =>
  until(() => !field.closest('form')!.querySelector('[aria-disabled="true"]'), 'the attempt has ended');

/** As the server has it now. */
export const now = {
  intervention: ({ id }: { id: string }) => api.office.interventions.get(id),
  customer: ({ id }: { id: string }) => api.office.customers.get(id),
  contact: async ({ id, customerId }: { id: string; customerId: string }) =>
    (await api.office.customers.get(customerId)).contacts.find((each) => each.id === id)!,
  member: async ({ id }: { id: string }) =>
    (await api.office.members.list().page()).items.find((each) => each.id === id)!,
};

/** `isDeaf`: it hears of nothing that others do meanwhile. */
export async function open(
  place: Desk['place'],
  { world = sampleWorld(), member = 0, lang = 'fr', isDeaf = false } = {},
): Promise<Desk> {
  api = await serve(world);
  if (isDeaf) api.hold('GET /live');
  const getSession = () => api.signIn({ id: world.members[member]!.id });
  return fixture<Desk>(
    html`<parvis-desk lang=${lang} api=${api.origin} .place=${place} .getSession=${getSession}></parvis-desk>`,
  );
}
/** Holds answers to calls like this one back until told to go on. */
export function holdBack(isHeld: (method: string, path: string) => boolean) {
  const { promise: gone, resolve: goOn } = Promise.withResolvers<void>();
  const { fetch } = api;
  api.fetch = async (...asked) => {
    const path = new URL(asked[0] as string | URL).pathname;
    // At once, for the answer to be that of now.
    const answer = await fetch(...asked);
    if (isHeld(asked[1]?.method ?? 'GET', path)) await gone;
    return answer;
  };
  return goOn;
}
/** As who comes to the desk; something may fail from the beginning. */
export const gate = async (world: World = sampleWorld(), fail?: () => unknown) => {
  api = await serve(world);
  fail?.();
  return fixture<Desk>(html`<parvis-desk lang="fr" api=${api.origin} session="cookie"></parvis-desk>`);
};
/** Through the gate, as a member of the world. */
export async function signIn(desk: Desk, member = 0) {
  type(await appears('#email', desk.shadowRoot!), api.world.members[member]!.email);
  type(await appears('#password', desk.shadowRoot!), rigPassword);
  submit(find('#password', desk.shadowRoot!)!);
}
export const waiting = (world: World) => world.interventions.find(({ status }) => status === 'requested')!;
/** What has the keyboard, within whatever shadow it stands; undefined when nothing has. */
export function focused(): HTMLElement | undefined {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement && at !== document.body ? at : undefined;
}
