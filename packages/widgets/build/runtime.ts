import type { Plugin, Rolldown } from 'vite';

/**
 * Finds what every element needs (Lit, the client, the session, the base class …) to put it into one shared file.
 * Anything else that several elements share goes into files of its own, so that none loads what it does not use.
 */
export function sharedRuntime(entries: readonly string[]): { plugin: Plugin; group: Rolldown.CodeSplittingGroup } {
  let shared = new Set<string>();
  return {
    plugin: {
      name: 'parvis:shared-runtime',
      buildEnd() {
        const needs = (entry: string) => {
          const found = new Set([entry]);
          for (const id of found) for (const imported of this.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
          return found;
        };
        shared = entries.map(needs).reduce((all, each) => new Set([...all].filter((id) => each.has(id))));
      },
    },
    // Their dependencies are shared too, by definition; gathering them again would pull in what is only re-exported.
    group: { name: 'runtime', test: (id) => shared.has(id), includeDependenciesRecursively: false },
  };
}
