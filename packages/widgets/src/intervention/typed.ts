/**
 * What was typed in a form whose other files did not come: its page is loaded anew for them, and it begins with this. A draft
 * is its writer's (draft.ts); here nobody is known yet, so that it is kept no longer than a page takes to load.
 */
const name = 'parvis-typed';
const longest = 60_000;

export function keepTyped(text: string) {
  try {
    if (text) sessionStorage.setItem(name, JSON.stringify([text, Date.now()]));
  } catch {
    // A page that may keep nothing.
  }
}
export function takeTyped(): string {
  try {
    const [text, at] = JSON.parse(sessionStorage.getItem(name) ?? '[]') as [string?, number?];
    sessionStorage.removeItem(name);
    return text && Date.now() - at! < longest ? text : '';
  } catch {
    return '';
  }
}
