import { text } from 'node:stream/consumers';
import type { QueryBus } from '@nestjs/cqrs';
import { alertsProjection, AskAlerts } from '@bofu/alerts';
import {
  budgetEvents,
  GetAppropriation,
  ledgerProjection,
  ListAppropriations,
  ListLedgerLines,
  programmeAggregate,
} from '@bofu/budget';
import { eventLogProjection, EventMarks } from '@bofu/event-log';
import { runDecision } from '@bofu/event-store';
import { parseBusinessDate } from '@bofu/kernel';
import {
  AskPlanAgainstActual,
  AskProgrammesOnDay,
  planAgainstActualProjection,
  programmeFactsProjection,
} from '@bofu/monitoring';
import { GetPayment, ListPayments, paymentsProjection } from '@bofu/payment';
import { openReadModel, ProjectionRunner } from '@bofu/read-model';
import { createTestDatabase } from '@bofu/testing';
import { playedDemoYear, type DemoYear } from '../../../test/demo-year/played-demo-year';
import { AskAlertsHandler } from '../../alerts/src/alerts.query';
import { GetAppropriationHandler, ListAppropriationsHandler } from '../../budget/src/ledger/appropriations.query';
import { ListLedgerLinesHandler } from '../../budget/src/ledger/ledger-lines.query';
import { AskProgrammesOnDayHandler } from '../../monitoring/src/facts/programmes-on-day.query';
import { AskPlanAgainstActualHandler } from '../../monitoring/src/plan-against-actual/plan-against-actual.query';
import { GetPaymentHandler, ListPaymentsHandler } from '../../payment/src/payments/payments.query';
import { day, giveBack, pay, rated } from '../../payment/testing/payment-examples';
import { paymentOffice } from '../../payment/testing/payment-office';
import { NOTHING_CHOSEN, type ReportRequest } from './report-request';
import { Reports } from './reports';

const EAST = 'agency-east';

