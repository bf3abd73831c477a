import type { TargetStatement } from './performance-target';
import { parseBusinessDate, parsePeriod, parseYuan } from '@bofu/kernel';
import { specOf } from '@bofu/testing';
import { programmeDecider, type ProgrammeCommand, type ProgrammeEvent } from './programme';

const own = { programmeId: 'pension' };
const spec = specOf(programmeDecider('pension'));
const day = parseBusinessDate;
const SOURCE = { field: 'rates', printed: '93元', documentDigest: 'ab'.repeat(32), place: 'line 1204' };

const registered: ProgrammeEvent = {
  type: 'ProgrammeRegistered',
  data: { ...own, code: '13062121RXGO3YWDTCKQR', name: '居民养老', effectiveOn: day('2021-01-01'), sources: [] },
};
const grouped: ProgrammeEvent = {
  type: 'ProgrammeGroupDefined',
  data: { ...own, groupId: 'g70', name: '70岁以上', effectiveOn: day('2021-01-01') },
};
const ended: ProgrammeEvent = {
  type: 'ProgrammeEnded',
  data: { ...own, endsOn: day('2021-07-01'), reason: '政策到期' },
};

const STANDARD = {
  rates: [{ label: '中央', amountFen: '9300', per: 'month' as const }],
  headcount: 75_587,
  cashFlow: 'monthly' as const,
  deadline: { kind: 'monthly' as const, day: 31, printed: '每月月底前' },
};
const TARGETS = [{ level1: '产出指标', level2: '时效指标', level3: '发放及时率', target: '100%', basis: '文件要求' }];

const RECORDED = { recordedOn: day('2021-01-05'), arrearsDueOn: day('2021-03-31') };

const register: ProgrammeCommand = {
  type: 'register-programme',
  code: '13062121RXGO3YWDTCKQR',
  name: '居民养老',
  effectiveOn: day('2021-01-01'),
  sources: [],
};
const setStandard = (groupId: string | null): ProgrammeCommand => ({
  type: 'set-payment-standard',
  groupId,
  effectiveOn: day('2021-01-01'),
  ...STANDARD,
  ...RECORDED,
  sources: [SOURCE],
});
const end: ProgrammeCommand = { type: 'end-programme', endsOn: day('2021-07-01'), reason: '政策到期' };
const goOn: ProgrammeCommand = { type: 'continue-programme', effectiveOn: day('2021-09-01'), reason: '政策延续' };
const entitle = (groupId: string | null): ProgrammeCommand => ({
  type: 'state-entitlement',
  groupId,
  period: parsePeriod('2021-03'),
  heads: 75_600,
  amountFen: parseYuan('7030800.00'),
  recordedOn: day('2021-03-22'),
  reason: '按花名册',
});

describe('a programme', () => {
  it('is registered once', () => {
    spec.given([]).when(register).then([registered]);
    spec.given([registered]).when(register).thenRefuses('programme-exists', {
      programmeId: 'pension',
      code: '13062121RXGO3YWDTCKQR',
    });
  });

  it.each([setStandard(null), end, goOn, entitle(null)])('is registered before anything else: $type', (command) =>
    spec.given([]).when(command).thenRefuses('programme-not-found', { programmeId: 'pension' }),
  );

  it('is renamed and re-coded from a day on', () =>
    spec
      .given([registered])
      .when({
        type: 'rename-programme',
        code: '13060722RXGO3YWDTCKQR',
        name: '城乡居民养老',
        effectiveOn: day('2022-01-01'),
        reason: '区划调整',
      })
      .then([
        {
          type: 'ProgrammeRenamed',
          data: {
            ...own,
            code: '13060722RXGO3YWDTCKQR',
            name: '城乡居民养老',
            effectiveOn: day('2022-01-01'),
            reason: '区划调整',
          },
        },
      ]));
});

