import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { ListAppropriations, type AppropriationStanding } from '@bofu/budget';
import { EventStore, type Aggregate, type Position } from '@bofu/event-store';
import { dateOf, fold, formatYuanGrouped, sumFen, type BusinessDate, type DomainEvent, type Fen } from '@bofu/kernel';
import { AskPerformance, AskPlanAgainstActual, type PlanAgainstActual } from '@bofu/monitoring';
import { AskPaymentsLeftOver, type PaymentLeftOver } from '@bofu/payment';
import { yearAggregate } from '../closing-aggregate';
import { CHECK_LABEL, DISPOSAL_LABEL, SIGNING_POST_LABEL } from '../closing-labels';
import { missingSignatures, NOTED_STEPS, type FiscalYear, type NotedStep } from '../domain/year';
import { SIGNING_POSTS, type SigningPost } from '../domain/signing-posts';
import { MonthBooks } from '../month-books';
import { AskMonth, type MonthInFull } from '../months.query';
import { balancesLeft, leftOf } from './balances-left';
import { decemberOf, yearReportDigest } from './year-report';
import { YEAR_STEPS, type StepState, type YearStep } from './year-steps';

/** A step, what is on record for it in words, and what is missing. */
export interface StepStanding {
  readonly step: YearStep;
  readonly state: StepState;
  readonly count: number | null;
  readonly amountFen: Fen | null;
  readonly found: string;
  readonly missing: string | null;
}

export interface YearNote {
  readonly step: NotedStep;
  /** Where it stands in the log: what was known there is what it was said of. */
  readonly position: Position;
  readonly notedAt: string;
  readonly notedBy: string;
}

export interface YearSignature {
  readonly post: SigningPost;
  readonly personId: string;
  readonly signedAt: string;
  /** False where the report has changed since. */
  readonly stands: boolean;
}

export interface YearClosing {
  readonly fiscalYear: number;
  readonly year: FiscalYear;
  readonly version: bigint | null;
  readonly steps: readonly StepStanding[];
  /** Every appropriation of the year, with what is left of it on the day asked. */
  readonly balances: readonly AppropriationStanding[];
  readonly inTransit: readonly PaymentLeftOver[];
  readonly notReissued: readonly PaymentLeftOver[];
  readonly withoutReceipt: readonly PaymentLeftOver[];
  /** To the last day of the year, by level of funding and by budget type. */
  readonly sums: Pick<PlanAgainstActual, 'byFundingLevel' | 'byBudgetType' | 'total'>;
  /** 结转 of the year that has entered the next one. */
  readonly carriedIn: readonly AppropriationStanding[];
  readonly signatures: readonly YearSignature[];
  readonly notes: readonly YearNote[];
  /** SHA-256, in hex, of what is to be signed; `null` while December is open. */
  readonly reportDigest: string | null;
  readonly lockedAt: string | null;
  readonly cutOff: { readonly lastSubmissionOn: BusinessDate; readonly financeOn: BusinessDate | null } | null;
  /** How many programmes have a score, and what is still missing of the others'. */
  readonly selfEvaluation: { readonly programmes: number; readonly scored: number; readonly lacking: number };
}

/** 年终: the twelve steps of a fiscal year, as they stand. */
export class AskYearClosing extends Query<YearClosing> {
  constructor(
    readonly agencyId: string,
    readonly fiscalYear: number,
    readonly today: BusinessDate,
  ) {
    super();
  }
}

@QueryHandler(AskYearClosing)
export class AskYearClosingHandler implements IQueryHandler<AskYearClosing> {
  constructor(
    private readonly store: EventStore,
    private readonly queries: QueryBus,
    private readonly books: MonthBooks,
    private readonly directory: Directory,
  ) {}

