/**
 * Word between the nodes that share one PostgreSQL. A NOTIFY in every transaction makes commits queue behind one
 * another, so each node says what it changed once in a while, on a connection of its own.
 */
import pg from 'pg';

const channel = 'parvis';
const gather = 20;
/** PostgreSQL takes 8000 bytes. */
const companiesAtMost = 200;
/** How often the connection is tried; while it is lost, everything may have changed. */
const beatEvery = 1_000;

export class Notices {
  readonly #url: string;
  readonly #heard: (companies: string[] | undefined) => void;
  readonly #unsent = new Set<string>();
  #dirty = false;
  #gathering: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;
  #connection: Promise<pg.Client> | undefined;
  #connected = false;

  constructor(url: string, heard: (companies: string[] | undefined) => void) {
    this.#url = url;
    this.#heard = heard;
  }

  /** From here on this node hears of the others, and learns of it when it does not. */
  listen(): void {
    if (this.#beat) return;
    this.#beat = setInterval(() => void this.#tryOut(), beatEvery).unref();
    void this.#tryOut();
  }

  send(companies: readonly string[]): void {
    this.#dirty = true;
    for (const company of companies) this.#unsent.add(company);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      void this.#flush();
    }, gather);
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    clearTimeout(this.#gathering);
    await this.#flush();
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.then((client) => client.end()).catch(() => {});
  }

  async #tryOut(): Promise<void> {
    if (!this.#connected) this.#heard(undefined);
    await this.#say('SELECT 1');
  }

  async #flush(): Promise<void> {
    if (!this.#dirty) return;
    const companies = this.#unsent.size > companiesAtMost ? [] : [...this.#unsent];
    this.#unsent.clear();
    this.#dirty = false;
    const said = await this.#say('SELECT pg_notify($1, $2)', [channel, companies.join(',')]);
    // Said again without names once there is a connection: whoever listens then looks at everything.
    if (!said) this.#dirty = true;
  }

  async #say(text: string, values: string[] = []): Promise<boolean> {
    const connection = (this.#connection ??= this.#connect());
    try {
      const client = await connection;
      await client.query({ text, values, query_timeout: 2_000 } as pg.QueryConfig);
      return true;
    } catch {
      this.#lost(connection);
      return false;
    }
  }

  #lost(connection: Promise<pg.Client>): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    this.#connected = false;
    connection.then((client) => client.end()).catch(() => {});
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'parvis', keepAlive: true, connectionTimeoutMillis: 5_000 });
    client.on('error', () => this.#connection && this.#lost(this.#connection));
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    client.on('notification', ({ processId, payload }) => {
      if (processId === rows[0]?.pid) return;
      this.#heard(payload ? payload.split(',') : undefined);
    });
    await client.query(`LISTEN ${channel}`);
    this.#connected = true;
    // What was said before this moment went unheard.
    this.#heard(undefined);
    if (this.#dirty) this.send([]);
    return client;
  }
}
