/**
 * Whether the screens work here: Safari 16.4, Chrome 111 or Firefox 115 or later, and a page that came by https or from this
 * machine, without which browsers withhold what makes ids, locks and keeps. Each version but Chrome 110 is told by one of
 * the two.
 */
export const isSupported = globalThis.isSecureContext && 'toSorted' in [] && 'adoptedStyleSheets' in document;

/** Puts a sentence in the place of every element. */
export const refuse = () => import('../unsupported.ts');
