import {
  fold,
  parseBusinessDate,
  parseDocumentNumber,
  parsePeriod,
  parseYuan,
  type Decider,
  type DomainEvent,
} from '@bofu/kernel';
// The deciders alone, not the capabilities' indexes: those bring Nest, tables and HTTP with them.
import { appropriationDecider, type AppropriationCommand } from '../../libs/budget/src/domain/appropriation';
import type { PaymentStandard } from '../../libs/budget/src/domain/appropriation-terms';
import { refusedAttemptDecider } from '../../libs/budget/src/domain/refused-attempt';
import { programmeImportDecider } from '../../libs/budget/src/domain/programme-import';
import type { SpendingPlan } from '../../libs/budget/src/domain/spending-plan';
import { alertDecider, alertIdOf, type AlertIdentity } from '../../libs/monitoring/src/domain/alert-case';
import { alertRuleDecider } from '../../libs/monitoring/src/domain/alert-rule';
import { jobDecider, type JobCommand } from '../../libs/jobs/src/domain/job';
import { paymentDecider, type Payee } from '../../libs/payment/src/domain/payment';

/** An event as its decider makes it today, after what had to happen before, and what folding it leads to. */
export interface EventExample {
  readonly event: DomainEvent;
  /** The state after `before` and the event given: the recorded one, or one read from a golden file. */
  readonly stateAfter: (event: DomainEvent) => unknown;
}

/** Plays commands through a decider from its beginning; every event on the way is an example. */
function lived<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  ...commands: Command[]
): EventExample[] {
  const history: Event[] = [];
  return commands.flatMap((command) =>
    decider.decide(fold(decider, history), command).map((event) => {
      const before = [...history];
      history.push(event);
      return { event, stateAfter: (recorded) => decider.evolve(fold(decider, before), recorded as Event) };
    }),
  );
}

const day = parseBusinessDate;
const yuan = parseYuan;
const documentNumber = parseDocumentNumber('保财社〔2020〕114号');

const plan = (...checkpoints: [string, number | null][]): SpendingPlan =>
  checkpoints.map(([on, cumulativeShare]) => ({ on: day(on), cumulativeShare }));

const standard: PaymentStandard = {
  rates: [{ label: '基础养老金', amountFen: '9300', per: 'month' }],
  headcount: 75_587,
  cashFlow: 'monthly',
  deadline: { kind: 'monthly', day: 30, printed: '每月30日以前' },
};

const moved = (amount: string, on: string) => ({
  amountFen: yuan(amount),
  effectiveOn: day(on),
  documentNumber,
  reason: '按上级文件',
});

const committed = (paymentId: string, amount: string, period: string | null): AppropriationCommand => ({
  type: 'commit-funds',
  paymentId,
  amountFen: yuan(amount),
  submittedOn: day('2021-03-20'),
  period: period === null ? null : parsePeriod(period),
  claimsPeriod: period !== null,
});

const settled = (paymentId: string): AppropriationCommand => ({
  type: 'settle-commitment',
  paymentId,
  paidOn: day('2021-03-25'),
});

