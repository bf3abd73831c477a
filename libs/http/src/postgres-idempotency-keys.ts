import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type Repository } from 'typeorm';
import { IdempotencyKey } from './idempotency-key.entity';
import { IdempotencyKeys, type Claim, type Claimant, type StoredAnswer } from './idempotency-keys';

/** Above the longest a command may take. A row this old and unanswered was left by a server that died. */
export const GIVEN_UP_AFTER_SECONDS = 60;

@Injectable()
export class PostgresIdempotencyKeys extends IdempotencyKeys {
  private readonly rows: Repository<IdempotencyKey>;

  constructor(dataSource: DataSource) {
    super();
    this.rows = dataSource.getRepository(IdempotencyKey);
  }

  async claim(claimant: Claimant): Promise<Claim> {
    const { commandId, fingerprint } = claimant;
    const inserted = await this.rows
      .createQueryBuilder()
      .insert()
      .values({ ...claimant, attempt: 1 })
      .orIgnore()
      .returning('command_id')
      .execute();
    if ((inserted.raw as unknown[]).length === 1) return { kind: 'mine', attempt: 1 };

    const row = await this.rows.findOneBy({ commandId });
    if (!row) return { kind: 'running' }; // Released in this very moment: the next look will find it free.
    if (row.fingerprint !== fingerprint) return { kind: 'reused' };
    if (row.status !== null)
      return { kind: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: row.body } };
    return this.takeOver(row);
  }

  /** Safe even if the one given up for dead still lives: the event store knows the command by its id. */
  private async takeOver({ commandId, attempt }: IdempotencyKey): Promise<Claim> {
    const taken = await this.rows
      .createQueryBuilder()
      .update()
      .set({ attempt: attempt + 1, startedAt: () => 'now()' })
      .where({ commandId, attempt, status: IsNull() })
      .andWhere(`started_at < now() - interval '${GIVEN_UP_AFTER_SECONDS} seconds'`)
      .execute();
    return taken.affected === 1 ? { kind: 'mine', attempt: attempt + 1 } : { kind: 'running' };
  }

  async keep(commandId: string, attempt: number, answer: StoredAnswer): Promise<void> {
    await this.rows.update({ commandId, attempt, status: IsNull() }, { ...answer });
  }

  async release(commandId: string, attempt: number): Promise<void> {
    await this.rows.delete({ commandId, attempt, status: IsNull() });
  }
}
