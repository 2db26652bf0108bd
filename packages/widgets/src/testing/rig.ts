/** A company of the rig, in front of which elements are shown. */
import type { Intervention } from '@parvis/sdk/contract';
import { openRig, type Rig } from '../../../sdk/src/rig.testing.ts';
import { Connection } from '../shared/connection.ts';
import { sampleWorld, type World } from './worlds.ts';

export { problem, rigPassword, routeOf, type Rig } from '../../../sdk/src/rig.testing.ts';

/** Makes a company, and lets elements that are shown from here on reach it. */
export async function serve(world: World = sampleWorld()): Promise<Rig> {
  const rig = await openRig(location.origin, world);
  made.add(world.company.id);
  Connection.fetch = (...asked) => rig.fetch(...asked);
  return rig;
}

/** The interventions that are described so, in full. */
export async function described({ office }: Rig, description: string): Promise<Intervention[]> {
  const { items } = await office.interventions.list().page();
  const found = items.filter((each) => each.description === description);
  return Promise.all(found.map(({ id }) => office.interventions.get(id)));
}
/** The names of what was uploaded, was not taken away, and is held by nothing yet. */
export const uploads = async (rig: Rig): Promise<string[]> =>
  (await rig.files()).flatMap(({ name, owner, claimedAt }) => (owner === 'system' || claimedAt ? [] : name));

const made = new Set<string>();
/** Whether something that is kept in the browser is of a company of this page. */
export const isOwn = (key: string) => [...made].some((id) => key.includes(id));
