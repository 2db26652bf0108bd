import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium } from '../scripts/chromium.mjs';

/** The browser of all tests that drive whole pages. */
export async function launchBrowser(args: string[] = []): Promise<Browser> {
  const { executablePath } = await findChromium();
  return chromium.launch({ executablePath, args: [...chromiumArgs, ...args] });
}

/** The screens that everything is tried on. */
export const screens = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const;
