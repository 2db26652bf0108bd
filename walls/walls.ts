/** Holds a tree against the rules. */
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { rules } from './rules.ts';

export interface Arrow {
  rule: string;
  /** Why it must not be. */
  comment: string;
  from: string;
  to: string;
  /** Of a circle: the files on the way back. */
  cycle: string[];
}

/** Everything under these folders of `root` that breaks a rule. */
export async function brokenIn(root: string, folders: readonly string[]): Promise<Arrow[]> {
  const { output } = await cruise(
    [...folders],
    {
      baseDir: root,
      // The types' compiler has no such interface any more; imports of types count like others.
      parser: 'swc',
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(dist|build|coverage)/' },
      validate: true,
      ruleSet: { forbidden: rules },
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.cjs'],
    },
  );
  const { summary } = output as ICruiseResult;
  return summary.violations.map(({ rule, from, to, cycle = [] }) => ({
    rule: rule.name,
    comment: rules.find(({ name }) => name === rule.name)?.comment ?? '',
    from,
    to,
    cycle: cycle.map(({ name }) => name),
  }));
}

export const sentence = ({ rule, comment, from, to }: Arrow): string => `${from} -> ${to}: ${comment} [${rule}]`;
