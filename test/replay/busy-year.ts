import type { CommandBus } from '@nestjs/cqrs';
import { appropriationIdOf, ChangeAppropriation, TransferVirement, type AppropriationChange } from '@bofu/budget';
import { derivedId, type CommandContext } from '@bofu/event-store';
import {
  addDays,
  fen,
  parseBusinessDate,
  parseDocumentNumber,
  parsePeriod,
  Refusal,
  type BusinessDate,
  type Fen,
} from '@bofu/kernel';
import { MovePaymentOn, SubmitDisbursement, SubmitPayoutRun, type PaymentStep } from '@bofu/payment';
import { chanceOf } from './chance';

/**
 * A year of three appropriations in which everything happens that can: most things on their day, one in four entered
 * late, some ahead of their day; sent back, returned, reversed, corrected, supplemented, moved, frozen. All of it
 * through the commands a clerk's screen sends.
 */
export interface BusyYear {
  readonly carriedOut: ReadonlyMap<string, number>;
  readonly refused: number;
}

const FIRST_DAY = parseBusinessDate('2021-01-04');
const DOCUMENT = parseDocumentNumber('保财社〔2021〕88号');
const PAYEE = { kind: 'organisation' as const, name: '收款单位' };
const CODES = ['BUSY00000000000000001', 'BUSY00000000000000002', 'BUSY00000000000000003'];
export const BUSY_APPROPRIATIONS = CODES.map((code) => appropriationIdOf(2021, code));

