/** A browser's own word for itself, in short: enough for its owner to know it again in a list. */

// The first that fits: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
const browsers: [string, RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
];
const systems: [string, RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b|\bMacintosh\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];

/** `Firefox, Windows`; one of both when the other cannot be told, empty when neither can. */
export const deviceName = (userAgent: string | null): string =>
  [browsers, systems]
    .map((known) => known.find(([, pattern]) => pattern.test(userAgent ?? ''))?.[0])
    .filter((name) => name !== undefined)
    .join(', ');
