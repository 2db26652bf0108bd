/** Things with a name in both languages, one a line: « Dépannage | Repair ». */
interface Named {
  key: string;
  label: { fr: string; en: string };
}

export const linesOf = (things: readonly Named[]) =>
  things.map(({ label: { fr, en } }) => (fr === en ? fr : `${fr} | ${en}`)).join('\n');

/** A thing whose French name stays keeps its key, as values are stored under it; the others get one made of theirs. */
export const namedIn = (lines: string, before: readonly Named[], keyOf: (name: string) => string): Named[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [fr = '', en = fr] = line.split('|').map((each) => each.trim());
      return { key: before.find(({ label }) => label.fr === fr)?.key ?? keyOf(fr), label: { fr, en: en || fr } };
    });
