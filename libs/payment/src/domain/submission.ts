import {
  fen,
  fenFromDigits,
  fenToDigits,
  payableFor,
  periodOf,
  requirePositive,
  sumFen,
  type BusinessDate,
  type Fen,
  type Period,
} from '@bofu/kernel';
import { isRunOfMonth } from './charges';
import type { LineInput, PaymentCommand } from './payment-commands';
import type { ChargeData, LineData, LineEntry, PaymentEvent } from './payment-events';
import { refuse } from './refusals';

/** What a payment costs, line by line and charge by charge, before anything is on record of it. */
export function submit(
  paymentId: string,
  command: Extract<PaymentCommand, { type: 'submit-payment' }>,
): readonly PaymentEvent[] {
  const { type: _, lines: inputs, submittedOn, payeeAccount = null, late = null, ...rest } = command;
  if (inputs.length === 0) refuse('no-lines', { paymentId });
  const lines = inputs.map((input, at) => lineOf(input, at + 1, submittedOn));
  if (rest.kind === 'payout-run') requireEachOnce(lines);
  const charges = chargesOf(lines);
  for (const { amountFen } of charges) requirePositive(fenFromDigits(amountFen));
  const totalFen = fenToDigits(sumFen(charges.map(({ amountFen }) => fenFromDigits(amountFen))));
  return [
    {
      type: 'PaymentSubmitted',
      data: { paymentId, lines, charges, totalFen, submittedOn, ...rest, payeeAccount, late },
    },
  ];
}

/** The same people twice in a month from one source, within one run: everybody collides with each group. */
function requireEachOnce(lines: readonly LineData[]): void {
  const runs = lines.filter(({ period, entry }) => period !== null && isRunOfMonth(entry));
  for (const [at, { appropriationId, period, groupId }] of runs.entries()) {
    const twice = runs
      .slice(0, at)
      .some(
        (other) =>
          other.appropriationId === appropriationId &&
          other.period === period &&
          (other.groupId === groupId || other.groupId === null || groupId === null),
      );
    if (twice) refuse('appropriation-twice-in-run', { appropriationId });
  }
}

function lineOf(input: LineInput, line: number, submittedOn: BusinessDate): LineData {
  const { programmeId, appropriationId, groupId, period, entry, reason, borneFor, pays } = input;
  requirePeriodFits(period, entry, submittedOn);
  if ((entry === 'back-pay' || entry === 'deduction') && reason === null) refuse('line-needs-reason', { line });
  const own = { line, programmeId, appropriationId, groupId, period, entry, reason, borneFor };
  const signed = (amount: Fen): string => fenToDigits(entry === 'deduction' ? fen(-amount) : amount);
  if ('amountFen' in pays) {
    requirePositive(pays.amountFen);
    return { ...own, heads: null, rate: null, times: 1, amountFen: signed(pays.amountFen) };
  }
  const { heads, rateFen, per, times } = pays;
  requirePositive(rateFen);
  requireHeads(heads.count);
  if (!Number.isSafeInteger(times) || times <= 0) refuse('times-not-positive', { line, times });
  const rate = { amountFen: fenToDigits(rateFen), per };
  return { ...own, heads, rate, times, amountFen: signed(costOf({ rateFen, times }, heads.count)) };
}

/** A later month is paid early on purpose (预发) or by mistake: it must say which. */
function requirePeriodFits(period: Period | null, entry: LineEntry, submittedOn: BusinessDate): void {
  const month = periodOf(submittedOn);
  if (period !== null && period > month && entry !== 'advance') refuse('period-ahead', { period, submittedOn });
  if (entry === 'advance' && (period === null || period <= month)) refuse('period-not-ahead', { period, submittedOn });
}

export const costOf = ({ rateFen, times }: { readonly rateFen: Fen; readonly times: number }, count: number): Fen =>
  fen(payableFor(rateFen, count) * BigInt(times));

function chargesOf(lines: readonly LineData[]): readonly ChargeData[] {
  const byAppropriation = new Map<string, ChargeData>();
  for (const { appropriationId, programmeId, amountFen } of lines) {
    const { charge, amountFen: before } = byAppropriation.get(appropriationId) ?? {
      charge: byAppropriation.size + 1,
      amountFen: '0',
    };
    const sum = fenToDigits(fen(fenFromDigits(before) + fenFromDigits(amountFen)));
    byAppropriation.set(appropriationId, { charge, programmeId, appropriationId, amountFen: sum });
  }
  return [...byAppropriation.values()];
}

export function requireHeads(headcount: number): void {
  if (!Number.isSafeInteger(headcount) || headcount <= 0) refuse('headcount-not-positive', { headcount });
}
