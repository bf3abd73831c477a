import {
  allocate,
  dateOf,
  parsePeriod,
  parseYuan,
  periodsOfYear,
  type BusinessDate,
  type Fen,
  type Period,
  type WorkingCalendar,
} from '@bofu/kernel';
import {
  clerksWork,
  inOrder,
  PENSION,
  PENSION_SCHEME,
  pensionDays,
  pensionRun,
  withVoucherNumbers,
  type Run,
} from './clerks-work';
import type { DemoAct } from './demo-act';
import {
  ASSISTANTS,
  CARRIERS,
  CITY,
  CIVIL_EXTRAS,
  CIVIL_FUND,
  COMMUNITIES,
  CONTRIBUTIONS,
  EMPLOYERS,
  LENDERS,
  OWN_COSTS,
  PENSIONS,
  PLATFORMS,
  SUPPLIER,
  type Desk,
} from './desks';
import { answeringFor, measuresOf, summerStatementsOf } from './targets-2021';

/**
 * A year of clerks' work on the 22 programmes of 2021. Rates, headcounts, yearly amounts and plans are those of the
 * published budget; all else (days, part payments, document numbers of supplements, every mishap) is invented.
 * Programme 16 is absent on purpose: it stays unpaid all year, and moves the bureau's rate by 0.011 points only.
 */

const YEAR = 2021;
const PROGRAMMES = Array.from({ length: 22 }, (_, at) => at + 1);

// ── What is paid in single amounts ──────────────────────────────────────────────────────────────────────────────

/** Paid on the day named, or on the last working day before it. */
type Disbursed = readonly [paidOn: string, key: string, programme: number, yuan: string, purpose: string];

const DISBURSED: readonly (readonly [Desk, readonly Disbursed[]])[] = [
  [
    EMPLOYERS,
    [
      ['03-24', 'jobs-insurance-q1', 2, '412600.00', '第1季度社会保险补贴'],
      ['03-24', 'jobs-posts-q1', 2, '205400.00', '第1季度公益性岗位补贴'],
      ['06-23', 'jobs-insurance-q2', 2, '398200.00', '第2季度社会保险补贴'],
      ['06-23', 'jobs-posts-q2', 2, '214900.00', '第2季度公益性岗位补贴'],
      ['06-28', 'jobs-trainees-h1', 2, '97500.00', '上半年就业见习补贴'],
      ['09-24', 'jobs-insurance-q3', 2, '405300.00', '第3季度社会保险补贴'],
      ['09-24', 'jobs-posts-q3', 2, '209800.00', '第3季度公益性岗位补贴'],
      ['12-22', 'jobs-insurance-q4', 2, '418700.00', '第4季度社会保险补贴'],
      ['12-22', 'jobs-posts-q4', 2, '221600.00', '第4季度公益性岗位补贴'],
      ['12-24', 'jobs-trainees-h2', 2, '97500.00', '下半年就业见习补贴'],
    ],
  ],
  [
    PLATFORMS,
    [
      ['03-25', 'platforms-start', 4, '110000.00', '11个平台开工各拨1万元'],
      ['06-25', 'platforms-done', 4, '110000.00', '11个平台验收各拨1万元'],
    ],
  ],
  [
    LENDERS,
    [
      ['03-31', 'interest-q1', 11, '9620.00', '第1季度贷款贴息'],
      ['06-30', 'interest-q2', 11, '10180.00', '第2季度贷款贴息'],
      ['09-30', 'interest-q3', 11, '9940.00', '第3季度贷款贴息'],
      ['12-31', 'interest-q4', 11, '10115.00', '第4季度贷款贴息'],
    ],
  ],
  [
    COMMUNITIES,
    [
      // The right community, the wrong appropriation: central money drawn on the provincial one, re-hung in April.
      ['03-26', 'enterprises-central-q1', 9, '6450.00', '第1季度国企退休人员社会化管理（中央）'],
      ['06-25', 'enterprises-central-q2', 6, '6450.00', '第2季度国企退休人员社会化管理（中央）'],
      ['10-26', 'enterprises-central-q3', 6, '6450.00', '第3季度国企退休人员社会化管理（中央）'],
      ['12-24', 'enterprises-central-q4', 6, '6450.00', '第4季度国企退休人员社会化管理（中央）'],
      ['03-26', 'enterprises-provincial-q1', 9, '46525.00', '第1季度国企退休人员社会化管理（省级）'],
      ['06-25', 'enterprises-provincial-q2', 9, '46525.00', '第2季度国企退休人员社会化管理（省级）'],
      ['10-26', 'enterprises-provincial-q3', 9, '46525.00', '第3季度国企退休人员社会化管理（省级）'],
      ['12-24', 'enterprises-provincial-q4', 9, '46525.00', '第4季度国企退休人员社会化管理（省级）'],
    ],
  ],
  [CONTRIBUTIONS, [['06-25', 'personal-accounts', 8, '1390000.00', '全年个人账户养老金补贴']]],
  [CARRIERS, [['07-09', 'network', 13, '39000.00', '20条网络专线年费']]],
  // Held back until August while the way of buying it was looked into (see the freeze), and bought for less.
  [SUPPLIER, [['08-20', 'software', 20, '98500.00', '参保补贴管理系统验收付款']]],
  [
    OWN_COSTS,
    [
      ['03-18', 'running-costs-1', 21, '35000.00', '保障工作经费'],
      ['06-17', 'running-costs-2', 21, '15000.00', '保障工作经费'],
    ],
  ],
  [
    CITY,
    [
      ['09-15', 'titles-1', 22, '35000.00', '第1次职称评审费上缴'],
      ['10-20', 'titles-2', 22, '35000.00', '第2次职称评审费上缴'],
      ['12-15', 'titles-3', 22, '29600.00', '第3次职称评审费上缴'],
    ],
  ],
];