  async execute({ agencyId, fiscalYear, today }: AskYearClosing): Promise<YearClosing> {
    await this.books.reach(await this.store.head());
    const own = await this.readYear(agencyId, fiscalYear);
    const lastDay = dateOf(fiscalYear, 12, 31);
    const agencyScope = [agencyId];
    const december = await this.queries.execute(new AskMonth(agencyId, decemberOf(fiscalYear), today));
    const balances = await balancesLeft(this.queries, agencyId, fiscalYear, today);
    const left = await this.queries.execute(new AskPaymentsLeftOver({ agencyScope, asOf: null, knownAt: null }));
    const ofYear = (payments: readonly PaymentLeftOver[]) =>
      payments.filter(({ since }) => since <= lastDay && since >= dateOf(fiscalYear, 1, 1));
    const plan = { agencyScope, fiscalYear, asOf: lastDay, knownAt: null };
    const { byFundingLevel, byBudgetType, total } = await this.queries.execute(new AskPlanAgainstActual(plan));
    const next = { agencyScope, fiscalYear: fiscalYear + 1, asOf: null, knownAt: null };
    const carriedIn = (await this.queries.execute(new ListAppropriations(next, null, MOST_CARRIED))).filter(
      ({ issuedAs }) => issuedAs === 'carry-over',
    );
    const facts: Facts = {
      ...own,
      fiscalYear,
      isOver: today > lastDay,
      december,
      balances,
      inTransit: ofYear(left.inTransit),
      notReissued: ofYear(left.notReissued),
      withoutReceipt: ofYear(left.withoutReceipt),
      sums: { byFundingLevel, byBudgetType, total },
      carriedIn,
      cutOff: this.directory.cutOff(agencyId, fiscalYear),
      selfEvaluation: await this.readSelfEvaluation(agencyId, fiscalYear, own.notes),
    };
    return { ...facts, steps: YEAR_STEPS.map((step) => ({ step, ...STANDINGS[step](facts) })) };
  }

  /** 自评 as it stands; once it is final, as it was known then, whatever is recorded afterwards. */
  private async readSelfEvaluation(agencyId: string, fiscalYear: number, notes: readonly YearNote[]) {
    const knownAt = notes.find(({ step }) => step === 'self-evaluation')?.position ?? null;
    const books = { agencyScope: [agencyId], fiscalYear, asOf: dateOf(fiscalYear, 12, 31), knownAt };
    const programmes = await this.queries.execute(new AskPerformance(books));
    const lacking = programmes.reduce((sum, { missing }) => sum + missing.length, 0);
    return { programmes: programmes.length, scored: programmes.filter(({ score }) => score !== null).length, lacking };
  }

  /** The year's own stream, and the digest of what would be signed now. */
  private async readYear(agencyId: string, fiscalYear: number) {
    const { stream, decider, codec } = yearAggregate(agencyId, fiscalYear);
    const recorded = (await this.store.readStream(stream)).events;
    const events = recorded.map((event) => codec.decode(event));
    const year = fold(decider, events);
    const reportDigest = await yearReportDigest(
      { load: (aggregate) => readState(this.store, aggregate) },
      agencyId,
      fiscalYear,
    );
    const at = (index: number): string => recorded[index]?.metadata['recordedAt'] ?? '';
    const lastOf = (found: (event: (typeof events)[number]) => boolean): number => events.findLastIndex(found);
    const signatures = SIGNING_POSTS.flatMap((post): YearSignature[] => {
      const signed = year.signatures.get(post);
      if (signed === undefined) return [];
      const signedAt = at(lastOf(({ type, data }) => type === 'YearReportSigned' && data.by.post === post));
      return [{ post, personId: signed.personId, signedAt, stands: signed.reportDigest === reportDigest }];
    });
    const notes = NOTED_STEPS.flatMap((step): YearNote[] => {
      const index = lastOf(({ type, data }) => type === 'YearStepNoted' && data.step === step);
      const noted = events[index];
      const position = recorded[index]?.position;
      return noted === undefined || position === undefined
        ? []
        : [{ step, position, notedAt: at(index), notedBy: noted.data.by.personId }];
    });
    const lockedAt = year.lock === null ? null : at(lastOf(({ type }) => type === 'YearLocked'));
    return { year, version: recorded.at(-1)?.version ?? null, reportDigest, signatures, notes, lockedAt };
  }
}

/** A stream as it stands, where nothing is decided on it. */
async function readState<State, Command, Event extends DomainEvent>(
  store: EventStore,
  { stream, decider, codec }: Aggregate<State, Command, Event>,
): Promise<State> {
  const { events } = await store.readStream(stream);
  return fold(
    decider,
    events.map((event) => codec.decode(event)),
  );
}

const MOST_CARRIED = 1_000;

type Facts = Omit<YearClosing, 'steps'> & { readonly isOver: boolean; readonly december: MonthInFull };
type Standing = Omit<StepStanding, 'step'>;

const yuan = (amountFen: Fen): string => `${formatYuanGrouped(amountFen)} 元`;
const total = (amounts: readonly { readonly amountFen: Fen }[]): Fen =>
  sumFen(amounts.map(({ amountFen }) => amountFen));

