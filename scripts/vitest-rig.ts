import { startRig } from './rig.mjs';

/** One real server for the whole run; each test makes its own company on it. */
export default async function setup(): Promise<() => void> {
  const rig = await startRig();
  process.env.PARVIS_TEST_RIG_URL = rig.url;
  return rig.stop;
}
