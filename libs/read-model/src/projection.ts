import type { Sql } from './database';
import type { EventFilter, RecordedEvent } from '@bofu/event-store';

/**
 * One question's tables, made from events and from nothing else. They live in a Postgres schema named as the
 * projection; inside `schemaSql` and `apply` names stand alone, so the same statements can fill another copy.
 */
export interface Projection {
  /** Also the schema's name: small letters, digits and underscores. */
  readonly name: string;
  /** To be raised with every change that makes other rows of the same events: the tables are then built anew. */
  readonly version: number;
  /** The DDL, in unqualified names: tables with their primary keys, and what `apply` looks rows up by. */
  readonly schemaSql: string;
  /** Indexes for those who read only: a rebuild makes them when its tables are full, which is far quicker. */
  readonly readersIndexSql?: string;
  /** Which events it looks at. Default: all. */
  readonly filter?: EventFilter;
  /** It looks at types and data only, which lets the store leave the metadata where it is. */
  readonly withoutMetadata?: boolean;
  /**
   * Takes the next events, in order, and writes within the transaction it is handed. Every event is given once; how
   * they are cut into batches must make no difference. An error that is not the database's outage is a poison event.
   */
  apply(events: readonly RecordedEvent[], sql: Sql): Promise<void>;
}

const NAME = /^[a-z][a-z0-9_]{0,50}$/;
const TAKEN = ['public', 'read_model', 'http', 'event_store', 'jobs', 'job_queue', 'information_schema'];

export function checkNames(projections: readonly Projection[]): void {
  const names = new Set<string>();
  for (const { name } of projections) {
    const usable =
      NAME.test(name) && !TAKEN.includes(name) && !name.startsWith('pg_') && !/_(next|old|check)$/.test(name);
    if (!usable || names.has(name)) throw new Error(`not a name for a projection, or given twice: ${name}`);
    names.add(name);
  }
}
