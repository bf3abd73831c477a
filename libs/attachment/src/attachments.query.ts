import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection } from '@bofu/event-store';
import { Database } from '@bofu/read-model';
import type { AttachmentKind, AttachmentSubject } from './domain/attachment';
import type { MediaType } from './domain/media-types';

/** More papers than that stand at nothing; what is beyond is found in the events. */
const MOST_LISTED = 500;

export interface AttachmentStanding {
  readonly attachmentId: string;
  readonly subjectKind: AttachmentSubject['kind'];
  readonly subjectId: string;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: MediaType;
  /** RFC 3339. */
  readonly addedAt: string;
  readonly addedBy: string;
  readonly withdrawnAt: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
}

/** As known at `$2`: what was withdrawn later still stood. */
const SELECT = `select attachment_id as "attachmentId", subject_kind as "subjectKind", subject_id as "subjectId", kind, name,
    digest, size::float8 as size, media_type as "mediaType", added_at as "addedAt", added_by as "addedBy",
    case when withdrawn_position <= coalesce($2, withdrawn_position) then withdrawn_at end as "withdrawnAt",
    case when withdrawn_position <= coalesce($2, withdrawn_position) then withdrawn_by end as "withdrawnBy",
    case when withdrawn_position <= coalesce($2, withdrawn_position) then withdrawn_reason end as "withdrawnReason"
  from attachments.attachment
  where agency_id = any ($1) and ($2::text is null or position <= $2)`;

type Books = Pick<BooksSelection, 'agencyScope' | 'knownAt'>;

/** What is attached to one thing, the last added first; withdrawn ones among them. */
export class ListAttachments extends Query<readonly AttachmentStanding[]> {
  constructor(
    readonly books: Books,
    readonly subject: AttachmentSubject,
  ) {
    super();
  }
}

@QueryHandler(ListAttachments)
export class ListAttachmentsHandler implements IQueryHandler<ListAttachments> {
  constructor(private readonly database: Database) {}

  execute({ books: { agencyScope, knownAt }, subject }: ListAttachments): Promise<readonly AttachmentStanding[]> {
    return this.database.query(
      `${SELECT} and subject_kind = $3 and subject_id = $4 order by position desc limit ${MOST_LISTED}`,
      [agencyScope, knownAt, subject.kind, subject.id],
    );
  }
}

/** One, wherever it stands; `null` where it is not of these books. */
export class GetAttachment extends Query<AttachmentStanding | null> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly attachmentId: string,
  ) {
    super();
  }
}

@QueryHandler(GetAttachment)
export class GetAttachmentHandler implements IQueryHandler<GetAttachment> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, attachmentId }: GetAttachment): Promise<AttachmentStanding | null> {
    const [one] = await this.database.query<AttachmentStanding[]>(`${SELECT} and attachment_id = $3`, [
      ...[agencyScope, null, attachmentId],
    ]);
    return one ?? null;
  }
}
