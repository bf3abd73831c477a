/** 资金级次: whose money it is, 中央, 省级, 市级, 区（县）级. */
export const FUNDING_LEVELS = ['central', 'provincial', 'municipal', 'district'] as const;
export type FundingLevel = (typeof FUNDING_LEVELS)[number];
