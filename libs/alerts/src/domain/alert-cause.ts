/** What a case is about: 未付, 滞后, 超前, 资金不足, 绩效, 数据, 预警超期. A programme has at most one standing case of each. */
export const ALERT_CAUSES = ['unpaid', 'behind', 'ahead', 'short', 'performance', 'data', 'unanswered'] as const;
export type AlertCause = (typeof ALERT_CAUSES)[number];
