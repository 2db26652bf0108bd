import { expect, test } from 'vitest';
import { fairQueue } from './queue.ts';

/** Tasks that say when they begin and end when they are told to. */
function tasks(queue: ReturnType<typeof fairQueue>) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (companyId: string, name: string) =>
    queue(companyId, async () => {
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
  const { begun, add, turn, end } = tasks(fairQueue());
  const all = ['a1', 'a2', 'a3', 'a4'].map((name) => add('a', name));
  all.push(add('b', 'b1'), add('c', 'c1'), add('b', 'b2'));
  await turn();
  expect(begun).toEqual(['a1']);
  const order = ['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4'];
  for (const name of order) await end(name);
  expect(begun).toEqual(order);
  expect(await Promise.all(all)).toHaveLength(7);
});

test('a task that fails gives its place back', async () => {
  const queue = fairQueue();
  await expect(queue('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await queue('a', () => Promise.resolve('yes'))).toBe('yes');
});
