import { fenToDigits, type Period } from '@bofu/kernel';
import type { ProgrammeOnDay, RefusedAttemptOnDay } from '../../facts/programme-facts';
import { yuan } from '../in-words';
import { aboutProgramme, alertRule, type Finding } from '../rule';

/**
 * R09 超可用: a payment was refused because the money does not suffice. One case per programme and month paid for; the
 * last attempt speaks. Its cause is gone when there is money enough for it, or when something for the same month (for an
 * attempt that named none, anything) has been submitted since, because then the office has found its way out.
 */
export function refusedForWantOfMoney(programme: ProgrammeOnDay, period: Period | null): Finding | null {
  const last = programme.refusedAttempts.filter((attempt) => attempt.period === period).at(-1);
  if (last === undefined || programme.availableFen >= last.requiredFen || wasReplaced(programme, last)) return null;
  return {
    level: 'red',
    formula: `${last.on} 提交 ${yuan(last.requiredFen)} > 可用 ${yuan(last.availableFen)}，缺口 ${yuan(last.shortFen)}，已拒绝`,
    figures: {
      attemptId: last.attemptId,
      attemptedOn: last.on,
      requiredFen: fenToDigits(last.requiredFen),
      availableFen: fenToDigits(last.availableFen),
      shortFen: fenToDigits(last.shortFen),
    },
  };
}

const wasReplaced = ({ payments }: ProgrammeOnDay, attempt: RefusedAttemptOnDay): boolean =>
  payments.some(
    ({ period, submittedOn, situation }) =>
      submittedOn >= attempt.on &&
      (attempt.period === null || period === attempt.period) &&
      (situation === 'submitted' || situation === 'paid'),
  );

export const r09RefusedForWantOfMoney = alertRule<never>({
  id: 'R09',
  name: '超可用',
  meaning: '提交金额超过可用指标，被拒绝',
  blocking: true,
  thresholds: {},
  rising: [],
  examine: ({ programmes }) =>
    programmes.flatMap((programme) =>
      [...new Set(programme.refusedAttempts.map(({ period }) => period))].map((period) => ({
        ...aboutProgramme(programme, period),
        finding: refusedForWantOfMoney(programme, period),
      })),
    ),
});
