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
}

/**
 * Gathers modules into few files, where bundlers would make two dozen small ones, each a request and each compressed
 * without having seen the others:
 * - `runtime`, what every element of customers needs: Lit, the client, the session, the base class;
 * - `parts`, what else the portal shares with what is loaded without its list, and what comes soon;
 * - `screens`, the rest of the portal and of its list.
 */
export function sharedFiles({ ofCustomers, list, whole, soon }: Elements): {
  plugin: Plugin;
  groups: Rolldown.CodeSplittingGroup[];
} {
  const files = {
    runtime: new Set<string>(),
    parts: new Set<string>(),
    screens: new Set<string>(),
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
        files.parts = new Set([...needs(whole)].filter((id) => elsewhere.has(id)).concat(soon));
        files.screens = needs(whole);
      },
    },
    // A module goes to the first that has it. What they depend on is among them; gathering that again would pull in
    // what is only re-exported.
    groups: (['screens', 'parts', 'runtime'] as const).map((name, index) => ({
      name,
      test: (id) => files[name].has(id),
      includeDependenciesRecursively: false,
      priority: index,
    })),
  };
}

function closure(ids: readonly string[], imports: (id: string) => readonly string[]): Set<string> {
  const found = new Set(ids);
  for (const id of found) for (const imported of imports(id)) found.add(imported);
  return found;
}
