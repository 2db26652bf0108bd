/** What each member switches for the device they are at. */
export class DeviceSwitch {
  readonly #name: string;
  readonly #isOnAtFirst: boolean;
  /** Where the page may keep nothing: until it is left. */
  readonly #memory = new Map<string, boolean>();

  constructor(name: string, isOnAtFirst: boolean) {
    this.#name = name;
    this.#isOnAtFirst = isOnAtFirst;
  }
  isOn(member: string): boolean {
    try {
      const kept = this.#memory.get(member) ?? localStorage.getItem(this.#nameOf(member)) ?? this.#isOnAtFirst;
      return kept === true || kept === 'on';
    } catch {
      return this.#isOnAtFirst;
    }
  }
  set(member: string, isOn: boolean) {
    this.#memory.delete(member);
    try {
      localStorage.setItem(this.#nameOf(member), isOn ? 'on' : 'off');
    } catch {
      this.#memory.set(member, isOn);
    }
  }
  #nameOf(member: string) {
    return `parvis-desk ${this.#name} ${member}`;
  }
}

/**
 * Whether keys do something that are pressed alone: who speaks to it, or has an unsteady hand, presses some unmeant
 * (WCAG 2.1.4, Character Key Shortcuts).
 */
export const singleKeys = new DeviceSwitch('single-keys', true);

/** Whether a notification tells of what is new while the desk is not in front. */
export const notifications = new DeviceSwitch('notifications', false);
