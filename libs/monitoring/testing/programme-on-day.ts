import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedCalendar } from '@bofu/calendar';
import {
  arrivalStanding,
  type BusinessDate,
  fen,
  fenToDigits,
  NO_MONEY,
  parseBusinessDate,
  parseDocumentNumber,
  parsePeriod,
  parseYuan,
  type PaymentStandard,
  type Period,
  type SpendingPlan,
  sumFen,
} from '@bofu/kernel';
import type {
  AppropriationOnDay,
  CorrectionOnDay,
  PaymentOnDay,
  RefusedAttemptOnDay,
} from '../src/domain/appropriation-on-day';
import { programmeOf, type ProgrammeOnDay } from '../src/domain/programme-on-day';
import { unchangingTerms } from '../src/domain/programme-terms';

/** The 22 programmes of the shipped file as they stand on a day, with just the payments a test says. */

export const CALENDAR = publishedCalendar(2021);
export const day = parseBusinessDate;
export const month = parsePeriod;

interface FileProgramme {
  readonly sequence: number;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly fundingLevel: AppropriationOnDay['fundingLevel'];
  readonly budgetType: AppropriationOnDay['budgetType'];
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
  readonly reissue?: boolean;
  /** Default: everybody. */
  readonly group?: string;
  readonly situation?: PaymentOnDay['situation'];
  readonly account?: string;
  readonly approvedAgain?: boolean;
  readonly confirmation?: string;
  /** Default: the bank's voucher is on record. */
  readonly receipt?: boolean;
}

export interface Standing {
  readonly budgetYuan?: string;
  readonly frozenYuan?: string;
  readonly payments?: readonly Paid[];
  readonly refusedAttempts?: readonly RefusedAttemptOnDay[];
  readonly standard?: Partial<PaymentStandard>;
  readonly plan?: SpendingPlan | null;
  readonly endsOn?: string;
  /** Its first money, where that comes within the year. */
  readonly begins?: string;
  /** The day of its 期初. */
  readonly recordedFrom?: string;
  readonly formedIn?: number;
  /** Default: of money of a level above, a regular one; none of the district's. */
  readonly documentNumber?: string | null;
  readonly corrections?: readonly CorrectionOnDay[];
  /** Absent: its agency keeps no arrivals. */
  readonly arrivalsKeptSince?: string;
  readonly arrivals?: readonly { readonly yuan: string; readonly on: string }[];
  /** 退票 that nobody has paid anew. */
  readonly bounced?: readonly { readonly yuan: string; readonly period?: string; readonly returned: string }[];
}

/** Programme `sequence` of the file at the end of the day `on`, financed by its one appropriation. */
export function programmeOnDay(sequence: number, on: string, standing: Standing = {}): ProgrammeOnDay {
  const { standard } = printedOf(sequence);
  const everybody = {
    ...standard,
    rates: standard.rates.map(({ amount, ...rate }) => ({ ...rate, amountFen: fenToDigits(parseYuan(amount)) })),
    ...standing.standard,
    groupId: null,
    groupName: null,
  };
  const endsOn = standing.endsOn === undefined ? null : day(standing.endsOn);
  const appropriation = appropriationOnDay(sequence, on, standing);
  return programmeOf([appropriation], unchangingTerms([everybody], { beginsOn: appropriation.issuedOn, endsOn }));
}

