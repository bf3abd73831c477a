import type { Directory } from '@bofu/access';
import { claimHolder, type Decisions } from '@bofu/event-store';
import {
  formatBasisPoints,
  formatYuanGrouped,
  type BusinessDate,
  type PaymentStandard,
  type RatePeriod,
  type SpendingPlan,
} from '@bofu/kernel';
import { appropriationAggregate } from './appropriation-aggregate';
import { bookAct, touchedBefore, type BookedAct, type BookingContext } from './book-act';
import { BUDGET_TYPE_LABEL, FUNDING_LEVEL_LABEL } from './budget-labels';
import { availableFrom, type Appropriation } from './domain/appropriation';
import type { BudgetAct } from './domain/budget-act';
import type { Programme } from './domain/programme';
import { programmeAggregate } from './programme-aggregate';

/** One figure of an appropriation or a programme, as people read it; `null` where there is none. */
export interface FigureChange {
  readonly subject: { readonly kind: 'appropriation' | 'programme'; readonly id: string; readonly name: string };
  readonly figure: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Books one entry and says what it has changed: every figure of what it touches that reads otherwise afterwards. The
 * words are what a signer is shown, and what she signs.
 */
export async function bookWithFigures(
  decisions: Decisions,
  directory: Pick<Directory, 'largePaymentFen'>,
  context: BookingContext,
  act: BudgetAct,
  earlier: readonly BookedAct[],
): Promise<{ readonly booked: BookedAct; readonly changes: readonly FigureChange[] }> {
  const day = 'effectiveOn' in act ? act.effectiveOn : act.endsOn;
  const before = await figuresOf(decisions, await touchedAlready(decisions, context, act, earlier), day);
  const booked = await bookAct(decisions, directory, context, act, earlier);
  const after = await figuresOf(decisions, booked, day);
  const changes = [...after].flatMap(([id, { subject, figures }]) => {
    const earlierFigures = before.get(id)?.figures;
    const names = [...new Set([...figures.keys(), ...(earlierFigures?.keys() ?? [])])];
    return names.flatMap((figure): FigureChange[] => {
      const [was, is] = [earlierFigures?.get(figure) ?? null, figures.get(figure) ?? null];
      return was === is ? [] : [{ subject, figure, before: was, after: is }];
    });
  });
  return { booked, changes };
}

/** As `touchedBefore`; a programme that an issue names by its code may be on the books. */
async function touchedAlready(
  decisions: Decisions,
  { agencyId }: BookingContext,
  act: BudgetAct,
  earlier: readonly BookedAct[],
): Promise<BookedAct> {
  if (act.type !== 'issue-appropriation') return touchedBefore(act, earlier);
  const { programme } = act;
  const programmeId =
    'programmeId' in programme
      ? programme.programmeId
      : await claimHolder(decisions, { agencyId, kind: 'programme-code', key: programme.code });
  return { appropriationIds: [], programmeId };
}

interface Standing {
  readonly subject: FigureChange['subject'];
  readonly figures: ReadonlyMap<string, string>;
}

async function figuresOf(
  { load }: Decisions,
  { appropriationIds, programmeId }: BookedAct,
  day: BusinessDate,
): Promise<ReadonlyMap<string, Standing>> {
  const standing = new Map<string, Standing>();
  for (const id of appropriationIds) {
    const appropriation = await load(appropriationAggregate(id));
    if (appropriation.situation === 'issued')
      standing.set(id, {
        subject: { kind: 'appropriation', id, name: appropriation.terms.programmeName },
        figures: new Map(appropriationFigures(appropriation, day)),
      });
  }
  if (programmeId !== null) {
    const programme = await load(programmeAggregate(programmeId));
    if (programme.situation === 'registered')
      standing.set(programmeId, {
        subject: { kind: 'programme', id: programmeId, name: programme.name },
        figures: new Map(programmeFigures(programme)),
      });
  }
  return standing;
}

const yuan = (amount: bigint): string => `${formatYuanGrouped(amount)} 元`;

function* appropriationFigures(
  appropriation: Extract<Appropriation, { situation: 'issued' }>,
  day: BusinessDate,
): Generator<[string, string]> {
  const { terms, money, plan } = appropriation;
  yield [
    '指标',
    [
      `${terms.fiscalYear} 年`,
      FUNDING_LEVEL_LABEL[terms.fundingLevel],
      BUDGET_TYPE_LABEL[terms.budgetType],
      `${terms.unitCode} ${terms.unitName}`,
      terms.documentNumber?.printed,
    ]
      .filter(Boolean)
      .join('，'),
  ];
  const { budgetFen, frozenFen } = money.sums;
  yield ['全年预算', yuan(budgetFen)];
  yield [`可用指标（${day} 起）`, yuan(availableFrom(appropriation, day))];
  if (frozenFen !== 0n) yield ['冻结', yuan(frozenFen)];
  if (plan !== null) yield ['支出计划', planInWords(plan)];
}

const PER: Readonly<Record<RatePeriod, string>> = {
  ...{ month: '月', quarter: '季', 'half-year': '半年', year: '年', once: '次', day: '日' },
};

function* programmeFigures(programme: Extract<Programme, { situation: 'registered' }>): Generator<[string, string]> {
  const { code, name, groups, standards, targets, endsOn } = programme;
  yield ['项目', `${code} ${name}`];
  if (groups.size > 0) yield ['发放人群', [...groups.values()].join('、')];
  // Each group's own, as last set: earlier versions stay in force for earlier days.
  for (const standard of standards) {
    const group = standard.groupId === null ? '' : `（${groups.get(standard.groupId) ?? standard.groupId}）`;
    yield [`发放标准${group}`, `自 ${standard.effectiveOn}，${standardInWords(standard)}`];
  }
  for (const [year, list] of targets)
    yield [
      `${year} 年绩效指标`,
      `${list.length} 项：${list.map(({ level3, target }) => `${level3} ${target}`).join('，')}`,
    ];
  if (endsOn !== null) yield ['终止日', endsOn];
}

export const planInWords = (plan: SpendingPlan): string =>
  plan
    .map(
      ({ on, cumulativeShare }) =>
        `${on} ${cumulativeShare === null ? '空白' : `${formatBasisPoints(cumulativeShare)}%`}`,
    )
    .join('，');

export const standardInWords = ({ rates, headcount, deadline }: PaymentStandard): string =>
  [
    ...rates.map(({ label, amountFen, per }) => `${label} ${yuan(BigInt(amountFen))}/${PER[per]}`.trim()),
    ...(headcount === null ? [] : [`${headcount.toLocaleString('en')} 人`]),
    ...(deadline.printed === '' ? [] : [deadline.printed]),
  ].join('，');