/** A step that is done once somebody says so, with a day, or says that it does not apply. */
function noted(facts: Facts, step: NotedStep, found: string, missing: string): Standing {
  const note = facts.year.notes.get(step);
  const plain = { count: null, amountFen: null };
  if (note === undefined) return { state: 'open', ...plain, found, missing };
  if (!note.applies) return { state: 'not-applicable', ...plain, found: note.reason, missing: null };
  const paper = note.documentNumber === null ? '' : `，${note.documentNumber.printed}`;
  return { state: 'done', ...plain, found: `${note.doneOn ?? ''}${paper}，${note.reason}`, missing: null };
}

/** What is listed: done where nothing is. */
const listed = (payments: readonly PaymentLeftOver[], otherwise: StepState, missing: string): Standing => ({
  state: payments.length === 0 ? 'done' : otherwise,
  count: payments.length,
  amountFen: total(payments),
  found: payments.length === 0 ? '无' : `${payments.length} 笔，${yuan(total(payments))}`,
  missing: payments.length === 0 ? null : missing,
});

const STANDINGS: Readonly<Record<YearStep, (facts: Facts) => Standing>> = {
  forecast: (facts) => {
    const left = facts.balances.filter((row) => row.availableFen > 0n);
    const leftFen = sumFen(left.map(({ availableFen }) => availableFen));
    return {
      ...noted(facts, 'forecast', `可用 ${yuan(leftFen)}`, '11 月预测、年末未完成名单与追加、调剂申请未登记'),
      ...{ count: left.length, amountFen: leftFen },
    };
  },
  'cut-off': ({ cutOff, fiscalYear }) =>
    cutOff === null
      ? {
          ...{ state: 'open', count: null, amountFen: null, found: '未设定' },
          missing: `最后提交日未设定（通常为 ${fiscalYear}-12-20）`,
        }
      : {
          ...{ state: 'done', count: null, amountFen: null },
          found: `最后提交日 ${cutOff.lastSubmissionOn}，财政关账日 ${cutOff.financeOn ?? '未录入'}`,
          missing: cutOff.financeOn === null ? '财政关账日未录入' : null,
        },
  'in-transit': ({ inTransit }) => listed(inTransit, 'blocking', '须支付、退回或年终作废'),
  returns: ({ notReissued }) => listed(notReissued, 'open', '重发或说明；跨年重发列新年度指标'),
  receipts: ({ withoutReceipt }) => listed(withoutReceipt, 'open', '补录银行凭证号'),
  reconciliation: (facts) => {
    const { december, year } = facts;
    const isClosed = december.month.closing !== null;
    const open = december.checks.filter(
      ({ check, count }) => count > 0 && (check === 'statement-missing' || check === 'difference-unexplained'),
    );
    const special = year.notes.get('special-accounts');
    const missing = [
      ...(isClosed ? [] : [`${december.period} 尚未月结`]),
      ...open.map(({ check, count }) => `${CHECK_LABEL[check]} ${count} 项`),
      ...(special === undefined ? ['财政专户、支出户对账未登记'] : []),
    ];
    return {
      state: !isClosed ? 'blocking' : missing.length === 0 ? 'done' : 'open',
      ...{ count: open.length, amountFen: null },
      found: isClosed ? `${december.period} 已月结，对账平` : `${december.period} 未月结`,
      missing: missing.length === 0 ? null : missing.join('；'),
    };
  },
  'sum-check': ({ sums }) => {
    const ties = (groups: PlanAgainstActual['byUnit']) =>
      sumFen(groups.map(({ budgetFen }) => budgetFen)) === sums.total.budgetFen &&
      sumFen(groups.map(({ settledFen }) => settledFen)) === sums.total.settledFen;
    const tie = ties(sums.byFundingLevel) && ties(sums.byBudgetType);
    const byType = sums.byBudgetType.length;
    return {
      ...{ state: tie ? 'done' : 'blocking', count: sums.total.programmes, amountFen: sums.total.budgetFen },
      found: `按 ${sums.byFundingLevel.length} 个级次、${byType} 种预算类型合计均为 ${yuan(sums.total.budgetFen)}`,
      missing: tie ? null : '分级次或分预算类型的合计与总计不等',
    };
  },
  'carry-over': ({ balances, year, isOver }) => {
    const left = balances.filter((row) => leftOf(row) > 0n);
    const leftFen = sumFen(left.map(leftOf));
    const frozen = left.filter(({ frozenFen }) => frozenFen > 0n).length;
    const done = (['carried-over', 'surplus', 'clawed-back'] as const).flatMap((disposal) => {
      const amountFen = total(year.disposed.filter((one) => one.disposal === disposal));
      return amountFen > 0n ? [`${DISPOSAL_LABEL[disposal]} ${yuan(amountFen)}`] : [];
    });
    const nothing = left.length === 0;
    return {
      state: nothing ? 'done' : isOver ? 'blocking' : 'not-yet',
      ...{ count: left.length, amountFen: leftFen },
      found: done.length > 0 ? done.join('，') : nothing ? '没有余额' : '未处理',
      missing: nothing
        ? null
        : `${left.length} 项指标余额 ${yuan(leftFen)} 未处理${frozen > 0 ? `（其中 ${frozen} 项有冻结，须先解冻）` : ''}`,
    };
  },
  'self-evaluation': (facts) => {
    const { programmes, scored, lacking } = facts.selfEvaluation;
    const standing = noted(facts, 'self-evaluation', '未定稿', '绩效自评未登记定稿');
    const lacks = lacking === 0 ? '' : `，缺 ${lacking} 项`;
    return {
      ...standing,
      count: scored,
      found: `${standing.found}；${programmes} 个项目中 ${scored} 个得分齐全${lacks}`,
    };
  },
  'sign-and-lock': ({ year, reportDigest, lockedAt, isOver }) => {
    const missing = missingSignatures(year, reportDigest).map((post) => SIGNING_POST_LABEL[post]);
    const signed = SIGNING_POSTS.length - missing.length;
    return {
      state: lockedAt !== null ? 'done' : isOver ? 'open' : 'not-yet',
      ...{ count: signed, amountFen: null },
      found: lockedAt !== null ? '已锁账' : `已签 ${signed} 个岗位`,
      missing:
        lockedAt !== null
          ? null
          : reportDigest === null
            ? '12 月月结后签署'
            : missing.length > 0
              ? `待签：${missing.join('、')}`
              : '待锁账',
    };
  },
  'next-year': (facts) => {
    const { carriedIn, year, isOver, fiscalYear, balances, lockedAt } = facts;
    const carried = year.disposed.filter(({ disposal }) => disposal === 'carried-over');
    const matched = new Set(carried.map(({ carriedTo }) => carriedTo));
    const alone = carriedIn.filter(({ appropriationId }) => !matched.has(appropriationId));
    const second = balances.filter((row) => row.formedIn < fiscalYear && leftOf(row) > 0n);
    const carriedFen = total(carried);
    const missing = [
      ...alone.map(({ programmeName }) => `${programmeName}的结转指标未与本年余额对上`),
      ...second.map((row) => `${row.programmeName}形成于 ${row.formedIn} 年，仍有 ${yuan(leftOf(row))} 未用`),
    ];
    const confirmed = noted(facts, 'carry-over-confirmed', '', '财政确认结转未登记');
    const said = `结转 ${carried.length} 项，${yuan(carriedFen)}，两侧相等`;
    const waits = confirmed.missing !== null && carried.length > 0 ? [confirmed.missing] : [];
    const all = [...missing, ...(lockedAt === null ? [] : waits)];
    return {
      state: !isOver ? 'not-yet' : missing.length + waits.length > 0 ? 'open' : 'done',
      ...{ count: carried.length, amountFen: carriedFen },
      found: confirmed.found === '' ? said : `${said}；${confirmed.found}`,
      missing: all.length === 0 ? null : all.join('；'),
    };
  },
  archive: (facts) => {
    const accounts = noted(facts, 'final-accounts', '决算未登记', '决算批复未登记');
    const archive = noted(facts, 'archive', '未归档', '未登记归档');
    const missing = [accounts.missing, archive.missing].filter((one) => one !== null);
    const isNot = accounts.state === 'not-applicable' && archive.state === 'not-applicable';
    return {
      state: facts.lockedAt === null ? 'not-yet' : missing.length > 0 ? 'open' : isNot ? 'not-applicable' : 'done',
      ...{ count: null, amountFen: null },
      found: `${accounts.found}；${archive.found}`,
      missing: facts.lockedAt === null ? '锁账以后' : missing.length === 0 ? null : missing.join('；'),
    };
  },
};