const appropriation = lived(
  appropriationDecider('2021-13062121RXGO3YWDTCKQR'),
  {
    type: 'issue-appropriation',
    fiscalYear: 2021,
    programmeCode: '13062121RXGO3YWDTCKQR',
    programmeName: '城乡居民基本养老保险中央补助',
    unitCode: '370001',
    unitName: '人力资源和社会保障局本级',
    fundingLevel: 'central',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    documentNumber,
    issuedAs: 'advance',
    amountFen: yuan('70240000.00'),
    effectiveOn: day('2021-01-04'),
    source: { fileDigest: 'ab'.repeat(32), sequence: 14 },
  },
  {
    type: 'adopt-spending-plan',
    effectiveOn: day('2021-01-04'),
    checkpoints: plan(['2021-03-31', 2_500], ['2021-06-30', null], ['2021-10-31', 7_500], ['2021-12-31', 10_000]),
  },
  {
    type: 'revise-spending-plan',
    effectiveOn: day('2021-02-01'),
    checkpoints: plan(['2021-06-30', 5_000], ['2021-12-31', 10_000]),
    reason: '进度调整',
  },
  { type: 'set-payment-standard', effectiveOn: day('2021-01-04'), ...standard },
  {
    type: 'set-performance-targets',
    effectiveOn: day('2021-01-04'),
    targets: [{ level1: '产出指标', level2: '时效指标', level3: '发放及时率', target: '≥98%', basis: '实施方案' }],
  },
  { type: 'supplement-appropriation', ...moved('55910.00', '2021-02-05') },
  { type: 'reduce-appropriation', ...moved('1000.00', '2021-02-06') },
  { type: 'transfer-virement-out', virementId: 'virement-1', to: '2021-13062121B', ...moved('2000.00', '2021-02-07') },
  {
    type: 'transfer-virement-in',
    virementId: 'virement-2',
    from: '2021-13062121C',
    fromBudgetType: 'general-public',
    ...moved('3000.00', '2021-02-08'),
  },
  { type: 'freeze-appropriation', amountFen: yuan('500.00'), effectiveOn: day('2021-02-09'), reason: '核查' },
  { type: 'unfreeze-appropriation', amountFen: yuan('500.00'), effectiveOn: day('2021-02-10'), reason: '核查完毕' },
  { type: 'claw-back-appropriation', ...moved('100.00', '2021-02-11') },
  committed('payment-1', '7029591.00', '2021-03'),
  settled('payment-1'),
  {
    type: 'return-funds',
    by: 'bank',
    paymentId: 'payment-1',
    returnId: 'return-1',
    amountFen: yuan('93.00'),
    returnedOn: day('2021-04-01'),
    reason: '账号有误',
  },
  {
    type: 'return-funds',
    by: 'payee',
    paymentId: 'payment-1',
    returnId: 'return-2',
    amountFen: yuan('186.00'),
    returnedOn: day('2021-04-02'),
    reason: '重复领取',
  },
  committed('payment-2', '1000.00', null),
  { type: 'release-commitment', paymentId: 'payment-2', releasedOn: day('2021-03-22'), reason: '材料不全' },
  committed('payment-3', '1000.00', null),
  settled('payment-3'),
  { type: 'reverse-settlement', paymentId: 'payment-3', reversedOn: day('2021-03-26'), reason: '重复支付' },
  committed('payment-4', '1000.00', null),
  settled('payment-4'),
  {
    type: 'reclassify-settlement-out',
    paymentId: 'payment-4',
    correctionId: 'correction-1',
    amountFen: yuan('1000.00'),
    to: '2021-13062121B',
    correctedOn: day('2021-03-27'),
    reason: '科目有误',
  },
  {
    type: 'reclassify-settlement-in',
    paymentId: 'payment-5',
    correctionId: 'correction-2',
    amountFen: yuan('1000.00'),
    from: '2021-13062121C',
    correctedOn: day('2021-03-28'),
    reason: '科目有误',
    period: parsePeriod('2021-04'),
    claimsPeriod: true,
  },
);

const programmeImport = lived(programmeImportDecider, {
  type: 'record-programme-import',
  digest: 'ab'.repeat(32),
  fileName: 'programmes-2021.json',
  fiscalYear: 2021,
  effectiveOn: day('2021-01-04'),
  programmes: [
    { sequence: 1, budgetType: 'general-public', amountFen: yuan('158515400.00') },
    { sequence: 6, budgetType: 'government-fund', amountFen: yuan('211900.00') },
  ],
  declared: [{ label: '项目支出', budgetType: 'general-public', amountFen: yuan('158515400.00') }],
});

const account: Payee = { kind: 'special-account', name: '社会保障基金财政专户' };

const disbursement = lived(
  paymentDecider('payment-1'),
  {
    type: 'submit-disbursement',
    appropriationId: '2021-13062121RXGO3YWDTCKQR',
    amountFen: yuan('100000.00'),
    payee: account,
    purpose: '一季度补助',
    period: parsePeriod('2021-03'),
    submittedOn: day('2021-03-20'),
  },
  { type: 'pay-payment', paidOn: day('2021-03-25'), voucherNumber: '支2021-0031' },
  {
    type: 'reclassify-payment',
    correctionId: 'correction-1',
    from: '2021-13062121RXGO3YWDTCKQR',
    to: '2021-13062121B',
    correctedOn: day('2021-03-27'),
    reason: '科目有误',
  },
  {
    type: 'record-payment-return',
    by: 'payee',
    returnId: 'return-1',
    returned: { amountFen: yuan('500.00') },
    returnedOn: day('2021-04-02'),
    reason: '多拨退回',
  },
);

const submittedRun = {
  type: 'submit-payout-run',
  lines: [
    { appropriationId: '2021-13062121RXGO3YWDTCKQR', rateFen: yuan('93.00') },
    { appropriationId: '2021-13062121B', rateFen: yuan('2.50') },
  ],
  headcount: 75_587,
  run: 'regular',
  payee: { kind: 'persons-by-bank', name: '代发银行' },
  purpose: '城乡居民养老金',
  period: parsePeriod('2021-03'),
  submittedOn: day('2021-03-20'),
} as const;

const returnedRun = lived(
  paymentDecider('payment-2'),
  submittedRun,
  { type: 'pay-payment', paidOn: day('2021-03-25'), voucherNumber: null },
  {
    type: 'record-payment-return',
    by: 'bank',
    returnId: 'return-1',
    returned: { headcount: 3 },
    returnedOn: day('2021-04-01'),
    reason: '账号有误',
  },
);

