import { dateOf, parsePeriod, parseYuan, periodsOfYear, type WorkingCalendar } from '@bofu/kernel';
import {
  clerksWork,
  inOrder,
  PENSION,
  PENSION_SCHEME,
  pensionDays,
  pensionRun,
  withVoucherNumbers,
} from './clerks-work';
import type { DemoAct } from './demo-act';
import { EMPLOYERS, PENSIONS, SEEKERS } from './desks';
import { answeringFor, statementsOf } from './targets-2021';

/**
 * The turn of the year and a quarter of 2022, by the same clerks. All of it is invented, the budget of 2022 included:
 * seven programmes, of them the four that pay the pension, one that has only what was carried over, and one that ends.
 */

const YEAR = 2022;
const [DECEMBER, MARCH] = [parsePeriod('2021-12'), parsePeriod('2022-03')];

/** Too late to be paid in 2021: in transit at its cut-off, voided, and charged anew to what is carried over. */
const CAUGHT_BY_THE_TURN = [
  [SEEKERS, ['jobs-seekers', 2, parseYuan('36000.00'), '求职创业补贴（第2批）']],
  [EMPLOYERS, ['jobs-insurance-late', 2, parseYuan('28500.00'), '12月补报社会保险补贴']],
] as const;

/** The last days of 2021, on the books of 2021. */
export function turnOf2021(calendar: WorkingCalendar): readonly DemoAct[] {
  const { day, act, submit } = clerksWork(2021, calendar);
  return [
    ...CAUGHT_BY_THE_TURN.map(([from, payment]) => submit(from, day('12-30'), payment, null)),
    act('turn/cut-off', day('12-06'), '业务复核', {
      act: 'set-cut-off',
      fiscalYear: 2021,
      lastSubmissionOn: day('12-30'),
      financeOn: day('12-31'),
      reason: '财政年末关账通知（演示数据）',
    }),
    act('turn/void', day('12-31'), '财务支付', {
      act: 'void-in-transit',
      fiscalYear: 2021,
      reason: '2021年度支付关账，在途统一作废，转结转指标于2022年重新支付',
    }),
  ];
}

