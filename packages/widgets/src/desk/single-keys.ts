/**
 * Whether keys do something that are pressed alone, as each member chooses on their device: who speaks to it, or has an
 * unsteady hand, presses some unmeant (WCAG 2.1.4, Character Key Shortcuts).
 */
const nameOf = (member: string) => `parvis-desk no single keys ${member}`;
/** Where the page may keep nothing: until it is left. */
const memory = new Map<string, boolean>();

export function hasSingleKeys(member: string): boolean {
  try {
    return memory.get(member) ?? localStorage.getItem(nameOf(member)) === null;
  } catch {
    return true;
  }
}
export function setSingleKeys(member: string, isOn: boolean) {
  memory.delete(member);
  try {
    if (isOn) localStorage.removeItem(nameOf(member));
    else localStorage.setItem(nameOf(member), '');
  } catch {
    memory.set(member, isOn);
  }
}