describe('reports', () => {
  let demo: DemoYear;
  let reports: Reports;
  let runner: ProjectionRunner;
  let close: () => Promise<void>;

  beforeAll(async () => {
    demo = await playedDemoYear();
    await workInTheEast();
    const { store, directory } = demo;
    const { url, drop } = await createTestDatabase();
    const database = await openReadModel({ url, poolSize: 8 });
    const projections = [
      ...[
        ledgerProjection,
        paymentsProjection,
        planAgainstActualProjection,
        programmeFactsProjection,
        alertsProjection,
      ],
      eventLogProjection(budgetEvents),
    ];
    runner = new ProjectionRunner(store, database, projections, { log: () => undefined });
    await runner.start();
    const handlers = new Map<unknown, { execute(query: never): Promise<unknown> }>([
      [GetAppropriation, new GetAppropriationHandler(database)],
      [ListAppropriations, new ListAppropriationsHandler(database)],
      [ListLedgerLines, new ListLedgerLinesHandler(database)],
      [ListPayments, new ListPaymentsHandler(database)],
      [GetPayment, new GetPaymentHandler(database)],
      [AskPlanAgainstActual, new AskPlanAgainstActualHandler(database, store)],
      [AskProgrammesOnDay, new AskProgrammesOnDayHandler(database)],
      [AskAlerts, new AskAlertsHandler(database)],
    ]);
    // A fake bus over the real handlers, without Nest.
    const queries = { execute: (query: object) => handlers.get(query.constructor)?.execute(query as never) };
    const marks = new EventMarks(database, runner);
    reports = new Reports(queries as unknown as QueryBus, store, runner, marks, directory);
    close = async () => {
      await runner.stop();
      await database.close();
      await drop();
    };
  }, 60_000);
  afterAll(() => close());

  /** Another agency in the same store: a run charged to two levels that clear on two days, and one of the next year. */
  async function workInTheEast(): Promise<void> {
    const office = paymentOffice(demo.store, undefined, EAST);
    await office.registerProgramme('pension');
    // Two people at 113 元 a month.
    await runDecision(demo.store, office.context(), programmeAggregate('pension'), {
      ...{ type: 'set-payment-standard', groupId: null, headcount: 2, cashFlow: 'monthly', sources: [] },
      rates: [{ label: '标准', amountFen: '11300', per: 'month' }],
      deadline: { kind: 'monthly', day: 25, printed: '每月25日' },
      ...{ effectiveOn: day('01-01'), recordedOn: day('01-01'), arrearsDueOn: null },
    });
    await office.issue('central', '1000.00');
    await office.issue('district', '500.00');
    await office.issue('next-year', '900.00', 'pension', 2022);
    const run = await office.run([rated('central', '93.00', 2), rated('district', '20.00', 2)]);
    await office.step(run, { ...pay([1]), voucherNumber: '支1' });
    await office.step(run, { ...pay([2], '02-21'), voucherNumber: '支2' });
    const { lapsed: _, ...back } = giveBack({ headcount: 1 });
    await office.step(run, back);
    await office.step(run, {
      ...{ type: 'reclassify-payment', correctionId: 'c', from: { charge: 2 }, to: 'central', amountFen: null },
      ...{ correctedOn: day('03-02'), reason: '列错指标' },
    });
    const sentBack = await office.run([rated('central', '7.00', 1, { period: null })]);
    await office.step(sentBack, {
      ...{ type: 'send-back-payment', sentBackOn: day('02-12'), reason: '花名册有误' },
    });
    await office.run([rated('next-year', '9.00', 1, { period: null })], { submittedOn: day('2022-02-10') });
  }

  const lines = async (request: Partial<ReportRequest>): Promise<string[][]> => {
    const { content } = await reports.open({
      ...{ kind: 'disbursements', format: 'csv', agencyScope: [EAST], fiscalYear: 2021 },
      ...{ asOf: null, knownAt: null, ...NOTHING_CHOSEN },
      ...request,
    });
    return (await text(content))
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
  };
  const table = async (request: Partial<ReportRequest>) => {
    const [, , header = [], ...rows] = (await lines(request)).slice(0, -1);
    return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]])));
  };
  const shortOf = (rows: readonly Readonly<Record<string, string | undefined>>[], ...names: string[]) =>
    rows.map((row) => names.map((name) => row[name]));

  describe('of disbursements', () => {
    it('have a line for each charge, with its own voucher and day, of the year’s payments alone', async () => {
      const rows = await table({});
      expect(
        shortOf(
          rows,
          '分担',
          '人（户）数',
          '单价（元）',
          '金额（元）',
          '退回（元）',
          '净额（元）',
          '凭证号',
          '支付日',
          '状态',
        ),
      ).toEqual([
        ['1', '2', '93.00', '186.00', '93.00', '93.00', '支1', '2021-02-20', '已支付'],
        // What came back stays where it was; what is out stands under the charge it was corrected to.
        ['2', '-', '-', '20.00', '20.00', '0.00', '支2', '2021-02-21', '已支付'],
        ['3', '-', '-', '20.00', '0.00', '20.00', '支2', '2021-02-21', '已支付'],
        ['1', '1', '7.00', '7.00', '0.00', '0.00', '-', '-', '退回修改'],
        ['-', '-', '-', '233.00', '113.00', '113.00', '-', '-', '-'],
      ]);
      expect(shortOf(await table({ fiscalYear: 2022 }), '金额（元）')).toEqual([['9.00'], ['9.00']]);
    });

    it('say of a month whether it is paid as everything else does, and not by their own voucher', async () => {
      const monthOn = async (asOf: string) =>
        shortOf((await table({ asOf: parseBusinessDate(asOf) })).slice(0, -1), '支付日', '足额支付日', '状态');
      // Half of the month's money is out, then all of it, then one of the two people's came back.
      expect(await monthOn('2021-02-20')).toEqual([
        ['2021-02-20', '未足额', '已支付'],
        ['-', '未足额', '在途'],
        ['-', '-', '退回修改'],
      ]);
      expect(await monthOn('2021-02-28')).toEqual([
        ['2021-02-20', '2021-02-21', '已支付'],
        ['2021-02-21', '2021-02-21', '已支付'],
        ['-', '-', '退回修改'],
      ]);
      expect((await monthOn('2021-12-31')).map(([, paid]) => paid)).toEqual(['未足额', '未足额', '未足额', '-']);
    });

    it('list on a past day only what existed then', async () => {
      const asOf = parseBusinessDate('2021-02-20');
      expect(shortOf(await table({ asOf }), '净额（元）', '状态')).toEqual([
        ['186.00', '已支付'],
        ['0.00', '在途'],
        ['0.00', '退回修改'],
        ['186.00', '-'],
      ]);
      expect(await table({ asOf: parseBusinessDate('2021-02-09') })).toHaveLength(1);
    });

    it('of another agency in the same store show none of it, and name people by the name they bear', async () => {
      const rows = await table({ agencyScope: [demo.bureau.agencyId] });
      expect(rows.at(-1)?.['净额（元）']).toBe('169211591.00');
      const actors = new Set(rows.slice(0, -1).map((row) => row['经办']));
      expect(actors).toContain('居保经办');
      expect(actors).not.toContain('clerk');
    });
  });

  it('of an appropriation’s ledger name the other side of a virement and who entered it', async () => {
    const rows = await table({
      kind: 'ledger',
      agencyScope: [demo.bureau.agencyId],
      appropriationId: demo.appropriationOf(19),
    });
    const virement = rows.find((row) => row['类型'] === '调剂（调出）');
    expect(virement?.['摘要']).toMatch(/对方指标 [0-9A-Z]{21} .+（.{2}）/);
    expect(virement?.['经办']).toMatch(/经办$/);
    expect(virement?.['减少（元）']).toBe('18.00');
  });

  it('of an appropriation’s ledger are refused to another agency', async () => {
    const asked = table({ kind: 'ledger', appropriationId: demo.appropriationOf(19) });
    await expect(asked).rejects.toMatchObject({ code: 'appropriation-not-found' });
  });

  it('of the year’s progress have a line for each appropriation and add up', async () => {
    const rows = await table({ kind: 'execution-progress', agencyScope: [demo.bureau.agencyId] });
    expect(rows).toHaveLength(22 + 1);
    expect(rows.at(-1)?.['实际累计（元）']).toBe('169211591.00');
    expect(shortOf(await table({ kind: 'execution-progress' }), '序号', '实际累计（元）', '可用（元）')).toEqual([
      ['1', '113.00', '887.00'],
      ['2', '0.00', '500.00'],
      ['合计', '113.00', '1387.00'],
    ]);
  });

  it('name the event they reach up to', async () => {
    const [, [heading = ''] = []] = await lines({});
    expect(heading).toMatch(
      /预算单位：局本级　年度：2021　业务日期截至：2021-12-31　数据截至：.+（事件 #\d+，登记位置 \S+）/,
    );
  });
});
