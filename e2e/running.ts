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
export function useParvis({ mail = false, env = {} }: { mail?: boolean; env?: Record<string, string> } = {}) {
  const opened: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    if (mail) {
      mailbox = await startMailbox();
      opened.push(() => mailbox.stop());
    }
    parvis = await startParvis(mail ? { ...env, PARVIS_SMTP_URL: mailbox.url } : env);
    opened.push(() => parvis.remove());
    // One test goes on at a time: a process for each page that it opens costs more than showing it.
    browser = await launchBrowser(['--renderer-process-limit=1']);
    opened.push(() => browser.close());
  });
  // What was opened is closed, though the rest did not open.
  afterAll(() => Promise.all(opened.map((close) => close())));
}
