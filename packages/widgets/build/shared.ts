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
  /** What befalls a page, and is to be there when the network is not. */
  beside: readonly string[];
  /** What is opened from a list that is there. */
  opened: string;
  /** What the client hands on, and an element without a list does not use. */
  ofLists: readonly string[];
  /** What is first used when a customer acts. */
  acting: string;
  /** The company's own, whose sections come together. */
  desk: string;
  /** But for these, which come when they are first gone to. */
  dossiers: string;
  /** The element of customers of which these have a part. */
  discussion: string;
}

/**
 * Gathers modules into few files, where bundlers would make two dozen small ones, each a request and each compressed
 * without having seen the others:
 * - `runtime`, what every element of customers needs: Lit, the client, the session, the base class;
 * - `beside`, what befalls a page: loaded beside its first screen, so that it is there when the network is not;
 * - `parts`, what else the portal shares with what is loaded without its list, and what comes soon;
 * - `screens`, the rest of the portal and of its list;
 * - `opened`, what is opened from a list that is there;
 * - `acting`, what is first used when a customer acts;
 * - `sections`, what the desk goes to, each in a folder of its own;
 * - `dossiers`, what it goes to later, and `discussion`, the element of customers that is shared with that;
 * - and the words of these in English, as they are asked for.
 */
export function sharedFiles({
  ofCustomers,
  list,
  whole,
  soon,
  beside,
  opened,
  ofLists,
  acting,
  desk,
  dossiers,
  discussion,
}: Elements): {
  plugin: Plugin;
  groups: Rolldown.CodeSplittingGroup[];
} {
  const files = {
    discussion: new Set<string>(),
    dossiers: new Set<string>(),
    'desk.en': new Set<string>(),
    'screens.en': new Set<string>(),
    'common.en': new Set<string>(),
    'acting.en': new Set<string>(),
    beside: new Set<string>(),
    opened: new Set<string>(),
    sections: new Set<string>(),
    screens: new Set<string>(),
    parts: new Set<string>(),
    runtime: new Set<string>(),
  };
  return {
    plugin: {
      name: 'parvis:shared-files',
      buildEnd() {
        const needs = (...ids: string[]) => closure(ids, (id) => this.getModuleInfo(id)?.importedIds ?? []);
        const all = [...this.getModuleIds()].flatMap((id) => this.getModuleInfo(id) ?? []);
        const asked = all.flatMap(({ dynamicallyImportedIds }) => dynamicallyImportedIds);
        const roots = all.flatMap(({ id, isEntry }) => (isEntry ? id : [])).concat(asked);
        // What is opened from the list finds the list's own file there.
        const elsewhere = needs(...roots.filter((root) => !needs(root).has(list) && root !== opened));

        files.runtime = ofCustomers
          .map((id) => needs(id))
          .reduce((some, each) => new Set([...some].filter((id) => each.has(id))));
        for (const id of ofLists) files.runtime.delete(id);
        files.parts = new Set([...needs(whole)].filter((id) => elsewhere.has(id)).concat(soon, bundlersOwn));
        files.screens = needs(whole);
        files.beside = needs(...beside);
        for (const id of files.runtime) files.beside.delete(id);

        files.opened = needs(opened);
        for (const id of needs(acting)) if (files.opened.has(id)) files.parts.add(id);

        const frame = needs(desk);
        const goneTo = needs(...asked.filter((id) => inFolderOfDesk.test(id) && !english.test(id) && id !== dossiers));
        for (const id of needs(acting, opened)) if (goneTo.has(id)) files.parts.add(id);
        files.sections = new Set([...goneTo].filter((id) => !frame.has(id)));
        // All of the element: its file leads there, and one half of it would be compressed without the other.
        files.discussion = needs(discussion);
        for (const id of needs(acting)) files.discussion.delete(id);
        const ofAnyCustomer = needs(...ofCustomers);
        files.dossiers = new Set([...needs(dossiers)].filter((id) => !frame.has(id) && !ofAnyCustomer.has(id)));

        const first = needs(...ofCustomers.filter((id) => !needs(id).has(list)), ...soon);
        for (const id of asked.filter((each) => english.test(each))) {
          const french = id.replace(english, '.fr.ts');
          // What comes later has its words beside it.
          if (ofDesk.test(id)) {
            if (frame.has(french) || goneTo.has(french)) files['desk.en'].add(id);
          } else if (first.has(french)) files['common.en'].add(id);
          else if (needs(acting).has(french)) files['acting.en'].add(id);
          else files['screens.en'].add(id);
        }
      },
    },
    // A module goes to the last that has it. What they depend on is among them; gathering that again would pull in
    // what is only re-exported.
    groups: (Object.keys(files) as (keyof typeof files)[]).map((name, index) => ({
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
const ofDesk = /[\\/]desk[\\/]/;
const english = /\.en\.ts$/;

function closure(ids: readonly string[], imports: (id: string) => readonly string[]): Set<string> {
  const found = new Set(ids);
  for (const id of found) for (const imported of imports(id)) found.add(imported);
  return found;
}
