import type { Pool, PoolClient } from 'pg';
import type { AtomicAppendResult, StreamId } from '../event-store';
import { AppendOutcomeUnknown, EventIdReused, StoreUnavailable } from '../event-store-errors';
import { sendGroups, type Group } from './append-statement';
import { appendFailure, asksForRetry, doubledEventId, surelyRefused } from './postgres-errors';

/** One call of append or appendAtomic on its way. */
interface Ticket {
  readonly group: Group;
  readonly deadline: number;
  readonly settle: (outcome: { result: AtomicAppendResult } | { refusal: Error }) => void;
  sent: boolean;
  settled: boolean;
  /** Its batch was refused as a whole: it goes once more without company, so that only the culprit is refused. */
  alone: boolean;
  retries: number;
}

export interface AppendQueueOptions {
  readonly exclusive: boolean;
  /** Batches under way at the same time. None writes a stream of another, so whichever is first is right. */
  readonly flights: number;
  readonly committed: () => void;
}

/** A connection kept from batch to batch: asking the pool each time costs a lone writer a tenth of its speed. */
interface Line {
  readonly client: PoolClient;
  live: boolean;
  drop(): void;
}

const LARGEST_BATCH_BYTES = 2 * 1024 * 1024;
const LARGEST_BATCH_GROUPS = 512;
const MOST_RETRIES = 5;

/**
 * Appends that arrive while others are under way go together in the next transaction: a total order at the price of
 * one commit for many. Each keeps its own outcome.
 */
export class AppendQueue {
  #waiting: Ticket[] = [];
  #lines: Line[] = [];
  readonly #underWay = new Set<readonly Ticket[]>();
  #pumping = false;
  readonly #idle: (() => void)[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly options: AppendQueueOptions,
  ) {}

  submit(group: Group, timeoutMs: number): Promise<AtomicAppendResult> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(ticket, timeoutMs), timeoutMs);
      const ticket: Ticket = {
        group,
        deadline: Date.now() + timeoutMs,
        sent: false,
        settled: false,
        alone: false,
        retries: 0,
        settle: (outcome) => {
          clearTimeout(timer);
          ticket.settled = true;
          if ('result' in outcome) resolve(outcome.result);
          else reject(outcome.refusal);
        },
      };
      this.#waiting.push(ticket);
      this.#pumpSoon();
    });
  }

  /** Answers whatever is waiting or under way, then lets go of its connections. */
  async close(): Promise<void> {
    if (this.#underWay.size > 0 || this.#waiting.length > 0)
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    for (const line of [...this.#lines]) line.drop();
  }

  /** Not at once: those who were answered together come back together, and shall travel together again. */
  #pumpSoon(): void {
    if (this.#pumping || this.#underWay.size >= this.options.flights) return;
    this.#pumping = true;
    setImmediate(() => {
      this.#pumping = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#underWay.size < this.options.flights) {
      const batch = this.#takeBatch();
      if (batch.length === 0) break;
      void this.#fly(batch);
    }
    if (this.#underWay.size === 0 && this.#waiting.length === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /**
   * As many as fit; of two on one stream the later stays behind the earlier, unless both only check it: every payment
   * of a month may look at the month's lock at once.
   */
  #takeBatch(): Ticket[] {
    const batch: Ticket[] = [];
    const left: Ticket[] = [];
    const written = new Set<StreamId>();
    const checked = new Set<StreamId>();
    const claim = ({ group }: Ticket): void => {
      for (const { stream } of group.requests) written.add(stream);
      for (const { stream } of group.checks) checked.add(stream);
    };
    for (const flight of this.#underWay) flight.forEach(claim);
    let bytes = 0;
    for (const ticket of this.#waiting) {
      const size = ticket.group.requests.reduce((sum, request) => sum + request.bytes, 0);
      const full =
        batch.length >= LARGEST_BATCH_GROUPS || bytes + size > LARGEST_BATCH_BYTES || batch[0]?.alone === true;
      const { requests, checks } = ticket.group;
      const free =
        !requests.some(({ stream }) => written.has(stream) || checked.has(stream)) &&
        !checks.some(({ stream }) => written.has(stream));
      claim(ticket);
      if (free && (batch.length === 0 || (!full && !ticket.alone))) {
        batch.push(ticket);
        bytes += size;
      } else left.push(ticket);
    }
    this.#waiting = left;
    return batch;
  }

  async #fly(batch: readonly Ticket[]): Promise<void> {
    this.#underWay.add(batch);
    try {
      await this.#send(batch);
    } finally {
      this.#underWay.delete(batch);
      this.#pumpSoon();
    }
  }

  async #send(batch: readonly Ticket[]): Promise<void> {
    let line: Line;
    try {
      line = this.#lines.pop() ?? (await this.#openLine());
    } catch (error) {
      for (const ticket of batch) ticket.settle({ refusal: new StoreUnavailable(error) });
      return;
    }
    const waiting = batch.filter(({ settled }) => !settled);
    for (const ticket of waiting) ticket.sent = true;
    // Whoever waits longest for a server that does not answer takes the connection down; it is of no more use.
    const patience = Math.max(...waiting.map(({ deadline }) => deadline)) - Date.now();
    const hangUp = setTimeout(() => line.drop(), Math.max(patience, 0));
    try {
      const outcomes =
        waiting.length === 0
          ? []
          : await sendGroups(
              line.client,
              this.options.exclusive,
              waiting.map(({ group }) => group),
            );
      for (const [index, ticket] of waiting.entries())
        ticket.settle(outcomes[index] ?? { refusal: new Error('no outcome') });
      if (outcomes.some((outcome) => 'result' in outcome && !outcome.result.repeated)) this.options.committed();
    } catch (error) {
      if (!surelyRefused(error)) line.drop();
      this.#sortOut(waiting, error);
    } finally {
      clearTimeout(hangUp);
      if (line.live) this.#lines.push(line);
    }
  }

  async #openLine(): Promise<Line> {
    const client = await this.pool.connect();
    const line: Line = {
      client,
      live: true,
      drop: () => {
        if (!line.live) return;
        line.live = false;
        this.#lines = this.#lines.filter((other) => other !== line);
        client.release(true);
      },
    };
    client.once('end', () => line.drop());
    return line;
  }

  /** A statement failed as a whole. Where nothing was written and more than one is concerned, each goes again alone. */
  #sortOut(batch: readonly Ticket[], error: unknown): void {
    const again = surelyRefused(error) && (batch.length > 1 || asksForRetry(error));
    const left: Ticket[] = [];
    for (const ticket of batch) {
      if (again && !ticket.settled && (ticket.retries += 1) <= MOST_RETRIES) {
        ticket.sent = false;
        ticket.alone ||= !asksForRetry(error);
        left.push(ticket);
      } else ticket.settle({ refusal: refusalOf(ticket, error) });
    }
    this.#waiting.unshift(...left);
  }

  #giveUp(ticket: Ticket, timeoutMs: number): void {
    this.#waiting = this.#waiting.filter((other) => other !== ticket);
    const late = new Error(`no answer within ${timeoutMs} ms`);
    ticket.settle({ refusal: ticket.sent ? new AppendOutcomeUnknown(late) : new StoreUnavailable(late) });
  }
}

function refusalOf({ group }: Ticket, error: unknown): Error {
  const doubled = doubledEventId(error);
  if (doubled === null) return appendFailure(error);
  const { requests } = group;
  const owner = requests.find(({ events }) => events.some(({ id }) => id === doubled)) ?? requests[0];
  return owner ? new EventIdReused(owner.stream, doubled) : appendFailure(error);
}
