import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreError, StoreUnavailable, StoreUnusable } from '../event-store-errors';
import { textOf, type Endpoint, type KurrentDbAddress } from './kurrentdb-address';
import { Connection, type Member } from './kurrentdb-connection';
import { failureOf, type Failure } from './kurrentdb-errors';

/** How long one node may take to say who leads: a living one answers at once, a dead one never. */
const GOSSIP_MS = 1_000;
const GREETING_MS = 2_000;
const PAUSE_MS = 100;

const OLDEST_SERVER = [26, 1] as const;

/**
 * The room that owns connections. Whoever needs one asks here, each time; whoever finds that one does not serve says so
 * here, and the next to ask gets another, to whichever node leads by then. At most one connection is in use, those
 * replaced end when their last call does, and nothing is remembered of a node but where it is.
 */
export class Cluster {
  #current: Connection | null = null;
  #attempt: Promise<Connection> | null = null;
  /** Where a node that was asked has seen the leader. */
  #hint: Endpoint | null = null;
  #known: readonly Endpoint[] = [];
  readonly #closing = new AbortController();

  constructor(private readonly address: KurrentDbAddress) {}

  /**
   * A connection to the leader.
   *
   * @param until by `performance.now()`: as long nobody who leads is waited for
   * @throws StoreUnavailable, StoreUnusable
   */
  async connection(until: number): Promise<Connection> {
    for (;;) {
      if (this.#closing.signal.aborted) throw new StoreUnavailable(new Error('the store is closed'));
      if (this.#current) return this.#current;
      try {
        // One for all who wait.
        this.#attempt ??= this.#connect().finally(() => (this.#attempt = null));
        return await before(until, this.#attempt);
      } catch (error) {
        if (error instanceof StoreUnusable) throw error;
        if (performance.now() + PAUSE_MS >= until)
          throw error instanceof EventStoreError ? error : new StoreUnavailable(error);
      }
      await sleep(PAUSE_MS);
    }
  }

  /** What a call that did not go well says of its connection: whether the next one has to be made on another. */
  heed(connection: Connection, failure: Failure): void {
    if (failure.kind === 'not-leader') this.replace(connection, failure.leader);
    if (failure.kind !== 'not-written' && failure.kind !== 'unknown') return;
    if (failure.replace === 'if-silent' ? connection.isSilent : failure.replace) this.replace(connection);
  }

  /** That connection did not serve. `leader`: where to go instead, as the node said. */
  replace(failed: Connection, leader: Endpoint | null = null): void {
    if (failed !== this.#current) return;
    this.#current = null;
    this.#hint = leader;
    failed.retire();
  }

  close(): void {
    this.#closing.abort();
    this.#current?.retire();
    this.#current = null;
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  /** Who belongs to the cluster, asked anew. */
  async members(): Promise<readonly Member[]> {
    const { members } = await this.#gossip();
    return members;
  }

  async #connect(): Promise<Connection> {
    const hint = this.#hint;
    this.#hint = null;
    const endpoint = hint ?? (await this.#leader());
    const connection = new Connection(endpoint, this.address);
    try {
      requireUsable(await connection.serverVersion(GREETING_MS));
    } catch (error) {
      connection.retire();
      const failure = failureOf(error);
      throw failure.kind === 'final' ? failure.error : new StoreUnavailable(error);
    }
    if (this.#closing.signal.aborted) connection.retire();
    else this.#current = connection;
    return connection;
  }

  async #leader(): Promise<Endpoint> {
    const { asked, members } = await this.#gossip();
    // A node alone may call itself by a name that only its own machine knows; whoever asked it knows a better one.
    if (members.length <= 1) return asked;
    this.#known = members.map(({ host, port }) => ({ host, port }));
    const leader = members.find(({ isLeader, isAlive }) => isLeader && isAlive);
    if (leader) return leader;
    throw new StoreUnavailable(new Error(`nobody leads among ${members.map(textOf).join(', ')}`));
  }

  /** Everybody who may know is asked at once; the first who sees a leader is believed, else the first who answers. */
  async #gossip(): Promise<{ asked: Endpoint; members: readonly Member[] }> {
    const seeds = new Map([...this.address.seeds, ...this.#known].map((endpoint) => [textOf(endpoint), endpoint]));
    const answers = [...seeds.values()].map(async (asked) => {
      const connection = new Connection(asked, this.address);
      try {
        return { asked, members: await connection.members(GOSSIP_MS) };
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== 'final') throw error;
        // It is there and does not tell: whether it serves, and who does, the calls that matter will show.
        if (failure.error instanceof StoreUnusable && failure.error.why !== 'certificate-refused')
          return { asked, members: [] };
        throw failure.error;
      } finally {
        connection.retire();
      }
    });
    const seen = answers.map(async (answer) => {
      const { members } = await answer;
      if (members.length > 1 && !members.some(({ isLeader, isAlive }) => isLeader && isAlive))
        throw new Error('sees no leader');
      return answer;
    });
    return Promise.any(seen)
      .catch(() => Promise.any(answers))
      .catch(({ errors }: AggregateError) => {
        throw (errors as unknown[]).find((error) => error instanceof StoreUnusable) ?? new StoreUnavailable(errors[0]);
      });
  }
}

/** Earlier servers answer a mixture of repeated and new streams wrongly, or know no append with checks at all. */
function requireUsable(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_SERVER;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new StoreUnusable(
    'server-too-old',
    `KurrentDB 服务器为 ${version} 版，本程序需要 ${oldestMajor}.${oldestMinor} 或更新的版本`,
  );
}

/** The work's own outcome, unless it takes longer than until then; the work goes on for others who wait for it. */
async function before<Result>(until: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new StoreUnavailable(new Error('nobody answered in time'))),
      until - performance.now(),
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
