import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskAlerts, alertsProjection, EVERY_ALERT } from '@bofu/alerts';
import { ledgerProjection, ListMovementsBetween, type MovementsBetween } from '@bofu/budget';
import { calendarAggregate, calendarsProjection, daysOff } from '@bofu/calendar';
import { EventStore, fingerprintOf, type Position, type RecordedEvent } from '@bofu/event-store';
import { requireReached } from '@bofu/http';
import {
  addDays,
  dateOf,
  dayInPeriod,
  fen,
  fenFromDigits,
  fold,
  FUNDING_LEVELS,
  monthOf,
  NO_MONEY,
  periodOf,
  sumFen,
  workingCalendar,
  yearOf,
  type BasisPoints,
  type BusinessDate,
  type CalendarYear,
  type Fen,
  type FundingLevel,
  type Period,
  type Signer,
} from '@bofu/kernel';
import { AskPlanAgainstActual, planAgainstActualProjection, programmeFactsProjection } from '@bofu/monitoring';
import {
  AskFirstPaidOn,
  AskHandedOverBy,
  AskPaymentsLeftOver,
  paymentsProjection,
  type PaymentLeftOver,
} from '@bofu/payment';
import { ProjectionRunner } from '@bofu/read-model';
import { overdueBefore, RECEIPT_WITHIN_WORKING_DAYS, type MonthFacts } from './domain/checklist';
import type { BookedLine } from './domain/reconciliation';

/** 执行情况 of a month: to its last day and within it, per appropriation. */
export interface MonthReport {
  readonly lines: readonly ReportLine[];
  readonly total: ReportFigures;
}

export interface ReportFigures {
  readonly budgetFen: Fen;
  readonly paidInMonthFen: Fen;
  readonly paidFen: Fen;
  readonly inTransitFen: Fen;
  readonly frozenFen: Fen;
  readonly availableFen: Fen;
  readonly executionRate: BasisPoints | null;
}

export interface ReportLine extends ReportFigures {
  readonly appropriationId: string;
  readonly programmeCode: string;
  readonly programmeName: string;
  readonly unitName: string;
  readonly fundingLevel: string;
}

/** A payment, or an alert, behind an item of the checklist. */
export interface BehindCheck {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly since: BusinessDate;
  readonly amountFen: Fen;
}

export interface MonthStanding {
  readonly facts: MonthFacts;
  readonly inTransit: readonly PaymentLeftOver[];
  readonly withoutReceipt: readonly PaymentLeftOver[];
  readonly notReissued: readonly PaymentLeftOver[];
  readonly redAlerts: readonly BehindCheck[];
  readonly report: MonthReport;
  readonly reportDigest: string;
}

const PATIENCE_MS = 10_000;
const READ = [
  ledgerProjection,
  paymentsProjection,
  planAgainstActualProjection,
  programmeFactsProjection,
  calendarsProjection,
  alertsProjection,
];

export const lastDayOfMonth = (month: Period): BusinessDate => dayInPeriod(month, 31);

/** What the books say of a month by both clocks: to its last day, as known at a position or now. */
@Injectable()
export class MonthBooks {
  constructor(
    private readonly queries: QueryBus,
    private readonly store: EventStore,
    private readonly projections: ProjectionRunner,
  ) {}

  /** Everything that is read here has come as far. Refuses `read-model-behind`. */
  async reach(position: Position | null): Promise<void> {
    if (position === null) return;
    for (const { name } of READ)
      requireReached(name, position, await this.projections.waitFor(name, position, PATIENCE_MS));
  }

  /**
   * @param today the day from which a receipt's ten working days are counted back
   * @param knownAt `null` for what is known now
   */
  async standing(
    agencyId: string,
    month: Period,
    knownAt: Position | null,
    today: BusinessDate,
  ): Promise<MonthStanding> {
    const asOf = lastDayOfMonth(month);
    const [year, agencyScope] = [yearOf(month), [agencyId]];
    const left = await this.queries.execute(new AskPaymentsLeftOver({ agencyScope, asOf, knownAt }));
    const expected = await this.workingDaysBefore(agencyId, today, RECEIPT_WITHIN_WORKING_DAYS);
    const withoutReceipt = left.withoutReceipt.filter(({ since }) => since < expected);
    const alerts = await this.queries.execute(
      new AskAlerts(
        { ...EVERY_ALERT, levels: ['red'], situations: ['open'] },
        { agencyScope, fiscalYear: year, asOf, knownAt },
        today,
      ),
    );
    const redAlerts = alerts
      .filter(({ state: { disposition } }) => disposition === null)
      .map(({ state }): BehindCheck => {
        const stakes = state.latest.lines.map(({ stakeFen }) => fenFromDigits(stakeFen));
        const { alertId, identity, raisedOn } = state;
        return {
          id: alertId,
          name: identity.subjectName,
          detail: identity.cause,
          since: raisedOn,
          amountFen: stakes.reduce((most, stake) => (stake > most ? stake : most), NO_MONEY),
        };
      });
    const { report, booked } = await this.reportOf(agencyId, month, knownAt);
    const facts: MonthFacts = {
      booked,
      inTransit: left.inTransit,
      withoutReceipt,
      notReissued: left.notReissued,
      redAlerts: redAlerts.map(({ id, amountFen }) => ({ alertId: id, amountFen })),
    };
    return { facts, ...left, withoutReceipt, redAlerts, report, reportDigest: fingerprintOf(report) };
  }

