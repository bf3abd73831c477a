import type { CommandBus } from '@nestjs/cqrs';
import * as budget from '@bofu/budget';
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
import * as payment from '@bofu/payment';
import { chanceOf } from './chance';

/**
 * A year of three appropriations in which everything happens that can: most things on their day, one in four entered
 * late, some ahead of their day; paid in part, sent back, withdrawn, voided, refused, returned, reversed, corrected,
 * supplemented, moved, frozen. All of it through the commands a clerk's screen sends.
 */
export interface BusyYear {
  readonly carriedOut: ReadonlyMap<string, number>;
  readonly refused: number;
}

const FIRST_DAY = parseBusinessDate('2021-01-04');
const DOCUMENT = parseDocumentNumber('保财社〔2021〕88号');
const PAYEE = { kind: 'organisation' as const, name: '收款单位' };
const CODES = ['BUSY00000000000000001', 'BUSY00000000000000002', 'BUSY00000000000000003'];
export const BUSY_AGENCY = derivedId('busy', 'agency');
const NOBODY = derivedId('busy', 'not issued yet');

interface Issued {
  readonly appropriationId: string;
  readonly programmeId: string;
}
/** What is in transit, and how many charges it has left to settle at most. */
interface InTransit {
  readonly paymentId: string;
  readonly charges: number;
}

