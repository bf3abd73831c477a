/** Takes statements in Postgres's own SQL; `$1` and so on stand for the parameters, which are never part of the text. */
export interface Sql {
  /** Answers the rows in the shape that the statement selects. An error keeps what Postgres said as its cause. */
  query<Rows = unknown>(text: string, parameters?: unknown[]): Promise<Rows>;
}

/** One connection kept for oneself, for what Postgres ties to a connection: advisory locks, a transaction left open. */
export interface Connection extends Sql {
  /** Also once it broke: it is not used again. */
  readonly isReleased: boolean;
  release(): Promise<void>;
}

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

/** A database of tables, whoever speaks to it below. */
export abstract class Database implements Sql {
  abstract query<Rows = unknown>(text: string, parameters?: unknown[]): Promise<Rows>;
  /** Committed once the work is done, undone where it throws. Default: READ COMMITTED. */
  abstract transaction<Result>(work: (sql: Sql) => Promise<Result>, isolation?: Isolation): Promise<Result>;
  abstract connection(): Connection;
  abstract close(): Promise<void>;
}

/** One step of a schema: done once, in the order of the 13 digits that its name ends in. */
export interface Migration {
  readonly name: string;
  up(sql: Sql): Promise<void>;
}
