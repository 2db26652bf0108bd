import { defaultReporter } from '@web/test-runner';
import { otherBrowsers } from './scripts/other-browsers.mjs';
import { countsReporter } from './scripts/wtr-counts.mjs';
import components from './web-test-runner.config.mjs';

const { launchers, missing } = otherBrowsers();

/** The tests of the customer's screens in the browsers of Debian that are there. */
export default {
  ...components,
  files: ['packages/widgets/src/portal/**/*.test.ts', 'packages/widgets/src/odd-pages.test.ts'],
  browsers: launchers,
  // One window each, which has the keyboard.
  concurrency: 1,
  concurrentBrowsers: 1,
  reporters: [defaultReporter({ reportTestProgress: false }), countsReporter(process.env.PARVIS_TEST_COUNTS, missing)],
};
