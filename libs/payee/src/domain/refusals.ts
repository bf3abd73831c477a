import { isRefusal, refusalsOf } from '@bofu/kernel';
import type { MaskedAccount } from './payee-events';

export const ACCOUNT_SITUATIONS = ['proposed', 'confirmed', 'declined', 'withdrawn', 'retired'] as const;
/** 待确认, 已确认, 未予确认, 已撤回, 已停用. */
export type AccountSituation = (typeof ACCOUNT_SITUATIONS)[number];

export interface PayeeRefusals {
  'payee-not-found': { payeeId: string };
  'payee-registered': { payeeId: string };
  'payee-code-taken': { code: string; payeeId: string };
  'payee-renamed-too-early': { effectiveOn: string; registeredOn: string };
  'payee-account-not-found': { payeeId: string; accountId: string };
  'payee-account-number-malformed': object;
  /** The id already stands for another number. */
  'payee-account-number-kept': { accountId: string };
  /** Nobody has given the number to be proposed. */
  'payee-account-number-missing': { accountId: string };
  /** What is kept was encrypted with another key than this process has. */
  'payee-account-key-differs': object;
  'payee-account-at-payee-already': { payeeId: string; situation: AccountSituation } & MaskedAccount;
  /** Asked back. */
  'payee-account-of-another-payee': { payeeId: string; code: string; name: string };
  'payee-account-in-other-state': { accountId: string; situation: AccountSituation };
  'payee-account-own-proposal': { payeeId: string; accountId: string };
  /** `inUse`: what may be paid instead; `null` of one that a second person has yet to confirm. */
  'payee-account-not-payable': {
    payeeId: string;
    name: string;
    situation: AccountSituation;
    inUse: readonly MaskedAccount[];
  } & MaskedAccount;
  'payee-account-not-disclosed': { accountId: string; minutes: number };
}

export const refuse: <Code extends keyof PayeeRefusals>(code: Code, facts: PayeeRefusals[Code]) => never =
  refusalsOf<PayeeRefusals>();

export const isPayeeRefusal = isRefusal<PayeeRefusals>();
