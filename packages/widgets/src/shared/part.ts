/**
 * Loads a file without which a screen cannot go on: asked for again until it has come, as networks come and go. A browser
 * that holds on to a failed import (HTML says since 2026 that none should) needs the page to be loaded anew.
 */
export const part = <T>(load: () => Promise<T>): Promise<T> =>
  load().catch(() => new Promise((again) => setTimeout(again, 3000)).then(() => part(load)));
