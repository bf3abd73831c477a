/** 处置: what is decided about an alert. */
export const DISPOSITIONS = {
  continue: '继续（已有安排）',
  virement: '调剂',
  supplement: '追加',
  cancel: '取消项目',
} as const;
export type Disposition = keyof typeof DISPOSITIONS;
