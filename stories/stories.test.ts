import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type AxeRunner from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, screens } from '../e2e/browser.ts';

/** What the page under test holds: Storybook's preview, and axe once it is loaded. */
declare global {
  var __STORYBOOK_PREVIEW__: { currentRender?: { phase?: string } } | undefined;
  var axe: typeof AxeRunner;
}

interface Story {
  id: string;
  type: string;
  title: string;
  name: string;
}
const index = JSON.parse(readFileSync(new URL('../storybook-static/index.json', import.meta.url), 'utf8')) as {
  entries: Record<string, Story>;
};
const stories = Object.values(index.entries).filter(({ type }) => type === 'story');
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test.concurrent.each(stories)(
  '$title, $name: draws without an error, and without an obstacle in light and dark',
  async ({ id, title }) => {
    // A story that shows a phone's screen says so in its name.
    const page = await browser.newPage(/phone/i.test(`${title} ${id}`) ? screens.phone : screens.desktop);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    try {
      await page.goto(
        `${process.env.PARVIS_TEST_STORIES_URL}iframe.html?viewMode=story&id=${id}&globals=a11y.manual:!true`,
      );
      await page.waitForFunction(() =>
        ['completed', 'finished', 'errored', 'aborted'].includes(
          globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase ?? '',
        ),
      );
      expect(await page.evaluate(() => globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase)).toMatch(
        /completed|finished/,
      );
      await page.addScriptTag({ path: axePath });
      for (const theme of ['light', 'dark']) expect(await obstacles(page, theme), theme).toEqual([]);
      expect(errors).toEqual([]);
    } finally {
      await page.close();
    }
  },
);

/** What axe finds wrong; elements follow the colour scheme of the page. */
async function obstacles(page: Page, theme: string): Promise<string[]> {
  return page.evaluate(async (colorScheme) => {
    document.documentElement.style.colorScheme = colorScheme;
    const animations = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(animations.map(({ finished }) => finished.catch(() => {})));
    const { violations } = await axe.run('#storybook-root', {
      // A story is a part of a page: what a whole page must have is tested on the real pages.
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, theme);
}
