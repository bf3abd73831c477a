import {
  fold,
  parseBusinessDate,
  parseDocumentNumber,
  parsePeriod,
  parseYuan,
  type By,
  type Decider,
  type DomainEvent,
  type Stamped,
  type SpendingPlan,
  type PaymentStandard,
} from '@bofu/kernel';
import { claimCodec, claimDecider, monthLockAggregate, type Codec } from '@bofu/event-store';
// The aggregates alone, not the capabilities' indexes: those bring Nest, tables and HTTP with them.
import {
  agencyAggregate,
  officeAggregate,
  personAggregate,
  programmeSetsAggregate,
  rightsAggregate,
  smallOfficeAggregate,
  unitAggregate,
} from '../../libs/access/src/access-aggregates';
import { attachmentAggregate } from '../../libs/attachment/src/attachment-aggregate';
import { appropriationAggregate } from '../../libs/budget/src/appropriation-aggregate';
import { programmeImportCodec, refusedAttemptCodec } from '../../libs/budget/src/budget-codec';
import type { AppropriationCommand } from '../../libs/budget/src/domain/appropriation';
import type { BudgetAct } from '../../libs/budget/src/domain/budget-act';
import { NO_ELEMENTS } from '../../libs/budget/src/domain/appropriation-terms';
import { programmeImportDecider } from '../../libs/budget/src/domain/programme-import';
import { refusedAttemptDecider } from '../../libs/budget/src/domain/refused-attempt';
import { programmeAggregate } from '../../libs/budget/src/programme-aggregate';
import { paperAggregate } from '../../libs/budget-paper/src/budget-paper-aggregate';
import { monthAggregate, yearAggregate } from '../../libs/closing/src/closing-aggregate';
import type { MonthFacts } from '../../libs/closing/src/domain/checklist';
import type { StatedLine } from '../../libs/closing/src/domain/statement';
import { calendarCodec } from '../../libs/calendar/src/calendar-codec';
import { calendarYearDecider } from '../../libs/calendar/src/domain/calendar-year';
import { installationDecider } from '../../libs/event-store/src/domain/installation';
import { installationCodec } from '../../libs/event-store/src/founding';
import { jobAggregate } from '../../libs/jobs/src/job-aggregate';
import type { JobCommand } from '../../libs/jobs/src/domain/job';
import { alertCodec, alertRuleCodec, alertWatchCodec } from '../../libs/alerts/src/alerts-codec';
import { alertDecider, type AlertIdentity } from '../../libs/alerts/src/domain/alert-case';
import { alertWatchDecider } from '../../libs/alerts/src/domain/alert-watch';
import { alertRuleDecider } from '../../libs/alerts/src/domain/alert-rule';
import type { PaymentCommand } from '../../libs/payment/src/domain/payment-commands';
import type { Payee } from '../../libs/payment/src/domain/payment-events';
import type { ProgrammeSetCommand } from '../../libs/access/src/domain/programme-sets';
import type { RightsCommand } from '../../libs/access/src/domain/rights';
import { approvedSumAggregate } from '../../libs/payment/src/approved-sums';
import { paymentAggregate } from '../../libs/payment/src/payment-aggregate';
import { reportSchedulesAggregate } from '../../libs/reporting/src/schedules/schedule-codec';
import { sealedLogAggregate } from '../../libs/sign-in/src/sealed-log';
import { payeeAggregate } from '../../libs/payee/src/payee-aggregate';
import { payoutSchemeAggregate } from '../../libs/payment/src/schemes/payout-scheme-aggregate';

/** An event as it is recorded today, after what had to happen before, and what folding it leads to. */
export interface EventExample {
  readonly event: DomainEvent;
  /** The version of its shape. */
  readonly schema: number;
  /** The state after `before` and the event given: the recorded one, or one read from a golden file. */
  readonly stateAfter: (event: { readonly type: string; readonly schema: number; readonly data: object }) => unknown;
}

const by: By = {
  personId: 'person-1',
  post: 'clerk',
  delegationId: null,
  channel: 'page',
  mode: 'single-person',
};

interface Rules<State, Command, Event extends DomainEvent> {
  readonly decider: Decider<State, Command, Event>;
  readonly codec: Codec<Event>;
}

/** Plays commands through the rules from the beginning; every event on the way is an example. */
const lived = <State, Command, Event extends DomainEvent>(
  rules: Rules<State, Command, Event>,
  ...commands: Command[]
): EventExample[] => livedBy(rules, ...commands.map((command) => [by, command] as const));

