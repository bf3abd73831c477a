import { z } from 'zod';
import type { FileVerification } from '@bofu/attachment';
import type { Fault, FirstMisfit, Verification } from './verify-store';

export const verificationView = z.strictObject({
  sound: z
    .boolean()
    .meta({ description: '每个事件都与其哈希、前一事件及登记批次相符，没有流被删除或截断，附件都与登记的摘要相符' }),
  events: z.int(),
  streams: z.int(),
  position: z.string().nullable().meta({ description: '核对到此位置' }),
  misfits: z.int().meta({ description: '不相符的事件数' }),
  first: z
    .strictObject({
      number: z.int().meta({ description: '事件编号' }),
      position: z.string(),
      stream: z.string(),
      version: z.string(),
      eventId: z.string(),
      type: z.string(),
      fault: z.enum(['version', 'unsealed', 'hash', 'previous-hash', 'append-place']),
      expected: z.string(),
      found: z.string(),
      summary: z.string(),
    })
    .nullable(),
  unknown: z
    .array(z.strictObject({ category: z.string(), type: z.string(), schema: z.int(), count: z.int() }))
    .meta({ description: '本程序不识别的事件类型或格式版本' }),
  foreign: z
    .array(z.strictObject({ category: z.string(), count: z.int() }))
    .meta({ description: '不属于本系统的流类别' }),
  cut: z
    .array(
      z.strictObject({ stream: z.string(), how: z.enum(['deleted', 'tombstoned', 'truncated']), summary: z.string() }),
    )
    .meta({ description: '被数据库自带工具删除或截断的流' }),
  attachments: z.strictObject({
    examined: z.int().meta({ description: '逐位核对过的附件文件数' }),
    bytes: z.int(),
    faults: z.array(
      z.strictObject({
        attachmentId: z.string(),
        digest: z.string(),
        fault: z.enum(['missing', 'changed']),
        summary: z.string(),
      }),
    ),
  }),
});

const FAULT: Readonly<Record<Fault, (misfit: FirstMisfit) => string>> = {
  version: ({ expected, found }) => `版本应为 ${expected}，实为 ${found}：此前有事件缺失、重复或移位`,
  unsealed: () => '没有哈希：不是由本系统登记，或哈希已被抹去',
  hash: () => '内容与登记时的哈希不符：内容已被更改',
  'previous-hash': () => '与前一事件的哈希不符：前一事件已被更改或替换',
  'append-place': ({ expected, found }) =>
    found === ''
      ? `其后应有同一次登记的第 ${expected} 个事件，没有找到`
      : `在同一次登记中应为第 ${expected} 个，实为 ${found}：同批的事件缺失或移位`,
};

/** Which event, where, and what is wrong, in one Chinese sentence. */
export const sayMisfit = (misfit: FirstMisfit): string =>
  `第 ${misfit.number} 个事件（${misfit.stream} 版本 ${misfit.version}，${misfit.type}）${FAULT[misfit.fault](misfit)}`;

const CUT: Readonly<Record<Verification['cut'][number]['how'], string>> = {
  deleted: '被数据库自带的工具删除，尚可恢复',
  tombstoned: '被数据库自带的工具永久删除',
  truncated: '被数据库自带的工具截断',
};

const sayCut = ({ stream, how }: Verification['cut'][number]): string => `${stream} ${CUT[how]}`;

/** What the database's tools did, what this program cannot read and what is none of its own, a sentence each. */
export const sayUnread = ({ unknown, foreign, cut }: Pick<Verification, 'unknown' | 'foreign' | 'cut'>): string[] => [
  ...cut.map(sayCut),
  ...unknown.map(
    ({ category, type, schema, count }) => `不识别的事件：${category} 流中的 ${type} 格式第 ${schema} 版，${count} 个`,
  ),
  ...foreign.map(({ category, count }) => `不属于本系统的流类别：${category}，${count} 个事件`),
];

const FILE_FAULT = { missing: '的文件不在原处', changed: '的文件已被改动，与登记的摘要不符' } as const;

/** What is wrong with a file, in one Chinese sentence. */
export const sayFileFault = ({ attachmentId, digest, fault }: FileVerification['faults'][number]): string =>
  `附件 ${attachmentId} ${FILE_FAULT[fault]}（${digest}）`;

export const viewVerification = (
  { first, unknown, foreign, cut, ...counted }: Verification,
  { faults, ...files }: FileVerification,
): z.output<typeof verificationView> => ({
  sound: counted.misfits === 0 && cut.length === 0 && faults.length === 0,
  ...counted,
  first: first && { ...first, version: String(first.version), summary: sayMisfit(first) },
  unknown: [...unknown],
  foreign: [...foreign],
  cut: cut.map((each) => ({ ...each, summary: sayCut(each) })),
  attachments: { ...files, faults: faults.map((each) => ({ ...each, summary: sayFileFault(each) })) },
});
