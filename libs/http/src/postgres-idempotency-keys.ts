import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdempotencyKeys, type Claim, type Claimant, type StoredAnswer } from './idempotency-keys';

/** Above the longest a command may take. A row this old and unanswered was left by a server that died. */
export const GIVEN_UP_AFTER_SECONDS = 60;

interface Row {
  readonly fingerprint: string;
  readonly attempt: number;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: string | null;
}

/** Plain statements: this runs twice around every command, and building them anew costs more than running them. */
@Injectable()
export class PostgresIdempotencyKeys extends IdempotencyKeys {
  constructor(private readonly database: DataSource) {
    super();
  }

  async claim({ commandId, actor, operation, fingerprint }: Claimant): Promise<Claim> {
    const inserted = await this.database.query<object[]>(
      `insert into http.idempotency_key (command_id, actor, operation, fingerprint, attempt) values ($1, $2, $3, $4, 1)
       on conflict do nothing returning command_id`,
      [commandId, actor, operation, fingerprint],
    );
    if (inserted.length === 1) return { kind: 'mine', attempt: 1 };

    const [row] = await this.database.query<Row[]>(
      'select fingerprint, attempt, status, headers, body from http.idempotency_key where command_id = $1',
      [commandId],
    );
    if (!row) return { kind: 'running' }; // Released in this very moment: the next look will find it free.
    if (row.fingerprint !== fingerprint) return { kind: 'reused' };
    if (row.status !== null)
      return { kind: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: row.body } };
    return this.takeOver(commandId, row.attempt);
  }

  /** Safe even if the one given up for dead still lives: the event store knows the command by its id. */
  private async takeOver(commandId: string, attempt: number): Promise<Claim> {
    const [, taken] = await this.database.query<[unknown, number]>(
      `update http.idempotency_key set attempt = attempt + 1, started_at = now()
       where command_id = $1 and attempt = $2 and status is null
         and started_at < now() - make_interval(secs => $3)`,
      [commandId, attempt, GIVEN_UP_AFTER_SECONDS],
    );
    return taken === 1 ? { kind: 'mine', attempt: attempt + 1 } : { kind: 'running' };
  }

  async keep(commandId: string, attempt: number, { status, headers, body }: StoredAnswer): Promise<void> {
    await this.database.query(
      `update http.idempotency_key set status = $3, headers = $4, body = $5
       where command_id = $1 and attempt = $2 and status is null`,
      [commandId, attempt, status, JSON.stringify(headers), body],
    );
  }

  async release(commandId: string, attempt: number): Promise<void> {
    await this.database.query(
      'delete from http.idempotency_key where command_id = $1 and attempt = $2 and status is null',
      [commandId, attempt],
    );
  }
}
