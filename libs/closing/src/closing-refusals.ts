import type { MonthLockRefusals } from '@bofu/event-store';
import { formatYuanGrouped, type RefusalCatalogue } from '@bofu/kernel';
import { CHECK_LABEL, FIGURE_LINE_LABEL, SIGNING_POST_LABEL } from './closing-labels';
import type { ClosingRefusals } from './domain/refusals';

const inMonth = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`;

export const closingRefusals: RefusalCatalogue<ClosingRefusals & MonthLockRefusals> = {
  'month-out-of-order': {
    status: 409,
    title: ({ month, next }) =>
      month < next
        ? `${inMonth(month)}已随以后月份结账，下一个可结账的月份是 ${inMonth(next)}`
        : `月结须按月份先后办理：请先结 ${inMonth(next)}`,
  },
  'month-not-over': {
    status: 422,
    title: ({ month, today }) => `${inMonth(month)}尚未过完（今天 ${today}），不能结账`,
  },
  'month-not-last-closed': {
    status: 409,
    title: ({ month, last }) =>
      last === null
        ? `${inMonth(month)}没有结账，无可反月结`
        : `反月结须从最后一个已结账的月份起：请先反 ${inMonth(last)}`,
  },
  'month-closed': { status: 409, title: ({ month }) => `${inMonth(month)}已结账，对账数与说明不能再变更` },
  'month-not-closed': { status: 409, title: ({ month }) => `${inMonth(month)}没有结账，无可反月结` },
  'month-blocked': {
    status: 409,
    title: ({ month, blocking }) =>
      `${inMonth(month)}还不能结账：${blocking.map(({ check, count }) => `${CHECK_LABEL[check]} ${count} 项`).join('，')}`,
  },
  'reopening-proposed': { status: 409, title: ({ month }) => `${inMonth(month)}的反月结已有人申请，待另一人办理` },
  'reopening-not-proposed': {
    status: 409,
    title: ({ month }) => `${inMonth(month)}的反月结还没有人申请：须一人申请，另一人办理`,
  },
  'reopening-needs-second-person': { status: 403, title: () => '反结账须由申请人以外的另一人办理' },
  'handed-over-oneself': {
    status: 403,
    title: ({ month }) => `${inMonth(month)}有您移交的付款：移交的人不对账，请由他人办理`,
  },
  'figures-line-twice': { status: 422, title: ({ line }) => `“${FIGURE_LINE_LABEL[line]}”写了两行，请合并为一行` },
  'figures-do-not-tie': {
    status: 422,
    title: ({ line, expectedFen, closingFen }) =>
      `“${FIGURE_LINE_LABEL[line]}”一行不平：期初 + 收入 − 支出 = ${formatYuanGrouped(expectedFen)} 元，期末写的是 ${formatYuanGrouped(closingFen)} 元`,
  },
  'nothing-to-explain': {
    status: 409,
    title: () => '这里现在没有需要说明的：差异或缺失已不存在，或已有说明，请刷新后再看',
  },
  'year-locked': {
    status: 409,
    title: ({ fiscalYear }) => `${fiscalYear} 年已年终结账：须先反年结（一人申请，另一人办理）`,
  },
  'year-not-locked': { status: 409, title: ({ fiscalYear }) => `${fiscalYear} 年还没有年终结账` },
  'year-not-over': {
    status: 422,
    title: ({ fiscalYear, today }) => `${fiscalYear} 年尚未过完（今天 ${today}）：余额自次年 1 月 1 日起结转`,
  },
  'year-december-open': {
    status: 409,
    title: ({ fiscalYear }) => `${fiscalYear} 年 12 月尚未月结：年度报表以 12 月月结时的报表为准，请先月结`,
  },
  'year-blocked': {
    status: 409,
    title: ({ fiscalYear, inTransit, undisposed }) =>
      `${fiscalYear} 年还不能锁账：在途未清的指标 ${inTransit} 项，余额未处理的指标 ${undisposed} 项`,
  },
  'year-signature-missing': {
    status: 409,
    title: ({ fiscalYear, missing }) =>
      `${fiscalYear} 年年度报表还差签署：${missing.map((post) => SIGNING_POST_LABEL[post]).join('、')}`,
  },
  'year-report-changed': {
    status: 409,
    title: ({ fiscalYear }) => `${fiscalYear} 年年度报表与您看到的不一致，请刷新后再签署`,
  },
  'year-not-signed-by-post': {
    status: 403,
    title: ({ post }) => `年度报表由经办、财务、负责人（审批）签署，${post} 岗位不签署`,
  },
  'year-signed-by-same-person': {
    status: 403,
    title: ({ signed }) => `您已以${SIGNING_POST_LABEL[signed]}签署：三个岗位须由三个人签署`,
  },
  'year-reopening-proposed': {
    status: 409,
    title: ({ fiscalYear }) => `${fiscalYear} 年的反年结已有人申请，待另一人办理`,
  },
  'year-reopening-not-proposed': {
    status: 409,
    title: ({ fiscalYear }) => `${fiscalYear} 年的反年结还没有人申请：须一人申请，另一人办理`,
  },
  'carried-to-another': {
    status: 422,
    title: ({ amountFen, issuedFen }) =>
      `结转两侧须相等：本年余额转出 ${formatYuanGrouped(amountFen)} 元，次年结转指标为 ${formatYuanGrouped(issuedFen)} 元`,
  },
  'not-carried-over': {
    status: 422,
    title: () => '对应的次年指标须是同一项目、同一形成年度的结转指标，且没有对应过其他余额',
  },
  'carry-over-second-year': {
    status: 409,
    title: ({ formedIn, fiscalYear }) =>
      `这笔指标形成于 ${formedIn} 年，到 ${fiscalYear} 年底仍未用完：连续两年未用完的应收回；确须再结转的，请写明事由`,
  },
};
