import { Body, Controller, Get, Logger, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  AnswersFile,
  Clock,
  commandAnswer,
  CommandContextOf,
  FileBody,
  fileNamed,
  freeText,
  knownAt,
  minPosition,
  OutsideBooks,
  strictObject,
  TakesFile,
  text,
  uuid,
  VisitorOf,
  worded,
  type FileSent,
  type HttpReply,
  type Visitor,
} from '@bofu/http';
import { invariant } from '@bofu/kernel';
import { DurableDatabase, logExport } from '@bofu/sign-in';
import { AddAttachment } from './add-attachment';
import { attachmentIdOf } from './attachment-aggregate';
import { ATTACHMENTS } from './attachments.projection';
import { GetAttachment, ListAttachments, type AttachmentStanding } from './attachments.query';
import { ATTACHMENT_KINDS, SUBJECT_KINDS, type AttachmentSubject } from './domain/attachment';
import { MEDIA_TYPES, type MediaType } from './domain/media-types';
import { refuse } from './domain/refusals';
import { AttachmentFiles, readUnchanged } from './files/attachment-files';
import { takeFile } from './files/sent-files';
import { WithdrawAttachment } from './withdraw-attachment';

/** How much one file may be, in bytes: as the installation sets it. */
export class AttachmentLimit {
  constructor(readonly bytes: number) {}
}

const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: '先已发送的文件的 SHA-256（十六进制）', example: '9f86d081884c7d659a2feaa0c55ad015'.repeat(2) });
/** A month is named by its period. */
const subject = z
  .strictObject({
    kind: z.enum(SUBJECT_KINDS).meta({ description: 'payment 拨付，appropriation 指标，paper 单据，month 月份' }),
    id: text(40, '拨付、指标或单据的编号；月份为 YYYY-MM', '2021-10'),
  })
  .refine(({ kind, id }) => kind !== 'month' || /^\d{4}-(0[1-9]|1[0-2])$/.test(id), { path: ['id'] });

const path = z.strictObject({ attachmentId: uuid });
const sendingQuery = strictObject({ agency: booksScopeQuery.agency });
const addition = worded({
  subject,
  kind: z.enum(ATTACHMENT_KINDS).meta({ description: 'document 文件，receipt 回单，scan 扫描件' }),
  name: freeText(150, '文件名', '养老金10月回单.pdf'),
  digest,
});
const withdrawal = worded({ reason: freeText(200, '撤下的原因', '传错了月份') });
const listQuery = strictObject({
  ...booksScopeQuery,
  knownAt,
  minPosition,
  subjectKind: z.enum(SUBJECT_KINDS).meta({ example: 'month' }),
  subjectId: text(40, '拨付、指标或单据的编号；月份为 YYYY-MM', '2021-10'),
});
const oneQuery = strictObject({ ...booksScopeQuery, minPosition });

const time = z.string().meta({ format: 'date-time' });
const person = z.string().nullable();
const fileView = z.strictObject({ digest: z.string(), size: z.int().describe('字节'), mediaType: z.enum(MEDIA_TYPES) });
const attachmentView = z.strictObject({
  attachmentId: z.string(),
  subject: z.strictObject({ kind: z.enum(SUBJECT_KINDS), id: z.string() }),
  kind: z.enum(ATTACHMENT_KINDS),
  name: z.string(),
  ...fileView.shape,
  addedAt: time,
  addedBy: person,
  withdrawn: z
    .strictObject({ at: time, by: person, reason: z.string() })
    .nullable()
    .describe('已撤下的，何时、何人、为何'),
});
const addedView = commandAnswer.extend({ attachmentId: z.string() });

