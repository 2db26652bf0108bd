/** What this device keeps, seen without the code of what it is. */

/** Drafts that the page may not keep on the device, or no more: by name, until the page is closed. */
export const draftsInMemory = new Map<string, string>();

/** What drafts are made of is seen without their code, which is loaded only where there are any. */
export const mayHaveDrafts = () => draftsInMemory.size > 0 || keeps('parvis-draft ');

/** What was signed out of and is still to be ended on the server: what the names of its items begin with. */
export const left = 'parvis-left ';

/** Whether the device keeps something whose name begins so. */
export function keeps(prefix: string): boolean {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(prefix));
  } catch {
    return false;
  }
}
