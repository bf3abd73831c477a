import type { RefusalCatalogue } from '@bofu/kernel';
import type { AttachmentRefusals } from './domain/refusals';

const TAKEN = 'PDF、OFD、PNG、JPEG、TIFF';

export const attachmentRefusals: RefusalCatalogue<AttachmentRefusals> = {
  'attachment-not-found': { status: 404, title: () => '找不到这份附件' },
  'attachment-withdrawn': { status: 409, title: () => '这份附件已撤下' },
  'attachment-subject-not-found': { status: 404, title: () => '找不到要添加附件的拨付、指标、单据或月份' },
  'attachment-there-already': { status: 409, title: () => '这里已有同一份文件，没有再添加' },
  'attachment-file-not-sent': { status: 409, title: () => '还没有收到这份文件，或收到已超过一天：请重新选择文件' },
  'attachment-file-lost': {
    status: 500,
    title: ({ fault }) =>
      fault === 'missing'
        ? '附件的文件已不在原处，请报告系统管理员'
        : '附件的文件与登记时的摘要不符，已被改动，不予打开，请报告系统管理员和审计管理员',
  },
  'attachment-store-away': { status: 503, title: () => '附件库暂时无法访问，本次未办理，请稍后重试' },
  'attachment-empty': { status: 422, title: () => '文件是空的' },
  'attachment-too-large': {
    status: 413,
    title: ({ most }) => `文件过大，最多 ${Math.floor(most / 1048576)} MB：扫描件可降低分辨率或分成几份`,
  },
  'attachment-kind-not-taken': { status: 415, title: ({ found }) => `这是${found}，不能作附件：可以是 ${TAKEN}` },
  'attachment-may-name-persons': {
    status: 415,
    title: ({ found }) => `这是${found}，可能载有人员名册，暂不接收：不含个人信息的，请另存为 PDF 或 OFD`,
  },
  'attachment-names-person': {
    status: 422,
    title: ({ ending }) => `文件里有身份证号（尾号 ${ending}）：人员名册和个人信息暂不接收，请遮盖后再添加`,
  },
  'attachment-encrypted': { status: 422, title: () => '文件加了密码，日后无从查阅：请去掉密码后再添加' },
  'attachment-runs-programs': {
    status: 422,
    title: ({ found }) => `文件里带有${found}，不予接收：请打印或另存为不带它的文件`,
  },
  'attachment-damaged': { status: 422, title: ({ reason }) => `文件不完整或不合规范：${reason}` },
};
