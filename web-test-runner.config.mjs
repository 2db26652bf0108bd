import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromiumArgs, findChromium } from './scripts/chromium.mjs';
import { isOfRig, passOn, startRig } from './scripts/rig.mjs';
import { compiledTests } from './scripts/component-tests.mjs';
import { countsReporter } from './scripts/wtr-counts.mjs';

const files = ['packages/widgets/src/**/*.test.ts', '!packages/widgets/src/{styles,weight,words}.test.ts'];
const [{ executablePath, headless }, rig] = await Promise.all([findChromium(), startRig()]);

/**
 * Each file begins with a history of its own. A page goes through many files, and Chromium keeps 50 entries: the first to go
 * are what a page pushed with nobody pressing anything, so that after some twenty files one step back led out of the tests.
 * @param {import('puppeteer-core').Page} page
 */
async function startAnew(page) {
  const devtools = await page.createCDPSession();
  const goto = page.goto.bind(page);
  page.goto = async (...to) => {
    const answer = await goto(...to);
    // Where a page waits for its next file.
    if (to[0] === 'about:blank') await devtools.send('Page.resetNavigationHistory');
    return answer;
  };
}

/** The components' tests, in a real browser, in front of a real server. */
export default {
  files,
  hostname: '127.0.0.1',
  // More pages at once make focus and timing wobble.
  concurrency: 2,
  middleware: [
    /** @param {import('koa').Context} context @param {() => Promise<void>} next */
    (context, next) => {
      if (!isOfRig(context.path)) return next();
      context.respond = false;
      context.status = 200;
      passOn(rig.url, context.req, context.res);
    },
  ],
  plugins: [compiledTests([...files, 'packages/widgets/src/testing/in-tab.ts'])],
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath, headless, args: chromiumArgs, protocolTimeout: 600_000 },
      async createPage({ context }) {
        // Of its own: what is kept in the browser, and the connections that its streams hold.
        const own = await context.browser().createBrowserContext();
        const page = await own.newPage();
        page.setDefaultNavigationTimeout(600_000);
        // Of pages that are open side by side only one is in front; each takes the keyboard as if it were.
        await page.emulateFocusedPage(true);
        await startAnew(page);
        return page;
      },
    }),
  ],
  // All for what never comes: on a busy machine the same takes many times as long.
  testFramework: { config: { timeout: '600000' } },
  browserStartTimeout: 600_000,
  testsStartTimeout: 600_000,
  testsFinishTimeout: 1_800_000,
  reporters: [defaultReporter({ reportTestProgress: false }), countsReporter(process.env.PARVIS_TEST_COUNTS)],
};
