import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appropriationIdOf, type PaymentStandard, type SpendingPlan } from '@bofu/budget';
import {
  CALENDAR_2021,
  fen,
  fenToDigits,
  NO_MONEY,
  parseBusinessDate,
  parsePeriod,
  parseYuan,
  sumFen,
  workingCalendar,
  type BusinessDate,
  type Period,
} from '@bofu/kernel';
import type { PaymentOnDay, ProgrammeOnDay, RefusedAttemptOnDay } from '../src/facts/programme-facts';

/** The 22 programmes of the shipped file as they stand on a day, with just the payments a test says. */

export const CALENDAR = workingCalendar([CALENDAR_2021]);
export const day = parseBusinessDate;
export const month = parsePeriod;

interface FileProgramme {
  readonly sequence: number;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly fundingLevel: ProgrammeOnDay['fundingLevel'];
  readonly budgetType: ProgrammeOnDay['budgetType'];
  readonly amount: string;
  readonly plan: readonly { on: string; cumulativePercent: string | null }[];
  readonly standard: Omit<PaymentStandard, 'rates'> & {
    readonly rates: readonly { label: string; amount: string; per: 'month' | 'year' }[];
  };
}

const FILE = join(__dirname, '../../budget/programmes/mancheng-hrss-2021.json');
const { programmes } = JSON.parse(readFileSync(FILE, 'utf8')) as { programmes: FileProgramme[] };

export const SEQUENCES = programmes.map(({ sequence }) => sequence);

export interface Paid {
  readonly yuan: string;
  /** Default: the day of payment. */
  readonly submitted?: string;
  /** Absent: submitted and still in transit. */
  readonly on?: string;
  readonly period?: string;
  readonly headcount?: number;
  readonly rateYuan?: string;
  readonly run?: 'regular' | 'supplementary';
  readonly situation?: PaymentOnDay['situation'];
}

export interface Standing {
  readonly budgetYuan?: string;
  readonly frozenYuan?: string;
  readonly payments?: readonly Paid[];
  readonly refusedAttempts?: readonly RefusedAttemptOnDay[];
  readonly standard?: Partial<PaymentStandard>;
  readonly plan?: SpendingPlan | null;
}

/** Programme `sequence` of the file at the end of the day `on`; payments of later days are not yet there. */
export function programmeOnDay(sequence: number, on: string, standing: Standing = {}): ProgrammeOnDay {
  const printed = programmes.find((one) => one.sequence === sequence);
  if (printed === undefined) throw new Error(`no programme ${sequence}`);
  const { standard, plan } = printed;
  const payments = (standing.payments ?? []).flatMap((paid, at) => paymentOn(day(on), sequence, at, paid));
  const initialFen = parseYuan(printed.amount);
  const budgetFen = parseYuan(standing.budgetYuan ?? printed.amount);
  const settledFen = sumFen(payments.map(({ netFen }) => netFen));
  const inTransitFen = sumFen(
    payments.map(({ situation, amountFen }) => (situation === 'submitted' ? amountFen : NO_MONEY)),
  );
  const frozenFen = parseYuan(standing.frozenYuan ?? '0.00');
  return {
    on: day(on),
    appropriationId: appropriationIdOf(2021, printed.code),
    fiscalYear: 2021,
    programmeCode: printed.code,
    programmeName: printed.name,
    unitCode: printed.unit,
    fundingLevel: printed.fundingLevel,
    budgetType: printed.budgetType,
    documentNumber: null,
    initialFen,
    budgetFen,
    settledFen,
    inTransitFen,
    frozenFen,
    availableFen: fen(budgetFen - settledFen - inTransitFen - frozenFen),
    plan:
      standing.plan !== undefined
        ? standing.plan
        : plan.map(({ on: date, cumulativePercent: share }) => ({
            on: day(date),
            cumulativeShare: share === null ? null : Number(share.replace('.', '')),
          })),
    standard: {
      ...standard,
      rates: standard.rates.map(({ amount, ...rate }) => ({ ...rate, amountFen: fenToDigits(parseYuan(amount)) })),
      ...standing.standard,
    },
    payments,
    refusedAttempts: (standing.refusedAttempts ?? []).filter((attempt) => attempt.on <= on),
  };
}

function paymentOn(today: BusinessDate, sequence: number, at: number, paid: Paid): PaymentOnDay[] {
  const submittedOn = day(paid.submitted ?? paid.on ?? today);
  if (submittedOn > today) return [];
  const isPaid = paid.on !== undefined && day(paid.on) <= today && (paid.situation ?? 'paid') === 'paid';
  const amountFen = parseYuan(paid.yuan);
  return [
    {
      paymentId: `payment-${sequence}-${at}`,
      kind: paid.headcount === undefined ? 'disbursement' : 'payout-run',
      run: paid.headcount === undefined ? null : (paid.run ?? 'regular'),
      period: paid.period === undefined ? null : month(paid.period),
      headcount: paid.headcount ?? null,
      rateFen: paid.rateYuan === undefined ? null : parseYuan(paid.rateYuan),
      amountFen,
      netFen: isPaid ? amountFen : NO_MONEY,
      submittedOn,
      paidOn: isPaid && paid.on !== undefined ? day(paid.on) : null,
      situation: isPaid
        ? 'paid'
        : paid.situation === undefined || paid.situation === 'paid'
          ? 'submitted'
          : paid.situation,
    },
  ];
}

/** The same amount for each of the given months, handed over and paid on the days a function names. */
export const monthly = (
  periods: readonly Period[],
  yuan: string,
  days: (period: Period) => { submitted: string; on: string },
  rest: Partial<Paid> = {},
): Paid[] => periods.map((period) => ({ yuan, period, ...days(period), ...rest }));
