import { z } from 'zod';
import { actAsSent, BUDGET_ACT_LABEL, BUDGET_ACTS, type BudgetAct } from '@bofu/budget';
import { formatYuan, formatYuanGrouped, type Delegators, type Post, type Signer } from '@bofu/kernel';
import { PAPER_EVENT_LABEL, PAPER_STATE_LABEL } from './budget-paper-labels';
import { budgetPaperRefusals } from './budget-paper-refusals';
import { PAPER_STATES, type PaperSignature } from './domain/refusals';
import { barredAs, type PaperStanding } from './papers.query';
import type { ShownPaper } from './show-paper';

/** Papers as they leave over HTTP: money is 元 as text. */
const money = z.string().meta({ description: '元，两位小数', example: '1000000.00' });

export const paperView = z.strictObject({
  paperId: z.string(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  state: z.enum(PAPER_STATES),
  stateLabel: z.string(),
  waitsFor: z.enum(['review', 'approval']).nullable().describe('正待哪一步；已了结的为 null'),
  entries: z.int(),
  summary: z.string().describe('各类事项及其项数'),
  total: money,
  replaces: z.string().nullable(),
  fileDigest: z.string().nullable(),
  fileName: z.string().nullable().describe('读自公开文件的，文件名'),
  submittedById: z.string(),
  isMine: z.boolean().describe('来问者提交的'),
  barred: z.string().nullable().describe('不能由来问者签的缘由；可以签的为 null'),
  steps: z.array(
    z.strictObject({
      type: z.string(),
      label: z.string(),
      by: z.string(),
      recordedAt: z.string(),
      reason: z.string().nullable(),
    }),
  ),
});

export const shownPaperView = paperView.extend({
  digest: z.string().describe('内容与现在入账后果的摘要：签字时带回'),
  shownAt: z.string().describe('账读到这里：签字时带回'),
  lines: z.array(
    z.strictObject({
      entry: z.int(),
      type: z.enum(BUDGET_ACTS),
      label: z.string(),
      details: z.string(),
      act: z.record(z.string(), z.unknown()).describe('与提交时 entries 中的这一项相同，可据以重新填写、重新提交'),
      sources: z.array(
        z.strictObject({ field: z.string(), printed: z.string(), documentDigest: z.string(), place: z.string() }),
      ),
      changes: z
        .array(
          z.strictObject({
            subject: z.strictObject({ kind: z.enum(['appropriation', 'programme']), id: z.string(), name: z.string() }),
            figure: z.string(),
            before: z.string().nullable(),
            after: z.string().nullable(),
          }),
        )
        .describe('现在入账的前后；已了结的单据为空'),
      refusal: z.strictObject({ code: z.string(), sentence: z.string() }).nullable(),
    }),
  ),
});

export type NameOf = (personId: string) => string | null;
/** Who asks, by the rights she holds on the paper's books, and who stands in for whom. */
export type Asking = {
  readonly personId: string;
  readonly rights: readonly { readonly post: Post; readonly delegationId: string | null }[];
  readonly delegators: Delegators;
} | null;
const SIGNED_FROM = { review: 'reviewer', approval: 'approver' } as const satisfies Record<PaperSignature, Post>;

export function viewPaper(paper: PaperStanding, nameOf: NameOf, asking: Asking): z.input<typeof paperView> {
  const { paperId, title, documentNumber, state, entries, totalFen, replaces, fileDigest, fileName, steps } = paper;
  const waitsFor = state === 'submitted' ? 'review' : state === 'reviewed' ? 'approval' : null;
  const as = asking === null || waitsFor === null ? null : barredAs(paper, handOf(asking, waitsFor), asking.delegators);
  const submittedById = steps[0]?.by.personId ?? '';
  return {
    ...{ paperId, title, documentNumber, state, waitsFor, entries, replaces, fileDigest, fileName },
    ...{ submittedById },
    stateLabel: PAPER_STATE_LABEL[state],
    summary: BUDGET_ACTS.flatMap((type) => {
      const n = paper.acts[type] ?? 0;
      return n === 0 ? [] : [n === 1 ? BUDGET_ACT_LABEL[type] : `${BUDGET_ACT_LABEL[type]} ${n} 项`];
    }).join('、'),
    total: formatYuan(totalFen),
    isMine: asking !== null && asking.personId === submittedById,
    barred:
      as === null || waitsFor === null
        ? null
        : budgetPaperRefusals['budget-paper-signed-already'].title({ paperId, asked: waitsFor, as, totalFen }),
    steps: steps.map(({ type, by, recordedAt, reason }) => ({
      ...{ type, label: PAPER_EVENT_LABEL[type], recordedAt, reason },
      by: nameOf(by.personId) ?? by.personId,
    })),
  };
}

/** As she would sign: by the first of her rights that does. */
const handOf = ({ personId, rights }: NonNullable<Asking>, asked: PaperSignature): Signer => ({
  personId,
  delegationId: rights.find(({ post }) => post === SIGNED_FROM[asked])?.delegationId ?? null,
});

export function viewShownPaper(
  standing: PaperStanding,
  { paper, effects, digest, shownAt }: ShownPaper,
  nameOf: NameOf,
  asking: Asking,
): z.input<typeof shownPaperView> {
  return {
    ...viewPaper(standing, nameOf, asking),
    ...{ digest, shownAt },
    lines: paper.acts.map((act, at) => {
      const effect = effects[at];
      return {
        ...{ entry: at + 1, type: act.type, label: BUDGET_ACT_LABEL[act.type], details: inWords(act) },
        act: { ...actAsSent(act) },
        sources: 'sources' in act ? act.sources.map((source) => ({ ...source })) : [],
        changes: effect?.changes.map((change) => ({ ...change, subject: { ...change.subject } })) ?? [],
        refusal: effect?.refusal ?? null,
      };
    }),
  };
}

/** One line of what an entry says. */
const inWords = (act: BudgetAct): string =>
  [
    'name' in act ? act.name : null,
    'programme' in act && 'code' in act.programme ? `${act.programme.code} ${act.programme.name}` : null,
    'amountFen' in act ? `${formatYuanGrouped(BigInt(act.amountFen))} 元` : null,
    'documentNumber' in act ? (act.documentNumber?.printed ?? null) : null,
    `自 ${'endsOn' in act ? act.endsOn : act.effectiveOn}`,
    'reason' in act ? act.reason : null,
  ]
    .filter((part) => part !== null)
    .join('，');
