import { z } from 'zod';
import { BUDGET_TYPE_LABEL, FUNDING_LEVEL_LABEL, nameOfTarget } from '@bofu/budget';
import { fenFromDigits, formatBasisPoints, formatYuanGrouped, parseYuan, sumFen, type RatePeriod } from '@bofu/kernel';
import { FLAG_SENTENCE, type ReadPaper } from '@bofu/paper';
import type { NameOf } from '../budget-paper.view';
import type { ComparedProgramme, PaperPrints } from '../domain/against-books';
import { DECIDED_FIELDS } from '../decided-programme';
import type { Proposal } from '../propose-entries';
import type { PaperStanding } from '../papers.query';
import { PAPER_STATE_LABEL } from '../budget-paper-labels';
import type { Point } from './points';
import type { KeptReading, WasRead } from './readings';

/** A reading as it leaves over HTTP: every figure in words a person compares with the source. */

const placeView = z
  .strictObject({
    line: z.int().nullable(),
    table: z.int().nullable(),
    row: z.int().nullable(),
    column: z.int().nullable(),
    page: z.int().optional().describe('PDF 的第几页'),
  })
  .describe('从 1 数起：文本为第几行，Word 和 PDF 为第几张表、第几行、第几格');
const figureView = z.strictObject({
  field: z.string(),
  label: z.string(),
  value: z.string().nullable().describe('读作；空白或不能读作一个值的为 null'),
  printed: z.string(),
  before: z.string().nullable().describe('账上现为；账上没有的，以及与文件相同的，为 null'),
  place: placeView,
  certainty: z.enum(['printed', 'inferred', 'flagged']),
  sentence: z.string().nullable().describe('为何须核定'),
  readings: z.array(z.string()).describe('可能是'),
});
const programmeView = z.strictObject({
  sequence: z.int(),
  name: z.string(),
  standing: z
    .enum(['new', 'changed', 'same', 'asked', 'unclear'])
    .describe('与账上相比：新增、有变、相同、须先说明印的是什么、记在哪一笔不能确定'),
  figures: z.array(figureView),
  plan: z.strictObject({
    outcome: z.enum(['read', 'refused', 'absent']),
    sentence: z.string().nullable(),
    cells: z.array(figureView),
  }),
  indicators: z.array(figureView),
});
const pointView = z.strictObject({
  key: z.string(),
  kind: z.enum(['finding', 'remark', 'left-out', 'change']),
  number: z.string(),
  title: z.string(),
  items: z.array(
    z.strictObject({
      sequence: z.int().nullable(),
      sentence: z.string(),
      printed: z.string(),
      place: placeView.nullable(),
      readings: z.array(z.string()),
    }),
  ),
});
const openView = z.strictObject({
  sequence: z.int(),
  field: z.enum(DECIDED_FIELDS),
  label: z.string(),
  sentence: z.string(),
  printed: z.string(),
  readings: z.array(z.string()),
});

export const wasReadView = z.strictObject({
  digest: z.string().describe('文件的 SHA-256'),
  fileName: z.string(),
  readAt: z.string(),
  readBy: z.string().nullable(),
});
export const readingView = wasReadView.extend({
  title: z.string(),
  bureau: z.string().nullable(),
  fiscalYear: z.int().nullable(),
  total: z.string().describe('已读出的预算数合计，元'),
  papers: z.array(z.strictObject({ paperId: z.string(), title: z.string(), stateLabel: z.string() })),
  shownAt: z.string().describe('账上的数到此为止；提交时一并送回'),
  asksPrints: z.boolean().describe('账上已有其中的项目，须说明印的是全年数还是追加数'),
  prints: z.enum(['whole', 'addition']).nullable().describe('按哪一种对照'),
  addsNothing: z.boolean().describe('与账上相同，没有可登记的'),
  programmes: z.array(programmeView),
  gone: z
    .array(z.strictObject({ appropriationId: z.string(), code: z.string(), name: z.string(), amount: z.string() }))
    .describe('账上有而文件未列的'),
  totals: z.array(figureView),
  open: z.array(openView).describe('先须核定的：没有它不能下达'),
  points: z.array(pointView).describe('逐项看过才能提交'),
  source: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('paragraph'), line: z.int(), printed: z.string() }),
        z.strictObject({ kind: z.literal('table'), table: z.int(), rows: z.array(z.array(z.string())) }),
      ]),
    )
    .describe('各数所在的原文'),
});

