import type { QueryBus } from '@nestjs/cqrs';
import { FUNDING_LEVEL_LABEL, GetAppropriation, ListLedgerLines, type LedgerLine } from '@bofu/budget';
import type { BooksSelection } from '@bofu/event-store';
import { GetPayment, ListPayments, type PaymentStanding } from '@bofu/payment';
import type { CounterpartOf, PurposeOf } from './ledger-report';

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
 * What payments were for, read ahead for those charged to the appropriation. A purpose is said once, at submission, so
 * it is the same whenever it is read; one that was moved to another appropriation since is asked for by itself.
 */
export async function purposesOf(
  queries: QueryBus,
  appropriationId: string,
  { agencyScope }: BooksSelection,
): Promise<PurposeOf> {
  const everything: BooksSelection = { agencyScope, fiscalYear: null, asOf: null, knownAt: null };
  const purposes = new Map<string, string | null>();
  for (let after: string | null = null; ;) {
    const page: readonly PaymentStanding[] = await queries.execute(
      new ListPayments(everything, { appropriationId }, { order: 'earliest-first', after, limit: PAYMENTS }),
    );
    for (const { paymentId, purpose } of page) purposes.set(paymentId, purpose);
    const last = page.at(-1);
    if (last === undefined || page.length < PAYMENTS) break;
    after = last.position;
  }
  return async (paymentId) => {
    const known = purposes.get(paymentId);
    if (known !== undefined) return known;
    const purpose = (await queries.execute(new GetPayment(everything, paymentId)))?.purpose ?? null;
    purposes.set(paymentId, purpose);
    return purpose;
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
