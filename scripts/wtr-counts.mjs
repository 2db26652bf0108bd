import { writeFileSync } from 'node:fs';

/**
 * Reports to a file how many component tests passed and failed, for `npm test`.
 * @param {string | undefined} file
 * @param {string[]} [skipped] Why what did not run did not.
 * @returns {import('@web/test-runner').Reporter}
 */
export function countsReporter(file, skipped = []) {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const counts = { passed: 0, failed: 0, skipped };
      for (const session of sessions) {
        const before = counts.failed;
        if (session.testResults) count(session.testResults, counts);
        // A file that could not be loaded, or failed around its tests.
        if (!session.passed && counts.failed === before) counts.failed += 1;
      }
      writeFileSync(file, JSON.stringify(counts));
    },
  };
}

/** @param {import('@web/test-runner').TestSuiteResult} suite @param {{ passed: number, failed: number }} counts */
function count({ suites, tests }, counts) {
  for (const { passed, skipped } of tests) if (!skipped) counts[passed ? 'passed' : 'failed'] += 1;
  for (const each of suites) count(each, counts);
}