  /** What came to be known after a position, until now or another, and counts by the last day of the month or before. */
  async later(
    agencyId: string,
    month: Period,
    since: Position,
    knownAt: Position | null = null,
  ): Promise<MovementsBetween> {
    const asOf = lastDayOfMonth(month);
    return this.queries.execute(
      new ListMovementsBetween(
        { agencyScope: [agencyId], fiscalYear: null, appropriationId: null },
        { asOf, knownAt: since },
        { asOf, knownAt },
        null,
        MOST_LISTED,
      ),
    );
  }

  /** The month in which the first payment was paid; `null` where none was. */
  async firstMonth(agencyId: string): Promise<Period | null> {
    const first = await this.queries.execute(new AskFirstPaidOn(agencyId));
    return first === null ? null : periodOf(first);
  }

  /** Who handed over the money of a month: they hold it against no statement. */
  handedOverBy(agencyId: string, month: Period): Promise<readonly Signer[]> {
    const days = { from: dayInPeriod(month, 1), until: lastDayOfMonth(month) };
    return this.queries.execute(new AskHandedOverBy(agencyId, days));
  }

  private async reportOf(
    agencyId: string,
    month: Period,
    knownAt: Position | null,
  ): Promise<{ report: MonthReport; booked: readonly BookedLine[] }> {
    const [asOf, fiscalYear, agencyScope] = [lastDayOfMonth(month), yearOf(month), [agencyId]];
    const books = { agencyScope, fiscalYear, asOf, knownAt };
    const { programmes, total, byFundingLevel } = await this.queries.execute(new AskPlanAgainstActual(books));
    const withMonth = (line: (typeof programmes)[number] | typeof total): ReportFigures => ({
      budgetFen: line.budgetFen,
      paidInMonthFen: line.months[monthOf(month) - 1]?.settledFen ?? NO_MONEY,
      paidFen: line.settledFen,
      inTransitFen: line.inTransitFen,
      frozenFen: line.frozenFen,
      availableFen: line.availableFen,
      executionRate: line.executionRate,
    });
    const report = {
      lines: programmes.map((line): ReportLine => {
        const { appropriationId, programmeCode, programmeName, unitName, fundingLevel } = line.appropriation;
        return { appropriationId, programmeCode, programmeName, unitName, fundingLevel, ...withMonth(line) };
      }),
      total: withMonth(total),
    };
    const cleared = await this.clearedInJanuary(agencyId, month, knownAt);
    const booked = FUNDING_LEVELS.map((level): BookedLine => {
      const group = byFundingLevel.find(({ key }) => key === level);
      const paid = group === undefined ? NO_MONEY : withMonth(group).paidInMonthFen;
      return {
        line: level,
        paidFen: sumFen([paid, cleared.get(level) ?? NO_MONEY]),
        balanceFen: group === undefined ? NO_MONEY : fen(group.budgetFen - group.settledFen),
      };
    });
    return { report, booked };
  }

  /** What January pays of last year's appropriations, in a clearing window (清算期), is on January's statements. */
  private async clearedInJanuary(
    agencyId: string,
    month: Period,
    knownAt: Position | null,
  ): Promise<ReadonlyMap<FundingLevel, Fen>> {
    if (monthOf(month) !== 1) return new Map();
    const fiscalYear = yearOf(month) - 1;
    const paidBy = async (asOf: BusinessDate) => {
      const books = { agencyScope: [agencyId], fiscalYear, asOf, knownAt };
      const { byFundingLevel } = await this.queries.execute(new AskPlanAgainstActual(books));
      return new Map(byFundingLevel.map(({ key, settledFen }) => [key, settledFen]));
    };
    const [before, after] = [await paidBy(dateOf(fiscalYear, 12, 31)), await paidBy(lastDayOfMonth(month))];
    return new Map(
      FUNDING_LEVELS.map((level) => [level, fen((after.get(level) ?? 0n) - (before.get(level) ?? 0n))] as const),
    );
  }

  /** Of a year whose calendar is not on record, weekends are the days off. */
  private async workingDaysBefore(agencyId: string, day: BusinessDate, days: number): Promise<BusinessDate> {
    const years: CalendarYear[] = [];
    for (const year of new Set([yearOf(day), yearOf(addDays(day, -45))])) {
      const { stream, decider, codec } = calendarAggregate(agencyId, year);
      const { events } = await this.store.readStream(stream);
      const known = fold(
        decider,
        events.map((event: RecordedEvent) => codec.decode(event)),
      );
      years.push({
        year,
        holidays: known ? daysOff(known.holidays) : [],
        makeUpDays: known ? known.makeUpDays : [],
      });
    }
    return overdueBefore(day, days, workingCalendar(years, yearOf(day) - 1));
  }
}

/** Of those that came later, so many are listed; all are counted. */
const MOST_LISTED = 50;