/** The same, where it matters who did which. */
function livedBy<State, Command, Event extends DomainEvent>(
  { decider, codec }: Rules<State, Command, Event>,
  ...acts: (readonly [By, Command])[]
): EventExample[] {
  const history: Stamped<Event>[] = [];
  return acts.flatMap(([by, command]) =>
    decider.decide(fold(decider, history), command, by).map((event) => {
      const before = [...history];
      const day = codec.businessDayOf(event);
      const stamp = { agencyId: 'agency-1', by, bookedIn: day === null ? null : day.slice(0, 7) };
      const data = JSON.parse(JSON.stringify({ ...event.data, ...stamp })) as object;
      const schema = codec.schemaOf(event.type);
      const stateAfter: EventExample['stateAfter'] = (recorded) => {
        const read = codec.decode(recorded as Parameters<typeof codec.decode>[0]);
        return decider.evolve(fold(decider, before), read, read.data.by);
      };
      history.push(codec.decode({ type: event.type, schema, data: data as never }));
      return { event: { type: event.type, data }, schema, stateAfter };
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
  documentDate: day('2021-01-29'),
  reason: '按上级文件',
});

const charge = (paymentId: string, number = 1) => ({ paymentId, charge: number });

const committed = (paymentId: string, amount: string, period: string | null): AppropriationCommand => ({
  type: 'commit-funds',
  ...charge(paymentId),
  amountFen: yuan(amount),
  submittedOn: day('2021-03-20'),
  period: period === null ? null : parsePeriod(period),
});

const settled = (paymentId: string): AppropriationCommand => ({
  type: 'settle-commitment',
  ...charge(paymentId),
  paidOn: day('2021-03-25'),
  clearingUntil: null,
});

const source = (field: string, printed: string, place: string) => ({
  field,
  printed,
  documentDigest: 'ab'.repeat(32),
  place,
});

const issue: Extract<AppropriationCommand, { type: 'issue-appropriation' }> = {
  type: 'issue-appropriation',
  programmeId: 'programme-1',
  programmeCode: '13062121RXGO3YWDTCKQR',
  programmeName: '城乡居民基本养老保险中央补助',
  fiscalYear: 2021,
  formedIn: 2021,
  issuedAs: 'advance',
  batch: 1,
  unitCode: '370001',
  unitName: '人力资源和社会保障局本级',
  fundingLevel: 'central',
  fundingLevelBasis: 'stated',
  budgetType: 'general-public',
  documentNumber,
  documentDate: day('2020-12-18'),
  elements: { ...NO_ELEMENTS, functionalClass: '2082602', directFunds: true },
  amountFen: yuan('70240000.00'),
  effectiveOn: day('2021-01-04'),
  sources: [source('amountFen', '7024万元', 'line 1204')],
};

const appropriation = lived(
  appropriationAggregate('appropriation-1'),
  issue,
  {
    type: 'adopt-spending-plan',
    effectiveOn: day('2021-01-04'),
    checkpoints: plan(['2021-03-31', 2_500], ['2021-06-30', null], ['2021-10-31', 7_500], ['2021-12-31', 10_000]),
    sources: [source('checkpoints', '25/·/75/100', 'line 1210')],
  },
  {
    type: 'revise-spending-plan',
    effectiveOn: day('2021-02-01'),
    checkpoints: plan(['2021-06-30', 5_000], ['2021-12-31', 10_000]),
    reason: '进度调整',
    sources: [],
  },
  { type: 'supplement-appropriation', ...moved('55910.00', '2021-02-05'), sources: [] },
  { type: 'reduce-appropriation', ...moved('1000.00', '2021-02-06'), sources: [] },
  { type: 'transfer-virement-out', virementId: 'virement-1', to: 'appropriation-2', ...moved('2000.00', '2021-02-07') },
  {
    type: 'transfer-virement-in',
    virementId: 'virement-2',
    from: 'appropriation-3',
    fromBudgetType: 'general-public',
    fromFundingLevel: 'central',
    ...moved('3000.00', '2021-02-08'),
  },
  { type: 'freeze-appropriation', amountFen: yuan('500.00'), effectiveOn: day('2021-02-09'), reason: '核查' },
  { type: 'unfreeze-appropriation', amountFen: yuan('500.00'), effectiveOn: day('2021-02-10'), reason: '核查完毕' },
  { type: 'claw-back-appropriation', ...moved('100.00', '2021-02-11') },
  {
    ...{ type: 'close-out-balance', amountFen: yuan('100.00'), disposal: 'carried-over', carriedTo: 'appropriation-2' },
    ...{ documentNumber, documentDate: day('2021-12-31'), reason: '项目未完成，按原用途结转' },
  },
  {
    type: 'record-funds-arrival',
    arrivalId: 'arrival-1',
    amountFen: yuan('17560000.00'),
    arrivedOn: day('2021-02-12'),
    account: '城乡居民基本养老保险基金财政专户',
    ...{ reference: '0212-0031', documentNumber },
  },
  {
    type: 'correct-funds-arrival',
    arrivalId: 'arrival-1',
    arrivedFen: yuan('17550000.00'),
    arrivedOn: day('2021-02-13'),
    account: '城乡居民基本养老保险基金财政专户',
    ...{ reference: '0212-0031', documentNumber, reason: '回单金额', correctedOn: day('2021-02-20') },
  },
  {
    type: 'enter-opening-balance',
    lines: [{ groupId: null, period: parsePeriod('2021-01'), heads: 75_587, amountFen: yuan('7029591.00') }],
    effectiveOn: day('2021-02-28'),
    reason: '启用前已付',
    sources: [],
  },
  committed('payment-1', '7029591.00', '2021-03'),
  settled('payment-1'),
  {
    type: 'return-funds',
    party: 'bank',
    ...charge('payment-1'),
    returnId: 'return-1',
    amountFen: yuan('93.00'),
    returnedOn: day('2021-04-01'),
    reason: '账号有误',
  },
  {
    type: 'return-funds',
    party: 'payee',
    ...charge('payment-1'),
    returnId: 'return-2',
    amountFen: yuan('186.00'),
    returnedOn: day('2021-04-02'),
    reason: '重复领取',
  },
  committed('payment-2', '1000.00', null),
  {
    type: 'release-commitment',
    ...charge('payment-2'),
    releasedOn: day('2021-03-22'),
    cause: 'sent-back',
    reason: '材料不全',
  },
  committed('payment-3', '1000.00', null),
  settled('payment-3'),
  {
    type: 'reverse-settlement',
    ...charge('payment-3'),
    reversedOn: day('2021-03-26'),
    leftBank: true,
    reason: '重复支付',
    clearingUntil: null,
  },
  committed('payment-4', '1000.00', null),
  settled('payment-4'),
  {
    type: 'reclassify-settlement-out',
    ...charge('payment-4'),
    correctionId: 'correction-1',
    amountFen: yuan('1000.00'),
    to: 'appropriation-2',
    correctedOn: day('2021-03-27'),
    reason: '科目有误',
    clearingUntil: null,
  },
  {
    type: 'reclassify-settlement-in',
    ...charge('payment-5', 2),
    movedFrom: 1,
    correctionId: 'correction-2',
    amountFen: yuan('1000.00'),
    from: 'appropriation-3',
    correctedOn: day('2021-03-28'),
    reason: '科目有误',
    period: parsePeriod('2021-04'),
    clearingUntil: null,
  },
);

const provisional = lived(
  appropriationAggregate('appropriation-4'),
  { ...issue, issuedAs: 'provisional', documentNumber },
  {
    type: 'replace-provisional-authority',
    replacedBy: 'appropriation-1',
    effectiveOn: day('2021-03-15'),
    documentNumber,
    documentDate: day('2021-03-10'),
    reason: '预算批复',
  },
);

const programme = lived(
  programmeAggregate('programme-1'),
  {
    type: 'register-programme',
    code: '13062121RXGO3YWDTCKQR',
    name: '城乡居民基本养老保险中央补助',
    effectiveOn: day('2021-01-04'),
    sources: [],
  },
  { type: 'define-programme-group', groupId: 'group-1', name: '70岁以上', effectiveOn: day('2021-01-04') },
  {
    type: 'set-payment-standard',
    groupId: null,
    effectiveOn: day('2021-01-04'),
    ...standard,
    recordedOn: day('2021-01-05'),
    arrearsDueOn: null,
    sources: [source('rates', '93元/月', 'line 1215')],
  },
  {
    type: 'set-performance-targets',
    fiscalYear: 2021,
    effectiveOn: day('2021-01-04'),
    targets: [
      { level1: '产出指标', level2: '时效指标', level3: '发放及时率', target: '≥98%', basis: '实施方案' },
      {
        level1: '满意度指标',
        level2: '服务对象满意度指标',
        level3: '参保对象满意度',
        target: '≥90%',
        basis: '实施方案',
      },
    ],
    sources: [],
  },
  {
    type: 'declare-performance-measures',
    fiscalYear: 2021,
    effectiveOn: day('2021-01-04'),
    measures: [
      {
        ...{ level1: '产出指标', level2: '时效指标', level3: '发放及时率', measure: 'timely-rate' },
        ...{ planned: { value: '9800', bound: 'at-least' }, accrues: false },
      },
    ],
  },
  {
    type: 'record-performance-actuals',
    fiscalYear: 2021,
    statements: [
      {
        asOf: day('2021-12-31'),
        ...{ level1: '满意度指标', level2: '服务对象满意度指标', level3: '参保对象满意度' },
        finding: { actual: '92%', verdict: 'met', completion: 10_000, comment: '满意度问卷汇总，回收 300 份' },
        ...{ reason: null, outlook: 'certain', remedy: null },
      },
    ],
  },
  {
    type: 'state-entitlement',
    groupId: 'group-1',
    period: parsePeriod('2021-03'),
    heads: 52_039,
    amountFen: yuan('17296.00'),
    recordedOn: day('2021-03-22'),
    reason: '按花名册',
  },
  {
    type: 'rename-programme',
    code: '13060722RXGO3YWDTCKQR',
    name: '城乡居民基本养老保险补助（中央）',
    effectiveOn: day('2022-01-01'),
    reason: '编码调整',
  },
  { type: 'end-programme', endsOn: day('2023-01-01'), reason: '政策到期' },
  { type: 'continue-programme', effectiveOn: day('2023-04-01'), reason: '政策延续' },
);

const claim = lived(
  { decider: claimDecider('claim-1'), codec: claimCodec },
  {
    type: 'claim',
    kind: 'regular-period',
    key: 'programme-1/2021-03',
    part: null,
    holderId: 'payment-1',
  },
  {
    type: 'give-back',
    kind: 'regular-period',
    key: 'programme-1/2021-03',
    part: null,
    holderId: 'payment-1',
  },
);

const monthLock = lived(
  monthLockAggregate('agency-1'),
  { type: 'lock-month', month: parsePeriod('2021-09'), today: day('2021-10-08'), first: null },
  { type: 'unlock-month', month: parsePeriod('2021-09') },
);

const facts: MonthFacts = {
  booked: [{ line: 'central', paidFen: yuan('7029591.00'), balanceFen: yuan('6973681.00') }],
  inTransit: [],
  withoutReceipt: [{ paymentId: 'payment-1', amountFen: yuan('100.00') }],
  notReissued: [{ paymentId: 'payment-2', amountFen: yuan('113.00') }],
  redAlerts: [],
};
const stated = (opening: string, received: string, paid: string, closing: string): StatedLine[] => [
  {
    line: 'central',
    openingFen: yuan(opening),
    receivedFen: yuan(received),
    paidFen: yuan(paid),
    closingFen: yuan(closing),
  },
];
const others = { handedOverBy: [], delegators: {} };
const closedMonth = livedBy(
  monthAggregate('agency-1', parsePeriod('2021-09')),
  [by, { type: 'enter-bank-statement', lines: stated('0.00', '7029700.00', '7029700.00', '0.00'), ...others }],
  [by, { type: 'enter-finance-figures', lines: stated('14003272.00', '0.00', '7029591.00', '6973681.00'), ...others }],
  [
    by,
    {
      type: 'explain-difference',
      line: 'central',
      figure: 'paid',
      side: 'bank',
      booked: facts.booked,
      reason: '银行多记手续费，10 月冲回',
      ...others,
    },
  ],
  [
    by,
    { type: 'explain-missing-receipt', facts, paymentId: 'payment-1', reason: '回单在途，银行已书面确认', ...others },
  ],
  [by, { type: 'close-month', facts, lockedBy: 'event-1', reportDigest: 'ab'.repeat(32) }],
  [by, { type: 'propose-month-reopening', reason: '省级资金列错科目' }],
  [{ ...by, personId: 'person-2' }, { type: 'reopen-month' }],
);

const attachment = lived(
  attachmentAggregate('attachment-1'),
  {
    type: 'add-attachment',
    subject: { kind: 'payment', id: 'payment-1' },
    kind: 'receipt',
    name: '养老金 10 月回单.pdf',
    file: { digest: 'ab'.repeat(32), size: 183_250, mediaType: 'application/pdf' },
  },
  { type: 'withdraw-attachment', reason: '传错了月份' },
);

const signedBy = (personId: string, post: By['post']): By => ({ ...by, personId, post });
const reportDigest = 'cd'.repeat(32);
const sign = { type: 'sign-year-report', reportDigest, seenDigest: reportDigest } as const;
const closedYear = livedBy(
  yearAggregate('agency-1', 2021),
  [
    by,
    {
      ...{ type: 'dispose-balance', appropriationId: 'appropriation-1', disposal: 'carried-over' },
      ...{ amountFen: yuan('112100.00'), carriedTo: 'appropriation-2', reason: '项目未完成，按原用途结转' },
    },
  ],
  [
    by,
    {
      ...{ type: 'note-step', step: 'self-evaluation', applies: true, doneOn: day('2022-01-20') },
      ...{ documentNumber: null, reason: '169 项指标自评已定稿' },
    },
  ],
  [signedBy('person-1', 'clerk'), sign],
  [signedBy('person-2', 'cashier'), sign],
  [signedBy('person-3', 'approver'), sign],
  [signedBy('person-4', 'reviewer'), { type: 'lock-year', reportDigest, facts: { inTransit: [], undisposed: [] } }],
  [signedBy('person-4', 'reviewer'), { type: 'propose-year-reopening', reason: '结转文号有误' }],
  [signedBy('person-5', 'supervisor'), { type: 'reopen-year' }],
);

const reportSchedules = lived(
  reportSchedulesAggregate('agency-1'),
  {
    ...{ type: 'schedule-report', scheduleId: 'schedule-1', report: 'period-summary', format: 'pdf', every: 'month' },
    ...{ day: 5, unitCode: null, fundingLevel: 'central', programmeId: null, scheduledOn: day('2021-11-02') },
  },
  { type: 'end-report-schedule', scheduleId: 'schedule-1', endedOn: day('2021-12-01') },
);

const programmeImport = lived(
  { decider: programmeImportDecider('import-1'), codec: programmeImportCodec },
  {
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
  },
);

const account: Payee = { kind: 'special-account', name: '社会保障基金财政专户' };

type Line = Extract<PaymentCommand, { type: 'submit-payment' }>['lines'][number];

const line = (appropriationId: string, pays: Line['pays'], more: Partial<Line> = {}): Line => ({
  programmeId: `programme-of-${appropriationId}`,
  appropriationId,
  groupId: null,
  period: parsePeriod('2021-03'),
  entry: 'regular',
  reason: null,
  borneFor: null,
  pays,
  ...more,
});

const perHead = (rate: string): Line['pays'] => ({
  heads: { of: 'persons', count: 75_587 },
  rateFen: yuan(rate),
  per: 'month',
  times: 1,
});

const again = {
  schemeId: null,
  replaces: null,
  confirmation: null,
  reissueOf: { paymentId: 'payment-0', returnId: 'return-0', drawsOn: 'authority' },
} as const;

const disbursement = lived(
  paymentAggregate('payment-1'),
  {
    type: 'submit-payment',
    kind: 'disbursement',
    route: 'fund-account',
    lines: [line('appropriation-1', { amountFen: yuan('100000.00') })],
    payee: account,
    purpose: '一季度补助',
    submittedOn: day('2021-03-20'),
    ...again,
  },
  {
    type: 'pay-payment',
    charges: 'all',
    paidOn: day('2021-03-25'),
    voucherNumber: '支2021-0031',
    bank: '农业银行',
    confirmation: null,
  },
  {
    type: 'reclassify-payment',
    correctionId: 'correction-1',
    charge: 1,
    to: { appropriationId: 'appropriation-2', programmeId: 'programme-2' },
    amountFen: null,
    correctedOn: day('2021-03-27'),
    reason: '科目有误',
  },
  {
    type: 'record-payment-return',
    party: 'payee',
    returnId: 'return-1',
    returned: { charges: [{ charge: 2, amountFen: yuan('500.00') }] },
    lapsed: [],
    returnedOn: day('2021-04-02'),
    reason: '多拨退回',
  },
);

const submittedRun = {
  type: 'submit-payment',
  kind: 'payout-run',
  route: 'treasury',
  lines: [
    line('appropriation-1', perHead('93.00')),
    line('appropriation-2', perHead('2.50'), { borneFor: 'municipal' }),
  ],
  payee: { kind: 'persons-by-bank', name: '代发银行' },
  purpose: '城乡居民养老金',
  submittedOn: day('2021-03-20'),
  schemeId: 'scheme-1',
  replaces: null,
  reissueOf: null,
  confirmation: '两月工资分开拨付，已核对',
} as const;

const returnedRun = lived(
  paymentAggregate('payment-2'),
  submittedRun,
  {
    type: 'pay-payment',
    charges: 'all',
    paidOn: day('2021-03-25'),
    voucherNumber: null,
    bank: null,
    confirmation: null,
  },
  {
    type: 'record-payment-return',
    party: 'bank',
    returnId: 'return-1',
    returned: { headcount: 3 },
    lapsed: [],
    returnedOn: day('2021-04-01'),
    reason: '账号有误',
  },
  {
    type: 'record-advance-repayment',
    charge: 2,
    debtor: 'municipal',
    amountFen: yuan('188967.50'),
    repaidOn: day('2021-05-10'),
    account: '零余额账户',
  },
  { type: 'waive-reissue', returnId: 'return-1', waivedOn: day('2021-05-11'), reason: '三人已死亡，不再发放' },
);

const releasedRuns = [
  ...lived(paymentAggregate('payment-3'), submittedRun, {
    type: 'send-back-payment',
    sentBackOn: day('2021-03-22'),
    reason: '材料不全',
  }),
  ...lived(paymentAggregate('payment-5'), submittedRun, {
    type: 'withdraw-payment',
    charges: 'all',
    withdrawnOn: day('2021-03-22'),
    reason: '金额有误',
  }),
  ...lived(paymentAggregate('payment-6'), submittedRun, {
    type: 'void-payment',
    charges: 'all',
    voidedOn: day('2022-01-05'),
    reason: '年终作废',
  }),
  ...lived(paymentAggregate('payment-7'), submittedRun, {
    type: 'record-payment-refusal',
    charges: [2],
    refusedBy: 'treasury',
    refusedOn: day('2021-03-23'),
    reason: '额度未到',
  }),
];

const inOffice = (personId: string, post: By['post']): By => ({ ...by, personId, post, mode: 'office' });
const shown = 'c'.repeat(64);
const signedRun = livedBy(
  paymentAggregate('payment-8'),
  [inOffice('person-2', 'clerk'), submittedRun],
  [
    inOffice('person-3', 'reviewer'),
    { type: 'review-payment', digest: shown, madeBefore: [], delegators: {}, reviewedOn: day('2021-03-22') },
  ],
  [
    inOffice('person-4', 'approver'),
    {
      ...{ type: 'approve-payment', digest: shown, madeBefore: [], delegators: {}, approvedOn: day('2021-03-23') },
      secondApproval: {
        tier: {
          ...{ tierFen: '50000000', windowDays: 30 },
          reached: [{ per: 'payee', key: '代发银行', sumFen: '721855850' }],
        },
        newAccount: { accountId: 'account-1', confirmedOn: day('2021-03-10'), newAccountDays: 30 },
      },
    },
  ],
  [
    inOffice('person-6', 'supervisor'),
    { type: 'second-approve-payment', digest: shown, madeBefore: [], delegators: {}, approvedOn: day('2021-03-23') },
  ],
  [inOffice('person-5', 'cashier'), { type: 'hand-over-payment', handedOverOn: day('2021-03-24') }],
);

const supplement: BudgetAct = {
  type: 'supplement-appropriation',
  on: { appropriationId: 'appropriation-1' },
  amountFen: '100000000',
  effectiveOn: day('2021-10-22'),
  documentNumber: parseDocumentNumber('冀财社〔2021〕98号'),
  documentDate: day('2021-10-20'),
  reason: '中央补助不足',
  confirmation: null,
  sources: [],
};
const paper = {
  ...({
    type: 'submit-paper',
    title: '2021年10月中央补助追加',
    acts: [supplement],
    fileDigest: null,
    fileName: null,
  } as const),
  ...{ documentNumber: parseDocumentNumber('冀财社〔2021〕98号'), contentDigest: 'd'.repeat(64) },
};
const shownPaper = { digest: shown, shownAt: '0000000000000042', madeBefore: [], delegators: {} };
const papers = [
  ...livedBy(
    paperAggregate('paper-1'),
    [inOffice('person-2', 'clerk'), { ...paper, replaces: 'paper-2' }],
    [inOffice('person-3', 'reviewer'), { type: 'review-paper', ...shownPaper }],
    [inOffice('person-4', 'approver'), { type: 'approve-paper', ...shownPaper }],
  ),
  ...livedBy(
    paperAggregate('paper-2'),
    [inOffice('person-2', 'clerk'), { ...paper, replaces: null }],
    [inOffice('person-3', 'reviewer'), { type: 'return-paper', reason: '文号与原件不符' }],
  ),
  ...livedBy(
    paperAggregate('paper-3'),
    [inOffice('person-2', 'clerk'), { ...paper, replaces: null }],
    [inOffice('person-2', 'clerk'), { type: 'take-back-paper', reason: '金额填错' }],
  ),
];

const approvedSum = lived(
  approvedSumAggregate('agency-1', { per: 'payee', key: '代发银行' }),
  {
    ...{ type: 'count-approval', paymentId: 'payment-8', amountFen: yuan('7218558.50') },
    countedOn: day('2021-03-23'),
  },
  {
    ...{ type: 'count-approval-out', paymentId: 'payment-8', amountFen: yuan('7218558.50') },
    ...{ countedOutOn: day('2021-03-24'), cause: 'refused' },
  },
);

const withdrawnRun = livedBy(
  paymentAggregate('payment-11'),
  [inOffice('person-2', 'clerk'), submittedRun],
  [
    inOffice('person-2', 'clerk'),
    { type: 'withdraw-payment', charges: 'all', withdrawnOn: day('2021-03-22'), reason: '花名册有误' },
  ],
  [
    inOffice('person-3', 'reviewer'),
    { type: 'decline-withdrawal', declinedOn: day('2021-03-22'), reason: '花名册无误' },
  ],
);

const correctedRun = livedBy(
  paymentAggregate('payment-12'),
  [by, submittedRun],
  [
    by,
    {
      ...{ type: 'pay-payment', charges: 'all', paidOn: day('2021-03-25'), voucherNumber: null, bank: null },
      confirmation: null,
    },
  ],
  [
    inOffice('person-2', 'clerk'),
    {
      ...{ type: 'reclassify-payment', correctionId: 'correction-1', charge: 1, amountFen: yuan('93.00') },
      to: { appropriationId: 'appropriation-3', programmeId: 'programme-3' },
      ...{ correctedOn: day('2021-03-27'), reason: '科目有误' },
    },
  ],
  [inOffice('person-3', 'reviewer'), { type: 'decline-correction', declinedOn: day('2021-03-27'), reason: '科目无误' }],
  [
    inOffice('person-2', 'clerk'),
    { type: 'reverse-payment', charges: [2], leftBank: true, reversedOn: day('2021-03-28'), reason: '重复支付' },
  ],
);

const reversedRun = lived(
  paymentAggregate('payment-4'),
  submittedRun,
  {
    type: 'pay-payment',
    charges: 'all',
    paidOn: day('2021-03-25'),
    voucherNumber: null,
    bank: null,
    confirmation: null,
  },
  { type: 'reverse-payment', charges: 'all', leftBank: true, reversedOn: day('2021-03-26'), reason: '重复支付' },
);

const schemeContent = {
  name: '城乡居保基础养老金（四级分担）',
  lines: [
    {
      appropriationId: 'appropriation-1',
      groupId: null,
      rateFen: yuan('93.00'),
      per: 'month' as const,
      headcount: null,
      fiscalYear: 2021,
    },
  ],
  headcount: 75_587,
  payee: { kind: 'persons-by-bank' as const, name: '代发银行' },
  effectiveOn: day('2021-01-04'),
};

const calendarDays = {
  holidays: [
    { from: day('2021-01-01'), to: day('2021-01-03'), name: '元旦' },
    { from: day('2021-10-01'), to: day('2021-10-07'), name: '国庆节' },
  ],
  makeUpDays: [day('2021-10-09')],
};

const calendarYear = lived(
  { decider: calendarYearDecider('calendar-1', 2021), codec: calendarCodec },
  {
    type: 'load-calendar-year',
    ...calendarDays,
    source: { name: 'chinese-days', version: '1.5.7' },
    actedOn: day('2021-01-01'),
    reason: null,
  },
  {
    type: 'correct-calendar-year',
    holidays: [...calendarDays.holidays, { from: day('2021-03-03'), to: day('2021-03-03'), name: '三月三' }],
    makeUpDays: calendarDays.makeUpDays,
    source: { name: '自治区放假通知', version: null },
    actedOn: day('2021-02-01'),
    reason: '自治区另行放假',
  },
);

const payoutScheme = lived(
  payoutSchemeAggregate('scheme-1'),
  { type: 'define-payout-scheme', ...schemeContent },
  { type: 'revise-payout-scheme', ...schemeContent, headcount: 75_600, effectiveOn: day('2021-07-01') },
);

const proposedAccount = (accountId: string, lastFour: string, replaces: string | null) =>
  ({
    type: 'propose-account',
    ...{ accountId, bank: '中国农业银行保定满城支行', lastFour, digest: 'd'.repeat(64), replaces },
    ...{ reason: '开户通知书〔2021〕3号', confirmation: null, proposedOn: day('2021-03-01') },
  }) as const;
const confirmedAccount = (accountId: string) =>
  ({ type: 'confirm-account', accountId, delegators: {}, confirmedOn: day('2021-03-02') }) as const;
const reviewing = inOffice('person-3', 'reviewer');

const payee = livedBy(
  payeeAggregate('payee-1'),
  [
    by,
    {
      ...{ type: 'register-payee', code: 'SK001', name: '城乡居民养老待遇代发户', kind: 'persons-by-bank' },
      registeredOn: day('2021-03-01'),
    },
  ],
  [by, { type: 'rename-payee', name: '养老待遇代发户', effectiveOn: day('2021-04-01'), reason: '银行更名' }],
  [by, proposedAccount('account-1', '9012', null)],
  [reviewing, confirmedAccount('account-1')],
  [
    inOffice('person-5', 'cashier'),
    { type: 'disclose-account', accountId: 'account-1', reason: '填写凭证', disclosedOn: day('2021-03-03') },
  ],
  [by, { ...proposedAccount('account-2', '3456', null), digest: 'e'.repeat(64) }],
  [
    reviewing,
    { type: 'decline-account', accountId: 'account-2', reason: '户名与开户通知书不符', declinedOn: day('2021-03-04') },
  ],
  [by, { ...proposedAccount('account-3', '3457', 'account-1'), digest: 'f'.repeat(64) }],
  [
    by,
    { type: 'withdraw-account-proposal', accountId: 'account-3', reason: '账号有误', withdrawnOn: day('2021-03-05') },
  ],
  [by, { type: 'retire-account', accountId: 'account-1', reason: '销户', retiredOn: day('2021-12-31') }],
);

const refusedAttempt = lived(
  { decider: refusedAttemptDecider, codec: refusedAttemptCodec },
  {
    type: 'record-refused-attempt',
    attemptId: 'attempt-1',
    attempted: 'submit-payout-run',
    code: 'payout-run-short',
    attemptedOn: day('2021-10-26'),
    paymentId: 'payment-10',
    period: parsePeriod('2021-10'),
    headcount: 75_587,
    requiredFen: yuan('8541331.00'),
    shortfalls: [
      {
        appropriationId: 'appropriation-1',
        programmeName: '城乡居民基本养老保险中央补助',
        availableFen: yuan('6973681.00'),
        requiredFen: yuan('7029591.00'),
        shortFen: yuan('55910.00'),
        payableHeadcount: 74_985,
      },
    ],
  },
);

const alertIdentity: AlertIdentity = {
  cause: 'unpaid',
  fiscalYear: 2021,
  subject: 'programme-1',
  subjectName: '城乡居民基本养老保险基础养老金补贴',
  programmeId: 'programme-1',
  appropriationId: 'appropriation-1',
};

const assessed = (on: string, ...lines: readonly ('yellow' | 'orange' | 'red')[]) => ({
  type: 'assess-alert' as const,
  identity: alertIdentity,
  evaluatedOn: day(on),
  lines: lines.map((level, at) => ({
    rule: 'R06' as const,
    ruleName: '逐期发放时限',
    edition: 1,
    ruleVersion: 1,
    blocking: false,
    appropriationId: null,
    period: parsePeriod(`2021-0${5 + at}`),
    level,
    formula: `2021-0${5 + at} 应于 2021-0${5 + at}-28 前发放，至 ${on} 未提交`,
    figures: { due: `2021-0${5 + at}-28` },
    stakeFen: '18896750',
    renewedBy: null,
    since: day(on),
  })),
});

const alert = lived(
  { decider: alertDecider('alert-1'), codec: alertCodec },
  assessed('2021-05-21', 'yellow'),
  { type: 'acknowledge-alert', actedOn: day('2021-05-24') },
  { type: 'assign-alert', actedOn: day('2021-05-24'), assigneeId: 'person-2' },
  { type: 'comment-alert', actedOn: day('2021-05-24'), comment: '名册今日报来' },
  { type: 'snooze-alert', actedOn: day('2021-05-24'), until: day('2021-05-26'), reason: '等名册' },
  assessed('2021-05-25', 'red'),
  assessed('2021-05-26', 'orange'),
  { type: 'dispose-alert', actedOn: day('2021-05-26'), decision: 'continue', reason: '本周内发放' },
  assessed('2021-05-27'),
  assessed('2021-06-01', 'red'),
  assessed('2021-06-29', 'red', 'yellow'),
  { type: 'withdraw-assessment', evaluatedOn: day('2021-06-29'), reason: '误评估了尚未结束的日期' },
  { type: 'close-alert', actedOn: day('2021-06-30'), reason: '财政停发，改由下年补发', alone: false },
);

const closedAlert = lived({ decider: alertDecider('alert-2'), codec: alertCodec }, assessed('2021-05-21', 'yellow'), {
  type: 'close-alert',
  actedOn: day('2021-05-24'),
  reason: '银行系统升级，已与镇所说明',
  alone: true,
});

const alertWatch = lived(
  { decider: alertWatchDecider('alert-watch-1'), codec: alertWatchCodec },
  { type: 'enable-alert-watch', fiscalYear: 2021, from: day('2021-05-20') },
  {
    ...{ type: 'record-evaluation', fiscalYear: 2021, evaluatedOn: day('2021-05-21') },
    ...{ knownUpTo: '0000000000000542', programmes: 22, changed: true },
    unjudged: [
      {
        ...{ rule: 'R06', ruleName: '逐期发放时限', subject: 'programme-2', subjectName: '被征地农民养老补贴' },
        reason: '尚未载入 2020 年工作日历',
      },
    ],
  },
  { type: 'record-failed-evaluation', fiscalYear: 2021, on: day('2021-05-22'), reason: '连接不上数据库' },
  { type: 'withdraw-evaluation', fiscalYear: 2021, evaluatedOn: day('2021-05-21'), reason: '误评估' },
);

const alertRule = lived(
  {
    decider: alertRuleDecider('alert-rule-1', {
      id: 'R12',
      thresholds: { leastFen: { label: '人均下限（每年）', unit: 'fen', shipped: 100n } },
      rising: [],
    }),
    codec: alertRuleCodec,
  },
  {
    type: 'set-alert-thresholds',
    effectiveFrom: day('2021-04-01'),
    thresholds: { leastFen: 200n },
    reason: '按本区实际调整',
  },
);

const installation = lived(
  { decider: installationDecider, codec: installationCodec },
  {
    type: 'found-installation',
    installationId: 'installation-1',
    rootAgencyId: 'agency-1',
    eventsDigest: 'ab'.repeat(32),
  },
);

const requestedJob: JobCommand = {
  type: 'request-job',
  kind: 'projection-rebuild',
  parameters: { projection: 'payments' },
  requestedOn: day('2021-10-29'),
};

const jobs = [
  ...lived(jobAggregate('job-1'), requestedJob, {
    type: 'complete-job',
    result: {
      answer: { events: 366 },
      file: { name: '支出进度.csv', mediaType: 'text/csv', bytes: 1024, sha256: 'ab'.repeat(32) },
    },
  }),
  ...lived(jobAggregate('job-2'), requestedJob, { type: 'fail-job', reason: '没有名为“payments”的投影' }),
  ...lived(jobAggregate('job-3'), requestedJob, { type: 'cancel-job', reason: '不需要了' }),
];

const bureau = {
  code: '370',
  name: '满城县人力资源和社会保障局',
  regionCode: '130621',
  regionName: '保定市满城县',
  parentAgencyId: null,
  effectiveOn: day('2010-01-01'),
};
const agency = lived(
  agencyAggregate('agency-1'),
  { type: 'register-agency', ...bureau },
  {
    type: 'change-agency',
    ...bureau,
    name: '保定市满城区人力资源和社会保障局',
    regionCode: '130607',
    regionName: '保定市满城区',
    effectiveOn: day('2015-04-28'),
    reason: '撤县设区',
  },
  { type: 'set-clearing-window', fiscalYear: 2021, until: day('2022-01-10'), reason: '上级清算安排' },
  {
    ...{ type: 'set-cut-off', fiscalYear: 2021, lastSubmissionOn: day('2021-12-20'), financeOn: day('2021-12-28') },
    reason: '年末关账通知',
  },
  { type: 'keep-funds-arrivals', kept: true, effectiveOn: day('2021-02-01'), reason: '专户回单按日登记' },
  { type: 'require-appropriation-files', required: true, effectiveOn: day('2021-02-01'), reason: '内控要求' },
  { type: 'set-paid-tolerance', share: 150, effectiveOn: day('2021-02-01'), reason: '小额差异' },
  { type: 'set-large-payment', amountFen: parseYuan('200000.00'), effectiveOn: day('2021-03-01'), reason: '内控要求' },
  {
    ...{ type: 'set-approval-tier', amountFen: parseYuan('500000.00'), windowDays: 30, summedPer: 'both' },
    ...{ effectiveOn: day('2021-03-01'), reason: '内控要求' },
  },
  {
    ...{ type: 'set-payee-rules', registeredOnly: true, newAccountDays: 30 },
    ...{ effectiveOn: day('2021-04-01'), reason: '内控要求' },
  },
  { type: 'open-backfill', openedOn: day('2021-06-01'), reason: '本系统自 6 月启用，补录 1 至 5 月' },
  { type: 'close-backfill', closedOn: day('2021-06-11') },
  {
    type: 'succeed-agency',
    successorAgencyIds: ['agency-2'],
    effectiveOn: day('2025-01-01'),
    reason: '机构改革',
  },
);

const bureauItself = {
  code: '370001',
  name: '人力资源和社会保障局本级',
  nature: '行政',
  fundingForm: '财政拨款',
};
const unit = lived(
  unitAggregate('unit-1'),
  { type: 'register-unit', ...bureauItself, openedOn: day('2010-01-01') },
  {
    type: 'change-unit',
    ...bureauItself,
    name: '人力资源和社会保障局机关',
    effectiveOn: day('2019-03-01'),
    reason: '机构改革',
  },
  { type: 'close-unit', closedOn: day('2025-01-01'), reason: '机构改革' },
);

const person = lived(
  personAggregate('person-1'),
  { type: 'register-person', name: '王经办', number: '0001', kind: 'person' },
  { type: 'rename-person', name: '王晓' },
);

const office = lived(officeAggregate('agency-1'), { type: 'end-single-person-mode' });

const administrator = (personId: string): By => ({
  ...by,
  personId,
  post: 'security-administrator',
  mode: 'office',
});
const granted = (grantId: string): RightsCommand => ({
  type: 'propose-grant',
  grantId,
  post: 'clerk',
  onAgencyId: 'agency-1',
  programmeSetId: 'set-1',
  from: day('2022-01-01'),
  until: null,
  delegatorId: null,
  reason: '岗位调整',
  kind: 'person',
  inSmallOffice: false,
  share: () => false,
});
const rights = [
  ...livedBy(
    rightsAggregate('person-1', null),
    [administrator('person-2'), granted('grant-1')],
    [administrator('person-3'), { type: 'confirm-grant', grantId: 'grant-1', overseesSmallOffice: false }],
    [
      administrator('person-2'),
      { type: 'revoke-grant', grantId: 'grant-1', reason: '调离', overseesSmallOffice: false },
    ],
    [administrator('person-2'), granted('grant-2')],
    [
      administrator('person-3'),
      { type: 'decline-grant', grantId: 'grant-2', reason: '尚未培训', overseesSmallOffice: false },
    ],
  ),
  ...livedBy(rightsAggregate('person-2', null), [
    administrator('person-2'),
    { type: 'found-administrator', grantId: 'grant-3', from: day('2022-01-01'), link: 'round-1/1' },
  ]),
];

const oversight = administrator('person-4');
const changeOfSet = (add: readonly string[], remove: readonly string[]): ProgrammeSetCommand => ({
  ...{ type: 'change-programme-set', programmeSetId: 'set-1', add, remove },
  ...{ reason: '职能调整', holders: [] },
});
const programmeSets = livedBy(
  programmeSetsAggregate('agency-1'),
  [
    oversight,
    {
      ...{ type: 'create-programme-set', programmeSetId: 'set-1', name: '养老保险' },
      ...{ programmeIds: ['programme-1', 'programme-2'], reason: '养老与就业由两组人办理' },
    },
  ],
  [administrator('person-3'), { type: 'grant-programme-set', programmeSetId: 'set-1', personId: 'person-2' }],
  [oversight, changeOfSet(['programme-3'], ['programme-1'])],
  [administrator('person-3'), { type: 'confirm-programme-set-change', programmeSetId: 'set-1', holders: [] }],
  [oversight, changeOfSet(['programme-4'], [])],
  [administrator('person-3'), { type: 'decline-programme-set-change', programmeSetId: 'set-1', reason: '尚未培训' }],
);

const smallOffice = livedBy(
  smallOfficeAggregate('agency-1'),
  [administrator('person-2'), { type: 'propose-small-office', reason: '编制 7 人' }],
  [administrator('person-3'), { type: 'decline-small-office', reason: '缘由不足' }],
  [administrator('person-2'), { type: 'propose-small-office', reason: '编制 7 人，配不齐两位安全管理员' }],
  [administrator('person-3'), { type: 'confirm-small-office', from: day('2022-03-01') }],
  [
    administrator('person-2'),
    {
      ...{ type: 'end-small-office', until: day('2022-06-30'), reason: '增编' },
      ...{ administrators: 2, holdingSeveral: 0 },
    },
  ],
);

const sealedLog = lived(sealedLogAggregate('agency-1'), {
  type: 'seal-sign-in-log',
  day: day('2022-01-01'),
  line: '17',
  hash: 'ab'.repeat(32),
});

/**
 * For each event type its first example. A type of a new decider is added by living its life here. To change a recorded
 * shape: raise the version in its codec with what brings the former one up to it, and keep the former golden file, which
 * then proves that what was recorded under it still folds.
 */
export const eventExamples: ReadonlyMap<string, EventExample> = new Map(
  [
    ...agency,
    ...unit,
    ...person,
    ...office,
    ...rights,
    ...programmeSets,
    ...smallOffice,
    ...sealedLog,
    ...appropriation,
    ...provisional,
    ...programme,
    ...claim,
    ...monthLock,
    ...closedMonth,
    ...attachment,
    ...closedYear,
    ...reportSchedules,
    ...programmeImport,
    ...disbursement,
    ...returnedRun,
    ...releasedRuns,
    ...signedRun,
    ...withdrawnRun,
    ...correctedRun,
    ...papers,
    ...approvedSum,
    ...reversedRun,
    ...refusedAttempt,
    ...calendarYear,
    ...payee,
    ...payoutScheme,
    ...alert,
    ...closedAlert,
    ...alertWatch,
    ...alertRule,
    ...jobs,
    ...installation,
  ]
    .toReversed()
    .map((example) => [example.event.type, example]),
);
