import { randomInt } from 'node:crypto';
import DataLoader from 'dataloader';
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

/** Both statements around a command are made for all commands of one turn together. */
const OF_ONE_TURN = { cache: false, maxBatchSize: 64, batchScheduleFn: setImmediate };

interface Note extends StoredAnswer {
  readonly commandId: string;
  readonly attempt: number;
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
  readonly #firstClaims = new DataLoader((claimants: readonly Claimant[]) => this.claimFirst(claimants), OF_ONE_TURN);
  readonly #answers = new DataLoader((notes: readonly Note[]) => this.noteAnswers(notes), OF_ONE_TURN);
  #presence: Promise<Presence> | null = null;
  #sweepDue = 0;

  constructor(private readonly database: Database) {
    super();
  }

  async claim(claimant: Claimant): Promise<Claim> {
    const { commandId, fingerprint } = claimant;
    if (await this.#firstClaims.load(claimant)) return { kind: 'mine', attempt: 1 };
    const { number } = await this.present();

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

  /** Whether each is the first to come with its command. */
  private async claimFirst(claimants: readonly Claimant[]): Promise<readonly boolean[]> {
    const { number } = await this.present();
    await this.sweep();
    const inserted = await this.database.query<{ commandId: string }[]>(
      `insert into http.idempotency_key (command_id, actor, operation, fingerprint, attempt, claimant)
       select command_id, actor, operation, fingerprint, 1, $5
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as new (command_id, actor, operation, fingerprint)
       order by command_id on conflict do nothing returning command_id as "commandId"`,
      [
        claimants.map(({ commandId }) => commandId),
        claimants.map(({ actor }) => actor),
        claimants.map(({ operation }) => operation),
        claimants.map(({ fingerprint }) => fingerprint),
        number,
      ],
    );
    // Of two that came with the same command in one turn, one is the first.
    const first = new Set(inserted.map(({ commandId }) => commandId));
    return claimants.map(({ commandId }) => first.delete(commandId));
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

  async keep(commandId: string, attempt: number, answer: StoredAnswer): Promise<void> {
    await this.note(commandId, attempt, () => this.#answers.load({ commandId, attempt, ...answer }));
  }

  private async noteAnswers(notes: readonly Note[]): Promise<readonly true[]> {
    await this.database.query(
      `update http.idempotency_key as kept set status = new.status, headers = new.headers, body = new.body
       from unnest($1::uuid[], $2::integer[], $3::smallint[], $4::jsonb[], $5::text[])
         as new (command_id, attempt, status, headers, body)
       where kept.command_id = new.command_id and kept.attempt = new.attempt and kept.status is null`,
      [
        notes.map(({ commandId }) => commandId),
        notes.map(({ attempt }) => attempt),
        notes.map(({ status }) => status),
        notes.map(({ headers }) => JSON.stringify(headers)),
        notes.map(({ body }) => body),
      ],
    );
    return notes.map(() => true);
  }

  async release(commandId: string, attempt: number): Promise<void> {
    await this.note(commandId, attempt, () =>
      this.database.query(
        'delete from http.idempotency_key where command_id = $1 and attempt = $2 and status is null',
        [commandId, attempt],
      ),
    );
  }

  async forget(commandId: string, { body }: StoredAnswer): Promise<void> {
    await this.database.query(
      'delete from http.idempotency_key where command_id = $1 and status is not null and body is not distinct from $2',
      [commandId, body],
    );
  }

  private async note(commandId: string, attempt: number, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
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
