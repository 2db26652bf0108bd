/**
 * Finds a browser for the tests: the one that `CHROME_PATH` names, else an installed Chrome or Chromium, else the
 * headless one that comes with npm and needs nothing of the machine. By itself, `node scripts/chromium.mjs` says which.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Launcher } from 'chrome-launcher';
import { root } from './setup.mjs';

/**
 * For containers (often root, without a GPU, with little shared memory), and for silence on the network. Without a GPU,
 * what draws needs no process of its own, which each frame would have to reach.
 */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--in-process-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** @returns {Promise<{ executablePath: string, headless: true | 'shell' }>} */
export async function findChromium() {
  const installed = process.env.CHROME_PATH ?? installedChrome();
  if (installed) return { executablePath: installed, headless: true };
  return { executablePath: await bundledChromium(), headless: 'shell' };
}

function installedChrome() {
  try {
    return Launcher.getInstallations()[0];
  } catch {
    return undefined; // none
  }
}

async function bundledChromium() {
  const home = join(root, 'node_modules', '.cache', 'chromium');
  mkdirSync(home, { recursive: true });
  // It is packed for AWS Lambda: only there does it unpack the libraries that a bare machine lacks, and always into TMPDIR.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const { TMPDIR } = process.env;
  process.env.TMPDIR = home;
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;

  // Its own fonts.conf names folders that are not there, and pages that look for a font crash then.
  const fonts = join(home, 'fonts.conf');
  // Beside it, and put in its place whole: a browser of another run may be reading it.
  const written = `${fonts}.${process.pid}`;
  writeFileSync(
    written,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`,
  );
  renameSync(written, fonts);
  process.env.FONTCONFIG_FILE = fonts;
  delete process.env.FONTCONFIG_PATH;
  return executablePath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await findChromium()).executablePath);
