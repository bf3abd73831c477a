import { specOf } from '@bofu/testing';
import { attachmentDecider, type AttachmentCommand } from './attachment';
import { fileNameFor } from './media-types';

const file = { digest: 'ab'.repeat(32), size: 1_024, mediaType: 'application/pdf' } as const;
const subject = { kind: 'payment', id: 'payment-1' } as const;
const add: AttachmentCommand = { type: 'add-attachment', subject, kind: 'receipt', name: '十月回单.pdf', file };
const added = {
  type: 'AttachmentAdded',
  data: { attachmentId: 'attachment-1', subject, kind: 'receipt', name: '十月回单.pdf', ...file },
} as const;
const withdraw: AttachmentCommand = { type: 'withdraw-attachment', reason: '传错了月份' };
const withdrawn = {
  type: 'AttachmentWithdrawn',
  data: { attachmentId: 'attachment-1', subject, reason: '传错了月份' },
} as const;

const attachment = specOf(attachmentDecider('attachment-1'));

describe('an attachment', () => {
  it('is added with the digest of its file', () => attachment.given([]).when(add).then([added]));
  it('is withdrawn with a reason', () => attachment.given([added]).when(withdraw).then([withdrawn]));
  it('is withdrawn once', () =>
    attachment
      .given([added, withdrawn])
      .when(withdraw)
      .thenRefuses('attachment-withdrawn', { attachmentId: 'attachment-1' }));
  it('cannot be withdrawn where it never was', () =>
    attachment.given([]).when(withdraw).thenRefuses('attachment-not-found', { attachmentId: 'attachment-1' }));
});

describe('the name of a file', () => {
  it.each([
    ['回单.pdf', '回单.pdf'],
    ['回单.PDF', '回单.PDF'],
    ['回单.exe', '回单.exe.pdf'],
    ['C:\\\\桌面\\\\回单.pdf', '回单.pdf'],
    ['../../回单.pdf', '回单.pdf'],
    ['a:b*c?.pdf', 'a_b_c_.pdf'],
    ['..', '附件.pdf'],
    [' 回单. ', '回单.pdf'],
  ])('%s becomes %s', (given, expected) => expect(fileNameFor(given, 'application/pdf')).toBe(expected));
});
