/** What somebody else wrote meanwhile in the fields of a form that is open. */

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | HTMLFieldSetElement;

/** In words, by the names of fields; empty where somebody made a field empty. */
export type Meanwhile = Record<string, string>;

/**
 * Compares a thing as a form was opened with it and as it is now, by the names of fields (`address.city`). A field in which
 * nobody typed follows; of the others, answers what stands there now.
 */
export function meanwhileIn(form: ParentNode, opened: object, now: object): Meanwhile {
  const found: Meanwhile = {};
  for (const control of form.querySelectorAll<Control>('[name]')) {
    const { name } = control;
    const [before, theirs, typed] = [valueAt(opened, name), valueAt(now, name), typedIn(control)];
    if (before === undefined || theirs === undefined || before === theirs || typed?.trim() === theirs) continue;
    if (typed === before) put(control, theirs);
    else found[name] = wordsOf(control, theirs);
  }
  return found;
}

/** What a thing says where a field has this name; undefined where it says nothing of the kind. */
function valueAt(thing: object, name: string): string | undefined {
  const keys = name.split('.');
  const parent = keys.slice(0, -1).reduce<unknown>((at, key) => Object(at)[key], thing);
  const value = Object(parent)[keys.at(-1)!] as unknown;
  // Nobody is on the spot, an own field was never answered, a right is as the role has it.
  const isEmpty = value === null || parent === null || (value === undefined && keys.length > 1 && parent !== undefined);
  if (isEmpty) return '';
  if (Array.isArray(value)) return value.map(wordsOfLine).join('\n');
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** Of a list: an address that is allowed, or a type or choice by its name. */
function wordsOfLine(line: unknown): string {
  if (typeof line === 'string') return line;
  const { label, retired } = line as { label: { fr: string }; retired?: true };
  return retired ? '' : label.fr;
}

/** Undefined of a list of lines, which is more than one control says. */
function typedIn(control: Control): string | undefined {
  if (control instanceof HTMLFieldSetElement) return undefined;
  return isTick(control) ? String(control.checked) : control.value;
}
function put(control: Control, value: string) {
  if (isTick(control)) control.checked = value === 'true';
  else if (!(control instanceof HTMLFieldSetElement)) control.value = value;
}
const isTick = (control: Control): control is HTMLInputElement => control.type === 'checkbox';

const wordsOf = (control: Control, value: string): string =>
  control instanceof HTMLSelectElement
    ? ([...control.options].find((option) => option.value === value)?.text ?? value)
    : value.trim().replaceAll(/\n+/g, ', ');
