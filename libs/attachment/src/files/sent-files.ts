import type { Database, Sql } from '@bofu/read-model';
import type { AttachedFile } from '../domain/attachment';
import type { MediaType } from '../domain/media-types';
import { refuse } from '../domain/refusals';
import { digestOf, type AttachmentFiles } from './attachment-files';
import { mediaTypeOf } from './media-type-of';

/** How long a file waits for the event that names it. */
export const SWEPT_AFTER_HOURS = 24;

/** Who puts a file there and who sweeps it away take turns. */
const lock = (sql: Sql, digest: string): Promise<unknown> =>
  sql.query('select pg_advisory_xact_lock(hashtextextended($1, 20210110))', [digest]);

/**
 * Takes a file for an agency: judged by its content, then kept. Nothing says yet what it is for. Refuses what
 * `mediaTypeOf` does.
 */
export async function takeFile(
  { durable, files }: { readonly durable: Database; readonly files: AttachmentFiles },
  agencyId: string,
  bytes: Uint8Array,
  sentAt: string,
): Promise<AttachedFile> {
  const mediaType = mediaTypeOf(bytes);
  const file = { digest: digestOf(bytes), size: bytes.byteLength, mediaType };
  // Before the lock, which is not to be held for as long as a file takes; a sweep in between is made good behind it.
  await files.put(file.digest, bytes);
  await durable.transaction(async (sql) => {
    await lock(sql, file.digest);
    await files.put(file.digest, bytes);
    await sql.query(
      `insert into sent_file.sent_file (digest, agency_id, size, media_type, sent_at) values ($1, $2, $3, $4, $5)
       on conflict (digest, agency_id) do update set sent_at = excluded.sent_at`,
      [file.digest, agencyId, file.size, mediaType, sentAt],
    );
  });
  return file;
}

/** What the agency has sent under the digest, kept for another day from now. Refuses `attachment-file-not-sent`. */
export async function fileSentBy(
  durable: Database,
  agencyId: string,
  digest: string,
  now: string,
): Promise<AttachedFile> {
  const [file] = await durable.query<{ size: string; mediaType: MediaType }[]>(
    `with kept as (
       update sent_file.sent_file set sent_at = greatest(sent_at, $3) where agency_id = $1 and digest = $2
       returning size, media_type
     ) select size::text, media_type as "mediaType" from kept`,
    [agencyId, digest, now],
  );
  return file === undefined
    ? refuse('attachment-file-not-sent', { digest })
    : { digest, size: Number(file.size), mediaType: file.mediaType };
}

/** Files of the agency that have waited a day, and are not known to be named by an event. */
export const filesWaiting = (durable: Database, agencyId: string, now: string): Promise<{ digest: string }[]> =>
  durable.query(
    `select digest from sent_file.sent_file
     where agency_id = $1 and not is_named and sent_at < $2::timestamptz - make_interval(hours => $3) order by digest`,
    [agencyId, now, SWEPT_AFTER_HOURS],
  );

/**
 * Sweeps away what the agency has sent a day ago and no event names; the bytes, where no other agency has sent the same.
 *
 * @param named whether an event of the agency names the file, as of the store's end
 */
export async function sweepFiles(
  { durable, files }: { readonly durable: Database; readonly files: AttachmentFiles },
  agencyId: string,
  now: string,
  named: (digest: string) => boolean,
): Promise<number> {
  let swept = 0;
  for (const { digest } of await filesWaiting(durable, agencyId, now)) {
    if (named(digest)) {
      await durable.query('update sent_file.sent_file set is_named = true where agency_id = $1 and digest = $2', [
        ...[agencyId, digest],
      ]);
      continue;
    }
    await durable.transaction(async (sql) => {
      await lock(sql, digest);
      // Once more: it may have been sent again, or asked for, since.
      const gone = await sql.query<unknown[]>(
        `with gone as (
           delete from sent_file.sent_file where agency_id = $1 and digest = $2 and not is_named
             and sent_at < $3::timestamptz - make_interval(hours => $4) returning digest
         ) select digest from gone`,
        [agencyId, digest, now, SWEPT_AFTER_HOURS],
      );
      if (gone.length === 0) return;
      swept += 1;
      const others = await sql.query<unknown[]>('select 1 from sent_file.sent_file where digest = $1 limit 1', [
        digest,
      ]);
      if (others.length === 0) await files.remove(digest);
    });
  }
  return swept;
}
