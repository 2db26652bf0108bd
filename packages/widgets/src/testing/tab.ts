/**
 * For the tests: another tab of the same browser. A frame of its own, so that closing it leaves only what the device
 * keeps; the network is that of the page that opened it.
 */
import type { ParvisElement } from '../shared/element.ts';
import type { Served } from './page.ts';

/** Loads the elements in the frame, in front of the API that the opener has. */
const script = `
  import { Connection } from '/packages/widgets/src/testing/in-tab.ts';
  const { tab } = frameElement;
  Connection.fetch = (...given) => tab.fetch(...given);
  window.violations = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
    violations.push([violatedDirective, blockedURI, sourceFile, lineNumber].join(' ')));
  const element = document.createElement(tab.tag);
  element.api = tab.origin;
  element.link = tab.link;
  document.body.append(element);
  await element.updateComplete;
  tab.shown();
`;

interface Tab<E> {
  element: E;
  /** What the page's policy forbade, so far. */
  violations: () => string[];
  close: () => void;
}

/** `before` is run in the tab before anything of it is loaded. */
export async function openTab<E extends ParvisElement>(
  tag: string,
  api: Served,
  { policy = '', before = '', sandbox }: { policy?: string; before?: string; sandbox?: string } = {},
): Promise<Tab<E>> {
  const frame = document.createElement('iframe');
  const { promise, resolve: shown } = Promise.withResolvers<void>();
  // Each its own: several are opened at once.
  Object.assign(frame, {
    tab: {
      tag,
      shown,
      origin: api.origin,
      link: api.link(),
      fetch: (...given: Parameters<typeof fetch>) => api.fetch(...given),
    },
  });
  if (sandbox) frame.sandbox = sandbox;
  frame.width = '420';
  frame.height = '800';
  const meta = policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  frame.srcdoc = `<!doctype html><html lang="fr">${meta}<body><script nonce="parvis">${before}</script><script type="module" nonce="parvis">${script}</script>`;
  document.body.append(frame);
  await promise;
  const { contentDocument } = frame;
  return {
    element: contentDocument?.querySelector(tag) as E,
    violations: () => (frame.contentWindow as unknown as { violations: string[] }).violations,
    close() {
      // What a browser says to a page that it puts away.
      contentDocument?.dispatchEvent(new Event('visibilitychange'));
      frame.remove();
    },
  };
}
