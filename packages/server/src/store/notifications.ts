/**
 * Notifications (LISTEN, NOTIFY) between the nodes that share one PostgreSQL. A NOTIFY in every transaction makes commits
 * queue behind one another, so each node gathers what it changed for a moment and says it on a connection of its own.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

const channel = 'parvis';
const gatherFor = 20;
/** A notice holds 8000 bytes. */
const companiesAtMost = 200;
/** How often the connection is tried; while there is none, anything may have changed. */
const beatEvery = 1_000;
const answerMillis = 2_000;

export class NodeNotifications {
  readonly #url: string;
  readonly #heard: (companies: string[] | undefined) => void;
  #client: Client | undefined;
  #saying: Promise<boolean> | undefined;
  #unsaid: Set<string> | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;

  /** `heard` gets the companies that another node changed; none named: it may be anything. */
  constructor(url: string, heard: (companies: string[] | undefined) => void) {
    this.#url = url;
    this.#heard = heard;
  }

  /** From here on this node hears of the others, and finds out when it cannot. */
  listen(): void {
    if (this.#beat) return;
    this.#beat = setInterval(() => void this.#tryOut(), beatEvery).unref();
    void this.#tryOut();
  }

  send(companies: readonly string[]): void {
    this.#unsaid ??= new Set();
    for (const company of companies) this.#unsaid.add(company);
    this.#gathering ??= setTimeout(() => void this.#flush(), gatherFor);
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    clearTimeout(this.#gathering);
    await this.#flush();
    // A lost connection takes leave no more than it answers.
    await Promise.race([this.#client?.end().catch(() => {}), pause(answerMillis, undefined, { ref: false })]);
  }

  async #tryOut(): Promise<void> {
    if (!this.#client) this.#heard(undefined);
    // What is being said tells as well.
    if (!this.#saying) await this.#say('SELECT 1');
  }

  async #flush(): Promise<void> {
    // A connection takes one query at a time; what is changed meanwhile is said together, next.
    while (this.#saying) await this.#saying;
    this.#gathering = undefined;
    const unsaid = this.#unsaid;
    if (!unsaid) return;
    this.#unsaid = undefined;
    const companies = unsaid.size > companiesAtMost ? [] : [...unsaid];
    const said = await this.#say('SELECT pg_notify($1, $2)', [channel, companies.join(',')]);
    if (!said) this.#unsaid = new Set([...unsaid, ...(this.#unsaid ?? [])]);
  }

  /** Whether it reached the database. */
  #say(text: string, values: string[] = []): Promise<boolean> {
    this.#saying = this.#ask(text, values).finally(() => (this.#saying = undefined));
    return this.#saying;
  }

  async #ask(text: string, values: string[]): Promise<boolean> {
    let client = this.#client;
    try {
      client ??= await this.#connect();
      await client.query({ text, values });
      return true;
    } catch {
      if (client) this.#drop(client);
      return false;
    }
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'parvis',
      keepAlive: true,
      // Between nodes a silence of two seconds is a connection that is lost.
      connectionTimeoutMillis: answerMillis,
      query_timeout: answerMillis,
    });
    client.on('error', () => this.#drop(client));
    try {
      await client.connect();
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      client.on('notification', ({ processId, payload }) => {
        if (processId === rows[0]?.pid) return;
        this.#heard(payload ? payload.split(',') : undefined);
      });
      await client.query(`LISTEN ${channel}`);
    } catch (error) {
      this.#drop(client);
      throw error;
    }
    this.#client = client;
    // What was said before this moment went unheard, here and there.
    this.#heard(undefined);
    if (this.#unsaid) this.send([]);
    return client;
  }

  #drop(client: Client): void {
    if (this.#client === client) this.#client = undefined;
    client.end().catch(() => {});
  }
}
