import { z } from 'zod';
import { eventData } from '@bofu/event-store';
import { CASH_FLOWS, RATE_PERIODS, FUNDING_LEVELS } from '@bofu/kernel';
import { BUDGET_TYPES, ISSUE_KINDS } from './domain/appropriation-terms';
import type { BudgetAct } from './domain/budget-act';
import { checkpoints, deadline, elements, sources } from './budget-codec';

const { count, date, digits, documentNumber, text } = eventData;

const onAppropriation = z.union([z.strictObject({ appropriationId: text }), z.strictObject({ act: count })]);
const onProgramme = z.union([z.strictObject({ programmeId: text }), z.strictObject({ act: count })]);
const dated = { effectiveOn: date };
const moved = { amountFen: digits, ...dated };
const paper = { documentNumber: documentNumber.nullable(), documentDate: date.nullable() };
const documented = { ...moved, ...paper, reason: text, confirmation: text.nullable() };
const onMoney = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), on: onAppropriation, ...shape });
const onWhat = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), on: onProgramme, ...shape });

/** How a recorded entry of a paper is read. */
export const budgetActShape: z.ZodType<BudgetAct> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('issue-appropriation'),
    programme: z.union([z.strictObject({ programmeId: text }), z.strictObject({ code: text, name: text })]),
    fiscalYear: count,
    formedIn: count,
    issuedAs: z.enum(ISSUE_KINDS),
    batch: count,
    unitCode: text,
    unitName: text,
    fundingLevel: z.enum(FUNDING_LEVELS),
    fundingLevelBasis: z.enum(['stated', 'inferred']),
    budgetType: z.enum(BUDGET_TYPES),
    elements,
    sources,
    ...moved,
    ...paper,
  }),
  onMoney('supplement-appropriation', { ...documented, sources }),
  onMoney('reduce-appropriation', { ...documented, sources }),
  onMoney('claw-back-appropriation', documented),
  onMoney('freeze-appropriation', { ...moved, reason: text }),
  onMoney('unfreeze-appropriation', { ...moved, reason: text }),
  onMoney('replace-provisional-authority', { ...dated, ...paper, reason: text, replacedBy: text }),
  z.strictObject({ type: z.literal('transfer-virement'), from: text, to: text, ...documented }),
  onMoney('adopt-spending-plan', { ...dated, checkpoints, sources }),
  onMoney('revise-spending-plan', { ...dated, checkpoints, reason: text, sources }),
  z.strictObject({ type: z.literal('register-programme'), code: text, name: text, ...dated, sources }),
  onWhat('rename-programme', { code: text, name: text, ...dated, reason: text }),
  onWhat('define-programme-group', { name: text, ...dated }),
  onWhat('set-payment-standard', {
    ...dated,
    groupId: text.nullable(),
    rates: z.array(z.strictObject({ label: text, amountFen: digits, per: z.enum(RATE_PERIODS) })).readonly(),
    headcount: count.nullable(),
    cashFlow: z.enum(CASH_FLOWS),
    deadline,
    arrearsDueOn: date.nullable(),
    sources,
  }),
  onWhat('set-performance-targets', {
    ...dated,
    fiscalYear: count,
    targets: z
      .array(z.strictObject({ level1: text, level2: text, level3: text, target: text, basis: text }))
      .readonly(),
    sources,
  }),
  onWhat('end-programme', { endsOn: date, reason: text }),
  onWhat('continue-programme', { ...dated, reason: text }),
]);
