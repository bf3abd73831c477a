/** 收款类别: never a person by name; persons are paid from a list, through the account named. */
export const PAYEE_KINDS = {
  'special-account': '财政专户',
  'persons-by-bank': '代发户（发到个人）',
  organisation: '单位',
} as const;
export type PayeeKind = keyof typeof PAYEE_KINDS;
