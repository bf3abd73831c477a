import { groupName, type Programme } from './programmes';
import { groupsOf, type Choice, type Run } from './payout-choices';
import type { RunPart } from './payout-parts';
import type { Payment } from './payments-query';
import type { PaymentLine } from './payments';

/** Nothing of it stands any more: it can be entered again. */
export const canBeEnteredAgain = ({ situation }: Pick<Payment, 'situation'>): boolean =>
  situation === 'sent-back' ||
  situation === 'withdrawn' ||
  situation === 'voided' ||
  situation === 'refused' ||
  situation === 'reversed';

/** The scheme it was filled in from, else what it charged; `undefined` where neither is there any more. */
export const choiceFor = (payment: Payment, choices: readonly Choice[]): Choice | undefined =>
  choices.find(({ schemeId }) => schemeId !== null && schemeId === payment.schemeId) ??
  choices.find(
    ({ lines }) =>
      lines.length > 0 &&
      lines.every((line) =>
        payment.lines.some(
          ({ appropriationId, groupId }) => appropriationId === line.appropriationId && groupId === line.groupId,
        ),
      ),
  );

const MAIN: Readonly<Record<Run, PaymentLine['entry']>> = {
  regular: 'regular',
  supplementary: 'back-pay',
  advance: 'advance',
};

/** A run as it was typed, from what was submitted: whoever corrects it begins where it was left. */
export function runAsEntered(payment: Payment, choice: Choice, programmes: readonly Programme[]) {
  const run: Run = payment.run ?? 'regular';
  const groupOf = ({ programmeId, groupId }: PaymentLine): string => groupName(programmes, programmeId, groupId);
  const main = payment.lines.filter(({ entry }) => entry === MAIN[run]);
  const [first] = main;
  const typedPeople = Object.fromEntries(
    groupsOf(choice).map((group) => {
      const counts = main.filter((line) => groupOf(line) === group).flatMap(({ heads }) => heads?.count ?? []);
      return [group, counts.length === 0 ? '' : String(Math.max(...counts))];
    }),
  );
  const parts = new Map<string, RunPart>();
  for (const line of payment.lines) {
    const { entry, heads, period, reason } = line;
    if (entry === MAIN[run] || (entry !== 'back-pay' && entry !== 'deduction') || heads === null || period === null)
      continue;
    // Each bearer has its line of the same people: one part.
    const part = { entry, people: String(heads.count), period, group: groupOf(line), reason: reason ?? '' };
    parts.set(JSON.stringify(part), part);
  }
  return {
    chosenKey: choice.key,
    typedPeople,
    askedPeriod: first?.period ?? payment.period,
    run,
    reason: first?.reason ?? '',
    days: String(first?.times ?? 1),
    parts: [...parts.values()],
    route: payment.route,
    payeeName: payment.payee.name,
    typedPurpose: payment.purpose,
    replaces: payment.paymentId,
  };
}