const sentBackRun = lived(paymentDecider('payment-3'), submittedRun, {
  type: 'send-back-payment',
  sentBackOn: day('2021-03-22'),
  reason: '材料不全',
});

const reversedRun = lived(
  paymentDecider('payment-4'),
  submittedRun,
  { type: 'pay-payment', paidOn: day('2021-03-25'), voucherNumber: null },
  { type: 'reverse-payment', reversedOn: day('2021-03-26'), reason: '重复支付' },
);

const refusedAttempt = lived(refusedAttemptDecider, {
  type: 'record-refused-attempt',
  attempted: 'submit-payout-run',
  code: 'payout-run-short',
  attemptedOn: day('2021-10-26'),
  paymentId: 'payment-10',
  period: parsePeriod('2021-10'),
  headcount: 75_587,
  requiredFen: yuan('8541331.00'),
  shortfalls: [
    {
      appropriationId: '2021-13062121RXGO3YWDTCKQR',
      programmeName: '城乡居民基本养老保险中央补助',
      availableFen: yuan('6973681.00'),
      requiredFen: yuan('7029591.00'),
      shortFen: yuan('55910.00'),
      payableHeadcount: 74_985,
    },
  ],
});

const alertIdentity: AlertIdentity = {
  rule: 'R06',
  ruleName: '逐期发放时限',
  blocking: false,
  fiscalYear: 2021,
  subject: '2021-13062121BHNLI8GFGL4GA',
  subjectName: '城乡居民基本养老保险基础养老金补贴',
  appropriationId: '2021-13062121BHNLI8GFGL4GA',
  period: parsePeriod('2021-05'),
};

const assessed = (on: string, level: 'yellow' | 'orange' | 'red' | null) => ({
  type: 'assess-alert' as const,
  identity: alertIdentity,
  ruleVersion: 1,
  evaluatedOn: day(on),
  found: level && { level, formula: `2021-05 应于 2021-05-28 前发放，至 ${on} 未提交`, figures: { due: '2021-05-28' } },
});

const alert = lived(
  alertDecider(alertIdOf(alertIdentity)),
  assessed('2021-05-21', 'yellow'),
  { type: 'acknowledge-alert', actedOn: day('2021-05-24') },
  { type: 'assign-alert', actedOn: day('2021-05-24'), assignee: '李股长' },
  { type: 'comment-alert', actedOn: day('2021-05-24'), comment: '名册今日报来' },
  { type: 'snooze-alert', actedOn: day('2021-05-24'), until: day('2021-05-26'), reason: '等名册' },
  assessed('2021-05-25', 'red'),
  assessed('2021-05-26', 'orange'),
  { type: 'dispose-alert', actedOn: day('2021-05-26'), decision: 'continue', reason: '本周内发放' },
  assessed('2021-05-27', null),
  assessed('2021-06-01', 'red'),
);

const alertRule = lived(
  alertRuleDecider({
    id: 'R12',
    thresholds: { leastFen: { label: '人均下限（每年）', unit: 'fen', shipped: 100n } },
    rising: [],
  }),
  {
    type: 'set-alert-thresholds',
    effectiveFrom: day('2021-04-01'),
    thresholds: { leastFen: 200n },
    reason: '按本区实际调整',
  },
);

const requestedJob: JobCommand = {
  type: 'request-job',
  kind: 'projection-rebuild',
  parameters: { projection: 'payments' },
  requestedOn: day('2021-10-29'),
};

const jobs = [
  ...lived(jobDecider('job-1'), requestedJob, {
    type: 'complete-job',
    result: {
      answer: { events: 366 },
      file: { name: '支出进度.csv', mediaType: 'text/csv', bytes: 1024, sha256: 'ab'.repeat(32) },
    },
  }),
  ...lived(jobDecider('job-2'), requestedJob, { type: 'fail-job', reason: '没有名为“payments”的投影' }),
  ...lived(jobDecider('job-3'), requestedJob, { type: 'cancel-job', reason: '不需要了' }),
];

/** For each event type its first example. A type of a new decider is added by living its life here. */
export const eventExamples: ReadonlyMap<string, EventExample> = new Map(
  [
    ...appropriation,
    ...programmeImport,
    ...disbursement,
    ...returnedRun,
    ...sentBackRun,
    ...reversedRun,
    ...refusedAttempt,
    ...alert,
    ...alertRule,
    ...jobs,
  ]
    .toReversed()
    .map((example) => [example.event.type, example]),
);

/**
 * The version of an event's shape, where it is not 1. To change a shape: raise the version here, let `evolve` read both,
 * and keep the former golden file, which then proves that what was recorded under it still folds.
 */
export const eventVersions: Readonly<Record<string, number>> = {};
