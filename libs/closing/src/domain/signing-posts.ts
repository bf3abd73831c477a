/** The three who sign a year: 经办, 财务, 负责人. */
export const SIGNING_POSTS = ['clerk', 'cashier', 'approver'] as const;
export type SigningPost = (typeof SIGNING_POSTS)[number];