export async function playBusyYear(commands: CommandBus, seed: number, acts: number): Promise<BusyYear> {
  const chance = chanceOf(seed);
  const carriedOut = new Map<string, number>();
  let refused = 0;
  const submitted: string[] = [];
  const paid: string[] = [];

  for (let act = 0; act < acts; act += 1) {
    const today = addDays(FIRST_DAY, Math.floor((act * 361) / acts));
    const context: CommandContext = {
      commandId: derivedId('busy', String(seed), String(act)),
      actor: chance.oneOf(['王经办', '李复核']),
      recordedAt: `${today}T${String(9 + Math.floor(((act * 361 * 8) / acts) % 8)).padStart(2, '0')}:00:00.000+08:00`,
    };
    try {
      const name = await doSomething(context, businessDay(today), act);
      if (name !== null) carriedOut.set(name, (carriedOut.get(name) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused += 1;
    }
  }
  return { carriedOut, refused };

  /** Late by up to six weeks, ahead by up to ten days, and never outside the year for long. */
  function businessDay(today: BusinessDate): BusinessDate {
    if (chance.onceIn(4)) return addDays(today, -1 - chance.upTo(42));
    return chance.onceIn(12) ? addDays(today, 1 + chance.upTo(10)) : today;
  }

  async function doSomething(context: CommandContext, on: BusinessDate, act: number): Promise<string | null> {
    const issuing = [0, 1, Math.floor(0.4 * acts)].indexOf(act);
    if (issuing !== -1) return issue(context, issuing, act < 2 ? parseBusinessDate('2021-01-01') : on);
    const kind = chance.upTo(100);
    if (kind < 34) return submit(context, on);
    if (kind < 66) return payOrSendBack(context, on);
    if (kind < 84) return moveOn(context, on);
    return changeBudget(context, on);
  }

  async function issue(context: CommandContext, at: number, effectiveOn: BusinessDate): Promise<string> {
    await change(context, BUSY_APPROPRIATIONS[at]!, {
      type: 'issue-appropriation',
      fiscalYear: 2021,
      programmeCode: CODES[at]!,
      programmeName: `繁忙项目${at + 1}`,
      unitCode: '356001',
      unitName: '局本级',
      fundingLevel: 'provincial',
      fundingLevelBasis: 'stated',
      budgetType: 'general-public',
      documentNumber: DOCUMENT,
      issuedAs: 'regular',
      source: null,
      amountFen: fen(40_000_000n),
      effectiveOn,
    });
    return 'issue-appropriation';
  }

  async function submit(context: CommandContext, submittedOn: BusinessDate): Promise<string> {
    const paymentId = derivedId('busy-payment', context.commandId);
    const purpose = '全年业务';
    if (chance.onceIn(2)) {
      const appropriationId = anyAppropriation();
      const disbursement = { appropriationId, amountFen: amount(90_000), payee: PAYEE, purpose, period: null };
      await commands.execute(new SubmitDisbursement(context, paymentId, { ...disbursement, submittedOn }));
      submitted.push(paymentId);
      return 'submit-disbursement';
    }
    const [one, two] = [anyAppropriation(), anyAppropriation()];
    const lines = [...new Set([one, two])].map((appropriationId) => ({ appropriationId, rateFen: amount(1_000) }));
    const [headcount, period] = [1 + chance.upTo(90), parsePeriod(submittedOn.slice(0, 7))];
    const run = { lines, headcount, run: 'supplementary' as const, period, payee: PAYEE, purpose };
    await commands.execute(new SubmitPayoutRun(context, paymentId, { ...run, submittedOn }));
    submitted.push(paymentId);
    return 'submit-payout-run';
  }

  async function payOrSendBack(context: CommandContext, on: BusinessDate): Promise<string | null> {
    const at = chance.upTo(submitted.length);
    const paymentId = submitted[at];
    if (paymentId === undefined) return null;
    const step: PaymentStep = chance.onceIn(8)
      ? { type: 'send-back-payment', sentBackOn: on, reason: '花名册有误' }
      : { type: 'pay-payment', paidOn: on, voucherNumber: null };
    await commands.execute(new MovePaymentOn(context, paymentId, step));
    submitted.splice(at, 1);
    if (step.type === 'pay-payment') paid.push(paymentId);
    return step.type;
  }

  async function moveOn(context: CommandContext, on: BusinessDate): Promise<string | null> {
    const paymentId = paid[chance.upTo(paid.length)];
    if (paymentId === undefined) return null;
    const step = stepOf(context.commandId, on);
    await commands.execute(new MovePaymentOn(context, paymentId, step));
    return step.type === 'record-payment-return' ? `${step.type}-by-${step.by}` : step.type;
  }

  function stepOf(commandId: string, on: BusinessDate): PaymentStep {
    const kind = chance.upTo(10);
    if (kind < 2) return { type: 'reverse-payment', reversedOn: on, reason: '重复支付' };
    if (kind < 6) {
      const correctionId = derivedId('correction', commandId);
      const [from, to] = [anyAppropriation(), anyAppropriation()];
      return { type: 'reclassify-payment', correctionId, from, to, correctedOn: on, reason: '列错指标' };
    }
    return {
      type: 'record-payment-return',
      by: chance.oneOf(['bank', 'payee']),
      returnId: derivedId('return', commandId),
      returned: chance.onceIn(2) ? { headcount: 1 + chance.upTo(3) } : { amountFen: amount(5_000) },
      returnedOn: on,
      reason: '户名不符',
    };
  }

  async function changeBudget(context: CommandContext, effectiveOn: BusinessDate): Promise<string> {
    const kind = chance.oneOf([
      'supplement-appropriation',
      'reduce-appropriation',
      'claw-back-appropriation',
      'freeze-appropriation',
      'freeze-appropriation',
      'unfreeze-appropriation',
      'transfer-virement',
      'revise-spending-plan',
      'adopt-spending-plan',
      'set-payment-standard',
    ] as const);
    const documented = { amountFen: amount(300_000), effectiveOn, documentNumber: DOCUMENT, reason: '批复' };
    if (kind === 'transfer-virement') {
      const [from, to] = [anyAppropriation(), anyAppropriation()];
      await commands.execute(new TransferVirement(context, { ...documented, from, to }));
      return kind;
    }
    await change(context, anyAppropriation(), changeOf(kind, documented));
    return kind;
  }

  type Changing = Exclude<AppropriationChange['type'], 'issue-appropriation' | 'set-performance-targets'>;
  type Documented = { amountFen: Fen; effectiveOn: BusinessDate; documentNumber: typeof DOCUMENT; reason: string };

  function changeOf(type: Changing, documented: Documented): AppropriationChange {
    const { amountFen, effectiveOn, reason } = documented;
    switch (type) {
      case 'freeze-appropriation':
      case 'unfreeze-appropriation':
        return { type, amountFen, effectiveOn, reason };
      case 'adopt-spending-plan':
        return { type, checkpoints: plan(), effectiveOn };
      case 'revise-spending-plan':
        return { type, checkpoints: plan(), effectiveOn, reason };
      case 'set-payment-standard': {
        const deadline = { kind: 'unstated' as const, printed: '及时' };
        return { type, effectiveOn, rates: [], headcount: 1 + chance.upTo(500), cashFlow: 'monthly', deadline };
      }
      default:
        return { type, ...documented };
    }
  }

  function plan() {
    const half = chance.upTo(10_000);
    return [
      { on: parseBusinessDate('2021-06-30'), cumulativeShare: half },
      { on: parseBusinessDate('2021-12-31'), cumulativeShare: 10_000 },
    ];
  }

  async function change(context: CommandContext, appropriationId: string, changing: AppropriationChange) {
    await commands.execute(new ChangeAppropriation(context, appropriationId, changing));
  }

  /** The first one is busiest: its stream runs through several buckets. */
  function anyAppropriation(): string {
    return BUSY_APPROPRIATIONS[chance.oneOf([0, 0, 0, 1, 2])]!;
  }

  function amount(below: number): Fen {
    return fen(BigInt(1 + chance.upTo(below)));
  }
}
