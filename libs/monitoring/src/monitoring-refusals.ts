import type { RefusalCatalogue } from '@bofu/kernel';
import type { MonitoringRefusals, ThresholdDefect } from './domain/refusals';

const THRESHOLD_DEFECT: Record<ThresholdDefect, string> = {
  unknown: '不是本规则的阈值',
  missing: '没有填写',
  unreadable: '须为数字文本，金额与比例两位小数，其余为整数',
  'out-of-range': '超出允许范围',
  'not-rising': '须大于前一级',
};

export const monitoringRefusals: RefusalCatalogue<MonitoringRefusals> = {
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
  'snooze-not-ahead': { status: 422, title: ({ until, on }) => `暂缓到期日 ${until} 须晚于今日 ${on}` },
  'thresholds-unsound': {
    status: 422,
    title: ({ field, reason }) => `阈值“${field}”不正确：${THRESHOLD_DEFECT[reason]}`,
  },
  'thresholds-before-former': {
    status: 422,
    title: ({ effectiveFrom, former }) => `生效日 ${effectiveFrom} 早于前一版的生效日 ${former}`,
  },
  'forecast-subject-missing': { status: 400, title: () => '试算人数、标准或追加时，请指明预算指标（appropriationId）' },
  'forecast-subject-not-found': {
    status: 404,
    title: ({ appropriationId }) => `截至该日，本年度没有预算指标 ${appropriationId}，无法预测`,
  },
  'evaluation-before-last': {
    status: 409,
    title: ({ on, last }) => `预警已评估到 ${last}，不能再评估较早的 ${on}；查看过去请用“截至日期”`,
  },
};
