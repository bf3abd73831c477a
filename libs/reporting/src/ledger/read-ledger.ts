import type { QueryBus } from '@nestjs/cqrs';
import { AskLedgerLines, type Clocks, type LedgerLine } from '@bofu/budget';
import { AskPayment, AskPayments } from '@bofu/payment';
import type { PurposeOf } from './ledger-report';

const PAGE = 10_000;

/** One programme's ledger lines that count by both clocks, page by page. */
export async function* readLedger(
  queries: QueryBus,
  appropriationId: string,
  clocks: Clocks,
): AsyncGenerator<LedgerLine> {
  for (let after: bigint | null = null; ;) {
    const lines: LedgerLine[] = await queries.execute(new AskLedgerLines(appropriationId, after, PAGE, clocks));
    yield* lines;
    const last = lines.at(-1);
    if (last === undefined || lines.length < PAGE) return;
    after = last.version;
  }
}

/**
 * What payments were for, read ahead for those charged to the programme. A purpose is said once, at submission, so it
 * is the same whenever it is read; one that was moved to another programme since is asked for by itself.
 */
export async function purposesOf(queries: QueryBus, appropriationId: string): Promise<PurposeOf> {
  const purposes = new Map<string, string | null>();
  for (let after: string | null = null; ;) {
    const page: readonly { paymentId: string; purpose: string; firstPosition: string }[] = await queries.execute(
      new AskPayments(appropriationId, after, PAGE),
    );
    for (const { paymentId, purpose } of page) purposes.set(paymentId, purpose);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.firstPosition;
  }
  return async (paymentId) => {
    const known = purposes.get(paymentId);
    if (known !== undefined) return known;
    const purpose = (await queries.execute(new AskPayment(paymentId)))?.purpose ?? null;
    purposes.set(paymentId, purpose);
    return purpose;
  };
}