describe('the groups of a programme', () => {
  const define = (groupId: string, name: string): ProgrammeCommand => ({
    type: 'define-programme-group',
    groupId,
    name,
    effectiveOn: day('2021-01-01'),
  });

  it('each have an identity and a name of their own', () => {
    spec.given([registered]).when(define('g70', '70岁以上')).then([grouped]);
    for (const [groupId, name] of [
      ['g70', '另一个'],
      ['g71', '70岁以上'],
    ] as const)
      spec
        .given([registered, grouped])
        .when(define(groupId, name))
        .thenRefuses('group-exists', { programmeId: 'pension', groupId: 'g70', name: '70岁以上' });
  });

  it('have standards and entitlements of their own, once they are defined', () => {
    const unknown = { programmeId: 'pension', groupId: 'g70' };
    spec.given([registered]).when(setStandard('g70')).thenRefuses('group-not-found', unknown);
    spec.given([registered]).when(entitle('g70')).thenRefuses('group-not-found', unknown);
    spec
      .given([registered, grouped])
      .when(setStandard('g70'))
      .then([
        {
          type: 'PaymentStandardSet',
          data: { ...own, groupId: 'g70', effectiveOn: day('2021-01-01'), ...STANDARD, ...RECORDED, sources: [SOURCE] },
        },
      ]);
  });
});

describe('what is owed and aimed at', () => {
  it('is set for everybody, with where it was read', () =>
    spec
      .given([registered])
      .when(setStandard(null))
      .then([
        {
          type: 'PaymentStandardSet',
          data: { ...own, groupId: null, effectiveOn: day('2021-01-01'), ...STANDARD, ...RECORDED, sources: [SOURCE] },
        },
      ]));

  it('is stated for one period where the standard times heads is not it', () => {
    spec
      .given([registered])
      .when(entitle(null))
      .then([
        {
          type: 'EntitlementStated',
          data: {
            ...own,
            groupId: null,
            period: parsePeriod('2021-03'),
            heads: 75_600,
            amountFen: '703080000',
            recordedOn: day('2021-03-22'),
            reason: '按花名册',
          },
        },
      ]);
    spec
      .given([registered])
      .when({ ...entitle(null), amountFen: parseYuan('0.00') } as ProgrammeCommand)
      .thenRefuses('amount-not-positive');
  });

  it('has the targets of a year', () =>
    spec
      .given([registered])
      .when({
        type: 'set-performance-targets',
        fiscalYear: 2021,
        targets: TARGETS,
        effectiveOn: day('2021-01-01'),
        sources: [],
      })
      .then([
        {
          type: 'PerformanceTargetsSet',
          data: { ...own, fiscalYear: 2021, targets: TARGETS, effectiveOn: day('2021-01-01'), sources: [] },
        },
      ]));
});

describe('the end of a programme', () => {
  it('comes once, and can be taken back', () => {
    spec.given([registered]).when(end).then([ended]);
    spec
      .given([registered, ended])
      .when(end)
      .thenRefuses('programme-ended-already', { programmeId: 'pension', endsOn: '2021-07-01' });
    spec.given([registered]).when(goOn).thenRefuses('programme-not-ended', { programmeId: 'pension' });
    const continued: ProgrammeEvent = {
      type: 'ProgrammeContinued',
      data: { ...own, effectiveOn: day('2021-09-01'), reason: '政策延续' },
    };
    spec.given([registered, ended]).when(goOn).then([continued]);
    spec.given([registered, ended, continued]).when(end).then([ended]);
  });
});