type Draft = ReadPaper['draft'];
type Programme = Draft['programmes'][number];
type Read<Value> = Pick<Programme['code'], 'field' | 'printed' | 'place' | 'certainty' | 'reason' | 'readings'> & {
  readonly value: Value | null;
};

export const FIELD_LABEL: Readonly<Record<string, string>> = {
  code: '项目编码',
  name: '项目名称',
  unitCode: '预算单位编码',
  unitName: '预算单位',
  amount: '预算数',
  fundingLevel: '资金级次',
  budgetType: '预算类型',
  documentNumber: '文号',
  rate: '标准',
  headcount: '人数',
  deadline: '时限',
  cashFlow: '发放方式',
};

const figureOf = <Value>(
  { field, value, printed, place, certainty, reason, readings }: Read<Value>,
  label: string,
  inWords: (value: Value) => string,
  before: string | null = null,
): z.input<typeof figureView> => ({
  ...{ field, label, value: value === null ? null : inWords(value), printed, before, place, certainty },
  ...{ sentence: reason === null ? null : FLAG_SENTENCE[reason], readings: [...readings] },
});

const asItIs = (value: string): string => value;
const yuan = (value: string): string => `${formatYuanGrouped(parseYuan(value))} 元`;
const wordIn =
  (words: Readonly<Record<string, string>>) =>
  (value: string): string =>
    words[value] ?? value;
const PER: Readonly<Record<RatePeriod, string>> = {
  month: '月',
  quarter: '季',
  'half-year': '半年',
  year: '年',
  once: '次',
  day: '天',
};
const EACH: Readonly<Record<string, string>> = { person: '人', household: '户', thing: '个' };
const FLOW: Readonly<Record<string, string>> = { monthly: '按月', 'one-off': '一次性' };

function programmeOf(
  programme: Programme,
  { standing, appropriation, programme: registered, figures: changed }: ComparedProgramme,
): z.input<typeof programmeView> {
  const { sequence, code, name, unit, amount, fundingLevel, budgetType, documentNumber, standard, plan } = programme;
  const labelled = <Value>(
    field: string,
    read: Read<Value>,
    inWords: (value: Value) => string,
    before: string | null = null,
  ) => figureOf({ ...read, field }, FIELD_LABEL[field] ?? field, inWords, before);
  const isChanged = (figure: (typeof changed)[number]): boolean => standing !== 'new' && changed.includes(figure);
  const booked = isChanged('standard') ? (registered?.standard ?? null) : null;
  const amountBefore =
    appropriation !== null && (standing === 'asked' || isChanged('amount'))
      ? `${formatYuanGrouped(appropriation.amountFen)} 元`
      : null;
  const sharesBefore = new Map<string, number | null>(
    isChanged('plan') ? appropriation?.plan?.map(({ on, cumulativeShare }) => [on, cumulativeShare]) : [],
  );
  const shareBefore = (on: string | null): string | null => {
    const share = on === null ? undefined : sharesBefore.get(on);
    return share === undefined ? null : share === null ? '空白' : `${formatBasisPoints(share)}%`;
  };
  const targetsBefore = new Map(
    isChanged('targets') ? appropriation?.targets?.map((one) => [nameOfTarget(one), one.target]) : [],
  );
  const stated = [
    ...standard.rates.map((rate, at) =>
      labelled(
        'rate',
        rate,
        ({ amount: each, per, each: of }) => `${yuan(each)}/${PER[per]}/${EACH[of] ?? of}`,
        booked?.rates[at] === undefined
          ? null
          : `${formatYuanGrouped(fenFromDigits(booked.rates[at].amountFen))} 元/${PER[booked.rates[at].per]}`,
      ),
    ),
    labelled(
      'headcount',
      standard.headcount,
      ({ count, of }) => `${count} ${of === 'persons' ? '人' : '户'}`,
      booked === null || booked.headcount === null ? null : `${booked.headcount} 人`,
    ),
    labelled('deadline', standard.deadline, (deadline) =>
      deadline.kind === 'monthly'
        ? `每月 ${deadline.day} 日`
        : deadline.kind === 'by-date'
          ? deadline.monthDay
          : '没有写明日期',
    ),
    labelled('cashFlow', standard.cashFlow, wordIn(FLOW)),
    labelled('documentNumber', documentNumber, asItIs),
  ];
  return {
    ...{ sequence, name: name.value ?? name.printed, standing },
    figures: [
      labelled('code', code, asItIs),
      labelled('name', name, asItIs),
      labelled('unitCode', unit.code, asItIs),
      labelled('unitName', unit.name, asItIs),
      labelled('amount', amount, yuan, amountBefore),
      labelled('fundingLevel', fundingLevel, wordIn(FUNDING_LEVEL_LABEL)),
      labelled('budgetType', budgetType, wordIn(BUDGET_TYPE_LABEL)),
      // What is neither printed nor doubted has no place to look at.
      ...stated.filter(({ value, printed, sentence }) => value !== null || printed !== '' || sentence !== null),
    ],
    plan: {
      outcome: plan.outcome,
      sentence: plan.reason === null ? null : FLAG_SENTENCE[plan.reason],
      cells: plan.cells.map(({ label, on, cumulativePercent, ...cell }) =>
        figureOf(
          { ...cell, value: cumulativePercent },
          on === null ? label : `${label}（${on}）`,
          (share) => `${share}%`,
          shareBefore(on),
        ),
      ),
    },
    indicators: programme.indicators.map(({ level1, level2, level3, description, target, place }, at) => ({
      before: differing(targetsBefore.get(nameOfTarget({ level1, level2, level3 })) ?? null, target),
      ...{ field: `target ${at + 1}`, label: [level1, level2, level3].filter((level) => level !== '').join(' / ') },
      ...{ value: target, printed: description === '' ? target : `${description}：${target}`, place },
      ...{ certainty: 'printed' as const, sentence: null, readings: [] },
    })),
  };
}

