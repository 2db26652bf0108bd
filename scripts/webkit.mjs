/** WebKitGTK for the test runner, by the driver that comes with it (W3C WebDriver): one window, one page at a time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './free-port.mjs';

/** Keys that tests press by name. https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keys = Object.assign(/** @type {Record<string, string>} */ ({}), {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Shift: '\uE008',
});

/** @param {string} driver Its path. @returns {import('@web/test-runner').BrowserLauncher} */
export function webkitLauncher(driver) {
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  let session = '';
  /** @type {string | undefined} */
  let active;

  /** @param {string} url @param {object} [body] @param {string} [method] @returns {Promise<any>} */
  const ask = async (url, body, method = body ? 'POST' : 'GET') => {
    const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = /** @type {{ value: any }} */ (await response.json());
    if (!response.ok) throw new Error(`WebKitWebDriver: ${value.message || value.error}`);
    return value;
  };

  const start = async () => {
    let { DISPLAY } = process.env;
    if (!DISPLAY) {
      const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      children.push(screen);
      const [number] = await once(screen.stdout, 'data');
      DISPLAY = `:${String(number).trim()}`;
    }
    const port = await freePort();
    // A machine without a GPU draws by itself.
    const env = { ...process.env, DISPLAY, WEBKIT_DISABLE_DMABUF_RENDERER: '1' };
    children.push(spawn(driver, [`--port=${port}`], { stdio: 'ignore', env }));
    const url = `http://127.0.0.1:${port}`;
    while (!(await ask(`${url}/status`).catch(() => false))) await new Promise((wait) => setTimeout(wait, 100));
    const { sessionId } = await ask(`${url}/session`, { capabilities: { alwaysMatch: {} } });
    session = `${url}/session/${sessionId}`;
  };
  /** @type {Promise<void> | undefined} */
  let starting;

  /** @param {{ type: 'keyDown' | 'keyUp', value: string }[]} actions */
  const act = (actions) => ask(`${session}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions }] });
  /** @param {string} key */
  const down = (key) => act([{ type: 'keyDown', value: keys[key] ?? key }]);
  /** @param {string} key */
  const up = (key) => act([{ type: 'keyUp', value: keys[key] ?? key }]);
  /** What the test runner's commands do with a page of Puppeteer's. */
  const page = {
    keyboard: {
      down,
      up,
      /** @param {string} key */
      async press(key) {
        await down(key);
        await up(key);
      },
      /** @param {string} text */
      async type(text) {
        for (const key of text) await page.keyboard.press(key);
      },
    },
    /** The window has bars of its own: asked for twice. @param {{ width: number, height: number }} wanted */
    async setViewport({ width, height }) {
      const script = 'return [outerWidth - innerWidth, outerHeight - innerHeight]';
      for (let turn = 0; turn < 2; turn += 1) {
        const [across, above] = await ask(`${session}/execute/sync`, { script, args: [] });
        await ask(`${session}/window/rect`, { width: width + across, height: height + above });
      }
    },
  };

  return Object.assign(
    /** @type {import('@web/test-runner').BrowserLauncher} */ ({
      name: 'WebKitGTK',
      type: 'puppeteer',
      concurrency: 1,
      async startSession(id, url) {
        await (starting ??= start());
        active = id;
        await page.setViewport({ width: 800, height: 600 });
        await ask(`${session}/url`, { url });
      },
      isActive: (id) => id === active,
      getBrowserUrl: () => ask(`${session}/url`),
      async stopSession() {
        active = undefined;
        await ask(`${session}/url`, { url: 'about:blank' });
        return {};
      },
      async stop() {
        if (session) await ask(session, undefined, 'DELETE').catch(() => {});
        for (const child of children) child.kill();
      },
      startDebugSession: () => Promise.reject(new Error('Open the page in a browser of WebKit by hand.')),
    }),
    { getPage: () => page },
  );
}
