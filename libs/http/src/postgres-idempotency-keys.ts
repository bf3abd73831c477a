import { randomInt } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Connection } from '@bofu/read-model';
import { IdempotencyKeys, type Claim, type Claimant, type StoredAnswer } from './idempotency-keys';

/** Answers older than this are forgotten; the events know their commands by id for ever. */
export const KEPT_DAYS = 90;
const ONE_DAY_MS = 24 * 60 * 60 * 1_000;

/** First of the two numbers of the advisory locks that stand for living processes; chosen once, used here alone. */
const LIVING = 4_015;

interface Row {
  readonly fingerprint: string;
  readonly attempt: number;
  readonly startedAt: Date;
  readonly claimant: number;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: string | null;
}

const attemptOf = (commandId: string, attempt: number): string => `${commandId} ${attempt}`;

/** This process as others see it: while its connection stands, its number is locked. */
interface Presence {
  readonly number: number;
  readonly connection: Connection;
}

/**
 * Plain statements: this runs twice around every command, and building them anew costs more than running them.
 *
 * A claim is good for as long as its process is there. Each process holds an advisory lock on a connection of its own;
 * when it dies, Postgres lets go of the lock at once, and whoever asks again carries the command out.
 */
@Injectable()
export class PostgresIdempotencyKeys extends IdempotencyKeys implements OnModuleDestroy {
  /** Own attempts that have ended without the table knowing: they are nobody's any more. */
  readonly #unnoted = new Set<string>();
  #presence: Promise<Presence> | null = null;
  #sweepDue = 0;

  constructor(private readonly database: Database) {
    super();
  }

  async claim(claimant: Claimant): Promise<Claim> {
    const { commandId, actor, operation, fingerprint } = claimant;
    const { number } = await this.present();
    await this.sweep();
    const inserted = await this.database.query<object[]>(
      `insert into http.idempotency_key (command_id, actor, operation, fingerprint, attempt, claimant)
       values ($1, $2, $3, $4, 1, $5) on conflict do nothing returning command_id`,
      [commandId, actor, operation, fingerprint, number],
    );
    if (inserted.length === 1) return { kind: 'mine', attempt: 1 };

    const [row] = await this.database.query<Row[]>(
      `select fingerprint, attempt, started_at as "startedAt", claimant::int, status, headers, body
       from http.idempotency_key where command_id = $1`,
      [commandId],
    );
    if (!row) return this.claim(claimant); // Released in this very moment.
    if (row.fingerprint !== fingerprint) return { kind: 'reused' };
    if (row.status !== null)
      return { kind: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: row.body } };
    const running: Claim = { kind: 'running', since: row.startedAt };
    if (row.claimant === number && !this.#unnoted.has(attemptOf(commandId, row.attempt))) return running;
    return (await this.takeOver(commandId, row, number)) ?? running;
  }

  /** Safe even if the one given up for dead still lives: the event store knows the command by its id. */
  private async takeOver(commandId: string, { attempt, claimant }: Row, number: number): Promise<Claim | null> {
    const [, taken] = await this.database.query<[unknown, number]>(
      `update http.idempotency_key set attempt = attempt + 1, started_at = now(), claimant = $4
       where command_id = $1 and attempt = $2 and status is null and (claimant = $4 or not exists (
         select from pg_locks where locktype = 'advisory' and classid = $3 and objid = $5 and granted
           and database = (select oid from pg_database where datname = current_database())))`,
      [commandId, attempt, LIVING, number, claimant],
    );
    if (taken !== 1) return null;
    this.#unnoted.delete(attemptOf(commandId, attempt));
    return { kind: 'mine', attempt: attempt + 1 };
  }

  async keep(commandId: string, attempt: number, { status, headers, body }: StoredAnswer): Promise<void> {
    await this.note(
      commandId,
      attempt,
      `update http.idempotency_key set status = $3, headers = $4, body = $5
       where command_id = $1 and attempt = $2 and status is null`,
      [status, JSON.stringify(headers), body],
    );
  }

  async release(commandId: string, attempt: number): Promise<void> {
    await this.note(
      commandId,
      attempt,
      'delete from http.idempotency_key where command_id = $1 and attempt = $2 and status is null',
    );
  }

  async forget(commandId: string, { body }: StoredAnswer): Promise<void> {
    await this.database.query(
      'delete from http.idempotency_key where command_id = $1 and status is not null and body is not distinct from $2',
      [commandId, body],
    );
  }

  private async note(commandId: string, attempt: number, sql: string, answer: readonly unknown[] = []): Promise<void> {
    try {
      await this.database.query(sql, [commandId, attempt, ...answer]);
    } catch (error) {
      this.#unnoted.add(attemptOf(commandId, attempt));
      throw error;
    }
  }

  /** A connection that broke took the lock along: the process shows itself again, under another number. */
  private async present(): Promise<Presence> {
    const before = this.#presence;
    const presence = await before?.catch(() => null);
    if (presence && !presence.connection.isReleased) return presence;
    const next = this.#presence === before || this.#presence === null ? this.appear() : this.#presence;
    this.#presence = next;
    return next;
  }

  private async appear(): Promise<Presence> {
    const connection = this.database.connection();
    const number = randomInt(1, 2 ** 31);
    try {
      await connection.query('select pg_advisory_lock($1, $2)', [LIVING, number]);
    } catch (error) {
      await connection.release();
      throw error;
    }
    return { number, connection };
  }

  private async sweep(): Promise<void> {
    if (Date.now() < this.#sweepDue) return;
    this.#sweepDue = Date.now() + ONE_DAY_MS;
    await this.database.query('delete from http.idempotency_key where started_at < now() - make_interval(days => $1)', [
      KEPT_DAYS,
    ]);
  }

  async onModuleDestroy(): Promise<void> {
    const presence = await this.#presence?.catch(() => null);
    if (!presence || presence.connection.isReleased) return;
    await presence.connection
      .query('select pg_advisory_unlock($1, $2)', [LIVING, presence.number])
      .catch(() => undefined);
    await presence.connection.release();
  }
}
