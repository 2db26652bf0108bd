import { buildEmbed } from '../scripts/build.mjs';
import { startParvis } from './parvis.ts';

/** Builds the widgets and makes the demo company, once for all end-to-end tests. */
export default async function setup(): Promise<() => Promise<void>> {
  await buildEmbed();
  const made = await startParvis();
  process.env.PARVIS_TEST_DEMO_CPU = String(made.cpuSeconds());
  const { key } = JSON.parse(await made.command('key', 'create', '--name', 'Tests', '--json')) as { key: string };
  process.env.PARVIS_TEST_DEMO_KEY = key;
  await made.stop();
  process.env.PARVIS_TEST_DEMO = made.data;
  return () => made.remove();
}