/** What stands in the place of a payment that was sent back or reversed. */
const ENTERED_AGAIN: Readonly<Record<string, string>> = {
  'jobs-insurance-q2': 'jobs-insurance-q2/wrong-account',
  'phones-2021-05/again': 'phones-2021-05',
};

// ── What is paid by head ────────────────────────────────────────────────────────────────────────────────────────

/** 代缴: 33 元 of the yearly contribution of those who need not pay it themselves. */
const contributionRun = (programme: number, headcount: number): Run => ({
  lines: [{ programme, rateFen: parseYuan('33.00'), per: 'year' }],
  headcount,
  backPay: null,
  period: parsePeriod(`${YEAR}-06`),
  purpose: '全年养老保险费代缴',
});

/** 协办员: a year's subsidy at once, in December. */
const assistantRun = (programme: number, headcount: number, yearlyRate: string, purpose: string): Run => ({
  lines: [{ programme, rateFen: parseYuan(yearlyRate), per: 'year' }],
  headcount,
  backPay: null,
  period: parsePeriod(`${YEAR}-12`),
  purpose,
});

const twelfths = (yuan: string): Fen[] =>
  allocate(
    parseYuan(yuan),
    Array.from({ length: 12 }, () => 1n),
  );

// ── The year ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The acts in the order in which they are entered. Every date is a working day. */
export function demoYear(calendar: WorkingCalendar): readonly DemoAct[] {
  const { day, act, disburse, payOut, payOutInVain } = clerksWork(YEAR, calendar, ENTERED_AGAIN);
  const periods = periodsOfYear(YEAR);
  const [september, october] = [parsePeriod('2021-09'), parsePeriod('2021-10')];

  const scheme = act(PENSION_SCHEME, day('01-04'), PENSIONS.actor, {
    act: 'define-scheme',
    name: '城乡居保基础养老金（四级分担）',
    ...PENSION,
    payee: PENSIONS.payee,
  });

  // Submitted, reviewed, approved and handed over on one day; the treasury pays central and provincial money a day before the rest.
  const octoberRun = (on: BusinessDate, run: Run): DemoAct[] => {
    const payment = 'pension-2021-10';
    const submitted = { act: 'submit-payout-run', payee: PENSIONS.payee, ...run } as const;
    const paid = (key: string, paidOn: BusinessDate, charges: readonly number[]): DemoAct =>
      act(`${payment}/${key}`, paidOn, '财务支付', { act: 'pay', payment, charges, voucherNumber: '' });
    return [
      act(payment, on, PENSIONS.actor, submitted),
      act(`${payment}/review`, on, '业务复核', { act: 'review', payment }),
      act(`${payment}/approve`, on, '分管审批', { act: 'approve', payment }),
      act(`${payment}/hand-over`, on, '财务支付', { act: 'hand-over', payment }),
      paid('pay', day('11-04'), [1, 2]),
      paid('pay-rest', day('11-05'), [3, 4]),
    ];
  };

  const pensions = periods.flatMap((period): DemoAct[] => {
    const { due, handOver } = pensionDays(period, calendar);
    if (period !== october) return payOut(PENSIONS, `pension-${period}`, handOver, due, pensionRun(period));
    return [
      // Nine months have left 6,973,681.00 元 on programme 14, and the tenth takes 7,029,591.00.
      payOutInVain(PENSIONS, 'pension-2021-10/short', handOver, pensionRun(period)),
      // The supplement is a week late, so October misses its day and the checkpoint at the end of the month.
      act('supplement-central-pension', day('11-02'), '预算经办', {
        act: 'supplement',
        programme: 14,
        amountFen: parseYuan('14115092.00'),
        documentNumber: '保财社〔2021〕88号',
        reason: '追加中央补助，补足全年发放（演示数据，文号为虚构）',
      }),
      ...octoberRun(day('11-02'), pensionRun(period)),
    ];
  });

  const pensionMishaps = [
    // The bank's list of the payday is read by whoever is on duty in the holidays, when September is closed already.
    {
      ...act('pension-2021-09/return', day('09-30'), PENSIONS.actor, {
        act: 'return',
        payment: 'pension-2021-09',
        by: 'bank',
        returned: { headcount: 30 },
        reason: '社保卡金融账户未激活，银行退票（国庆值班登记）',
      }),
      recordedOn: dateOf(YEAR, 10, 5),
    },
    ...payOut(PENSIONS, 'pension-2021-09/reissue', day('10-13'), day('10-18'), {
      ...pensionRun(september),
      headcount: 30,
      backPay: '退票重发',
      reissues: { payment: 'pension-2021-09', returned: 'pension-2021-09/return' },
      purpose: '2021-09 退票重发',
    }),
    // No virement here: of the sister programmes with room 17 and 18 are others' money, and 8 is for personal accounts.
    act('supplement-district-pension', day('12-10'), '预算经办', {
      act: 'supplement',
      programme: 5,
      amountFen: parseYuan('37610.00'),
      documentNumber: null,
      reason: '追加区级配套，补足12月发放（演示数据）',
    }),
  ];

  const contributions = [
    // 33 元 for all 1,524 is 292.00 元 more than there is: nine persons have to wait.
    payOutInVain(CONTRIBUTIONS, 'contributions-disabled/short', day('06-08'), contributionRun(1, 1524)),
    ...payOut(CONTRIBUTIONS, 'contributions-disabled', day('06-10'), day('06-18'), contributionRun(1, 1515)),
    ...payOut(CONTRIBUTIONS, 'contributions-poor', day('06-10'), day('06-18'), contributionRun(10, 345)),
    ...payOut(CONTRIBUTIONS, 'contributions-allowance', day('06-10'), day('06-18'), contributionRun(19, 1947)),
    // The sister programme has 49.00 元 to spare; 18.00 of them let in the one person left out of programme 10.
    act('virement-contributions', day('07-12'), '预算经办', {
      act: 'virement',
      from: 19,
      to: 10,
      amountFen: parseYuan('18.00'),
      documentNumber: null,
      reason: '同类代缴项目之间调剂尾差',
    }),
    ...payOut(CONTRIBUTIONS, 'contributions-poor/latecomer', day('07-13'), day('07-16'), {
      ...contributionRun(10, 1),
      backPay: '调剂后补发此前未排入的1人',
    }),
  ];

  // Programme 3 fits no rate for all 197: paid as 50 元 a month on top for the 60 in villages, half a year after its
  // planned June, once it was sure that nobody got the same money twice.
  const assistants = [
    ...payOut(ASSISTANTS, 'assistants', day('12-14'), day('12-20'), assistantRun(12, 197, '1200.00', '全年协办员补贴')),
    ...payOut(
      ASSISTANTS,
      'assistants-top-up',
      day('12-14'),
      day('12-20'),
      assistantRun(3, 60, '600.00', '全年行政村差额'),
    ),
  ];

  const inFund = twelfths('60000000.00');
  const outsideFund = twelfths('1480000.00');
  const monthly = periods.flatMap((period, at) => {
    const paidOn = day(`${period.slice(5)}-25`);
    const billedOn = day(`${period.slice(5)}-28`);
    return [
      ...disburse(CIVIL_FUND, paidOn, [`civil-${period}`, 15, inFund[at]!, `${period} 统筹内退休补助`], period),
      ...disburse(
        CIVIL_EXTRAS,
        paidOn,
        [`civil-extras-${period}`, 7, outsideFund[at]!, `${period} 统筹外退休补助`],
        period,
      ),
      ...disburse(CARRIERS, billedOn, [`phones-${period}`, 13, phoneBill(period), `${period} 通信服务费`], period),
    ];
  });

  const single = DISBURSED.flatMap(([from, rows]) =>
    rows.flatMap(([paidOn, key, programme, yuan, purpose]) =>
      disburse(from, day(paidOn), [key, programme, parseYuan(yuan), purpose], null),
    ),
  );

  const mishaps = [
    act('enterprises-central-q1/correction', day('04-08'), COMMUNITIES.actor, {
      act: 'reclassify',
      payment: 'enterprises-central-q1',
      from: 9,
      to: 6,
      reason: '误列省级指标，更正为中央指标',
    }),
    act('software/freeze', day('04-12'), '预算经办', {
      act: 'freeze',
      programme: 20,
      amountFen: parseYuan('104000.00'),
      reason: '采购方式待核实，暂不支付',
    }),
    act('software/unfreeze', day('07-19'), '预算经办', {
      act: 'unfreeze',
      programme: 20,
      amountFen: parseYuan('104000.00'),
      reason: '采购手续已补齐',
    }),
    act('phones-2021-05/reversal', day('06-01'), CARRIERS.actor, {
      act: 'reverse',
      payment: 'phones-2021-05',
      reason: '金额录为990.00元，凭证为900.00元，冲销后重新登记',
    }),
    ...disburse(
      CARRIERS,
      day('06-01'),
      ['phones-2021-05/again', 13, parseYuan('900.00'), '2021-05 通信服务费（冲销后重新登记）'],
      parsePeriod('2021-05'),
      day('06-01'),
    ),
    act('jobs-insurance-q2/wrong-account', day('06-17'), EMPLOYERS.actor, {
      act: 'submit-disbursement',
      programme: 2,
      amountFen: parseYuan('398200.00'),
      period: null,
      payee: EMPLOYERS.payee,
      purpose: '第2季度社会保险补贴',
    }),
    act('jobs-insurance-q2/send-back', day('06-18'), '财务支付', {
      act: 'send-back',
      payment: 'jobs-insurance-q2/wrong-account',
      reason: '收款账户与单位名称不符，退回修改',
    }),
    act('jobs-insurance-q2/return', day('08-18'), EMPLOYERS.actor, {
      act: 'return',
      payment: 'jobs-insurance-q2',
      by: 'payee',
      returned: { amountFen: parseYuan('3600.00') },
      reason: '用人单位减员，主动退回多领补贴',
    }),
  ];

  const targets = PROGRAMMES.flatMap((programme): DemoAct[] => {
    const person = answeringFor(programme);
    const [measures, statements] = [measuresOf(programme), summerStatementsOf(programme)];
    const declared = { act: 'declare-measures', programme, measures } as const;
    const said = { act: 'record-actuals', programme, fiscalYear: YEAR, statements } as const;
    return [
      ...(measures.length > 0 ? [act(`targets-${programme}/measures`, day('01-05'), person, declared)] : []),
      ...(statements.length > 0 ? [act(`targets-${programme}/summer`, day('07-06'), person, said)] : []),
    ];
  });

  const entered = [
    scheme,
    ...targets,
    ...pensions,
    ...pensionMishaps,
    ...contributions,
    ...assistants,
    ...monthly,
    ...single,
    ...mishaps,
  ].map((one) => (one.key === 'phones-2021-07/pay' ? { ...one, recordedOn: day('08-04') } : one));
  return withVoucherNumbers(YEAR, inOrder(entered));
}

/** May's bill was entered with one digit wrong, and is reversed in June. */
const phoneBill = (period: Period): Fen => parseYuan(period === '2021-05' ? '990.00' : '900.00');
