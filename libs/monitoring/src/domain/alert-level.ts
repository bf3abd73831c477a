/** 提示, 黄, 橙, 红: from the least to the worst. */
export const ALERT_LEVELS = ['info', 'yellow', 'orange', 'red'] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

export const ALERT_LEVEL_LABEL: Readonly<Record<AlertLevel, string>> = {
  info: '提示',
  yellow: '黄',
  orange: '橙',
  red: '红',
};

const RANK: Record<AlertLevel, number> = { info: 0, yellow: 1, orange: 2, red: 3 };

export const isWorse = (level: AlertLevel, than: AlertLevel): boolean => RANK[level] > RANK[than];
