import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus, as assistive technology is told of it. */
export interface Focus {
  role: string;
  name: string;
}
type Key = 'Tab' | 'Shift+Tab' | 'Enter' | 'Space' | 'Escape' | 'ArrowDown' | 'ArrowRight' | 'ArrowLeft';

declare global {
  /** What a screen reader has read aloud by itself. */
  var heard: string[];
  /** What had the focus before the page's body had it. */
  var lost: string[];
}

/**
 * Somebody who has a keyboard and nothing else, and does not see the screen. After each key the focus is on something that
 * has a name; at no moment has the body it, once something had.
 */
export class Keyboard {
  readonly #page: Page;
  readonly #devtools;

  private constructor(page: Page, devtools: Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>) {
    this.#page = page;
    this.#devtools = devtools;
  }
  /** Of a page that has yet to be opened. */
  static async at(page: Page): Promise<Keyboard> {
    await page.addInitScript(attend);
    return new Keyboard(page, await page.context().newCDPSession(page));
  }

  async focus(): Promise<Focus> {
    const expression = `(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at; })()`;
    const { result } = await this.#devtools.send('Runtime.evaluate', { expression });
    const { nodes } = await this.#devtools.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId!,
      fetchRelatives: false,
    });
    const { role, name } = nodes[0]!;
    return { role: String(role?.value ?? ''), name: said(String(name?.value ?? '')) };
  }
  /** Presses a key; where it leads to something of this name, waits for that. */
  async press(key: Key, name?: string | RegExp): Promise<void> {
    const before = await this.focus();
    await this.#page.keyboard.press(key);
    const why = `${key} at ${before.role} « ${before.name} »`;
    if (name) await expect.poll(async () => (await this.focus()).name, { message: why }).toMatch(exactly(name));
    await this.#isSomewhere(why);
  }
  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
    await this.#isSomewhere(`after « ${text} »`);
  }
  /** Goes on, or back, to what has this name. */
  async go(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    do {
      await this.press(key);
      passed.push((await this.focus()).name);
    } while (!exactly(name).test(passed.at(-1)!) && passed.length < most);
    expect(passed.at(-1), passed.join(' | ')).toMatch(exactly(name));
  }
  /** What opens is a dialog of this name, and one is in it. */
  async isIn(name: string | RegExp): Promise<void> {
    await this.#page.getByRole('dialog', { name }).locator(':focus').first().waitFor();
  }
  /** What changed elsewhere is read aloud. */
  async hears(text: string | RegExp): Promise<void> {
    await expect.poll(() => this.#page.evaluate(() => globalThis.heard.join('\n'))).toMatch(text);
  }
  async #isSomewhere(why: string) {
    const { role, name } = await this.focus();
    expect({ role, name }, why).not.toEqual({ role, name: '' });
    expect(await this.#page.evaluate(() => globalThis.lost), why).toEqual([]);
  }
}

/** Stops between one place of a screen and the next. */
const most = 40;
const said = (text: string) => text.replaceAll(/[\s\u2060]+/g, ' ').trim();
const exactly = (name: string | RegExp) =>
  typeof name === 'string' ? new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : name;

/** In the page: notes what live regions say, and when the focus falls back to the body. */
function attend() {
  const heard: string[] = (globalThis.heard = []);
  const lost: string[] = (globalThis.lost = []);
  let before = new Map<Element, string>();
  let last = '';
  const regions = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.matches('[role="status"], [role="alert"]') ? [element] : []),
      ...(element.shadowRoot ? regions(element.shadowRoot) : []),
    ]);
  const look = () => {
    const now = new Map(regions(document).map((region) => [region, (region.textContent ?? '').trim()]));
    for (const [region, text] of now) {
      // A status that comes with its text is not read; an alert is.
      const isNews = before.has(region) ? before.get(region) !== text : region.getAttribute('role') === 'alert';
      if (text && isNews) heard.push(text.replaceAll(/\s+/g, ' '));
    }
    before = now;
    const { activeElement } = document;
    const isNowhere = !activeElement || activeElement === document.body;
    if (isNowhere && last && document.hasFocus()) lost.push(last);
    if (isNowhere) last = '';
    else {
      let at = activeElement;
      while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      last = `${at.localName} ${(at.textContent ?? '').trim()}`;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
