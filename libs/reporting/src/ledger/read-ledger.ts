import type { QueryBus } from '@nestjs/cqrs';
import { FUNDING_LEVEL_LABEL, GetAppropriation, ListLedgerLines, type LedgerLine } from '@bofu/budget';
import type { BooksSelection } from '@bofu/event-store';
import { GetPayment, ListPayments, type PaymentStanding } from '@bofu/payment';
import type { CounterpartOf, PaymentTold, ToldOfPayment } from './ledger-report';

const PAGE = 10_000;
const PAYMENTS = 1_000;

/** One appropriation's ledger lines that count by both clocks, page by page. */
export async function* readLedger(
  queries: QueryBus,
  appropriationId: string,
  books: BooksSelection,
): AsyncGenerator<LedgerLine> {
  for (let after: bigint | null = null; ;) {
    const lines: LedgerLine[] = await queries.execute(new ListLedgerLines(appropriationId, books, after, PAGE));
    yield* lines;
    const last = lines.at(-1);
    if (last === undefined || lines.length < PAGE) return;
    after = last.version;
  }
}

/**
 * What payments were for and who signed them, as known where the report is read, read ahead for those charged to the
 * appropriation; one that was moved to another appropriation since is asked for by itself.
 */
export async function paymentsTold(
  queries: QueryBus,
  appropriationId: string,
  { agencyScope, knownAt }: BooksSelection,
  nameOf: (personId: string) => string | null,
): Promise<PaymentTold> {
  const everything: BooksSelection = { agencyScope, fiscalYear: null, asOf: null, knownAt };
  const told = ({ purpose, steps }: PaymentStanding): ToldOfPayment => {
    const signed = (...types: readonly string[]): string | null => {
      const names = steps.flatMap(({ type, by }) => (types.includes(type) ? [nameOf(by.personId) ?? by.personId] : []));
      return names.length === 0 ? null : names.join('、');
    };
    return {
      purpose,
      reviewer: signed('PaymentReviewed'),
      approver: signed('PaymentApproved', 'PaymentSecondApproved'),
    };
  };
  const payments = new Map<string, ToldOfPayment | null>();
  for (let after: string | null = null; ;) {
    const page: readonly PaymentStanding[] = await queries.execute(
      new ListPayments(everything, { appropriationId }, { order: 'earliest-first', after, limit: PAYMENTS }),
    );
    for (const payment of page) payments.set(payment.paymentId, told(payment));
    const last = page.at(-1);
    if (last === undefined || page.length < PAYMENTS) break;
    after = last.position;
  }
  return async (paymentId) => {
    const known = payments.get(paymentId);
    if (known !== undefined) return known;
    const payment = await queries.execute(new GetPayment(everything, paymentId));
    const one = payment && told(payment);
    payments.set(paymentId, one);
    return one;
  };
}

/** What the other appropriations of virements and corrections are called, asked for once each. */
export function counterpartsOf(queries: QueryBus, books: BooksSelection): CounterpartOf {
  const names = new Map<string, string | null>();
  return async (appropriationId) => {
    const known = names.get(appropriationId);
    if (known !== undefined) return known;
    const other = await queries.execute(new GetAppropriation(appropriationId, books));
    const name = other && `${other.programmeCode} ${other.programmeName}（${FUNDING_LEVEL_LABEL[other.fundingLevel]}）`;
    names.set(appropriationId, name);
    return name;
  };
}
