/** What somebody else wrote meanwhile in the fields of a form that is open. */

/** In words, by the names of fields; empty where somebody made a field empty. */
export type Meanwhile = Record<string, string>;

/**
 * Compares a thing as a form was opened with it and as it is now, by the names of fields (`address.city`). A field in which
 * nobody typed follows; of the others, answers what stands there now.
 */
export function meanwhileIn(form: ParentNode, opened: object, now: object): Meanwhile {
  const found: Meanwhile = {};
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')) {
    const { name, value } = control;
    const [before, theirs] = [valueAt(opened, name), valueAt(now, name)];
    if (before === undefined || theirs === undefined || before === theirs || value.trim() === theirs) continue;
    if (value === before) control.value = theirs;
    else found[name] = wordsOf(control, theirs);
  }
  return found;
}

/** What a thing says where a field has this name; undefined where it says nothing of the kind. */
function valueAt(thing: object, name: string): string | undefined {
  const parent = name
    .split('.')
    .slice(0, -1)
    .reduce<unknown>((at, key) => Object(at)[key], thing);
  const last = name.split('.').at(-1)!;
  const value = Object(parent)[last] as unknown;
  if (value === null || (value === undefined && Object(parent) === parent && name.startsWith('fields.'))) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

const wordsOf = (control: HTMLInputElement | HTMLSelectElement, value: string): string =>
  control instanceof HTMLSelectElement
    ? ([...control.options].find((option) => option.value === value)?.text ?? value)
    : value;
