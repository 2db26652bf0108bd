/** What the styles use is known to Safari 16.4, Chrome 111 and Firefox 115, or harms nobody where it is not. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const here = import.meta.dirname;

/** What one of the three has not (MDN browser-compat-data), and how it is told in a style sheet. */
const younger: Record<string, RegExp> = {
  nesting: /(^|[{;}])\s*&|^\s+&[\s.:[>+~]/m,
  'light-dark()': /light-dark\(/,
  'relative colours': /\((from) (var\(|#|\w)/,
  ':has()': /:has\(/,
  ':dir()': /:dir\(/,
  ':user-valid': /:user-(in)?valid/,
  ':open': /:open\b|:popover-open/,
  '@starting-style': /@starting-style|allow-discrete/,
  '@scope': /@scope\b/,
  '@property': /@property /,
  'style queries': /@container [^{]*style\(/,
  subgrid: /\bsubgrid\b/,
  'anchor positioning': /\banchor\(|anchor-name|position-area/,
  'field-sizing': /field-sizing:/,
  'scrollbar-width': /scrollbar-(width|gutter|color):/,
  'text-wrap': /text-wrap(-style|-mode)?:/,
  'content-visibility': /content-visibility:/,
  'user-select without its prefix': /[^-]user-select:/,
  'mask without its prefix': /[^-]mask(-\w+)?:/,
  'line height as a unit': /\d(lh|rlh)\b/,
  mathematics: /\b(round|mod|rem|sin|cos|tan|abs|sign|pow|sqrt|hypot|exp)\(/,
  'typed attr()': /attr\([^)]* type\(/,
  'animations by scrolling': /animation-(timeline|range)/,
  'view transitions': /view-transition/,
  'interpolate-size': /interpolate-size|calc-size\(/,
};

/** Where it may stand: nothing is lost without it, or `media.ts` has what stands for it. */
const allowed = new Set([
  'light-dark() in shared/tokens.ts',
  'light-dark() in shared/media.ts',
  'light-dark() in shared/company.ts',
  'relative colours in shared/tokens.ts',
  'relative colours in shared/media.ts',
  // A sheet that is there at once.
  '@starting-style in shared/dialog.ts',
  // How high the panel is at least, what is printed of it, and the frame of a drop zone.
  ':has() in portal/portal.styles.ts',
  ':has() in shared/media.ts',
  ':has() in desk/customers/customer-sheet.ts',
  // A field that does not grow scrolls; a bar that shows can be used.
  'field-sizing in shared/parts.ts',
  'scrollbar-width in shared/lightbox.ts',
  'scrollbar-width in desk/desk.styles.ts',
  // What is folded can be unfolded before it is printed.
  'content-visibility in desk/print.styles.ts',
]);

const styles = globSync('**/*.ts', { cwd: here, exclude: ['**/*.test.ts', 'testing/**'] }).flatMap((file) =>
  [...readFileSync(join(here, file), 'utf8').matchAll(/\bcss`([^`]*)`/g)].map(([, text]) => ({
    file: file.replaceAll('\\', '/'),
    text: text!.replaceAll(/\/\*.*?\*\//gs, ''),
  })),
);

test('Styles use nothing younger than the oldest browsers, but where that is no loss', () => {
  const found = styles.flatMap(({ file, text }) =>
    Object.entries(younger).flatMap(([name, pattern]) => (pattern.test(text) ? `${name} in ${file}` : [])),
  );
  expect(styles.length).toBeGreaterThan(10);
  // What is allowed and gone is to be taken off the list.
  expect([...new Set(found)].toSorted()).toEqual([...allowed].toSorted());
});
