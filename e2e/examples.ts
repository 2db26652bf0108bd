/** Runs the examples as their READMEs say. */
import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { root } from '../scripts/setup.mjs';
import { signIn } from './demo.ts';
import { openPage } from './pages.ts';
import { until } from './parvis.ts';
import { browser, parvis } from './running.ts';

/** For one test; gives its address. */
export async function runExample(name: string, env: Record<string, string> = {}): Promise<string> {
  const example = spawn('npm', ['start', '-w', `examples/${name}`], {
    cwd: root,
    env: { ...process.env, PARVIS_API: parvis.url, PORT: '0', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // npm, and what it started.
  onTestFinished(() => void (example.pid && process.kill(-example.pid)));
  let said = '';
  example.stdout.on('data', (text: Buffer) => (said += text.toString()));
  const address = () => /http:\/\/127\.0\.0\.1:\d+(?=\/)/.exec(said)?.[0];
  await until(
    () => address() !== undefined,
    () => `The example does not serve: ${said}`,
  );
  const origin = address()!;
  await allow(origin);
  return `${origin}/`;
}

/** Lets a site embed: at the desk. */
async function allow(origin: string) {
  const desk = await openPage(browser, 'desktop', `${parvis.url}/desk#/settings/company`);
  await signIn(desk);
  const field = desk.getByLabel('Sites autorisés à intégrer l’espace');
  await field.fill(`${await field.inputValue()}\n${origin}`);
  await desk.getByRole('button', { name: 'Enregistrer' }).click();
  await desk.getByText('C’est enregistré.').first().waitFor({ state: 'attached' });
}
