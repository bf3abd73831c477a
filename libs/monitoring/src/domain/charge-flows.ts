import { fen, fenFromDigits, NO_MONEY, sumFen, type BusinessDate, type Fen } from '@bofu/kernel';
import type { LineFlow } from './appropriation-on-day';
import type { SubmittedLine } from './facts';
import type { ChargeRecord, PaymentRecord } from './fold-facts';

/**
 * What a charge has handed over and paid, line by line and day by day, up to a day. A correction is of the books and
 * moves no bank day: what was moved in counts from the day it was handed over and paid, and what was moved out never
 * counted here. What came back counts from the day it came.
 */
export function flowsOf(record: ChargeRecord, lines: readonly SubmittedLine[], on: BusinessDate): LineFlow[] {
  const { payment, charge } = record;
  const amounts = lines.map(({ amountFen }) => fenFromDigits(amountFen));
  const left: bigint[] = amounts.map(() => 0n);
  const flows: LineFlow[] = [];
  // People paid from a fund account go unpaid although no authority comes back: what they sent back says so.
  const cameBack = payment.moneyReturned
    .filter((one) => one.charge === charge)
    .map((one) => ({ ...one, step: 'returned' as const }));
  const steps = [...record.steps.filter(({ step }) => step !== 'returned'), ...cameBack];
  for (const step of steps.filter((one) => one.on <= on).sort((a, b) => a.order - b.order)) {
    const amountFen = fenFromDigits(step.amountFen);
    const handedOn = payment.form?.on ?? step.on;
    const move = (parts: readonly Fen[], sign: 1n | -1n, days: { handed?: BusinessDate; paid?: BusinessDate }): void =>
      parts.forEach((part, line) => {
        left[line] = (left[line] ?? 0n) + (days.handed === undefined ? 0n : sign * part);
        const moved = fen(sign * part);
        if (days.handed !== undefined) flows.push({ line, on: days.handed, handedFen: moved, paidFen: NO_MONEY });
        if (days.paid !== undefined) flows.push({ line, on: days.paid, handedFen: NO_MONEY, paidFen: moved });
      });
    switch (step.step) {
      case 'submitted':
        move(shared(amountFen, amounts), 1n, { handed: handedOn });
        break;
      case 'paid':
        move(shared(amountFen, left), 1n, { paid: step.on });
        break;
      case 'released':
        move(shared(amountFen, left), -1n, { handed: step.on });
        break;
      case 'moved-in':
        move(shared(amountFen, lessReturned(lines, amounts, payment, step.on)), 1n, {
          handed: handedOn,
          paid: bankDayOf(payment, charge, on) ?? step.on,
        });
        break;
      case 'moved-out':
        move(shared(amountFen, left), -1n, { handed: handedOn, paid: bankDayOf(payment, charge, on) ?? step.on });
        break;
      case 'returned':
        move(returned(amountFen, lines, left, payment, step.on), -1n, { handed: step.on, paid: step.on });
        break;
      case 'reversed':
        move(shared(amountFen, left), -1n, { handed: step.on, paid: step.on });
        break;
    }
  }
  return flows;
}

/** The day the bank paid: what was paid from the wrong appropriation was paid then, not on the day of the correction. */
export function bankDayOf(payment: PaymentRecord, charge: number, on: BusinessDate): BusinessDate | null {
  const steps = payment.charges.get(charge)?.steps.filter((step) => step.on <= on) ?? [];
  const correction = payment.corrections.find((one) => one.charge === charge);
  return (
    steps.find(({ step }) => step === 'paid')?.on ??
    (correction && bankDayOf(payment, correction.movedFrom, on)) ??
    steps.find(({ step }) => step === 'moved-in')?.on ??
    null
  );
}

/** People who came back are of their own line; money that came back without a head is of all lines. */
function returned(
  amountFen: Fen,
  lines: readonly SubmittedLine[],
  left: readonly bigint[],
  payment: PaymentRecord,
  on: BusinessDate,
): Fen[] {
  const byHead = lines.map((line) => backOf(line, payment, (day) => day === on));
  const rest = amountFen - sumFen(byHead);
  if (rest < 0n || byHead.some((part, line) => part > (left[line] ?? 0n))) return shared(amountFen, left);
  const more = shared(
    fen(rest),
    left.map((part, line) => part - (byHead[line] ?? 0n)),
  );
  return byHead.map((part, line) => fen(part + (more[line] ?? 0n)));
}

const lessReturned = (
  lines: readonly SubmittedLine[],
  amounts: readonly Fen[],
  payment: PaymentRecord,
  by: BusinessDate,
): bigint[] => lines.map((line, at) => (amounts[at] ?? 0n) - backOf(line, payment, (day) => day <= by));

function backOf(
  { line, heads, amountFen }: SubmittedLine,
  { headsReturned }: PaymentRecord,
  counts: (day: BusinessDate) => boolean,
): Fen {
  if (heads === null || heads === 0) return NO_MONEY;
  const back = headsReturned
    .filter((one) => one.line === line && counts(one.on))
    .reduce((sum, { count }) => sum + count, 0);
  return fen((fenFromDigits(amountFen) * BigInt(back)) / BigInt(heads));
}

/** An amount over lines as they stand; the last takes what dividing leaves. */
function shared(amountFen: Fen, standing: readonly bigint[]): Fen[] {
  const whole = standing.reduce((sum, part) => sum + part, 0n);
  if (whole === amountFen) return standing.map(fen);
  let open: bigint = amountFen;
  return standing.map((part, line) => {
    const share = line === standing.length - 1 ? open : whole <= 0n ? 0n : (amountFen * part) / whole;
    open -= share;
    return fen(share);
  });
}
