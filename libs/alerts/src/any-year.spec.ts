import { RecordedDirectory, type Directory } from '@bofu/access';
import { NO_ELEMENTS } from '@bofu/budget';
import { publishedYear, SetCalendarYear, SetCalendarYearHandler } from '@bofu/calendar';
import { derivedId, type CommandContext, type RecordedEvent } from '@bofu/event-store';
import { addDays, dateOf, parseBusinessDate, parsePeriod, parseYuan, type PaymentDeadline } from '@bofu/kernel';
import { PayPayment, PayPaymentHandler, SubmitPayment, SubmitPaymentHandler } from '@bofu/payment';
import { SOMEBODY } from '@bofu/testing';
import { IssueAppropriation, IssueAppropriationHandler } from '../../budget/src/issue-appropriation';
import { SetPaymentStandard, SetPaymentStandardHandler } from '../../budget/src/set-payment-standard';
import { NO_FILES } from '../../budget/testing/no-files';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import { inShort, lineHistory } from '../testing/line-history';
import { EvaluateAlerts, EvaluateAlertsHandler } from './evaluate-alerts.command';
import { evaluationMemoryOf } from './recorded-years';
import { viewEvaluation } from './evaluation.view';

/** A store in which something else is recorded just before the next append. */
class InterruptedStore extends MemoryEventStore {
  #interruption: (() => Promise<void>) | null = null;

  beforeNextAppend(interruption: () => Promise<void>): void {
    this.#interruption = interruption;
  }

  override async appendAtomic(
    ...request: Parameters<MemoryEventStore['appendAtomic']>
  ): ReturnType<MemoryEventStore['appendAtomic']> {
    const interruption = this.#interruption;
    this.#interruption = null;
    await interruption?.();
    return super.appendAtomic(...request);
  }
}

/** An agency under the real command handlers on a store in memory, in whatever year a test lives. */
class Bureau {
  readonly store = new InterruptedStore();
  readonly #evaluations = new EvaluateAlertsHandler(this.store, evaluationMemoryOf(this.store));
  readonly #programmes = new Map<string, string>();
  #acts = 0;

  constructor(readonly year: number) {}

