import type { Projection } from '@bofu/read-model';
import { unreachable } from '@bofu/kernel';
import { attachmentCodec } from './attachment-codec';

/** The name of the projection, for whoever waits for it. */
export const ATTACHMENTS = 'attachments';

const ADDED = `attachment_id text, agency_id text, subject_kind text, subject_id text, kind text, name text, digest text,
  size bigint, media_type text, added_at text, added_by text, version bigint, position text`;
const WITHDRAWN = `attachment_id text, withdrawn_at text, withdrawn_by text, withdrawn_reason text, version bigint, withdrawn_position text`;

/** Attachments, one row each: as they stand, and as they stood at any position. */
export const attachmentsProjection: Projection = {
  name: ATTACHMENTS,
  version: 1,
  filter: { streamPrefixes: ['attachment-'] },
  schemaSql: `
    create table attachment (
      attachment_id text collate "C" primary key,
      agency_id text collate "C" not null,
      subject_kind text not null,
      subject_id text collate "C" not null,
      kind text not null,
      name text not null,
      digest text collate "C" not null,
      size bigint not null,
      media_type text not null,
      added_at text not null,
      added_by text not null,
      version bigint not null,
      position text collate "C" not null,
      withdrawn_at text,
      withdrawn_by text,
      withdrawn_reason text,
      withdrawn_position text collate "C"
    );
    create index on attachment (subject_id, agency_id);
  `,
  readersIndexSql: 'create index on attachment (agency_id, digest)',
  async apply(events, sql) {
    const added: object[] = [];
    const withdrawn: object[] = [];
    for (const recorded of events) {
      const { type, data } = attachmentCodec.decode(recorded);
      const { metadata, position, version } = recorded;
      const { attachmentId: attachment_id, agencyId: agency_id, by } = data;
      const recordedAt = metadata['recordedAt'] ?? '';
      switch (type) {
        case 'AttachmentAdded':
          added.push({
            ...{ attachment_id, agency_id, position, version: String(version) },
            ...{ subject_kind: data.subject.kind, subject_id: data.subject.id },
            ...{ kind: data.kind, name: data.name, digest: data.digest, size: data.size, media_type: data.mediaType },
            ...{ added_at: recordedAt, added_by: by.personId },
          });
          break;
        case 'AttachmentWithdrawn':
          withdrawn.push({
            ...{ attachment_id, version: String(version), withdrawn_position: position },
            ...{ withdrawn_at: recordedAt, withdrawn_by: by.personId, withdrawn_reason: data.reason },
          });
          break;
        default:
          unreachable(type);
      }
    }
    // One is added once and withdrawn once, so all beginnings may be written before all ends.
    await sql.query(
      `insert into attachment (attachment_id, agency_id, subject_kind, subject_id, kind, name, digest, size, media_type,
         added_at, added_by, version, position)
       select attachment_id, agency_id, subject_kind, subject_id, kind, name, digest, size, media_type, added_at,
         added_by, version, position
       from jsonb_to_recordset($1::jsonb) as row (${ADDED})`,
      [JSON.stringify(added)],
    );
    await sql.query(
      `update attachment set withdrawn_at = row.withdrawn_at, withdrawn_by = row.withdrawn_by,
         withdrawn_reason = row.withdrawn_reason, withdrawn_position = row.withdrawn_position, version = row.version
       from jsonb_to_recordset($1::jsonb) as row (${WITHDRAWN}) where attachment.attachment_id = row.attachment_id`,
      [JSON.stringify(withdrawn)],
    );
  },
};
