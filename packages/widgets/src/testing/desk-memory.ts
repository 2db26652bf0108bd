/** The same on an API kept in memory, for the tests that still stand on it. */
import { memoryApi, samplePassword, sampleWorld, type MemoryApi, type World } from '@parvis/sdk/testing';
import type { Session } from '@parvis/sdk';
import { fixture, html } from '@open-wc/testing';
import { Connection } from '../shared/connection.ts';
import type { Desk } from '../desk/desk.ts';
import '../define/desk.ts';

export * from './desk.ts';

/** Of the desk that was opened last. */
export let api: MemoryApi;

export async function open(
  place: Desk['place'],
  { world = sampleWorld(), member = 0, lang = 'fr' } = {},
): Promise<Desk> {
  api = memoryApi(world);
  Connection.fetch = (...asked) => api.fetch(...asked);
  const getSession = async () => {
    const body = JSON.stringify({ email: world.members[member]!.email, password: samplePassword });
    return (await (await api.fetch(`${api.origin}/v1/session`, { method: 'POST', body })).json()) as Session;
  };
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
export const gate = async (world: World = sampleWorld()) => {
  api = memoryApi(world, `https://${crypto.randomUUID()}.example`);
  Connection.fetch = (...asked) => api.fetch(...asked);
  return fixture<Desk>(html`<parvis-desk lang="fr" api=${api.origin} session="cookie"></parvis-desk>`);
};
export const waiting = (world: World) => world.interventions.find(({ status }) => status === 'requested')!;
