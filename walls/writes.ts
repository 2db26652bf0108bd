/** Reads may join, writes go through the owner: a table is written in the folder that declares it, and nowhere else. */

/** The files of a folder that hold code, by their path in it. */
export type Sources = ReadonlyMap<string, string>;

const folderOf = (path: string) => path.split('/')[0]!;

/** Which folder owns each table: what the functions of `*.tables.ts` return. */
export function ownersIn(sources: Sources): Map<string, string> {
  const owners = new Map<string, string>();
  for (const [path, text] of sources) {
    if (!path.endsWith('.tables.ts')) continue;
    for (const [, names] of text.matchAll(/return \{([^}]*)\};\n\};?(?=\s*$|\n)/g))
      for (const name of names!.split(',').map((each) => each.trim())) if (name) owners.set(name, folderOf(path));
  }
  return owners;
}

/** A sentence for each statement that writes to a table of another folder. */
export function foreignWrites(sources: Sources): string[] {
  const owners = ownersIn(sources);
  const found: string[] = [];
  for (const [path, text] of sources) {
    if (/(\.test|testing)\.ts$|^testing\//.test(path)) continue;
    const names = tablesNamed(text, owners);
    for (const [statement, act, written] of text.matchAll(/\.(insert|update|delete)\(\s*([\w.]+)(?=[),\n[])/g)) {
      const table = /\bt\.(\w+)$/.exec(written!)?.[1] ?? names.get(written!);
      const owner = owners.get(table ?? '');
      const isAnyTable = text.includes(`${statement}[`);
      if (isAnyTable) found.push(`${path}: ${act} of a table that is not named`);
      else if (owner && owner !== folderOf(path)) found.push(`${path}: ${act} of \`${table}\`, which is ${owner}'s`);
    }
  }
  return [...new Set(found)];
}

/** What a file calls tables that it takes apart: `const { interventions: i } = tx.t`. */
function tablesNamed(text: string, owners: ReadonlyMap<string, string>): Map<string, string> {
  const names = new Map<string, string>();
  for (const [, taken] of text.matchAll(/\{([^{}]*)\}(?:: [\w[\]']+)? = (?:[\w.]+\.)?t;/g))
    for (const part of taken!.split(',')) {
      const [table = '', name = table] = part.split(':').map((each) => each.trim());
      if (owners.has(table)) names.set(name, table);
    }
  return names;
}
