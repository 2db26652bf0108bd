import type { Plugin, Rolldown } from 'vite';

interface Elements {
  /** The elements that customers meet. */
  ofCustomers: readonly string[];
  /** The one whose parts are used all over. */
  list: string;
  /** The one that has all the others in it. */
  whole: string;
}

/**
 * Gathers what elements share into two files, where bundlers would make a dozen small ones, each a request and each
 * compressed without having seen the others:
 * - `runtime`, what every element of customers needs: Lit, the client, the session, the base class;
 * - `parts`, what else the portal shares with what is loaded without its list.
 */
export function sharedFiles({ ofCustomers, list, whole }: Elements): {
  plugin: Plugin;
  groups: Rolldown.CodeSplittingGroup[];
} {
  let runtime = new Set<string>();
  let parts = new Set<string>();
  return {
    plugin: {
      name: 'parvis:shared-files',
      buildEnd() {
        const needs = (...ids: string[]) => closure(ids, (id) => this.getModuleInfo(id)?.importedIds ?? []);
        const all = [...this.getModuleIds()].flatMap((id) => this.getModuleInfo(id) ?? []);
        const asked = all.flatMap(({ dynamicallyImportedIds }) => dynamicallyImportedIds);
        const roots = all.flatMap(({ id, isEntry }) => (isEntry ? id : [])).concat(asked);
        const elsewhere = needs(...roots.filter((root) => !needs(root).has(list)));

        runtime = ofCustomers
          .map((id) => needs(id))
          .reduce((some, each) => new Set([...some].filter((id) => each.has(id))));
        parts = new Set([...needs(whole)].filter((id) => elsewhere.has(id) && !runtime.has(id)));
      },
    },
    groups: [
      // What they depend on is shared too; gathering that again would pull in what is only re-exported.
      { name: 'runtime', test: (id) => runtime.has(id), includeDependenciesRecursively: false, priority: 2 },
      { name: 'parts', test: (id) => parts.has(id), includeDependenciesRecursively: false, priority: 1 },
    ],
  };
}

function closure(ids: readonly string[], imports: (id: string) => readonly string[]): Set<string> {
  const found = new Set(ids);
  for (const id of found) for (const imported of imports(id)) found.add(imported);
  return found;
}
