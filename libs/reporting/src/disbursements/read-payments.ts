import type { QueryBus } from '@nestjs/cqrs';
import { AskAppropriations, type AppropriationStanding, type Clocks } from '@bofu/budget';
import { AskPayments, type PaymentView } from '@bofu/payment';

const PAGE = 1_000;

/** Payments as they stood by both clocks, page by page, in the order of submission. */
export async function* readPayments(
  queries: QueryBus,
  appropriationId: string | null,
  clocks: Clocks,
): AsyncGenerator<PaymentView> {
  for (let after: string | null = null; ;) {
    const page: PaymentView[] = await queries.execute(new AskPayments(appropriationId, after, PAGE, clocks));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.firstPosition;
  }
}

/** The programmes of a year that had been issued by both clocks. */
export async function programmesOfYear(
  queries: QueryBus,
  fiscalYear: number,
  clocks: Clocks,
): Promise<AppropriationStanding[]> {
  const programmes: AppropriationStanding[] = [];
  for (let after: string | null = null; ;) {
    const page: AppropriationStanding[] = await queries.execute(new AskAppropriations(fiscalYear, after, PAGE, clocks));
    programmes.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return programmes;
    after = last.appropriationId;
  }
}
