/** What the tests of a file have in common: a server with the demo company, a browser, and a mailbox where mail is read. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './browser.ts';
import { startMailbox, type Mailbox } from './mailbox.ts';
import { startParvis, type Parvis } from './parvis.ts';

export let parvis: Parvis;
export let browser: Browser;
/** Of files that say `mail`. */
export let mailbox: Mailbox;

/** Called by each file of tests, once. */
export function useParvis({ mail = false } = {}) {
  beforeAll(async () => {
    if (mail) mailbox = await startMailbox();
    const env: Record<string, string> = mail ? { PARVIS_SMTP_URL: mailbox.url } : {};
    [parvis, browser] = await Promise.all([startParvis(env), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await parvis.remove();
    if (mail) await mailbox.stop();
  });
}