/** The acts of 2022 in the order in which they are entered. */
export function demoYear2022(calendar: WorkingCalendar): readonly DemoAct[] {
  const anew = Object.fromEntries(CAUGHT_BY_THE_TURN.map(([, [key]]) => [`${key}/anew`, key]));
  const { day, act, disburse, payOut } = clerksWork(YEAR, calendar, anew);

  // Both hold from New Year's Day, and are entered on the first day anybody is at work.
  const opening = [
    ...(
      [
        [14, '2022年城乡居民基本养老保险中央补贴'],
        [17, '2022年省级城乡居民养老保险补助资金'],
        [18, '2022年城乡居民社会养老保险市级配套补助资金'],
      ] as const
    ).map(([programme, name]) =>
      act(`turn/rename-${programme}`, dateOf(YEAR, 1, 1), '预算经办', {
        act: 'rename-programme',
        programme,
        name,
        reason: '项目延续，名称改为2022年度',
      }),
    ),
    act('turn/scheme', dateOf(YEAR, 1, 1), PENSIONS.actor, {
      act: 'revise-scheme',
      scheme: PENSION_SCHEME,
      name: '城乡居保基础养老金（四级分担）',
      ...PENSION,
      payee: PENSIONS.payee,
    }),
  ].map((one) => ({ ...one, recordedOn: day('01-04') }));

  const pensions = periodsOfYear(YEAR)
    .filter((period) => period <= MARCH)
    .flatMap((period) => {
      const { due, handOver } = pensionDays(period, calendar);
      return payOut(PENSIONS, `pension-${period}`, handOver, due, pensionRun(period));
    });

  const decembers = [
    // Goes to the treasury: 2021 gets no authority back, and the twelve are paid from that of 2022.
    act('pension-2021-12/return', day('01-06'), PENSIONS.actor, {
      act: 'return',
      payment: 'pension-2021-12',
      by: 'bank',
      returned: { headcount: 12 },
      reason: '社保卡已换发，银行退票；跨年退回国库',
    }),
    ...payOut(PENSIONS, 'pension-2021-12/reissue', day('01-11'), day('01-14'), {
      ...pensionRun(DECEMBER),
      headcount: 12,
      backPay: '跨年退票重发',
      reissues: { payment: 'pension-2021-12', returned: 'pension-2021-12/return' },
      purpose: '2021-12 退票重发',
    }),
  ];

  const carriedOver = [
    ...CAUGHT_BY_THE_TURN.flatMap(([from, [key, programme, amountFen, purpose]]) =>
      disburse(from, day('01-14'), [`${key}/anew`, programme, amountFen, `${purpose}（结转后重新支付）`], null),
    ),
    act('turn/case-of-jobs', day('01-17'), '综合经办', {
      act: 'close-alert',
      programme: 2,
      fiscalYear: 2021,
      cause: 'behind',
      reason: '未支付的112,100.00元已结转2022年，余额在结转指标上跟踪',
    }),
    // 2021 is open still: December is closed, and the year signed, when finance's figures have come.
    act('turn/carry-over-2', day('02-15'), '预算经办', {
      act: 'dispose-balance',
      programme: 2,
      amountFen: parseYuan('112100.00'),
      disposal: 'carried-over',
      documentNumber: '保财预〔2021〕211号',
      reason: '未支付余额按原用途结转',
    }),
    act('turn/surplus-20', day('02-15'), '预算经办', {
      act: 'dispose-balance',
      programme: 20,
      amountFen: parseYuan('5500.00'),
      disposal: 'clawed-back',
      documentNumber: null,
      reason: '系统已验收，采购节余由财政收回',
    }),
    ...disburse(
      EMPLOYERS,
      day('03-16'),
      ['jobs-posts-rest', 2, parseYuan('47600.00'), '公益性岗位补贴（结转余额）'],
      null,
    ),
  ];

  // 自评 of 2021, a form a programme, by whoever pays it.
  const selfEvaluation = Array.from({ length: 22 }, (_, at) => at + 1).map((programme) =>
    act(`turn/self-evaluation-${programme}`, day('01-20'), answeringFor(programme), {
      act: 'record-actuals',
      programme,
      fiscalYear: YEAR - 1,
      statements: statementsOf(programme),
    }),
  );

  // A notice of February that holds from New Year's Day: nothing is owed by the one, and its people are the other's.
  const goingOver = [
    ...[
      act('turn/end-10', dateOf(YEAR, 1, 1), '预算经办', {
        act: 'end-programme',
        programme: 10,
        reason: '自2022年起并入低保特困等人员缴费补贴（演示数据）',
      }),
      act('turn/standard-19', dateOf(YEAR, 1, 1), '预算经办', {
        act: 'set-standard',
        programme: 19,
        standard: {
          rates: [{ label: '代缴', amountFen: '3300', per: 'year' }],
          headcount: 1947 + 346,
          cashFlow: 'one-off',
          deadline: { kind: 'by-date', monthDay: '06-30', printed: '上半年完成' },
        },
      }),
    ].map((one) => ({ ...one, recordedOn: day('03-01') })),
    act('turn/virement-10', day('03-01'), '预算经办', {
      act: 'virement',
      from: 10,
      to: 19,
      amountFen: parseYuan('11600.00'),
      documentNumber: null,
      reason: '项目终止，预算随人员并入',
    }),
    // What had been notified in advance was seven tenths of the year.
    act('supplement-central-pension-2022', day('03-18'), '预算经办', {
      act: 'supplement',
      programme: 14,
      amountFen: parseYuan('25310000.00'),
      documentNumber: '保财社〔2022〕21号',
      reason: '下达中央补助余额（演示数据，文号为虚构）',
    }),
  ];

  return withVoucherNumbers(
    YEAR,
    inOrder([...opening, ...pensions, ...decembers, ...carriedOver, ...selfEvaluation, ...goingOver]),
  );
}
