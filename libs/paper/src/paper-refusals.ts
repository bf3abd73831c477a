import type { RefusalCatalogue } from '@bofu/kernel';
import type { PaperRefusals } from './domain/refusals';
import { PAGE_DOUBT } from './paper-labels';

const seenAs = (pointer: string | null): string =>
  pointer === null ? '' : `（文中写“${pointer.slice(0, 40)}”，请另取附件）`;
const short = (printed: string): string => `“${printed.slice(0, 40)}”`;

export const paperRefusals: RefusalCatalogue<PaperRefusals> = {
  'paper-too-large': {
    status: 413,
    title: ({ bytes, most }) => `文件过大：有 ${Math.ceil(bytes / 1048576)} MB，最多 ${Math.floor(most / 1048576)} MB`,
  },
  'paper-too-complex': { status: 422, title: () => '文件的内容过于庞杂，读不完：请只留预算公开的正文再读' },
  'paper-holds-personal-data': {
    status: 422,
    title: ({ ending, printed }) => `表格里有疑似个人信息（尾号 ${ending}，在“${printed}”一格），不予接收：请先删去`,
  },
  'paper-file-kind': {
    status: 415,
    title: ({ found }) => `这是${found}，尚不能读取：请在 Word 或 WPS 中另存为 .docx 后再读`,
  },
  'paper-damaged': { status: 422, title: ({ reason }) => `文件不完整或不合规范，不能读取：${reason}` },
  'paper-locked': {
    status: 422,
    title: () => 'PDF 加了密码或限制：请取得未加密的文件，或 .docx 原件',
  },
  'paper-has-form-fields': {
    status: 422,
    title: ({ page }) =>
      `PDF ${page === null ? '' : `第 ${page} 页`}有可填写的域或后加的批注，所见与所印可能不同：请取得 .docx 原件`,
  },
  'paper-page-unclear': {
    status: 422,
    title: ({ page, why }) => `PDF 第 ${page} 页无法确定单元格位置（${PAGE_DOUBT[why]}），全文未读：请取得 .docx 原件`,
  },
  'paper-totals-unproven': {
    status: 422,
    title: ({ verdict, sum, declared }) =>
      `从 PDF 读出的${
        verdict === 'not-declared'
          ? '项目没有可比的合计'
          : verdict === 'not-judged'
            ? '金额有不能确定的，合计无从核对'
            : `项目合计 ${sum ?? ''} 元，与文中的 ${declared ?? ''} 元不符`
      }，PDF 只在合计相符时读取：请取得 .docx 原件`,
  },
  'paper-has-no-text': { status: 422, title: () => '文件里没有文字，是扫描件或图片：请取得可编辑的原件' },
  'paper-lost-its-cells': {
    status: 422,
    title: () => '文件里有表格的文字而没有单元格，无从知道哪个数字属于哪一项：请取得 .docx 原件',
  },
  'paper-masked': {
    status: 422,
    title: ({ printed, line }) =>
      `文件经过删略${line === null ? '' : `（第 ${line} 行）`}：${short(printed)}，请取得全文`,
  },
  'paper-is-final-accounts': { status: 422, title: ({ printed }) => `这是决算，不是预算：${short(printed)}` },
  'paper-is-evaluation': {
    status: 422,
    title: ({ printed }) => `这是绩效自评、评价或执行情况，不是预算：${short(printed)}`,
  },
  'paper-is-budget-adjustment': {
    status: 422,
    title: ({ printed }) =>
      `这是预算调整，不是年初预算：${short(printed)}。请在“预算项目”打开所调的指标，逐笔办理追加、追减或调剂，文号照填`,
  },
  'paper-is-notice': {
    status: 422,
    title: ({ printed }) =>
      `这是下达或拨付的通知，不是部门预算公开：${short(printed)}。新的指标请在“预算项目 → 下达指标”登记，已有指标的追加请打开该指标办理；通知可作附件`,
  },
  'paper-kind-unknown': { status: 422, title: ({ title }) => `看不出这是部门或单位的预算公开：${short(title)}` },
  'paper-without-tables': { status: 422, title: ({ pointer }) => `文中没有表格，没有可读的项目${seenAs(pointer)}` },
  'paper-without-programme-tables': {
    status: 422,
    title: ({ tables, pointer }) => `文中有 ${tables} 张表，没有一张是项目表（项目编码、预算数）${seenAs(pointer)}`,
  },
  'paper-of-four-grades': {
    status: 422,
    title: ({ tables }) => `${tables} 张项目表都用优、良、中、差四档代替指标值，是旧表式，不能读取`,
  },
  'paper-is-blank-form': {
    status: 422,
    title: ({ tables }) => `${tables} 张项目表的项目编码和金额都是空的：这是空白表式`,
  },
  'paper-year-missing': { status: 422, title: () => '标题和首段都没有唯一的预算年度，不能确定是哪一年的预算' },
};
