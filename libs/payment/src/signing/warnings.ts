import type { PaymentStanding } from '../payments/payments.query';
import { isNotable, type PaymentDifference } from './difference';

/**
 * What a signer must have seen before she signs. Where nothing warns one press signs, and several may be signed at once.
 */
export const WARNINGS = [
  'entered-late',
  'confirmed',
  'entered-again',
  'nothing-before',
  'payee-changed',
  'account-changed',
  'heads-changed',
  'rates-changed',
  'bearers-changed',
  'not-only-regular',
] as const;
export type WarningCode = (typeof WARNINGS)[number];

export interface Warning {
  readonly code: WarningCode;
  /** A Chinese sentence for the signer. */
  readonly text: string;
}

const count = (heads: number): string => `${heads.toLocaleString('en-US')} 人`;

export function warningsOf(payment: PaymentStanding, difference: PaymentDifference | null): readonly Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: WarningCode, text: string) => void warnings.push({ code, text });
  const { steps, replaces, lines } = payment;
  const submission = steps.find(({ type }) => type === 'PaymentSubmitted');
  if (submission?.late) warn('entered-late', `补登：${submission.late.reason ?? '期初补录期间登记'}`);
  if (submission?.confirmation) warn('confirmed', `提交时被询问，经办写明：${submission.confirmation}`);
  if (replaces !== null) warn('entered-again', '原单退回或作废后重新提交');
  if (lines.some(({ entry }) => entry !== 'regular')) warn('not-only-regular', '含补发、扣回或预发');
  if (difference === null) {
    warn('nothing-before', '没有已支付的上一笔可比');
    return warnings;
  }
  const { heads, payee, account } = difference;
  if (payee) warn('payee-changed', `收款户与上期不同：上期 ${payee.before.name}`);
  if (account) {
    const { before } = account;
    const was = before === null ? '上期收款方为自由填写' : `上期 ${before.bank}，尾号 ${before.lastFour}`;
    warn('account-changed', `收款账户与上期不同：${was}`);
  }
  if (heads && isNotable(heads))
    warn('heads-changed', `人数波动超过 1%：上期 ${count(heads.before)}，本期 ${count(heads.now)}`);
  if (difference.lines.some(({ before, now }) => before && now && before.rateFen !== now.rateFen))
    warn('rates-changed', '标准与上期不同');
  if (difference.lines.some(({ change }) => change === 'new' || change === 'gone'))
    warn('bearers-changed', '明细行与上期不同：有新增或减少的行');
  return warnings;
}