/** What a browser shows in a page of its own; the rest is saved. */
const SHOWN: ReadonlySet<MediaType> = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** 附件: papers beside the books, each known by its digest. */
@ApiTags('附件')
@Controller('v1')
export class AttachmentsController {
  private readonly logger = new Logger('Attachments');

  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly durable: DurableDatabase,
    private readonly files: AttachmentFiles,
    private readonly limit: AttachmentLimit,
    private readonly clock: Clock,
  ) {}

  @Post('attachment-files')
  @OutsideBooks()
  @TakesFile()
  @ApiOperation({ summary: '发送一份文件，按内容检查；随后登记为附件，一天内没有登记的即清除' })
  @Answers('已收到', fileView)
  async sendFile(
    @FileBody() file: FileSent,
    @Query({ schema: sendingQuery }) query: z.output<typeof sendingQuery>,
  ): Promise<z.input<typeof fileView>> {
    const [agencyId] = await this.selected.scopeOf(query);
    invariant(agencyId !== undefined, 'a scope has its own agency at least');
    const most = this.limit.bytes;
    const bytes = await file(most, () => refuse('attachment-too-large', { most }));
    return takeFile({ durable: this.durable, files: this.files }, agencyId, bytes, this.clock.now());
  }

  @Post('attachments')
  @ApiOperation({ summary: '添加附件：已发送的文件附于一笔拨付、一项指标、一份单据或一个月份' })
  @Answers('已添加', addedView, 201)
  async addAttachment(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: addition }) wanted: z.output<typeof addition>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const recorded = await this.commands.execute(new AddAttachment(context, wanted));
    return { ...answerCommand(reply, recorded), attachmentId: attachmentIdOf(context) };
  }

  @Post('attachments/:attachmentId/withdrawal')
  @ApiOperation({ summary: '撤下附件：文件与经过仍可查' })
  @Answers('已撤下', commandAnswer)
  async withdrawAttachment(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: path }) { attachmentId }: z.output<typeof path>,
    @Body({ schema: withdrawal }) { reason }: z.output<typeof withdrawal>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.commands.execute(new WithdrawAttachment(context, attachmentId, reason)));
  }

  @Get('attachments')
  @ApiOperation({ summary: '一笔拨付、一项指标、一份单据或一个月份的附件，后添加的在前；撤下的仍列出' })
  @Answers('附件', z.strictObject({ items: z.array(attachmentView) }))
  async listAttachments(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(ATTACHMENTS, query, reply);
    const of: AttachmentSubject = { kind: query.subjectKind, id: query.subjectId };
    const found = await this.queries.execute(new ListAttachments(books, of));
    return { items: found.map((each) => this.view(each)) };
  }

  @Get('attachments/:attachmentId')
  @ApiOperation({ summary: '打开附件：与登记的摘要逐位相符才给出' })
  @AnswersFile('文件', MEDIA_TYPES)
  async openAttachment(
    @Param({ schema: path }) { attachmentId }: z.output<typeof path>,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @VisitorOf() { admitted, address }: Visitor,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(ATTACHMENTS, query, reply);
    const found =
      (await this.queries.execute(new GetAttachment(books.agencyScope, attachmentId))) ??
      refuse('attachment-not-found', { attachmentId });
    const bytes = await readUnchanged(this.files, found);
    if (typeof bytes === 'string') {
      this.logger.error(
        `附件 ${attachmentId} 的文件（${found.digest}）${bytes === 'missing' ? '不在原处' : '已被改动'}`,
      );
      return refuse('attachment-file-lost', { attachmentId, fault: bytes });
    }
    if (admitted !== null)
      await logExport(this.durable, {
        at: this.clock.now(),
        personId: admitted.personId,
        source: address,
        detail: `附件 ${attachmentId}`,
      });
    const { mediaType, name, digest: known } = found;
    const named = fileNamed(name);
    void reply.headers({
      // A paper is looked at and runs nothing: no script, no form, no name of this host.
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'repr-digest': `sha-256=:${Buffer.from(known, 'hex').toString('base64')}:`,
    });
    return new StreamableFile(bytes, {
      type: mediaType,
      length: bytes.byteLength,
      disposition: SHOWN.has(mediaType) ? named.replace(/^attachment/, 'inline') : named,
    });
  }

  private view(standing: AttachmentStanding): z.input<typeof attachmentView> {
    const { subjectKind, subjectId, withdrawnAt, withdrawnBy, withdrawnReason, addedBy, ...rest } = standing;
    return {
      ...rest,
      subject: { kind: subjectKind, id: subjectId },
      addedBy: this.directory.nameOf(addedBy),
      withdrawn:
        withdrawnAt === null
          ? null
          : {
              at: withdrawnAt,
              by: withdrawnBy === null ? null : this.directory.nameOf(withdrawnBy),
              reason: withdrawnReason ?? '',
            },
    };
  }
}