describe('what has come of a target', () => {
  const PROVED = { level1: '产出指标', level2: '时效指标', level3: '发放及时率' };
  const SAID = { level1: '满意度指标', level2: '服务对象满意度指标', level3: '满意度' };
  const targetsSet: ProgrammeEvent = {
    type: 'PerformanceTargetsSet',
    data: {
      ...{ ...own, fiscalYear: 2021, effectiveOn: day('2021-01-01'), sources: [] },
      targets: [PROVED, SAID].map((name) => ({ ...name, target: '≥90%', basis: '文件要求' })),
    },
  };
  const measure = (name: typeof PROVED) => ({
    ...name,
    ...{ measure: 'timely-rate' as const, planned: { value: '9000', bound: 'at-least' as const }, accrues: false },
  });
  const declared = { fiscalYear: 2021, effectiveOn: day('2021-01-01'), measures: [measure(PROVED)] };
  const before: ProgrammeEvent[] = [
    registered,
    targetsSet,
    { type: 'PerformanceMeasuresDeclared', data: { ...own, ...declared } },
  ];
  const declare = (...names: (typeof PROVED)[]): ProgrammeCommand => ({
    ...{ type: 'declare-performance-measures', ...declared, measures: names.map(measure) },
  });
  const finding = { actual: '92%', verdict: 'met' as const, completion: 9_500, comment: '问卷汇总' };
  const said = { asOf: day('2021-07-31'), reason: null, outlook: null, remedy: null };
  const about = (more: Partial<TargetStatement>): TargetStatement => ({ ...said, ...SAID, finding, ...more });
  const record = (...statements: Partial<TargetStatement>[]): ProgrammeCommand => ({
    type: 'record-performance-actuals',
    fiscalYear: 2021,
    statements: statements.map(about),
  });
  const recorded = (more: Partial<TargetStatement>): ProgrammeEvent => ({
    type: 'PerformanceActualRecorded',
    data: { ...own, fiscalYear: 2021, ...about(more) },
  });

  it('is counted as a person declares, of targets of the year and each once', () => {
    spec
      .given([registered, targetsSet])
      .when(declare(PROVED))
      .then([{ type: 'PerformanceMeasuresDeclared', data: { ...own, ...declared } }]);
    spec
      .given(before)
      .when(declare({ ...PROVED, level3: '没有的' }))
      .thenRefuses('performance-target-not-found', {
        ...{ programmeId: 'pension', fiscalYear: 2021, target: '产出指标/时效指标/没有的' },
      });
    spec
      .given(before)
      .when(declare(PROVED, PROVED))
      .thenRefuses('performance-target-twice', { target: '产出指标/时效指标/发放及时率' });
  });

  it('is said by a person of what payments do not prove, and said anew to correct it', () => {
    spec
      .given(before)
      .when(record({}))
      .then([recorded({})]);
    const worse = { ...finding, verdict: 'partly-met' as const, completion: 6_500 };
    spec
      .given([...before, recorded({})])
      .when(record({ finding: worse }))
      .then([recorded({ finding: worse })]);
  });

  it('is never said of what payments prove; why it falls short may be, along with others', () => {
    const target = '产出指标/时效指标/发放及时率';
    spec
      .given(before)
      .when(record(PROVED))
      .thenRefuses('target-statements-refused', { refused: [{ target, flaw: 'proved-by-payments' }] });
    const late = { ...PROVED, finding: null, reason: '银行系统升级' };
    spec
      .given(before)
      .when(record(late, {}))
      .then([recorded(late), recorded({})]);
  });

  it('is said of several at once: all are recorded or none, and each that cannot stand is named', () => {
    const satisfaction = '满意度指标/服务对象满意度指标/满意度';
    spec
      .given(before)
      .when(record(PROVED, { finding: null }, { level3: '没有的' }, {}))
      .thenRefuses('target-statements-refused', {
        refused: [
          { target: '产出指标/时效指标/发放及时率', flaw: 'proved-by-payments' },
          { target: satisfaction, flaw: 'needs-a-finding' },
          { target: '满意度指标/服务对象满意度指标/没有的', flaw: 'not-found' },
          { target: satisfaction, flaw: 'twice' },
        ],
      });
  });

  it('earns what its verdict may, a bound belonging to the better one, and is of a day of the year', () => {
    const target = '满意度指标/服务对象满意度指标/满意度';
    for (const [verdict, completion, least, most] of [
      ['met', 7_999, 8_000, 10_000],
      ['partly-met', 8_000, 6_000, 7_999],
      ['partly-met', 5_999, 6_000, 7_999],
      ['not-met', 6_000, 0, 5_999],
    ] as const)
      spec
        .given(before)
        .when(record({ finding: { ...finding, verdict, completion } }))
        .thenRefuses('target-statements-refused', {
          refused: [{ target, flaw: 'completion-against-verdict', verdict, completion, least, most }],
        });
    for (const [verdict, completion] of [
      ['met', 8_000],
      ['partly-met', 7_999],
      ['partly-met', 6_000],
      ['not-met', 5_999],
      ['not-met', 0],
    ] as const) {
      const said = { ...finding, verdict, completion };
      spec
        .given(before)
        .when(record({ finding: said }))
        .then([recorded({ finding: said })]);
    }
    spec
      .given(before)
      .when(record({ asOf: day('2022-01-01') }))
      .thenRefuses('outside-fiscal-year', { date: day('2022-01-01'), fiscalYear: 2021 });
  });
});
