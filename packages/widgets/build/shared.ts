import type { Plugin, Rolldown } from 'vite';

interface Elements {
  /** The elements that customers meet. */
  ofCustomers: readonly string[];
  /** The one whose parts are used all over. */
  list: string;
  /** The one that has all the others in it. */
  whole: string;
  /** What every page asks for soon after its first screen. */
  soon: readonly string[];
  /** The company's own, whose sections come together. */
  desk: string;
}

/**
 * Gathers modules into few files, where bundlers would make two dozen small ones, each a request and each compressed
 * without having seen the others:
 * - `runtime`, what every element of customers needs: Lit, the client, the session, the base class;
 * - `parts`, what else the portal shares with what is loaded without its list, and what comes soon;
 * - `screens`, the rest of the portal and of its list;
 * - `sections`, all that the desk goes to, each in a folder of its own, and their words in English.
 */
export function sharedFiles({ ofCustomers, list, whole, soon, desk }: Elements): {
  plugin: Plugin;
  groups: Rolldown.CodeSplittingGroup[];
} {
  const files = {
    runtime: new Set<string>(),
    parts: new Set<string>(),
    screens: new Set<string>(),
    sections: new Set<string>(),
    'sections.en': new Set<string>(),
  };
  return {
    plugin: {
      name: 'parvis:shared-files',
      buildEnd() {
        const needs = (...ids: string[]) => closure(ids, (id) => this.getModuleInfo(id)?.importedIds ?? []);
        const all = [...this.getModuleIds()].flatMap((id) => this.getModuleInfo(id) ?? []);
        const asked = all.flatMap(({ dynamicallyImportedIds }) => dynamicallyImportedIds);
        const roots = all.flatMap(({ id, isEntry }) => (isEntry ? id : [])).concat(asked);
        const elsewhere = needs(...roots.filter((root) => !needs(root).has(list)));

        files.runtime = ofCustomers
          .map((id) => needs(id))
          .reduce((some, each) => new Set([...some].filter((id) => each.has(id))));
        files.parts = new Set([...needs(whole)].filter((id) => elsewhere.has(id)).concat(soon, bundlersOwn));
        files.screens = needs(whole);

        const frame = needs(desk);
        const goneTo = needs(...asked.filter((id) => inFolderOfDesk.test(id) && !english.test(id)));
        files.sections = new Set([...goneTo].filter((id) => !frame.has(id)));
        files['sections.en'] = new Set(asked.filter((id) => inFolderOfDesk.test(id) && english.test(id)));
      },
    },
    // A module goes to the first that has it. What they depend on is among them; gathering that again would pull in
    // what is only re-exported.
    groups: (['sections.en', 'sections', 'screens', 'parts', 'runtime'] as const).map((name, index) => ({
      name,
      test: (id) => files[name].has(id),
      includeDependenciesRecursively: false,
      priority: index,
    })),
  };
}

/** Gives what is asked for by `import()` and shares its file with others. */
const bundlersOwn = '\0rolldown/runtime.js';
const inFolderOfDesk = /[\\/]desk[\\/]\w+[\\/]/;
const english = /\.en\.ts$/;

function closure(ids: readonly string[], imports: (id: string) => readonly string[]): Set<string> {
  const found = new Set(ids);
  for (const id of found) for (const imported of imports(id)) found.add(imported);
  return found;
}
