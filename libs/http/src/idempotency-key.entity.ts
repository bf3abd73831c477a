import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A command that was asked for, and its answer once it succeeded. */
@Entity({ schema: 'http', name: 'idempotency_key' })
export class IdempotencyKey {
  /** Derived from actor, method, route and key: one row for each of their combinations. */
  @PrimaryColumn('uuid', { name: 'command_id' })
  commandId!: string;

  @Column('text')
  actor!: string;

  @Column('text')
  operation!: string;

  @Column('text')
  fingerprint!: string;

  /** Counts take-overs: whoever was given up for dead can no longer write. */
  @Column('integer')
  attempt!: number;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  /** `null` while the command is being carried out. */
  @Column('smallint', { nullable: true })
  status!: number | null;

  @Column('jsonb', { nullable: true })
  headers!: Record<string, string> | null;

  @Column('text', { nullable: true })
  body!: string | null;
}
