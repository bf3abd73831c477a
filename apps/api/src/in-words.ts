import { AttachmentStoreError } from '@bofu/attachment';
import { ExportPlaceTaken } from '@bofu/audit';
import { EmbeddedPostgresError } from '@bofu/embedded';
import { StoreClientMissing, StoreOfAnotherShape, StoreUnavailable, StoreUnusable, StreamCut } from '@bofu/event-store';
import { mergeCatalogues, problemOf, TlsFilesUnusable } from '@bofu/http';
import { QueueUnsafe } from '@bofu/jobs';
import { Refusal } from '@bofu/kernel';
import { ProjectionRebuildFailed, RebuildUnderWay, UnknownProjection } from '@bofu/read-model';
import { ConfigurationError } from './configuration';
import { DatabaseUnreachable } from './database-unreachable';
import { faultInWords } from './fault-in-words';
import { CATALOGUES } from './office.module';
import { PortUnusable } from './port';

const catalogue = mergeCatalogues(CATALOGUES);

/** The Chinese sentence of a refusal, the same that HTTP answers with. */
export const sentenceOf = (refusal: Refusal): string =>
  problemOf(refusal, catalogue, { instance: '', traceId: '' })?.title ?? refusal.code;

/** Their message is the sentence. */
const TOLD_AS_THEY_STAND = [
  ConfigurationError,
  DatabaseUnreachable,
  EmbeddedPostgresError,
  PortUnusable,
  QueueUnsafe,
  StoreClientMissing,
  StoreOfAnotherShape,
  TlsFilesUnusable,
];

const SYSTEM_REFUSALS: Readonly<Record<string, string>> = {
  ENOENT: '没有这个文件或文件夹',
  EISDIR: '须为文件，而这是文件夹',
  ENOTDIR: '须为文件夹，而这是文件',
  EEXIST: '已有内容，未写入',
  EACCES: '没有权限',
  EPERM: '没有权限',
  EROFS: '磁盘只读',
  ENOSPC: '磁盘已满',
  EADDRINUSE: '端口已被占用，请换一个端口（BOFU_PORT）',
};

/** What the operating system refused, by its code. */
export const systemCodeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code in SYSTEM_REFUSALS
    ? error.code
    : null;

/**
 * Why the program ends, in one sentence for whoever started it, the same in every program. `null` for what nobody
 * outside can have caused: that is our own trouble, and told with its trace.
 */
export function inWords(error: unknown): string | null {
  // Whoever runs the program is told what the store answered; a clerk only that it is away.
  if (error instanceof AttachmentStoreError) return error.message;
  if (error instanceof Refusal) return `未办理（${error.code}）：${sentenceOf(error)}`;
  if (error instanceof UnknownProjection) return `没有名为“${error.projection}”的投影`;
  if (error instanceof RebuildUnderWay) return `投影“${error.projection}”正在重建，请等它完成后再试`;
  if (error instanceof ProjectionRebuildFailed)
    return `投影“${error.projection}”未能重建，原有数据未动；${faultInWords(error.poison)}`;
  if (error instanceof ExportPlaceTaken) return `已有内容，未写入：${error.place}`;
  if (error instanceof StreamCut) return sentenceOf(new Refusal('stream-cut', { stream: error.stream }));
  if (error instanceof StoreUnusable) return error.message;
  if (error instanceof StoreUnavailable) return '事件库无法连接，请检查服务与设置（bofu doctor）';
  if (error instanceof Error && TOLD_AS_THEY_STAND.some((kind) => error instanceof kind)) return error.message;
  const code = systemCodeOf(error);
  if (code === null) return null;
  const { path } = error as NodeJS.ErrnoException;
  return [SYSTEM_REFUSALS[code], ...(path === undefined ? [] : [path])].join('：');
}
