import type { QueryBus } from '@nestjs/cqrs';
import {
  ledgerProjection,
  ListAppropriations,
  ListPlanVersions,
  ListProgrammes,
  ListProgrammeVersions,
  type AppropriationStanding,
  type BudgetAct,
  type ProgrammeStanding,
} from '@bofu/budget';
import type { BooksSelection, Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import type { YearOnBooks } from '../domain/against-books';

const PAGE = 1_000;

/** What a later paper is set against: all that is recorded of a year up to a position, whatever day it counts from. */
export async function booksOfYear(
  queries: QueryBus,
  agencyId: string,
  fiscalYear: number,
  knownAt: Position | null,
): Promise<YearOnBooks> {
  const books: BooksSelection = { agencyScope: [agencyId], fiscalYear, asOf: null, knownAt };
  const appropriations: AppropriationStanding[] = [];
  for (let more = true; more;) {
    const after = appropriations.at(-1)?.appropriationId ?? null;
    const page: AppropriationStanding[] = await queries.execute(new ListAppropriations(books, after, PAGE));
    appropriations.push(...page);
    more = page.length === PAGE;
  }
  const programmes: ProgrammeStanding[] = [];
  for (let more = true; more;) {
    const after = programmes.at(-1)?.programmeId ?? null;
    const page: ProgrammeStanding[] = await queries.execute(new ListProgrammes(books, after, PAGE));
    programmes.push(...page);
    more = page.length === PAGE;
  }
  return {
    appropriations: appropriations.map((one) => ({
      ...{ appropriationId: one.appropriationId, programmeId: one.programmeId },
      ...{ code: one.programmeCode, name: one.programmeName, issuedAs: one.issuedAs, amountFen: one.budgetFen },
      ...{ fundingLevel: one.fundingLevel, budgetType: one.budgetType },
      ...{ plan: one.spendingPlan, targets: one.performanceTargets },
    })),
    programmes: programmes.map(({ programmeId, code, name, standards }) => ({
      ...{ programmeId, code, name },
      standard: standards.find(({ groupId }) => groupId === null) ?? null,
      byGroups: standards.some(({ groupId }) => groupId !== null),
    })),
  };
}

/** The last day from which a version counts that these acts would set anew; `null` where they set nothing anew. */
export async function lastVersionOf(
  queries: QueryBus,
  agencyId: string,
  acts: readonly BudgetAct[],
): Promise<BusinessDate | null> {
  const books: BooksSelection = { agencyScope: [agencyId], fiscalYear: null, asOf: null, knownAt: null };
  let last: BusinessDate | null = null;
  for (const act of acts) {
    const days: BusinessDate[] = [];
    if (act.type === 'revise-spending-plan' && 'appropriationId' in act.on) {
      const versions = await queries.execute(new ListPlanVersions(act.on.appropriationId, books));
      days.push(...versions.map(({ effectiveOn }) => effectiveOn));
    }
    if ((act.type === 'set-payment-standard' || act.type === 'set-performance-targets') && 'programmeId' in act.on) {
      const { standards, targets } = await queries.execute(new ListProgrammeVersions(act.on.programmeId, books));
      days.push(
        ...(act.type === 'set-payment-standard'
          ? standards.filter(({ groupId }) => groupId === null)
          : targets.filter(({ fiscalYear }) => fiscalYear === act.fiscalYear)
        ).map(({ effectiveOn }) => effectiveOn),
      );
    }
    for (const day of days) if (last === null || day > last) last = day;
  }
  return last;
}

export const BOOKS_PROJECTION = ledgerProjection.name;
