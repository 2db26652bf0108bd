/** The sample company with ids and e-mail addresses of its own: each test has another one of the same kind. */
import * as samples from './samples/index.ts';

export type { World } from './samples/index.ts';

type Make = typeof samples.largeWorld;
const anew =
  (make: Make): Make =>
  (options) => {
    const tag = crypto.randomUUID();
    const [time, kind] = [`018${tag.slice(0, 5)}`, `8${tag.slice(5, 8)}`];
    const renamed = (value: unknown): unknown => {
      if (typeof value === 'string')
        return value
          .replace(/^01900000-(\w{4})-7000-8000-/, `${time}-$1-7000-${kind}-`)
          .replace(/@(\w+\.example)$/, `@${tag.slice(0, 8)}.$1`);
      if (Array.isArray(value)) return value.map(renamed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each)]));
    };
    return renamed(make(options)) as samples.World;
  };

export const sampleWorld = anew(samples.sampleWorld);
export const singleWorld = anew(samples.singleWorld);
export const largeWorld = anew(samples.largeWorld);
export const emptyWorld = anew((options) => samples.emptyWorld(options?.now));
