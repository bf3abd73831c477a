import { fen, NO_MONEY, sumFen, type BusinessDate, type Fen, type WorkingCalendar } from '@bofu/kernel';
import { CHECKS, type Check } from './checks';
import { compare, keyOf, type BookedLine, type Compared } from './reconciliation';
import { SIDES, type Stated } from './statement';

const BLOCKING: ReadonlySet<Check> = new Set(['receipt-missing', 'statement-missing', 'difference-unexplained']);

/** After so many working days a payment without a receipt blocks the month. */
export const RECEIPT_WITHIN_WORKING_DAYS = 10;

/** Since what was paid before this day, more working days than that are over on `day`, itself among them where it is one. */
export const overdueBefore = (day: BusinessDate, days: number, calendar: WorkingCalendar): BusinessDate =>
  calendar.workingDaysBefore(calendar.onOrBefore(day), days);

export interface PaymentWithAmount {
  readonly paymentId: string;
  readonly amountFen: Fen;
}

/** What has been said of a month. It stays, whether the month is open or closed. */
export interface OpenMonth {
  readonly stated: Stated;
  /** By what was compared. */
  readonly explained: ReadonlyMap<string, { readonly differenceFen: Fen; readonly reason: string }>;
  /** By payment. */
  readonly receiptsExplained: ReadonlyMap<string, string>;
}

/** What the books say of a month at its last day, as known at one position. */
export interface MonthFacts {
  readonly booked: readonly BookedLine[];
  readonly inTransit: readonly PaymentWithAmount[];
  readonly withoutReceipt: readonly PaymentWithAmount[];
  readonly notReissued: readonly PaymentWithAmount[];
  readonly redAlerts: readonly { readonly alertId: string; readonly amountFen: Fen }[];
}

export interface CheckResult {
  readonly check: Check;
  readonly count: number;
  readonly amountFen: Fen;
  /** True where it stands in the way of closing now. */
  readonly blocks: boolean;
}

/** Differences nobody has explained at the amount they have. */
export const unexplained = (month: OpenMonth, booked: readonly BookedLine[]): readonly Compared[] =>
  compare(booked, month.stated).filter(
    (one) => one.differenceFen !== 0n && month.explained.get(keyOf(one))?.differenceFen !== one.differenceFen,
  );

export const withoutReceipt = (month: OpenMonth, facts: MonthFacts): readonly PaymentWithAmount[] =>
  facts.withoutReceipt.filter(({ paymentId }) => !month.receiptsExplained.has(paymentId));

export function checklist(month: OpenMonth, facts: MonthFacts): readonly CheckResult[] {
  const differences = unexplained(month, facts.booked);
  const found: Record<Check, readonly Fen[]> = {
    'receipt-missing': withoutReceipt(month, facts).map(({ amountFen }) => amountFen),
    'statement-missing': SIDES.filter((side) => month.stated[side] === null).map(() => NO_MONEY),
    'difference-unexplained': differences.map(({ differenceFen: by }) => fen(by < 0n ? -by : by)),
    'in-transit': facts.inTransit.map(({ amountFen }) => amountFen),
    'return-not-reissued': facts.notReissued.map(({ amountFen }) => amountFen),
    'red-alert-unanswered': facts.redAlerts.map(({ amountFen }) => amountFen),
  };
  return CHECKS.map((check) => {
    const amounts = found[check];
    const blocks = amounts.length > 0 && BLOCKING.has(check);
    return { check, count: amounts.length, amountFen: sumFen(amounts), blocks };
  });
}