/** Its appropriation; payments of later days are not yet there. */
export function appropriationOnDay(sequence: number, on: string, standing: Standing = {}): AppropriationOnDay {
  const printed = printedOf(sequence);
  const payments = (standing.payments ?? []).flatMap((paid, at) => paymentOn(day(on), sequence, at, paid));
  const budgetFen = parseYuan(standing.budgetYuan ?? printed.amount);
  const settledFen = sumFen(payments.map(({ netFen }) => netFen));
  const inTransitFen = sumFen(
    payments.map(({ situation, amountFen }) => (situation === 'submitted' ? amountFen : NO_MONEY)),
  );
  const frozenFen = parseYuan(standing.frozenYuan ?? '0.00');
  return {
    on: day(on),
    appropriationId: `appropriation-${sequence}`,
    agencyId: 'agency-1',
    programmeId: `programme-${sequence}`,
    fiscalYear: 2021,
    formedIn: standing.formedIn ?? 2021,
    issuedOn: day('2021-01-01'),
    recordedFrom: day(standing.recordedFrom ?? '2021-01-01'),
    planStartsOn: day(standing.begins ?? '2021-01-01'),
    programmeCode: printed.code,
    programmeName: printed.name,
    unitCode: printed.unit,
    fundingLevel: printed.fundingLevel,
    budgetType: printed.budgetType,
    documentNumber: documentNumberOf(printed, standing),
    documentDigest: 'programmes-file',
    initialFen: parseYuan(printed.amount),
    budgetFen,
    settledFen,
    inTransitFen,
    frozenFen,
    availableFen: fen(budgetFen - settledFen - inTransitFen - frozenFen),
    plan:
      standing.plan !== undefined
        ? standing.plan
        : printed.plan.map(({ on: date, cumulativePercent: share }) => ({
            on: day(date),
            cumulativeShare: share === null ? null : Number(share.replace('.', '')),
          })),
    payments,
    bounced: (standing.bounced ?? [])
      .filter(({ returned }) => returned <= on)
      .map(({ yuan, period, returned }, at) => ({
        ...{ paymentId: `payment-${sequence}-${at}`, returnId: `return-${at}`, returnedOn: day(returned) },
        ...{ period: period === undefined ? null : month(period), amountFen: parseYuan(yuan) },
      })),
    refusedAttempts: (standing.refusedAttempts ?? []).filter((attempt) => attempt.on <= on),
    corrections: (standing.corrections ?? []).filter((one) => one.on <= on),
    funds: {
      keptSince: standing.arrivalsKeptSince === undefined ? null : day(standing.arrivalsKeptSince),
      ...arrivalStanding(
        [[day('2021-01-01'), budgetFen]],
        (standing.arrivals ?? []).map(({ yuan, on: arrived }) => ({
          ...{ arrivedOn: day(arrived), amountFen: parseYuan(yuan) },
        })),
        day(on),
      ),
    },
  };
}

function documentNumberOf({ fundingLevel }: FileProgramme, { documentNumber }: Standing) {
  const number = documentNumber === undefined && fundingLevel !== 'district' ? '保财社〔2020〕1号' : documentNumber;
  return number === undefined || number === null ? null : parseDocumentNumber(number);
}

function printedOf(sequence: number): FileProgramme {
  const printed = programmes.find((one) => one.sequence === sequence);
  if (printed === undefined) throw new Error(`no programme ${sequence}`);
  return printed;
}

function paymentOn(today: BusinessDate, sequence: number, at: number, paid: Paid): PaymentOnDay[] {
  const submittedOn = day(paid.submitted ?? paid.on ?? today);
  if (submittedOn > today) return [];
  const isPaid = paid.on !== undefined && day(paid.on) <= today && (paid.situation ?? 'paid') === 'paid';
  const amountFen = parseYuan(paid.yuan);
  return [
    {
      paymentId: `payment-${sequence}-${at}`,
      charge: 1,
      kind: paid.headcount === undefined ? 'disbursement' : 'payout-run',
      lines: [
        {
          groupId: paid.group ?? null,
          period: paid.period === undefined ? null : month(paid.period),
          entry: paid.run === 'supplementary' ? 'back-pay' : 'regular',
          heads: paid.headcount ?? null,
          rateFen: paid.rateYuan === undefined ? null : parseYuan(paid.rateYuan),
          amountFen,
          submitted: { heads: paid.headcount ?? null, amountFen },
        },
      ],
      amountFen,
      ...{ paymentFen: amountFen, payeeAccountId: paid.account ?? null, confirmation: paid.confirmation ?? null },
      ...{ approvedAgain: paid.approvedAgain === true, lacksReceipt: isPaid && paid.receipt === false },
      netFen: isPaid ? amountFen : NO_MONEY,
      submittedOn,
      paidOn: isPaid && paid.on !== undefined ? day(paid.on) : null,
      situation: isPaid
        ? 'paid'
        : paid.situation === undefined || paid.situation === 'paid'
          ? 'submitted'
          : paid.situation,
      isReissue: paid.reissue === true,
      order: at,
      flows: [
        ...(paid.situation === 'released' || paid.situation === 'reversed'
          ? []
          : [{ line: 0, on: submittedOn, handedFen: amountFen, paidFen: NO_MONEY }]),
        ...(isPaid && paid.on !== undefined
          ? [{ line: 0, on: day(paid.on), handedFen: NO_MONEY, paidFen: amountFen }]
          : []),
      ],
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