export async function playBusyYear(
  commands: CommandBus,
  seed: number,
  acts: number,
  agencyId = BUSY_AGENCY,
): Promise<BusyYear> {
  const chance = chanceOf(seed);
  const carriedOut = new Map<string, number>();
  let refused = 0;
  const issued: Issued[] = [];
  const submitted: InTransit[] = [];
  const paid: string[] = [];

  for (let act = 0; act < acts; act += 1) {
    const today = addDays(FIRST_DAY, Math.floor((act * 361) / acts));
    const context: CommandContext = {
      commandId: derivedId('busy', String(seed), String(act)),
      agencyId,
      by: {
        personId: chance.oneOf(['wang', 'li']),
        post: 'clerk',
        delegationId: null,
        channel: 'service',
        mode: 'single-person',
      },
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
    if (kind < 66) return payOrRelease(context, on);
    if (kind < 84) return moveOn(context, on);
    return changeBudget(context, on);
  }

  async function issue(context: CommandContext, at: number, effectiveOn: BusinessDate): Promise<string> {
    const registering = { ...context, commandId: derivedId(context.commandId, 'programme') };
    const registration = { code: CODES[at]!, name: `繁忙项目${at + 1}`, effectiveOn, sources: [] };
    const { programmeId } = await commands.execute(new budget.RegisterProgramme(registering, registration));
    const { appropriationId } = await commands.execute(
      new budget.IssueAppropriation(context, {
        programme: { programmeId },
        fiscalYear: 2021,
        formedIn: 2021,
        batch: 1,
        unitCode: '356001',
        unitName: '局本级',
        fundingLevel: 'provincial',
        fundingLevelBasis: 'stated',
        budgetType: 'general-public',
        documentNumber: DOCUMENT,
        documentDate: null,
        elements: budget.NO_ELEMENTS,
        issuedAs: 'regular',
        sources: [],
        amountFen: fen(40_000_000n),
        effectiveOn,
      }),
    );
    issued.push({ appropriationId, programmeId });
    return 'issue-appropriation';
  }

  async function submit(context: CommandContext, submittedOn: BusinessDate): Promise<string> {
    const anew = { route: 'treasury', schemeId: null, replaces: null, reissueOf: null } as const;
    const own = { ...anew, payee: PAYEE, purpose: '全年业务', submittedOn };
    const line = { groupId: null, borneFor: null };
    if (chance.onceIn(2)) {
      const sum = { ...line, period: null, entry: 'regular', reason: null } as const;
      const lines = [{ ...sum, appropriationId: anyAppropriation(), pays: { amountFen: amount(90_000) } }];
      const disbursement = new payment.SubmitPayment(context, { ...own, kind: 'disbursement', lines });
      submitted.push({ paymentId: (await commands.execute(disbursement)).paymentId, charges: 1 });
      return 'submit-disbursement';
    }
    const [one, two] = [anyAppropriation(), anyAppropriation()];
    const bearers = [...new Set([one, two])];
    const [count, period] = [1 + chance.upTo(90), parsePeriod(submittedOn.slice(0, 7))];
    const lines = bearers.map((appropriationId) => ({
      ...line,
      appropriationId,
      period,
      entry: 'back-pay' as const,
      reason: '补发',
      pays: { heads: { of: 'persons' as const, count }, rateFen: amount(1_000), per: 'month' as const, times: 1 },
    }));
    const run = new payment.SubmitPayment(context, { ...own, kind: 'payout-run', lines });
    submitted.push({ paymentId: (await commands.execute(run)).paymentId, charges: bearers.length });
    return 'submit-payout-run';
  }

  async function payOrRelease(context: CommandContext, on: BusinessDate): Promise<string | null> {
    const at = chance.upTo(submitted.length);
    const one = submitted[at];
    if (one === undefined) return null;
    const { paymentId } = one;
    if (chance.onceIn(6)) {
      submitted.splice(at, 1);
      return release(context, paymentId, on);
    }
    // The levels' money clears on different days.
    const [first] = one.charges === 2 && chance.onceIn(2) ? [1] : [];
    const step = { charges: first === undefined ? ('all' as const) : [first], paidOn: on, voucherNumber: null };
    await commands.execute(new payment.PayPayment(context, paymentId, step));
    if (first === undefined) submitted.splice(at, 1);
    else submitted.splice(at, 1, { paymentId, charges: 1 });
    paid.push(paymentId);
    return first === undefined ? 'pay-payment' : 'pay-one-charge';
  }

  async function release(context: CommandContext, paymentId: string, on: BusinessDate): Promise<string> {
    const kind = chance.oneOf(['send-back', 'withdraw', 'void', 'refuse'] as const);
    const reason = '花名册有误';
    switch (kind) {
      case 'send-back':
        await commands.execute(new payment.SendBackPayment(context, paymentId, { sentBackOn: on, reason }));
        break;
      case 'withdraw': {
        const step = { charges: 'all', withdrawnOn: on, reason } as const;
        await commands.execute(new payment.WithdrawPayment(context, paymentId, step));
        break;
      }
      case 'void':
        await commands.execute(new payment.VoidPayment(context, paymentId, { charges: 'all', voidedOn: on, reason }));
        break;
      default: {
        const step = { charges: 'all', refusedBy: 'bank', refusedOn: on, reason } as const;
        await commands.execute(new payment.RecordPaymentRefusal(context, paymentId, step));
      }
    }
    return `${kind}-payment`;
  }

  async function moveOn(context: CommandContext, on: BusinessDate): Promise<string | null> {
    const paymentId = paid[chance.upTo(paid.length)];
    if (paymentId === undefined) return null;
    const kind = chance.upTo(10);
    if (kind < 2) {
      const step = { charges: 'all', leftBank: chance.onceIn(2), reversedOn: on, reason: '重复支付' } as const;
      await commands.execute(new payment.ReversePayment(context, paymentId, step));
      return 'reverse-payment';
    }
    if (kind < 6) {
      const step = {
        from: { charge: 1 + chance.upTo(3) },
        to: anyAppropriation(),
        amountFen: chance.onceIn(3) ? amount(2_000) : null,
        correctedOn: on,
        reason: '列错指标',
      };
      await commands.execute(new payment.ReclassifyPayment(context, paymentId, step));
      return step.amountFen === null ? 'reclassify-payment' : 'reclassify-a-part';
    }
    const party = chance.oneOf(['bank', 'payee'] as const);
    const returned = chance.oneOf([
      { headcount: 1 + chance.upTo(3) },
      { amountFen: amount(5_000) },
      { charges: [{ charge: 1 + chance.upTo(3), amountFen: amount(5_000) }] },
    ]);
    const step = { party, returned, returnedOn: on, reason: '户名不符' };
    await commands.execute(new payment.RecordPaymentReturn(context, paymentId, step));
    return `record-payment-return-by-${party}`;
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
    const { appropriationId, programmeId } = anyIssued();
    const reason = '批复';
    const movement = { amountFen: amount(300_000), effectiveOn, reason };
    const paper = { documentNumber: DOCUMENT, documentDate: null };
    const documented = { ...movement, ...paper, sources: [] };
    switch (kind) {
      case 'supplement-appropriation':
        await commands.execute(new budget.SupplementAppropriation(context, appropriationId, documented));
        break;
      case 'reduce-appropriation':
        await commands.execute(new budget.ReduceAppropriation(context, appropriationId, documented));
        break;
      case 'claw-back-appropriation':
        await commands.execute(new budget.ClawBackAppropriation(context, appropriationId, { ...movement, ...paper }));
        break;
      case 'freeze-appropriation':
        await commands.execute(new budget.FreezeAppropriation(context, appropriationId, movement));
        break;
      case 'unfreeze-appropriation':
        await commands.execute(new budget.UnfreezeAppropriation(context, appropriationId, movement));
        break;
      case 'transfer-virement': {
        const between = { from: appropriationId, to: anyAppropriation() };
        await commands.execute(new budget.TransferVirement(context, { ...movement, ...paper, ...between }));
        break;
      }
      case 'adopt-spending-plan': {
        const adopted = { checkpoints: plan(), effectiveOn, sources: [] };
        await commands.execute(new budget.AdoptSpendingPlan(context, appropriationId, adopted));
        break;
      }
      case 'revise-spending-plan': {
        const revised = { checkpoints: plan(), effectiveOn, reason, sources: [] };
        await commands.execute(new budget.ReviseSpendingPlan(context, appropriationId, revised));
        break;
      }
      case 'set-payment-standard': {
        const deadline = { kind: 'unstated' as const, printed: '及时' };
        const standard = { groupId: null, rates: [], headcount: 1 + chance.upTo(500), cashFlow: 'monthly' as const };
        const set = { ...standard, deadline, effectiveOn, sources: [] };
        await commands.execute(new budget.SetPaymentStandard(context, programmeId, set));
      }
    }
    return kind;
  }

  function plan() {
    const half = chance.upTo(10_000);
    return [
      { on: parseBusinessDate('2021-06-30'), cumulativeShare: half },
      { on: parseBusinessDate('2021-12-31'), cumulativeShare: 10_000 },
    ];
  }

  /** The first one is busiest: its stream runs through several buckets. */
  function anyIssued(): Issued {
    return issued[chance.oneOf([0, 0, 0, 1, 2])] ?? { appropriationId: NOBODY, programmeId: NOBODY };
  }
  function anyAppropriation(): string {
    return anyIssued().appropriationId;
  }

  function amount(below: number): Fen {
    return fen(BigInt(1 + chance.upTo(below)));
  }
}
