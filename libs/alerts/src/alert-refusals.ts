import type { RefusalCatalogue } from '@bofu/kernel';
import type { AlertRefusals, ThresholdDefect } from './domain/refusals';

const THRESHOLD_DEFECT: Record<ThresholdDefect, string> = {
  unknown: '不是本规则的阈值',
  missing: '没有填写',
  unreadable: '须为数字文本，金额与比例两位小数，其余为整数',
  'out-of-range': '超出允许范围',
  'not-rising': '须大于前一级',
  'switches-off': '这样设定等于停用该规则',
};

export const alertRefusals: RefusalCatalogue<AlertRefusals> = {
  'alert-not-found': { status: 404, title: ({ alertId }) => `找不到预警 ${alertId}` },
  'alert-rule-not-found': { status: 404, title: ({ rule }) => `没有编号为“${rule}”的预警规则` },
  'alert-cleared': {
    status: 409,
    title: ({ alertId, clearedOn }) => `预警 ${alertId} 已于 ${clearedOn} 销号，无需再处置`,
  },
  'alert-blocking-not-snoozed': {
    status: 422,
    title: ({ rule }) => `规则 ${rule} 的红色预警表示支付已受阻，不能暂缓`,
  },
  'assignee-unknown': {
    status: 422,
    title: ({ assignee }) => `本部门没有登记过“${assignee}”，责任人请填已登记人员的姓名、工号或编号`,
  },
  'assignee-ambiguous': {
    status: 422,
    title: ({ assignee, people }) =>
      `有 ${people.length} 人名叫“${assignee}”，责任人请填工号或编号：${people.join('、')}`,
  },
  'snooze-not-ahead': { status: 422, title: ({ until, on }) => `暂缓到期日 ${until} 须晚于今日 ${on}` },
  'thresholds-unsound': {
    status: 422,
    title: ({ field, reason }) => `阈值“${field}”不正确：${THRESHOLD_DEFECT[reason]}`,
  },
  'thresholds-before-former': {
    status: 422,
    title: ({ effectiveFrom, former }) => `生效日 ${effectiveFrom} 早于前一版的生效日 ${former}`,
  },
  'day-not-over': {
    status: 422,
    title: ({ on, last }) => `${on} 尚未结束，预警按日终评估，最近可评估 ${last}`,
  },
  'evaluation-not-found': {
    status: 404,
    title: ({ fiscalYear, on }) => `${fiscalYear} 年度没有 ${on} 的预警评估，或已撤回`,
  },
  'alert-watch-enabled': {
    status: 409,
    title: ({ fiscalYear, from }) => `${fiscalYear} 年度的预警已自 ${from} 起启用`,
  },
  'closure-by-second-person': {
    status: 422,
    title: () => '申请销号的人不能自己确认，请由另一人销号',
  },
  'evaluation-before-last': {
    status: 409,
    title: ({ on, last }) => `预警已评估到 ${last}，不能再评估较早的 ${on}；查看过去请用“截至日期”，误评估的请先撤回`,
  },
};
