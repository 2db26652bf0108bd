import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { root } from '../scripts/setup.mjs';
import { screens } from './browser.ts';

/** Where pictures of failed tests are kept. */
const pictures = join(root, 'node_modules', '.cache', 'e2e');

/**
 * Opens a page for one test, in a profile of its own. When the test ends no page of it must have had a script error or
 * tried what its security policy forbids; when it fails a picture is kept.
 */
export async function openPage(
  browser: Browser,
  screen: keyof typeof screens,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    ...screens[screen],
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    // A sixth of what a page costs are frames between two states, which nobody looks at.
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(120_000);
  const errors: string[] = [];
  context.on('weberror', (web) => errors.push(web.error().stack ?? web.error().message));
  await context.exposeFunction('tellOfViolation', (violation: string) => errors.push(violation));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      (globalThis as unknown as { tellOfViolation(text: string): void }).tellOfViolation(
        `${violatedDirective} forbids ${blockedURI} of ${sourceFile}:${lineNumber}`,
      ),
    );
  });
  const page = await context.newPage();

  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') {
      mkdirSync(pictures, { recursive: true });
      await page
        .screenshot({ path: join(pictures, `${task.name.replaceAll(/\W+/g, '-')}-${screen}.png`) })
        .catch(() => {});
    }
    await context.close();
    expect(errors).toEqual([]);
  });
  await page.goto(url);
  return page;
}
