import type { Plugin, Rolldown } from 'vite';

interface Elements {
  /** The elements that customers meet. */
  ofCustomers: readonly string[];
  /** The one that must be there fastest. */
  first: string;
  /** The one whose parts are used all over. */
  list: string;
}

/**
 * Gathers what elements share into two files, where bundlers would make a dozen small ones, each a request:
 * - `runtime`, what every element of customers needs: Lit, the client, the session, the base class; and the little that
 *   what completes the first element shares with others, which would otherwise come one round trip after it;
 * - `parts`, what else the list shares with others.
 */
export function sharedFiles({ ofCustomers, first, list }: Elements): {
  plugin: Plugin;
  groups: Rolldown.CodeSplittingGroup[];
} {
  let runtime = new Set<string>();
  let parts = new Set<string>();
  return {
    plugin: {
      name: 'parvis:shared-files',
      buildEnd() {
        const imports = (id: string) => this.getModuleInfo(id)?.importedIds ?? [];
        const asked = (id: string) => this.getModuleInfo(id)?.dynamicallyImportedIds ?? [];
        const needs = (id: string) => closure([id], imports);
        const all = [...this.getModuleIds()];
        const roots = all.filter((id) => this.getModuleInfo(id)?.isEntry).concat(all.flatMap(asked));

        runtime = ofCustomers.map(needs).reduce((some, each) => new Set([...some].filter((id) => each.has(id))));
        const soon = closure([...needs(first)].flatMap(asked), imports);
        const elsewhere = closure(
          roots.filter((root) => !needs(root).has(list)),
          imports,
        );
        const shared = new Set([...needs(list)].filter((id) => elsewhere.has(id)));
        for (const id of shared) if (soon.has(id)) runtime.add(id);
        parts = new Set([...shared].filter((id) => !runtime.has(id)));
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