const differing = (before: string | null, now: string): string | null => (before === now ? null : before);

export const viewWasRead = ({ digest, fileName, readAt, readBy }: WasRead, nameOf: NameOf) => ({
  ...{ digest, fileName, readAt, readBy: nameOf(readBy) },
});

export function viewReading(
  kept: KeptReading,
  {
    proposal: { acts, open, comparison },
    points,
    papers,
    prints,
    shownAt,
  }: {
    readonly proposal: Proposal;
    readonly points: readonly Point[];
    readonly papers: readonly PaperStanding[];
    readonly prints: PaperPrints | null;
    readonly shownAt: string;
  },
  nameOf: NameOf,
): z.input<typeof readingView> {
  const { draft, source } = kept;
  const amounts = draft.programmes.flatMap(({ amount }) => (amount.value === null ? [] : [parseYuan(amount.value)]));
  return {
    ...viewWasRead(kept, nameOf),
    ...{ title: draft.title, bureau: draft.bureau.value, fiscalYear: draft.fiscalYear.value },
    total: formatYuanGrouped(sumFen(amounts)),
    papers: papers.map(({ paperId, title, state }) => ({ paperId, title, stateLabel: PAPER_STATE_LABEL[state] })),
    ...{ shownAt, prints, asksPrints: comparison.asksPrints },
    addsNothing:
      acts.length === 0 && open.length === 0 && comparison.programmes.every(({ standing }) => standing !== 'asked'),
    programmes: draft.programmes.flatMap((programme, at) => {
      const compared = comparison.programmes[at];
      return compared === undefined ? [] : [programmeOf(programme, compared)];
    }),
    gone: comparison.gone.map(({ appropriationId, code, name, amountFen }) => ({
      ...{ appropriationId, code, name, amount: formatYuanGrouped(amountFen) },
    })),
    totals: draft.declaredTotals.map(({ label, amount }) => figureOf(amount, label, yuan)),
    open: open.map(({ sequence, field, sentence, printed, readings }) => ({
      ...{ sequence, field, label: FIELD_LABEL[field] ?? field, sentence, printed, readings: [...readings] },
    })),
    points: points.map(({ items, ...point }) => ({
      ...point,
      items: items.map((item) => ({ ...item, readings: [...item.readings] })),
    })),
    source: source.map((block) =>
      block.kind === 'table' ? { ...block, rows: block.rows.map((row) => [...row]) } : { ...block },
    ),
  };
}
