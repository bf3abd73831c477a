import { z } from 'zod';
import { strictObject, uuid } from '@bofu/http';
import { fenToDigits, Refusal, type Fen } from '@bofu/kernel';
import * as money from './appropriation-requests';
import type { BudgetAct, OnAppropriation, OnProgramme } from './domain/budget-act';
import * as programme from './programme-requests';

/**
 * An entry of a paper as it is sent: what it is about, and the very content that the same act takes alone. Each becomes
 * the entry as it is recorded.
 */

const entry = z.int().min(1).max(999).meta({ description: '同一单据中在前的第几项' });
const sources = z
  .array(
    strictObject({
      field: z.string().max(50),
      printed: z.string().max(500),
      documentDigest: z.string().regex(/^[0-9a-f]{64}$/),
      place: z.string().max(100),
    }),
  )
  .max(50)
  .default([])
  .meta({ description: '金额等在原件中的出处' });

const missing = (field: string, context: z.RefinementCtx): never => {
  context.addIssue({ code: 'custom', path: [field], params: { refusal: new Refusal('missing-field', { field }) } });
  return z.NEVER;
};

/** Amounts are digits in what is recorded. */
const recorded = <Content extends object>({ amountFen, ...content }: Content & { readonly amountFen?: Fen }) => ({
  ...content,
  ...(amountFen !== undefined && { amountFen: fenToDigits(amountFen) }),
});

const onAppropriation = <Type extends BudgetAct['type'], Content extends z.ZodType<object>>(
  type: Type,
  content: Content,
) =>
  strictObject({
    type: z.literal(type),
    appropriationId: uuid.optional().meta({ description: '预算指标；由同一单据下达的改填 entry' }),
    entry: entry.optional(),
    content,
    sources,
  }).transform((sent, context) => {
    const { appropriationId, entry: act, content: stated, sources: found } = sent as unknown as Sent;
    const on: OnAppropriation =
      appropriationId !== undefined
        ? { appropriationId }
        : act !== undefined
          ? { act }
          : missing('appropriationId', context);
    return { type, on, ...sourced(type, found), ...recorded(stated) };
  });

const onProgramme = <Type extends BudgetAct['type'], Content extends z.ZodType<object>>(type: Type, content: Content) =>
  strictObject({
    type: z.literal(type),
    programmeId: uuid.optional().meta({ description: '预算项目；由同一单据登记的改填 entry' }),
    entry: entry.optional(),
    content,
    sources,
  }).transform((sent, context) => {
    const { programmeId, entry: act, content: stated, sources: found } = sent as unknown as Sent;
    const on: OnProgramme =
      programmeId !== undefined ? { programmeId } : act !== undefined ? { act } : missing('programmeId', context);
    return { type, on, ...sourced(type, found), ...recorded(stated) };
  });

const byItself = <Type extends BudgetAct['type'], Content extends z.ZodType<object>>(type: Type, content: Content) =>
  strictObject({ type: z.literal(type), content, sources }).transform((sent) => {
    const { content: stated, sources: found } = sent as unknown as Sent;
    return { type, ...recorded(stated), ...sourced(type, found) };
  });

interface Sent {
  readonly appropriationId?: string;
  readonly programmeId?: string;
  readonly entry?: number;
  readonly content: object;
  readonly sources: readonly object[];
}

/** Those whose event keeps where its figures stand on paper. */
const WITH_SOURCES: ReadonlySet<BudgetAct['type']> = new Set([
  'issue-appropriation',
  'supplement-appropriation',
  'reduce-appropriation',
  'adopt-spending-plan',
  'revise-spending-plan',
  'register-programme',
  'set-payment-standard',
  'set-performance-targets',
]);
const sourced = (type: BudgetAct['type'], sources: readonly object[]) => (WITH_SOURCES.has(type) ? { sources } : {});

export const budgetActRequest = z
  .discriminatedUnion('type', [
    byItself('issue-appropriation', money.issueRequest),
    onAppropriation('supplement-appropriation', money.documentedMovement),
    onAppropriation('reduce-appropriation', money.documentedMovement),
    onAppropriation('claw-back-appropriation', money.documentedMovement),
    onAppropriation('freeze-appropriation', money.movement),
    onAppropriation('unfreeze-appropriation', money.movement),
    onAppropriation('replace-provisional-authority', money.replacementRequest),
    byItself('transfer-virement', money.virementRequest),
    onAppropriation('adopt-spending-plan', money.adoptPlanRequest),
    onAppropriation('revise-spending-plan', money.revisePlanRequest),
    byItself('register-programme', programme.registerProgrammeRequest),
    onProgramme('rename-programme', programme.renameProgrammeRequest),
    onProgramme('define-programme-group', programme.groupRequest),
    onProgramme('set-payment-standard', programme.paymentStandardRequest),
    onProgramme('set-performance-targets', programme.performanceTargetsRequest),
    onProgramme('end-programme', programme.endRequest),
    onProgramme('continue-programme', programme.continuationRequest),
  ])
  .transform((act) => act as unknown as BudgetAct);
