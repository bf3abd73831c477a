import { z } from 'zod';
import type { ChainFault } from '@bofu/event-store';
import type { FirstMisfit, Verification } from './verify-store';

export const verificationView = z.strictObject({
  sound: z.boolean().meta({ description: '每个事件都与其哈希及前一事件相符' }),
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
      fault: z.enum(['version', 'unsealed', 'hash', 'previous-hash']),
      expected: z.string(),
      found: z.string(),
      summary: z.string(),
    })
    .nullable(),
});

const FAULT: Readonly<Record<ChainFault, (misfit: FirstMisfit) => string>> = {
  version: ({ expected, found }) => `版本应为 ${expected}，实为 ${found}：此前有事件缺失、重复或移位`,
  unsealed: () => '没有哈希：不是由本系统登记，或哈希已被抹去',
  hash: () => '内容与登记时的哈希不符：内容已被更改',
  'previous-hash': () => '与前一事件的哈希不符：前一事件已被更改或替换',
};

/** Which event, where, and what is wrong, in one Chinese sentence. */
export const sayMisfit = (misfit: FirstMisfit): string =>
  `第 ${misfit.number} 个事件（${misfit.stream} 版本 ${misfit.version}，${misfit.type}）${FAULT[misfit.fault](misfit)}`;

export const viewVerification = ({ first, ...counted }: Verification): z.output<typeof verificationView> => ({
  sound: counted.misfits === 0,
  ...counted,
  first: first && { ...first, version: String(first.version), summary: sayMisfit(first) },
});
