import type { Database } from './database';
import type { EventStore, Position } from '@bofu/event-store';

import type { Projection } from './projection';
import { isMismatch, type ProjectionFault } from './projection-fault';
import { nextSchemaOf } from './rebuild-projection';

/** How a projection stands, and how far behind the store. */
export interface ProjectionStatus {
  readonly name: string;
  /** Of the tables as they are; differs from the code's version until they have been rebuilt. */
  readonly version: number;
  readonly state: 'running' | 'stopped' | 'rebuilding';
  readonly position: Position | null;
  readonly head: Position | null;
  readonly atHead: boolean;
  /** Steps of the store's own numbering: events, except on KurrentDB. `null` where positions cannot be subtracted. */
  readonly positionsBehind: number | null;
  /** Age of the oldest event it has not seen, by that event's 登记时点. 0 at the head. */
  readonly secondsBehind: number;
  /** An RFC 3339 instant. */
  readonly updatedAt: string;
  /** Why it stopped. */
  readonly error: ProjectionFault | null;
  /** The process that keeps it up to date; `null` while none does. */
  readonly leader: string | null;
  /** How far the copy under construction has come. */
  readonly rebuild: { readonly version: number; readonly position: Position | null } | null;
}

interface Row {
  name: string;
  version: number;
  state: 'running' | 'stopped';
  position: Position | null;
  updatedAt: Date;
  error: ProjectionFault | null;
  leader: string | null;
  rebuild: ProjectionStatus['rebuild'];
}

/** Of the given projections, in their order; one that was never started is left out. */
export async function projectionStatus(
  store: EventStore,
  database: Database,
  projections: readonly Projection[],
  now: Date,
): Promise<ProjectionStatus[]> {
  const names = projections.map(({ name }) => name);
  const rows = await database.query<Row[]>(
    `select checkpoint.name, checkpoint.version, checkpoint.state, checkpoint.position, checkpoint.error,
       checkpoint.updated_at as "updatedAt", lease.holder as leader,
       case when rebuild.name is not null
         then json_build_object('version', copy.version, 'position', copy.position) end as rebuild
     from unnest($1::text[], $2::text[]) with ordinality as asked (name, copy, place)
     join read_model.projection_checkpoint checkpoint on checkpoint.name = asked.name
     left join read_model.projection_lease lease on lease.name = asked.name and lease.until > clock_timestamp()
     left join read_model.projection_checkpoint copy on copy.name = asked.copy
     left join read_model.projection_lease rebuild on rebuild.name = copy.name and rebuild.until > clock_timestamp()
     order by asked.place`,
    [names, names.map(nextSchemaOf)],
  );
  // Asked after the positions: a head that is older than them would make everything look up to date.
  const head = await store.head();
  const ages = new Map<Position | null, Promise<number>>();
  const ageAfter = (position: Position | null): Promise<number> => {
    const age = ages.get(position) ?? secondsBehind(store, position, now);
    ages.set(position, age);
    return age;
  };
  return Promise.all(
    rows.map(async ({ updatedAt, ...row }) => {
      // A place in another history is none in this one.
      const foreign = isMismatch(row.error);
      const from = foreign ? null : row.position;
      const atHead = !foreign && (head === null || (from !== null && from >= head));
      return {
        ...row,
        state: row.rebuild && row.state !== 'stopped' ? ('rebuilding' as const) : row.state,
        head,
        atHead,
        positionsBehind: atHead ? 0 : distance(from, head),
        secondsBehind: atHead ? 0 : await ageAfter(from),
        updatedAt: updatedAt.toISOString(),
      };
    }),
  );
}

const distance = (from: Position | null, to: Position | null): number | null =>
  to !== null && /^\d+$/.test(to) ? Number(BigInt(to) - BigInt(from ?? 0)) : null;

/** Projections that stand at the same place share one look at the store. */
async function secondsBehind(store: EventStore, position: Position | null, now: Date): Promise<number> {
  for await (const { events } of store.readAll({ batchSize: 1, ...(position !== null && { after: position }) })) {
    const recordedAt = Date.parse(events[0]?.metadata['recordedAt'] ?? '');
    return Number.isNaN(recordedAt) ? 0 : Math.max(0, (now.getTime() - recordedAt) / 1_000);
  }
  return 0;
}
