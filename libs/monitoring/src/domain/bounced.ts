import { type BusinessDate, fen, type Fen, fenFromDigits, NO_MONEY, type Period, sumFen } from '@bofu/kernel';
import type { BouncedOnDay } from './appropriation-on-day';
import { linesOfCharge } from './charge-lines';
import type { ChargeStep, SubmittedLine } from './facts';
import type { AppropriationRecord, ChargeRecord, PaymentRecord } from './fold-facts';

/**
 * What the bank had returned by a day and nobody has paid anew, the oldest first. It is paid anew by its 重发, submitted
 * or paid, as far as that goes; and by a later payment that says nothing of the return and is of exactly as much for the
 * same month, 补发 where it is for one: a clerk who pays again does not always say so. What a payee gave back 主动退回 nobody
 * waits for.
 */
export function bouncedOn(record: AppropriationRecord, on: BusinessDate): BouncedOnDay[] {
  const bounced = record.charges.flatMap((charge) => bouncedOf(charge, on)).sort(byDay);
  if (bounced.length === 0) return [];
  const unsaid = record.charges.flatMap((charge) => paidUnsaid(charge, on));
  return bounced.filter(({ paymentId, period, returnedOn, amountFen }) => {
    const at = unsaid.findIndex(
      (paid) =>
        paid.paymentId !== paymentId &&
        paid.period === period &&
        paid.submittedOn >= returnedOn &&
        paid.amountFen === amountFen,
    );
    if (at !== -1) unsaid.splice(at, 1);
    return at === -1;
  });
}

const byDay = (a: BouncedOnDay, b: BouncedOnDay): number =>
  a.returnedOn < b.returnedOn ? -1 : a.returnedOn > b.returnedOn ? 1 : 0;

function bouncedOf({ charge, payment }: ChargeRecord, on: BusinessDate): BouncedOnDay[] {
  const returned = payment.moneyReturned.filter((one) => one.charge === charge && one.by === 'bank' && one.on <= on);
  if (returned.length === 0) return [];
  const lines = linesOfCharge(payment, charge);
  return returned.flatMap(({ returnId, on: returnedOn, amountFen }) => {
    const open = openShare(payment, returnId, on);
    return partsOf(payment, returnId, lines, fenFromDigits(amountFen))
      .map((part) => ({ ...part, amountFen: fen((part.amountFen * open.part) / open.whole) }))
      .filter((part) => part.amountFen > 0n)
      .map((part) => ({ paymentId: payment.paymentId, returnId, returnedOn, ...part }));
  });
}

/** A 重发 pays a return as a whole, whichever charges that came back to; of what is paid to nobody nothing is open. */
function openShare(
  { moneyReturned, reissues, waived }: PaymentRecord,
  returnId: string,
  on: BusinessDate,
): { readonly part: bigint; readonly whole: bigint } {
  const returned = moneyReturned.filter((one) => one.returnId === returnId);
  const whole = sumFen(returned.map(({ amountFen }) => fenFromDigits(amountFen)));
  const reissued = sumFen(
    reissues
      .filter((one) => one.returnId === returnId && one.on <= on && standsOn(one.by, one.charges, on))
      .flatMap(({ charges }) => charges.map(({ amountFen }) => fenFromDigits(amountFen))),
  );
  if (waived.some((one) => one.returnId === returnId && one.on <= on)) return { part: 0n, whole };
  return { part: reissued > whole ? 0n : whole - reissued, whole };
}

/** Some charge of it is in transit or paid. */
function standsOn(
  { corrections, undone }: PaymentRecord,
  submitted: readonly { readonly charge: number }[],
  on: BusinessDate,
): boolean {
  const gone = new Set(undone.filter((one) => one.on <= on).flatMap(({ charges }) => charges));
  const movedFrom = new Set(corrections.map((one) => one.movedFrom));
  return [...submitted, ...corrections].some(({ charge }) => !gone.has(charge) && !movedFrom.has(charge));
}

interface Part {
  readonly period: Period | null;
  readonly amountFen: Fen;
}

/** By month where people came back line by line; else all of it for the one month of its lines. */
function partsOf(payment: PaymentRecord, returnId: string, lines: readonly SubmittedLine[], amountFen: Fen): Part[] {
  const periods = [...new Set(lines.map(({ period }) => period))];
  const [only = null] = periods;
  if (periods.length <= 1) return [{ period: only, amountFen }];
  const parts = periods.map((period): Part => {
    const ofPeriod = lines.filter((line) => line.period === period);
    return { period, amountFen: sumFen(ofPeriod.map((line) => backOf(line, payment, returnId))) };
  });
  return sumFen(parts.map((part) => part.amountFen)) === amountFen ? parts : [{ period: null, amountFen }];
}

function backOf({ line, heads, amountFen }: SubmittedLine, { headsReturned }: PaymentRecord, returnId: string): Fen {
  if (heads === null || heads === 0) return NO_MONEY;
  const count = headsReturned
    .filter((one) => one.line === line && one.returnId === returnId)
    .reduce((sum, one) => sum + one.count, 0);
  return fen((fenFromDigits(amountFen) * BigInt(count)) / BigInt(heads));
}

const UNDONE: readonly ChargeStep['step'][] = ['released', 'reversed', 'moved-out'];

/** What a payment that stands and is nobody's 重发 pays, by month: of a month what is beside its regular payment. */
function paidUnsaid({ charge, payment, steps }: ChargeRecord, on: BusinessDate) {
  const { form, reissueOf, paymentId } = payment;
  const isUndone = steps.some(({ step, on: day }) => UNDONE.includes(step) && day <= on);
  if (form === null || reissueOf !== null || form.on > on || isUndone) return [];
  const lines = linesOfCharge(payment, charge);
  return [...new Set(lines.map(({ period }) => period))].map((period) => ({
    paymentId,
    period,
    submittedOn: form.on,
    amountFen: sumFen(
      lines
        .filter((line) => line.period === period && (period === null || line.entry === 'back-pay'))
        .map((line) => fenFromDigits(line.amountFen)),
    ),
  }));
}
