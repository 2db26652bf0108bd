/** A server in a process of its own, asked over loopback; what counts is its CPU time, which neighbours disturb least. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

/** Answers of the servers in `servers/` over their channel. */
export interface Measured {
  /** Microseconds of user and system time since the start. */
  cpu: number;
  /** Bytes resident. */
  memory: number;
}
/** What a server can be told over its channel. Each time it answers with a `Measured`. */
export interface Asked {
  what: 'tidy' | 'as it is' | 'act';
  argument?: unknown;
}
/** What a server says when it can be asked. */
export interface Ready {
  url: string;
  /** One bearer for each customer that is asked about; none where nobody is checked. */
  tokens: string[];
  customers: { companyId: string; customerId: string }[];
}

export class Variant {
  readonly #child: ChildProcess;
  readonly ready: Ready;

  private constructor(child: ChildProcess, ready: Ready) {
    this.#child = child;
    this.ready = ready;
  }

  static async start(name: string, env: Record<string, string> = {}): Promise<Variant> {
    const file = fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url));
    const child = fork(file, {
      env: { ...process.env, NODE_ENV: 'production', PARVIS_LOG: 'silent', ...env },
      execArgv: [...process.execArgv, '--expose-gc'],
    });
    const [ready] = (await once(child, 'message')) as [Ready];
    return new Variant(child, ready);
  }

  /** What it has used so far; `tidy` collects garbage first, so that no measurement pays for the one before. */
  measure(how: 'tidy' | 'as it is' = 'tidy'): Promise<Measured> {
    return this.#tell({ what: how });
  }

  /** Has it do something that comes with no request; resolves once that is done. */
  act(argument: unknown): Promise<Measured> {
    return this.#tell({ what: 'act', argument });
  }

  async #tell(asked: Asked): Promise<Measured> {
    this.#child.send(asked);
    const [measured] = (await once(this.#child, 'message')) as [Measured];
    return measured;
  }

  /** CPU microseconds a request, over so many seconds of requests. */
  async cpuPerRequest(
    requests: { path: string; headers?: Record<string, string> }[],
    seconds: number,
    expected = 200,
  ): Promise<number> {
    const before = await this.measure();
    const result = await autocannon({ url: this.ready.url, requests, duration: seconds, connections: 16 });
    const after = await this.measure('as it is');
    const good = result.statusCodeStats?.[String(expected) as '200']?.count ?? 0;
    const total = result.requests.total;
    if (good < total * 0.999) throw new Error(`${total - good} of ${total} requests were not answered ${expected}`);
    return (after.cpu - before.cpu) / total;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** Rounds in alternating order, so that whatever else the machine does falls on all alike; the first round warms up. */
export async function rounds<Name extends string, Value>(
  runs: Record<Name, () => Promise<Value>>,
  count = 7,
): Promise<Record<Name, Value[]>> {
  const names = Object.keys(runs) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as Value[]])) as Record<Name, Value[]>;
  for (let round = -1; round < count; round++) {
    for (const name of round % 2 ? names : names.toReversed()) {
      const value = await runs[name]();
      if (round >= 0) measured[name].push(value);
    }
  }
  return measured;
}
