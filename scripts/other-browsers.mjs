/** Browsers that come with Debian, not with npm: Firefox ESR (`firefox-esr`) and WebKitGTK (`webkit2gtk-driver`, `xvfb`). */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromeLauncher } from '@web/test-runner-chrome';
import * as puppeteer from 'puppeteer-core';
import { webkitLauncher } from './webkit.mjs';

/** Those that are there, and what to say of those that are not. */
export function otherBrowsers() {
  /** @type {import('@web/test-runner').BrowserLauncher[]} */
  const launchers = [];
  /** @type {string[]} */
  const missing = [];
  const firefox = find('firefox-esr');
  if (firefox) launchers.push(firefoxLauncher(firefox));
  else missing.push('Firefox ESR is not here (Debian: firefox-esr)');
  const webkit = find('WebKitWebDriver');
  if (webkit && (process.env.DISPLAY || find('Xvfb'))) launchers.push(webkitLauncher(webkit));
  else missing.push('WebKitGTK is not here (Debian: webkit2gtk-driver, xvfb)');
  return { launchers, missing };
}

/** @param {string} executablePath */
function firefoxLauncher(executablePath) {
  return chromeLauncher({
    puppeteer,
    launchOptions: { browser: 'firefox', executablePath, headless: true, defaultViewport: null },
    async createPage({ context }) {
      const page = await context.newPage();
      const setViewport = page.setViewport.bind(page);
      // Its size is set; which way up it is, Firefox 140 cannot be told.
      page.setViewport = (size) =>
        setViewport(size).catch((/** @type {Error} */ error) => {
          if (!error.message.includes('setScreenOrientationOverride')) throw error;
        });
      return page;
    },
  });
}

/** @param {string} name */
function find(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Elsewhere, perhaps.
    }
  }
  return undefined;
}
