/** What the desk keeps in the tab as long as it is open, loaded anew or not; nothing of it reaches another tab or stays behind. */

const prefix = 'parvis-desk ';
/** Where the page may keep nothing, or no more: until it is left. */
const memory = new Map<string, string>();

export function keptInTab<T>(name: string): T | undefined {
  try {
    return JSON.parse(memory.get(name) ?? sessionStorage.getItem(prefix + name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
/** Undefined forgets it. */
export function keepInTab(name: string, value: unknown) {
  memory.delete(name);
  try {
    if (value === undefined) sessionStorage.removeItem(prefix + name);
    else sessionStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    if (value !== undefined) memory.set(name, JSON.stringify(value));
  }
}
/** Whether something is kept whose name has this in it. */
export function keepsInTab(part: string): boolean {
  try {
    return [...memory.keys(), ...Object.keys(sessionStorage)].some((name) => name.includes(part));
  } catch {
    return memory.size > 0;
  }
}
/** Forgets all that has this in its name. */
export function forgetInTab(part: string) {
  for (const name of memory.keys()) if (name.includes(part)) memory.delete(name);
  try {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith(prefix) && name.includes(part)) sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}
