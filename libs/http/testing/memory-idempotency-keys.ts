import { IdempotencyKeys, type Claim, type Claimant, type StoredAnswer } from '../src/idempotency-keys';

/** For tests of the way in that are not about the table. */
export class MemoryIdempotencyKeys extends IdempotencyKeys {
  readonly rows = new Map<string, { fingerprint: string; answer: StoredAnswer | null }>();

  async claim({ commandId, fingerprint }: Claimant): Promise<Claim> {
    const row = this.rows.get(commandId);
    if (!row) {
      this.rows.set(commandId, { fingerprint, answer: null });
      return { kind: 'mine', attempt: 1 };
    }
    if (row.fingerprint !== fingerprint) return { kind: 'reused' };
    return row.answer
      ? { kind: 'answered', answer: row.answer }
      : { kind: 'running', since: new Date('2021-10-29T08:05:09.120Z') };
  }

  async keep(commandId: string, _attempt: number, answer: StoredAnswer): Promise<void> {
    const row = this.rows.get(commandId);
    if (row) row.answer = answer;
  }

  async forget(commandId: string): Promise<void> {
    this.rows.delete(commandId);
  }

  async release(commandId: string): Promise<void> {
    this.rows.delete(commandId);
  }
}
