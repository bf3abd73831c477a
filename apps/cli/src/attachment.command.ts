import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  AddAttachment,
  ATTACHMENT_KIND_LABEL,
  AttachmentLimit,
  attachmentIdOf,
  ATTACHMENTS,
  GetAttachment,
  ListAttachments,
  readUnchanged,
  refuseAttachment,
  takeFile,
  WithdrawAttachment,
  type AttachmentKind,
  type AttachmentSubject,
} from '@bofu/attachment';
import { refuseIdentityNumber, type Period } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { readGivenFile } from './given-file';
import { seenUpTo } from './seen-up-to';
import { misused, plainTable, print, printJson } from './terminal';
import { withOffice } from './with-office';

interface SubjectOptions {
  readonly payment?: string;
  readonly appropriation?: string;
  readonly month?: Period;
}

/** What is meant, where exactly one thing is named. */
function subjectIn({ payment, appropriation, month }: SubjectOptions): AttachmentSubject | null {
  const named = [
    ...(payment === undefined ? [] : [{ kind: 'payment' as const, id: payment }]),
    ...(appropriation === undefined ? [] : [{ kind: 'appropriation' as const, id: appropriation }]),
    ...(month === undefined ? [] : [{ kind: 'month' as const, id: month }]),
  ];
  const [one, ...others] = named;
  return one === undefined || others.length > 0 ? null : one;
}
const ONE_OF_THREE = '须写明 --payment、--appropriation、--month 三者之一';

/** `bofu attachment add FILE`. */
export async function addAttachment(
  path: string,
  options: ActingOptions & SubjectOptions & { readonly kind: AttachmentKind },
): Promise<void> {
  const subject = subjectIn(options);
  if (subject === null) return misused(ONE_OF_THREE);
  const bytes = await readGivenFile(path);
  const name = (options.name ?? basename(path)).normalize('NFC');
  refuseIdentityNumber(name);
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, { ...options, name }, 'POST /v1/attachments');
    const { bytes: most } = office.app.get(AttachmentLimit, { strict: false });
    if (bytes.byteLength > most) refuseAttachment('attachment-too-large', { most });
    const { durable, attachmentFiles: files } = office;
    const { digest, mediaType } = await takeFile({ durable, files }, context.agencyId, bytes, context.recordedAt);
    await office.commands.execute(new AddAttachment(context, { subject, kind: options.kind, name, digest }));
    print(`已添加附件 ${attachmentIdOf(context)}：${mediaType}，${bytes.byteLength} 字节，摘要 ${digest}`);
  });
}

/** `bofu attachment withdraw ID`. */
export async function withdrawAttachment(
  attachmentId: string,
  options: ActingOptions & { readonly reason: string },
): Promise<void> {
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/attachments/:attachmentId/withdrawal');
    await office.commands.execute(new WithdrawAttachment(context, attachmentId, options.reason));
    print(`已撤下附件 ${attachmentId}，文件与经过仍可查`);
  });
}

/** `bofu attachment list`. */
export async function listAttachments(
  options: SubjectOptions & { readonly agency?: string; readonly json?: boolean },
): Promise<void> {
  const subject = subjectIn(options);
  if (subject === null) return misused(ONE_OF_THREE);
  await withOffice(async (office) => {
    const { agencyScope } = await agencyFromCommandLine(office, options.agency);
    await seenUpTo(office, [ATTACHMENTS], null);
    const found = await office.queries.execute(new ListAttachments({ agencyScope, knownAt: null }, subject));
    if (options.json) return printJson(found);
    print(
      plainTable(
        ['附件', '种类', '文件名', '字节', '添加时点', '添加人', '说明'],
        found.map(({ attachmentId, kind, name, size, addedAt, addedBy, withdrawnReason }) => [
          ...[attachmentId, ATTACHMENT_KIND_LABEL[kind], name, String(size), addedAt],
          office.directory.nameOf(addedBy) ?? addedBy,
          withdrawnReason === null ? '' : `已撤下：${withdrawnReason}`,
        ]),
        ['left', 'left', 'left', 'right'],
      ),
    );
  });
}

/** `bofu attachment get ID`: the file as it was attached, or none. */
export async function getAttachment(
  attachmentId: string,
  { agency, out }: { readonly agency?: string; readonly out: string },
): Promise<void> {
  await withOffice(async (office) => {
    const { agencyScope } = await agencyFromCommandLine(office, agency);
    await seenUpTo(office, [ATTACHMENTS], null);
    const found =
      (await office.queries.execute(new GetAttachment(agencyScope, attachmentId))) ??
      refuseAttachment('attachment-not-found', { attachmentId });
    const bytes = await readUnchanged(office.attachmentFiles, found);
    if (typeof bytes === 'string') return refuseAttachment('attachment-file-lost', { attachmentId, fault: bytes });
    await writeFile(out, bytes, { flag: 'wx', mode: 0o600 });
    print(`${found.name} 已写到 ${out}，与摘要 ${found.digest} 相符`);
  });
}
