import { invariant } from '@bofu/kernel';
import type { ReadPaper } from '@bofu/paper';
import type { DurableDatabase } from '@bofu/sign-in';
import { refuse } from '../domain/refusals';

/** A file that was read, known within its agency by its SHA-256. */
export interface KeptReading extends ReadPaper {
  readonly digest: string;
  readonly fileName: string;
  readonly readBy: string;
  /** RFC 3339. */
  readonly readAt: string;
}

export type WasRead = Pick<KeptReading, 'digest' | 'fileName' | 'readBy' | 'readAt'>;

const COLUMNS = `digest, file_name as "fileName", read_by as "readBy", read_at as "readAt"`;

/**
 * Keeps what was read. A file that was read before keeps the name, the reader and the time it came with first, and is
 * read anew all the same: a later version of the program may read more of it.
 */
export async function keepReading(
  database: DurableDatabase,
  agencyId: string,
  { draft, source, ...read }: Omit<KeptReading, 'digest'>,
): Promise<{ readonly reading: KeptReading; readonly wasRead: boolean }> {
  const digest = draft.documentDigest;
  const [kept] = await database.query<(WasRead & { readonly isNew: boolean })[]>(
    `insert into paper_reading.reading (agency_id, digest, file_name, read_by, read_at, read)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (agency_id, digest) do update set read = excluded.read
     returning ${COLUMNS}, xmax = 0 as "isNew"`,
    [agencyId, digest, read.fileName, read.readBy, read.readAt, JSON.stringify({ draft, source })],
  );
  invariant(kept !== undefined, 'what is kept is answered');
  const { isNew, ...first } = kept;
  return { reading: { ...first, draft, source }, wasRead: !isNew };
}

/** Refuses `paper-reading-not-found`: another agency's answers like one that never was. */
export async function keptReading(database: DurableDatabase, agencyId: string, digest: string): Promise<KeptReading> {
  const [kept] = await database.query<(WasRead & { readonly read: ReadPaper })[]>(
    `select ${COLUMNS}, read from paper_reading.reading where agency_id = $1 and digest = $2`,
    [agencyId, digest],
  );
  if (kept === undefined) return refuse('paper-reading-not-found', { digest });
  const { read, ...rest } = kept;
  return { ...rest, ...read };
}

/** The last read first. */
export const listReadings = (database: DurableDatabase, agencyId: string): Promise<readonly WasRead[]> =>
  database.query<WasRead[]>(
    `select ${COLUMNS} from paper_reading.reading where agency_id = $1 order by read_at desc, digest limit 50`,
    [agencyId],
  );
