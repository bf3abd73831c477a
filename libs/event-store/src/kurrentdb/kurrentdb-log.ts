import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadReq, ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import { StoreUnavailable } from '../event-store-errors';
import type { Cluster } from './kurrentdb-cluster';
import type { Connection } from './kurrentdb-connection';
import { failureOf } from './kurrentdb-errors';
import { foundEvent, type FoundEvent } from './kurrentdb-events';
import { BUSINESS_EVENTS, logRequest, streamRequest, type LogReading, type StreamReading } from './kurrentdb-requests';
import type { LogPosition } from './kurrentdb-position';
import { TimedOut } from './within';

/** A stream as the server has it; `last` is its version, whatever was asked for. */
export interface StreamFound {
  readonly events: readonly FoundEvent[];
  readonly last: bigint | null;
}

/** A stream is read in a moment: whoever says nothing for so long is not there any more. */
const SILENCE_MS = 3_000;
const PAUSE_MS = 20;

/** Reads, each a question that is asked again elsewhere where the node it was put to is gone. */
export class KurrentDbLog {
  constructor(
    private readonly cluster: Cluster,
    private readonly timeoutMs: number,
  ) {}

  /**
   * `null` where there is no such stream, which is also what the server says of one that was deleted with a way back.
   *
   * @throws StreamCut of one deleted for good, StoreUnavailable
   */
  async stream(stream: string, reading: StreamReading, until = this.#until()): Promise<StreamFound | null> {
    const events: FoundEvent[] = [];
    let last: bigint | null = null;
    let exists = true;
    const hear = (message: ReadResp): boolean => {
      const event = message.getEvent()?.getEvent();
      if (event) events.push(foundEvent(event));
      else if (message.hasStreamNotFound()) exists = false;
      else if (message.hasLastStreamPosition()) last = BigInt(message.getLastStreamPosition());
      return false;
    };
    const begin = () => {
      events.length = 0;
      last = null;
      exists = true;
    };
    await this.#ask(streamRequest(stream, reading), { begin, hear }, { until, silenceMs: SILENCE_MS, stream });
    return exists ? { events, last } : null;
  }

  /** Up to `count` events beyond a position, in the order asked for. */
  async page(reading: LogPlace & Partial<LogReading>, until = this.#until()): Promise<FoundEvent[]> {
    const { from, count, including = false } = reading;
    const events: FoundEvent[] = [];
    const hear = (message: ReadResp): boolean => {
      const event = message.getEvent()?.getEvent();
      if (!event) return false;
      const found = foundEvent(event);
      if (!including && typeof from !== 'string' && isAt(found.at, from)) return false;
      events.push(found);
      // The server goes on to the next that its filter lets through, which may be far away.
      return events.length === count;
    };
    const begin = () => {
      events.length = 0;
    };
    const request = logRequest({ types: BUSINESS_EVENTS, including, ...reading });
    await this.#ask(request, { begin, hear }, { until, silenceMs: this.timeoutMs });
    return events;
  }

  #until(): number {
    return performance.now() + this.timeoutMs;
  }

  async #ask(request: ReadReq, answer: Hearing, patience: Patience): Promise<void> {
    const { until, silenceMs, stream } = patience;
    for (;;) {
      const connection = await this.cluster.connection(until);
      try {
        answer.begin();
        await hearOut(connection, request, answer.hear, { until, silenceMs });
        return;
      } catch (error) {
        const failure = failureOf(error, stream);
        if (failure.kind === 'final') throw failure.error;
        this.cluster.heed(connection, failure);
        if (performance.now() + PAUSE_MS >= until) throw new StoreUnavailable(error);
      }
      await sleep(PAUSE_MS);
    }
  }
}

type LogPlace = Pick<LogReading, 'from' | 'backwards' | 'count'>;

const isAt = (one: LogPosition, other: LogPosition): boolean =>
  one.commit === other.commit && one.prepare === other.prepare;

interface Hearing {
  /** Whatever was heard before was of a reading that broke off. */
  readonly begin: () => void;
  /** Whether that was enough. */
  readonly hear: (message: ReadResp) => boolean;
}

interface Patience {
  readonly until: number;
  readonly silenceMs: number;
  readonly stream?: string;
}

/** One reading to its end, or until enough was heard. */
function hearOut(
  connection: Connection,
  request: ReadReq,
  hear: (message: ReadResp) => boolean,
  { until, silenceMs }: Patience,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = connection.read(request);
    const began = performance.now();
    let hasEnded = false;
    const left = (): number => Math.min(until, Math.max(began, connection.heardAt) + silenceMs) - performance.now();
    const look = (): void => {
      if (hasEnded) return;
      if (left() <= 0) end(new TimedOut(performance.now() - began));
      else timer = listen();
    };
    // A process that is busy itself looks at what has come before it says that nothing has.
    const listen = (): NodeJS.Timeout => setTimeout(() => setImmediate(look), Math.max(1, left()));
    let timer = listen();
    const leave = () => end(new Error('the connection was replaced'));
    const end = (error?: Error): void => {
      hasEnded = true;
      clearTimeout(timer);
      connection.retired.removeEventListener('abort', leave);
      if (error) reject(error);
      else resolve();
      call.cancel();
    };
    connection.retired.addEventListener('abort', leave);
    call.on('data', (message: ReadResp) => {
      connection.heard();
      try {
        if (hear(message)) end();
      } catch (error) {
        end(error as Error);
      }
    });
    call.on('end', () => end());
    // This listener stays for good: an error without one would end the process.
    call.on('error', (error) => end(error));
  });
}
