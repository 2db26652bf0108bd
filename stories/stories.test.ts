import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type AxeRunner from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, screens } from '../e2e/browser.ts';

/** What the page under test holds: Storybook's preview, and axe once it is loaded. */
declare global {
  var __STORYBOOK_PREVIEW__: { currentRender?: { id: string; phase?: string } } | undefined;
  var __STORYBOOK_ADDONS_CHANNEL__:
    { emit(event: string, told: object): void; last(event: string): { message: string }[] | undefined } | undefined;
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

/** A page that shows one story after the other: loading Storybook takes longer than showing a story. */
interface Shown {
  page: Page;
  /** What went wrong in it. */
  errors: string[];
}

let browser: Browser;
/** Pages that show no story for the moment, by the screen that they are of. */
const free: Record<'phone' | 'desktop', Shown[]> = { phone: [], desktop: [] };
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What a colour scheme changes nothing of is looked at once. */
const ofColours = ['color-contrast', 'link-in-text-block'];

test.concurrent.each(stories)(
  '$title, $name: draws without an error, and without an obstacle in light and dark',
  async ({ id, title, name }) => {
    // A story that shows a phone's screen says so in its name.
    const screen = /phone/i.test(`${title} ${id}`) ? 'phone' : 'desktop';
    const shown = free[screen].pop() ?? (await openPage(screen, id));
    const { page, errors } = shown;
    const ended = await page.evaluate(async (storyId) => {
      const preview = () => globalThis.__STORYBOOK_PREVIEW__?.currentRender;
      if (preview()?.id !== storyId)
        globalThis.__STORYBOOK_ADDONS_CHANNEL__?.emit('setCurrentStory', { storyId, viewMode: 'story' });
      const ends = ['completed', 'finished', 'errored', 'aborted'];
      while (preview()?.id !== storyId || !ends.includes(preview()?.phase ?? ''))
        await new Promise((resolve) => setTimeout(resolve, 10));
      // One whose play failed is drawn to its end all the same.
      return (
        globalThis.__STORYBOOK_ADDONS_CHANNEL__?.last('playFunctionThrewException')?.[0]?.message ?? preview()?.phase
      );
    }, id);
    expect(ended).toMatch(/completed|finished/);
    await drawn(page, /loading/i.test(name));
    expect(await obstacles(page, 'light'), 'light').toEqual([]);
    expect(await obstacles(page, 'dark', ofColours), 'dark').toEqual([]);
    expect(errors).toEqual([]);
    // One in which something was wrong shows no other story.
    free[screen].push(shown);
  },
);

async function openPage(screen: keyof typeof free, id: string): Promise<Shown> {
  const page = await browser.newPage({ ...screens[screen], reducedMotion: 'reduce' });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // What the API refuses is what the story is about.
    const isRefusal = /\/rig\/[^/]+\/v1\//.test(message.location().url);
    if (message.type() === 'error' && !isRefusal) errors.push(message.text());
  });
  await page.goto(
    `${process.env.PARVIS_TEST_STORIES_URL}iframe.html?viewMode=story&id=${id}&globals=a11y.manual:!true`,
  );
  await page.addScriptTag({ path: axePath });
  return { page, errors };
}

/** Until all is there that the story shows: for one that waits, its skeleton. */
async function drawn(page: Page, waits: boolean): Promise<void> {
  await page.evaluate(async (expected) => {
    const hasSkeleton = (root: ParentNode): boolean =>
      [...root.querySelectorAll('.skeleton')].some((skeleton) => skeleton.checkVisibility()) ||
      [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && hasSkeleton(shadowRoot));
    const story = document.querySelector('#storybook-root')!;
    const isDrawn = () => story.querySelector('[api]') !== null && hasSkeleton(story) === expected;
    // A minute is for what never comes.
    for (const end = Date.now() + 60_000; !isDrawn();) {
      const failure = story.querySelector('.no-server')?.textContent;
      if (failure || Date.now() > end) throw new Error(failure ?? 'it is not drawn');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }, waits);
}

/** What axe finds wrong by its rules, all of them unless some are named; elements follow the colour scheme of the page. */
async function obstacles(page: Page, theme: string, only?: string[]): Promise<string[]> {
  return page.evaluate(
    async ([colorScheme, named]) => {
      document.documentElement.style.colorScheme = colorScheme;
      const animations = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.all(animations.map(({ finished }) => finished.catch(() => {})));
      const { violations } = await axe.run('#storybook-root', {
        // A story is a part of a page: what a whole page must have is tested on the real pages.
        runOnly: named ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        // Where what is right stands, nobody reads.
        resultTypes: ['violations'],
        rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
    },
    [theme, only] as const,
  );
}
