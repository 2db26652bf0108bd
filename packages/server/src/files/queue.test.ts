import { expect, test } from 'vitest';
import { fairQueue } from './queue.ts';

/** Tasks that say when they begin and end when they are told to. */
function tasks(queue: ReturnType<typeof fairQueue>) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (companyId: string, name: string, weight = 1) =>
    queue(companyId, weight, async () => {
      begun.push(name);
      await new Promise<void>((end) => ends.set(name, end));
      return name;
    });
  // What can begin does so within the turn.
  const turn = () => new Promise(setImmediate);
  const end = async (name: string) => {
    ends.get(name)!();
    await turn();
  };
  return { begun, add, turn, end };
}

test('one company’s many tasks do not delay another one’s', async () => {
  const { begun, add, turn, end } = tasks(fairQueue({ budget: 100, width: 2 }));
  const all = ['a1', 'a2', 'a3', 'a4'].map((name) => add('a', name));
  all.push(add('b', 'b1'), add('c', 'c1'), add('b', 'b2'));
  await turn();
  expect(begun).toEqual(['a1', 'a2']);
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2']) await end(name);
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2']);
  expect(await Promise.all(all)).toHaveLength(7);
});

test('tasks run together only as far as the memory lasts; what weighs more than all of it runs alone', async () => {
  const { begun, add, turn, end } = tasks(fairQueue({ budget: 100, width: 3 }));
  const all = [add('a', 'half', 50), add('b', 'large', 60), add('c', 'small', 10), add('d', 'huge', 1000)];
  await turn();
  expect(begun).toEqual(['half']);
  await end('half');
  expect(begun).toEqual(['half', 'large', 'small']);
  await end('large');
  expect(begun).not.toContain('huge');
  await end('small');
  expect(begun.at(-1)).toBe('huge');
  await end('huge');
  await Promise.all(all);
});

test('a task that fails gives its place back', async () => {
  const queue = fairQueue({ budget: 1, width: 1 });
  await expect(queue('a', 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await queue('a', 1, () => Promise.resolve('yes'))).toBe('yes');
});
