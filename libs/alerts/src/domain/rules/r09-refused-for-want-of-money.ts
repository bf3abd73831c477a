import { fenToDigits, type Period } from '@bofu/kernel';
import type { AppropriationOnDay, ProgrammeOnDay, RefusedAttemptOnDay } from '@bofu/monitoring';
import { yuan } from '../in-words';
import { aboutAppropriation, alertRule, examined, type Finding } from '../rule';

/**
 * R09 超可用: something was refused because the money does not suffice. One line per appropriation and month paid for;
 * the last attempt speaks. It is over when there is money enough for it, when the month is submitted in full, when as
 * much has been submitted in one payment, or when the same reduction, claw-back, freeze or virement was done after all,
 * mostly with the amount typed right. Another payment does not silence it; a person may close the case with a reason.
 */
export function refusedForWantOfMoney(
  appropriation: AppropriationOnDay,
  period: Period | null,
  { months, ended }: Pick<ProgrammeOnDay, 'months' | 'ended'>,
): Finding | null {
  const last = appropriation.refusedAttempts.filter((attempt) => attempt.period === period).at(-1);
  if (last === undefined || ended || appropriation.availableFen >= last.requiredFen) return null;
  const month = months.find((one) => one.period === period);
  if (last.doneSince || (month !== undefined && !month.isOpen) || wasSubmitted(appropriation, last)) return null;
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
    stakeFen: last.requiredFen,
    renewedBy: last.attemptId,
  };
}

const wasSubmitted = ({ payments }: AppropriationOnDay, attempt: RefusedAttemptOnDay): boolean =>
  payments.some(
    ({ amountFen, submittedOn, situation }) =>
      submittedOn >= attempt.on &&
      amountFen >= attempt.requiredFen &&
      (situation === 'submitted' || situation === 'paid'),
  );

export const r09RefusedForWantOfMoney = alertRule<never>({
  id: 'R09',
  name: '超可用',
  meaning: '提交金额超过可用指标，被拒绝',
  cause: 'short',
  blocking: true,
  thresholds: {},
  rising: [],
  examine: ({ programmes }) =>
    programmes.flatMap((programme) =>
      programme.appropriations.flatMap((appropriation) =>
        [...new Set(appropriation.refusedAttempts.map(({ period }) => period))].map((period) =>
          examined(aboutAppropriation(appropriation, period), () =>
            refusedForWantOfMoney(appropriation, period, programme),
          ),
        ),
      ),
    ),
});
