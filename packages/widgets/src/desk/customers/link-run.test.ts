import { expect } from '@open-wc/testing';
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  OfflineError,
  ThrottledError,
  UnauthenticatedError,
} from '@parvis/sdk';
import { LinkRun, type Addressee } from './link-run.ts';

const to = (...names: string[]): Addressee[] =>
  names.map((name) => ({ name, contactId: name, email: `${name}@client.example` }));

/** A run that is answered as told, each answer once; what it was sent and how long it waited. */
function runOf(names: string[], answers: (Error | (() => void))[] = []) {
  const sent: string[] = [];
  const keys: string[] = [];
  const pauses: number[] = [];
  const run = new LinkRun(to(...names), {
    send: async ({ contactId }, { idempotencyKey }) => {
      keys.push(`${contactId} ${idempotencyKey}`);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      answer?.();
      sent.push(contactId);
    },
    changed: () => {},
    pause: async (millis) => void pauses.push(millis),
  });
  return { run, sent, keys, pauses };
}

describe('links to many', () => {
  it('are sent one after the other, each under a key of its own', async () => {
    const { run, sent, keys } = runOf(['a', 'b', 'c']);
    await run.begin();
    expect(sent).to.deep.equal(['a', 'b', 'c']);
    expect(new Set(keys).size).to.equal(3);
    expect([run.state, run.sent]).to.deep.equal(['over', 3]);
  });

  it('wait as long as the server asks, and try the same one again under the same key', async () => {
    const throttled = new ThrottledError({ status: 429, code: 'too-many-requests', retryAfter: 90_000 });
    const { run, sent, keys, pauses } = runOf(['a', 'b'], [throttled]);
    await run.begin();
    expect(pauses).to.deep.equal([90_000]);
    expect(keys[0]).to.equal(keys[1]);
    expect(sent).to.deep.equal(['a', 'b']);
  });

  it('wait ever longer while the network is gone, half a minute at most', async () => {
    const { run, pauses } = runOf(
      ['a'],
      Array.from({ length: 7 }, () => new OfflineError()),
    );
    await run.begin();
    expect(pauses).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect([run.state, run.trouble]).to.deep.equal(['over', undefined]);
  });

  it('go on after one that is refused, and say why; tried again, only that one is sent', async () => {
    const refusal = new InvalidError({ status: 422, code: 'invalid' });
    const { run, sent } = runOf(['a', 'b', 'c'], [() => {}, refusal]);
    await run.begin();
    expect(sent).to.deep.equal(['a', 'c']);
    expect([...run.refused].map(([{ name }, why]) => [name, why])).to.deep.equal([['b', refusal]]);
    await run.begin();
    expect(sent).to.deep.equal(['a', 'c', 'b']);
    expect(run.refused.size).to.equal(0);
  });

  it('stop after the one that is on its way, and go on from there', async () => {
    const { run, sent } = runOf(['a', 'b', 'c'], [() => run.stop()]);
    await run.begin();
    expect([run.state, run.sent]).to.deep.equal(['stopped', 1]);
    await run.begin();
    expect([run.state, run.sent]).to.deep.equal(['over', 3]);
    expect(sent).to.deep.equal(['a', 'b', 'c']);
  });

  it('are sent one after the other also when they are gone on with while the last one is still on its way', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const keys: string[] = [];
    const run = new LinkRun(to('a', 'b', 'c'), {
      send: async ({ contactId }) => {
        keys.push(contactId);
        if (contactId === 'a') await promise;
      },
      changed: () => {},
    });
    const begun = run.begin();
    run.stop();
    const goneOn = run.begin();
    resolve();
    await Promise.all([begun, goneOn]);
    expect(keys).to.deep.equal(['a', 'b', 'c']);
    expect([run.state, run.sent]).to.deep.equal(['over', 3]);
  });

  it('do not ask again before the time that the server asked for, whatever is heard meanwhile', async () => {
    const answers = [
      new ThrottledError({ status: 429, code: 'too-many-requests', retryAfter: 90_000 }),
      new OfflineError(),
    ];
    const woken: string[] = [];
    const run: LinkRun = new LinkRun(to('a'), {
      send: async () => {
        const answer = answers.shift();
        if (answer) throw answer;
      },
      changed: () => {},
      pause: async (millis, wake) => {
        wake(() => woken.push(`${millis}`));
        run.wake();
      },
    });
    await run.begin();
    expect(woken).to.deep.equal(['1000']);
  });

  it('stop when who sends them may no longer', async () => {
    const refusal = new ForbiddenError({ status: 403, code: 'forbidden' });
    const { run, keys } = runOf(['a', 'b', 'c'], [() => {}, refusal]);
    await run.begin();
    expect([run.state, run.sent, run.trouble]).to.deep.equal(['stopped', 1, refusal]);
    expect(keys).to.have.length(2);
  });

  it('stop when the session ends; what was made under it counts though its answer is lost', async () => {
    const ended = new UnauthenticatedError({ status: 401, code: 'session-expired' });
    const { run, sent } = runOf(['a', 'b'], [ended]);
    await run.begin();
    expect([run.state, run.sent, run.trouble]).to.deep.equal(['stopped', 0, undefined]);
    const { run: other } = runOf(['a', 'b'], [new ConflictError({ status: 409, code: 'reply-lost' })]);
    await other.begin();
    expect([other.state, other.sent, other.refused.size]).to.deep.equal(['over', 2, 0]);
    expect(sent).to.deep.equal([]);
  });
});
