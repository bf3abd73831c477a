/** 提示, 黄, 橙, 红: from the least to the worst. */
export const ALERT_LEVELS = ['info', 'yellow', 'orange', 'red'] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

const RANK: Record<AlertLevel, number> = { info: 0, yellow: 1, orange: 2, red: 3 };

export const isWorse = (level: AlertLevel, than: AlertLevel): boolean => RANK[level] > RANK[than];