  async loadCalendar(year = this.year): Promise<void> {
    const command = new SetCalendarYear(this.#context(), year, {
      type: 'load-calendar-year',
      ...publishedYear(year),
      actedOn: dateOf(year, 1, 1),
      reason: null,
    });
    await new SetCalendarYearHandler(this.store).execute(command);
  }

  async programme(code: string, deadline: PaymentDeadline): Promise<string> {
    const effectiveOn = dateOf(this.year, 1, 1);
    const name = `项目${code}`;
    const { appropriationId } = await new IssueAppropriationHandler(
      this.store,
      new RecordedDirectory(),
      NO_FILES,
    ).execute(
      new IssueAppropriation(this.#context(), {
        programme: { code, name },
        fiscalYear: this.year,
        formedIn: this.year,
        issuedAs: 'regular',
        batch: 1,
        unitCode: '356001',
        unitName: '本级',
        fundingLevel: 'district',
        fundingLevelBasis: 'stated',
        budgetType: 'general-public',
        documentNumber: null,
        documentDate: null,
        elements: NO_ELEMENTS,
        amountFen: parseYuan('36000.00'),
        effectiveOn,
        sources: [],
      }),
    );
    for await (const { events } of this.store.readAll({ filter: { types: ['AppropriationIssued'] } }))
      for (const { data } of events) this.#programmes.set(String(data['appropriationId']), String(data['programmeId']));
    await new SetPaymentStandardHandler(this.store).execute(
      new SetPaymentStandard(this.#context(), this.#programmes.get(appropriationId) ?? '', {
        groupId: null,
        effectiveOn,
        rates: [{ label: '标准', amountFen: '1500', per: 'month' }],
        headcount: 200,
        cashFlow: deadline.kind === 'monthly' ? 'monthly' : 'one-off',
        deadline,
        sources: [],
      }),
    );
    return appropriationId;
  }

  async pay(appropriationId: string, of: string, submitted: string, paid: string): Promise<void> {
    const line = {
      ...{
        appropriationId,
        groupId: null,
        period: parsePeriod(of),
        entry: 'regular' as const,
        reason: null,
        borneFor: null,
      },
      pays: { amountFen: parseYuan('3000.00') },
    };
    const { paymentId } = await new SubmitPaymentHandler(this.store, new RecordedDirectory()).execute(
      new SubmitPayment(
        { ...this.#context(), recordedAt: `${paid}T18:00:00.000+08:00` },
        {
          kind: 'disbursement',
          route: 'treasury',
          lines: [line],
          payee: { kind: 'organisation', name: '甲单位' },
          purpose: '补助',
          submittedOn: parseBusinessDate(submitted),
          schemeId: null,
          replaces: null,
          reissueOf: null,
        },
      ),
    );
    const step = { charges: 'all', paidOn: parseBusinessDate(paid), voucherNumber: `回单 ${paid}` } as const;
    const directory: Pick<Directory, 'clearingUntil' | 'grants'> = { clearingUntil: () => null, grants: () => [] };
    await new PayPaymentHandler(this.store, directory as Directory).execute(
      new PayPayment({ ...this.#context(), recordedAt: `${paid}T18:00:00.000+08:00` }, paymentId, step),
    );
  }

  /** On the morning after, as the office does it, unless a test says when. */
  async evaluate(
    on: string,
    fiscalYear = this.year,
    recordedAt = `${addDays(parseBusinessDate(on), 1)}T08:00:00.000+08:00`,
  ) {
    const context = { ...this.#context(), recordedAt };
    const result = await this.#evaluations.execute(new EvaluateAlerts(context, fiscalYear, parseBusinessDate(on)));
    return viewEvaluation(result);
  }

  /** What has happened to the lines of a rule: `R06 项目P 2026-01 raised red`. */
  async cases(rule: string): Promise<string[]> {
    const all: RecordedEvent[] = [];
    for await (const { events } of this.store.readAll()) all.push(...events);
    return lineHistory(all)
      .filter(({ line }) => line.rule.startsWith(rule))
      .map(inShort);
  }

  /** What each evaluation says it had seen. */
  async knownUpTo(): Promise<unknown[]> {
    const all: RecordedEvent[] = [];
    for await (const { events } of this.store.readAll()) all.push(...events);
    return all.filter(({ type }) => type === 'AlertsEvaluated').map(({ data }) => data['knownUpTo']);
  }

  #context(): CommandContext {
    this.#acts += 1;
    return {
      commandId: derivedId('any-year', String(this.#acts)),
      agencyId: 'agency-1',
      by: SOMEBODY,
      recordedAt: `${this.year}-01-02T09:00:00.000+08:00`,
    };
  }
}

const monthly = (day: number): PaymentDeadline => ({ kind: 'monthly', day, printed: `每月${day}日以前` });
const byDate = (monthDay: string): PaymentDeadline => ({ kind: 'by-date', monthDay, printed: '上半年完成' });

describe('a payday early in the month', () => {
  it.each(Array.from({ length: 15 }, (_, at) => at + 1))(
    'on the %sth is watched without the calendar of the year before',
    async (dayOfMonth) => {
      const office = new Bureau(2024);
      await office.loadCalendar();
      await office.programme('E', monthly(dayOfMonth));
      await office.programme('S', byDate('06-30'));
      expect(await office.evaluate('2024-01-02')).toMatchObject({ unjudged: 0 });
      const { unjudged } = await office.evaluate('2024-05-31');
      const january = (await office.cases('R06')).filter((line) => line.startsWith('R06 项目E 2024-01 '));
      expect([unjudged, january.at(-1)?.split(' ').at(-1)]).toEqual([0, 'red']);
      expect(await office.cases('R07')).toEqual(['R07 项目S raised yellow']);
    },
  );

  it('says for the days within the year what it says with that calendar as well', async () => {
    const [alone, both] = [new Bureau(2024), new Bureau(2024)];
    await both.loadCalendar(2023);
    for (const office of [alone, both]) {
      await office.loadCalendar();
      await office.programme('E', monthly(12));
      for (const on of ['2024-01-03', '2024-01-08', '2024-01-09', '2024-01-12', '2024-01-13'])
        await office.evaluate(on);
    }
    expect(await alone.cases('R06')).toEqual(await both.cases('R06'));
    expect(await alone.cases('R06')).toEqual(['R06 项目E 2024-01 raised orange', 'R06 项目E 2024-01 escalated red']);
  });
});

describe('a year whose calendar nobody has loaded', () => {
  it('silences only what needs it, says so once, and names who was left out', async () => {
    const office = new Bureau(2026);
    const pension = await office.programme('P', monthly(25));
    await office.programme('Q', byDate('06-30'));
    await office.programme('N', { kind: 'unstated', printed: '及时拨付' });
    await office.pay(pension, '2026-03', '2026-03-20', '2026-03-24');

    const first = await office.evaluate('2026-11-20');
    expect(await office.cases('R00')).toEqual(['R00 2026 年工作日历 raised red']);
    expect(await office.cases('R06')).toEqual([]);
    const left = first.firstUnjudged.map(({ rule, subjectName }) => `${rule} ${subjectName}`);
    expect(left).toEqual(['R02 项目P', 'R06 项目P', 'R07 项目Q']);
    expect(first.unjudged).toBe(3);
    expect(first.firstUnjudged[0]).toMatchObject({
      subjectName: '项目P',
      reason: '尚未载入 2026 年工作日历，请先载入节假日安排',
    });
    // Nobody is asked twice for the same, and nothing more is found of it the day after.
    expect(await office.evaluate('2026-11-21')).toMatchObject({ raised: 0, updated: 0 });

    await office.loadCalendar();
    const second = await office.evaluate('2026-11-22');
    expect([second.unjudged, await office.cases('R00')]).toEqual([
      0,
      ['R00 2026 年工作日历 raised red', 'R00 2026 年工作日历 cleared'],
    ]);
    const months = (await office.cases('R06')).map((line) => line.slice('R06 项目P '.length));
    expect(months).toEqual([
      ...['01', '02', '04', '05', '06', '07', '08', '09', '10'].map((month) => `2026-${month} raised red`),
      '2026-11 raised orange',
    ]);
    expect(await office.cases('R07')).toEqual(['R07 项目Q raised red']);
  });

  it('says nothing where no programme has a deadline', async () => {
    const office = new Bureau(2026);
    await office.programme('N', { kind: 'unstated', printed: '及时拨付' });
    expect((await office.evaluate('2026-11-20')).unjudged).toBe(0);
    expect(await office.cases('R00')).toEqual([]);
  });
});

describe('a day that has not ended in Beijing', () => {
  it.each([
    ['2025-12-31', '2025-04-01T09:00:00.000+08:00', '2025-03-31'],
    ['2025-04-01', '2025-04-01T23:59:59.999+08:00', '2025-03-31'],
  ])('%s is not evaluated at %s, and leaves nothing behind', async (on, at, last) => {
    const office = new Bureau(2025);
    await office.loadCalendar();
    await office.programme('P', monthly(28));
    await expect(office.evaluate(on, 2025, at)).rejects.toMatchObject({ code: 'day-not-over', facts: { on, last } });
    expect(await office.cases('R')).toEqual([]);
    const { evaluatedOn, raised } = await office.evaluate(last, 2025, at);
    expect([evaluatedOn, raised > 0]).toEqual([last, true]);
  });
});

describe('an evaluation under way', () => {
  it('judges by what was on record when it began, whatever is entered while it records', async () => {
    const office = new Bureau(2024);
    await office.loadCalendar();
    await office.programme('P', monthly(25));
    const late = await office.programme('Q', monthly(25));
    let isEntered = false;
    const before = await office.store.head();
    office.store.beforeNextAppend(async () => {
      isEntered = true;
      await office.pay(late, '2024-01', '2024-01-20', '2024-01-24');
    });
    await office.evaluate('2024-01-31');
    expect([isEntered, await office.cases('R06')]).toEqual([
      true,
      ['R06 项目P 2024-01 raised red', 'R06 项目Q 2024-01 raised red'],
    ]);
    expect(await office.knownUpTo()).toEqual([before]);
    await office.evaluate('2024-01-31');
    expect((await office.cases('R06')).at(-1)).toBe('R06 项目Q 2024-01 cleared');
  });
});

describe('a December payment entered in January', () => {
  it('clears the case of the year before, judged on a day of the new year', async () => {
    const office = new Bureau(2023);
    await office.loadCalendar();
    const pension = await office.programme('P', monthly(25));
    for (let month = 1; month <= 11; month += 1) {
      const period = `2023-${String(month).padStart(2, '0')}`;
      await office.pay(pension, period, `${period}-10`, `${period}-15`);
    }
    await office.evaluate('2023-12-31');
    expect(await office.cases('R06')).toEqual(['R06 项目P 2023-12 raised red']);
    await office.pay(pension, '2023-12', '2023-12-18', '2023-12-22');
    const { unjudged, cleared } = await office.evaluate('2024-01-04', 2023);
    expect(unjudged).toBe(0);
    expect(cleared).toBeGreaterThan(0);
    expect((await office.cases('R06')).at(-1)).toBe('R06 项目P 2023-12 cleared');
  });
});
