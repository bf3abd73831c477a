import { fen, formatYuanGrouped, parseYuan, payableFor, sumFen, type Fen, type Post } from '@bofu/kernel';
import { command, type Command } from '../api/command';
import type { Problem } from '../api/problem';
import { bodyField, wrongIn, type BodyField } from '../forms/body-field';
import type { Stated } from '../forms/confirmation';
import { typedAmount, typedHeadcount } from '../forms/typed-amount';
import type { Charge, PaymentLine } from './payments';
import type { Payment } from './payments-query';
import { STEP_POSTS } from './step-posts';

/** What can happen to a payment after its submission. The ways back have names of their own: they are not the same. */
export const STEPS = {
  review: '复核',
  approve: '审批',
  'second-approve': '第二次审批',
  'hand-over': '移交',
  pay: '登记已支付',
  'send-back': '退回修改',
  withdraw: '撤回',
  void: '作废',
  'agree-to-withdrawal': '同意撤销',
  'decline-withdrawal': '不同意撤销',
  'confirm-correction': '确认更正、冲销',
  'decline-correction': '不同意更正、冲销',
  refuse: '登记拒付',
  return: '登记退票、退回',
  reclassify: '更正列支项目',
  reverse: '冲销',
} as const;
export type Step = keyof typeof STEPS;

/** What takes two people in an office: the first one asks. */
const ASKED_FOR: ReadonlySet<Step> = new Set(['withdraw', 'void', 'reclassify', 'reverse']);
export const stepText = (step: Step, atWork: AtWork | null): string =>
  atWork !== null && ASKED_FOR.has(step) ? `申请${STEPS[step]}` : STEPS[step];

export const stepFormOf = (paymentId: string, step: Step): string => `payment/${paymentId}/${step}`;

export const inTransit = ({ charges }: Payment): readonly Charge[] =>
  charges.filter(({ situation }) => situation === 'submitted');
export const stillOut = ({ charges }: Payment): readonly Charge[] =>
  charges.filter(({ situation, net }) => situation === 'paid' && net !== '0.00');
/** A reversal mirrors the payment: of what has come back in part there is no mirror image. */
const reversible = (payment: Payment): readonly Charge[] =>
  stillOut(payment).filter(({ amount, net }) => amount === net);

/** The charges a step can be about, each by itself. */
export function chargesFor(step: Step, payment: Payment): readonly Charge[] {
  if (step === 'reverse') return reversible(payment);
  return step === 'return' || step === 'reclassify' ? stillOut(payment) : inTransit(payment);
}

/** Who is at work, in an office that works by sign-in: from which posts. */
export interface AtWork {
  readonly personId: string;
  readonly posts: readonly { readonly post: Post }[];
}

const postsFor: Readonly<Record<Step, readonly Post[]>> = STEP_POSTS;

/** @param atWork `null` in single-person mode, where a payment is paid without signatures */
export function stepsPossible(payment: Payment, atWork: AtWork | null): readonly Step[] {
  const steps = stepsAt(payment, atWork);
  return atWork === null
    ? steps
    : steps.filter((step) => atWork.posts.some(({ post }) => postsFor[step].includes(post)));
}

function stepsAt(payment: Payment, atWork: AtWork | null): readonly Step[] {
  const { situation, waitsFor } = payment;
  const steps: Step[] = [];
  const isTransit = inTransit(payment).length > 0;
  if (waitsFor === 'withdrawal') return atWork === null ? [] : ['agree-to-withdrawal', 'decline-withdrawal'];
  if (atWork !== null && waitsFor !== null && waitsFor !== 'payment' && waitsFor !== 'correction')
    return [SIGNING[waitsFor], 'send-back', 'withdraw', 'void'];
  if (isTransit) steps.push('pay');
  if (situation === 'submitted' && atWork === null) steps.push('send-back');
  if (isTransit && atWork === null) steps.push('withdraw', 'void');
  if (isTransit) steps.push('refuse');
  if (stillOut(payment).length > 0) steps.push('return');
  if (waitsFor === 'correction') return [...steps, ...(atWork === null ? [] : CORRECTING)];
  if (stillOut(payment).length > 0) steps.push('reclassify');
  if (reversible(payment).length > 0) steps.push('reverse');
  return steps;
}

type Request = Payment['steps'][number];
const REQUESTS: Readonly<Record<'withdrawal' | 'correction', readonly string[]>> = {
  withdrawal: ['PaymentWithdrawalRequested'],
  correction: ['PaymentReversalRequested', 'PaymentReclassificationRequested'],
};

/** 申请撤销、更正、冲销, while nobody has answered it. */
export function requestIn({ waitsFor, steps }: Payment): Request | null {
  if (waitsFor !== 'withdrawal' && waitsFor !== 'correction') return null;
  return steps.filter(({ type }) => REQUESTS[waitsFor].includes(type)).at(-1) ?? null;
}

const CORRECTING = ['confirm-correction', 'decline-correction'] as const satisfies readonly Step[];

/** The step that gives each signature. */
const SIGNING = {
  review: 'review',
  approval: 'approve',
  'second-approval': 'second-approve',
  'hand-over': 'hand-over',
} as const;

/** The step a payment waits for; `null` where this page knows none under that word. */
export const stepAwaited = (waitsFor: string): Step | null =>
  Object.entries(SIGNING).find(([signature]) => signature === waitsFor)?.[1] ?? null;

export const isSigning = (step: Step): boolean => Object.values<Step>(SIGNING).includes(step);

/** Yes and no to what another has asked for. */
const AGREEING: ReadonlySet<Step> = new Set(['agree-to-withdrawal', 'confirm-correction']);
export const isAgreeing = (step: Step): boolean => AGREEING.has(step);

/** What somebody else than those before her has to do: whether she may, the server says. */
export const takesAnother = (step: Step): boolean => isSigning(step) || isAgreeing(step);
const DECLINING: ReadonlySet<Step> = new Set(['decline-withdrawal', 'decline-correction']);

/** What a step is about is settled before it is taken: no charge is left to choose. */
export const isOfAll = (step: Step): boolean =>
  isSigning(step) || step === 'send-back' || isAgreeing(step) || DECLINING.has(step);
/** Of every step that states one. */
export const REASON_OF = {
  'send-back': bodyField('/v1/payments/{paymentId}/send-back', 'reason', '事由'),
  withdraw: bodyField('/v1/payments/{paymentId}/withdrawal', 'reason', '事由'),
  void: bodyField('/v1/payments/{paymentId}/voiding', 'reason', '事由'),
  'decline-withdrawal': bodyField('/v1/payments/{paymentId}/withdrawal/declining', 'reason', '事由'),
  'decline-correction': bodyField('/v1/payments/{paymentId}/correction/declining', 'reason', '事由'),
  refuse: bodyField('/v1/payments/{paymentId}/refusals', 'reason', '事由'),
  return: bodyField('/v1/payments/{paymentId}/returns', 'reason', '事由'),
  reclassify: bodyField('/v1/payments/{paymentId}/reclassifications', 'reason', '事由'),
  reverse: bodyField('/v1/payments/{paymentId}/reversal', 'reason', '事由'),
} satisfies Partial<Record<Step, BodyField>>;

/** A signature has none, nor has yes to what another has given the reason of. */
export const reasonOf = (step: Step): BodyField | null =>
  step in REASON_OF ? REASON_OF[step as keyof typeof REASON_OF] : null;

/** How it is said what came back: people, people of each line, amounts of each charge, one amount. */
export type ReturnedBy = 'headcount' | 'lines' | 'charges' | 'amount';

/** The lines whose people can come back. */
export const countedLines = ({ lines }: Payment): readonly PaymentLine[] =>
  lines.filter(({ heads, rate, entry }) => heads !== null && rate !== null && entry !== 'deduction');

export function waysToReturn(payment: Payment): readonly ReturnedBy[] {
  const counted = countedLines(payment);
  const samePeople = new Set(counted.map(({ groupId, period }) => `${groupId}/${period}`)).size === 1;
  return [
    ...(samePeople ? (['headcount'] as const) : []),
    ...(counted.length > 1 ? (['lines'] as const) : []),
    stillOut(payment).length > 1 ? 'charges' : 'amount',
  ];
}

/** What stands in the fields of a step. */
export interface Entered {
  readonly on: string;
  readonly reason: string;
  readonly voucher: string;
  readonly bank: string;
  readonly by: 'bank' | 'payee';
  readonly refusedBy: 'bank' | 'treasury';
  readonly leftBank: boolean | null;
  /** Numbers of the charges it is about. */
  readonly chosen: readonly number[];
  readonly way: ReturnedBy;
  readonly people: string;
  readonly amountText: string;
  /** By the number of the line, or of the charge. */
  readonly peopleOf: Readonly<Record<string, string>>;
  readonly amountOf: Readonly<Record<string, string>>;
  readonly from: string;
  readonly to: string | null;
}

export function nothingEntered(step: Step, payment: Payment, on: string): Entered {
  const charges = chargesFor(step, payment).map(({ charge }) => charge);
  return {
    on,
    reason: '',
    voucher: '',
    bank: '',
    by: 'bank',
    refusedBy: 'bank',
    leftBank: null,
    chosen: charges,
    way: waysToReturn(payment)[0] ?? 'amount',
    people: '',
    amountText: '',
    peopleOf: {},
    amountOf: {},
    from: String(charges[0] ?? ''),
    to: null,
  };
}

/** Pairs of a number and what was typed for it, of those that were typed at all; `null` while one of them is wrong. */
export function typedOf<Value>(
  texts: Readonly<Record<string, string>>,
  read: (text: string) => Value | null,
): readonly (readonly [number, Value])[] | null {
  const typed = Object.entries(texts).filter(([, text]) => text.trim() !== '');
  const values = typed.flatMap(([number, text]) => {
    const value = read(text);
    return value === null ? [] : [[Number(number), value] as const];
  });
  return values.length === typed.length ? values : null;
}

export const typedYuan = (text: string): string | null => {
  const typed = typedAmount(text);
  return typed.kind === 'amount' ? typed.yuan : null;
};

export const costOf = ({ rate, times }: PaymentLine, heads: number): Fen =>
  fen(payableFor(parseYuan(rate ?? '0.00'), heads) * BigInt(times));

/** What came back as the server is told it, and what it comes to; `null` while it is not said. */
export function returnedPart(payment: Payment, { way, people, amountText, peopleOf, amountOf }: Entered) {
  const counted = countedLines(payment);
  switch (way) {
    case 'headcount': {
      const headcount = typedHeadcount(people);
      return headcount === null
        ? null
        : { part: { headcount }, totalFen: sumFen(counted.map((line) => costOf(line, headcount))) };
    }
    case 'lines': {
      const typed = typedOf(peopleOf, typedHeadcount);
      if (typed === null || typed.length === 0) return null;
      const costs = typed.flatMap(([number, heads]) => {
        const line = counted.find((each) => each.line === number);
        return line === undefined ? [] : [costOf(line, heads)];
      });
      return {
        part: { lines: typed.map(([line, headcount]) => ({ line, headcount })) },
        totalFen: sumFen(costs),
      };
    }
    case 'charges': {
      const typed = typedOf(amountOf, typedYuan);
      if (typed === null || typed.length === 0) return null;
      return {
        part: { charges: typed.map(([charge, amount]) => ({ charge, amount })) },
        totalFen: sumFen(typed.map(([, amount]) => parseYuan(amount))),
      };
    }
    case 'amount': {
      const amount = typedYuan(amountText);
      return amount === null ? null : { part: { amount }, totalFen: parseYuan(amount) };
    }
  }
}

/** Where the server says the money is now: a correction has taken it there since it came back. */
export interface MovedOn {
  readonly movedTo: readonly number[];
  readonly movedOn: string;
}

export function movedOnIn(problem: Problem): MovedOn | null {
  const { movedTo, movedOn } = problem.facts ?? {};
  const isSaid = problem.code === 'return-after-move' && Array.isArray(movedTo) && typeof movedOn === 'string';
  return isSaid ? { movedTo: movedTo as readonly number[], movedOn } : null;
}

/** The same return from the day the money is there; its own day goes into the reason. */
export const returnFrom = ({ movedOn }: MovedOn, entered: Entered): Entered => ({
  ...entered,
  on: movedOn,
  reason: `${entered.on} 实际退回；${entered.reason.trim()}`,
});

export function returnedText(payment: Payment, entered: Entered): string | null {
  const returned = returnedPart(payment, entered);
  return returned === null ? null : `共退回 ${formatYuanGrouped(returned.totalFen)} 元`;
}

/** What keeps the step from being recorded. */
export function inTheWayOf(step: Step, payment: Payment, entered: Entered): string | null {
  if (step === 'return' && returnedPart(payment, entered) === null) return '请填写退回的人数或金额';
  if (step === 'reclassify') {
    if (entered.to === null) return '请选择正确的项目';
    const typed = typedAmount(entered.amountText);
    if (typed.kind === 'wrong') return typed.reason;
  }
  if (step === 'reverse' && entered.leftBank === null) return '请说明款项是否已从银行付出';
  if (step !== 'return' && step !== 'reclassify' && !isOfAll(step) && entered.chosen.length === 0)
    return '请选择办理哪几项';
  const why = reasonOf(step);
  return why && wrongIn(why, entered.reason);
}

/** As it is sent. All charges that can be named are left unnamed. */
export function commandFor(
  step: Step,
  payment: Payment,
  entered: Entered,
  /** The reasons that were asked for. */
  stated: Stated = {},
): Command {
  const { on } = entered;
  const reason = entered.reason.trim();
  const [voucher, bank] = [entered.voucher.trim(), entered.bank.trim()];
  const why = { reason, ...stated };
  const asked = { path: { paymentId: payment.paymentId }, revision: payment.revision };
  const all = entered.chosen.length === chargesFor(step, payment).length && step !== 'reverse';
  const some = all ? {} : { charges: [...entered.chosen] };
  switch (step) {
    case 'review':
      return command('/v1/payments/{paymentId}/review', {
        ...asked,
        body: { digest: payment.digest, reviewedOn: on },
      });
    case 'approve':
      return command('/v1/payments/{paymentId}/approval', {
        ...asked,
        body: { digest: payment.digest, approvedOn: on },
      });
    case 'second-approve':
      return command('/v1/payments/{paymentId}/second-approval', {
        ...asked,
        body: { digest: payment.digest, approvedOn: on },
      });
    case 'hand-over':
      return command('/v1/payments/{paymentId}/hand-over', { ...asked, body: { handedOverOn: on } });
    case 'pay':
      return command('/v1/payments/{paymentId}/payment', {
        ...asked,
        body: {
          ...some,
          paidOn: on,
          voucherNumber: voucher === '' ? null : voucher,
          ...(bank !== '' && { bank }),
          ...stated,
        },
      });
    case 'send-back':
      return command('/v1/payments/{paymentId}/send-back', { ...asked, body: { sentBackOn: on, ...why } });
    case 'withdraw':
      return command('/v1/payments/{paymentId}/withdrawal', { ...asked, body: { ...some, withdrawnOn: on, ...why } });
    case 'void':
      return command('/v1/payments/{paymentId}/voiding', { ...asked, body: { ...some, voidedOn: on, ...why } });
    case 'agree-to-withdrawal':
      return command('/v1/payments/{paymentId}/withdrawal/agreement', { ...asked, body: { agreedOn: on } });
    case 'decline-withdrawal':
      return command('/v1/payments/{paymentId}/withdrawal/declining', {
        ...asked,
        body: { declinedOn: on, reason, ...('confirmation' in stated && { confirmation: stated.confirmation }) },
      });
    case 'confirm-correction':
      return command('/v1/payments/{paymentId}/correction/confirmation', { ...asked, body: { confirmedOn: on } });
    case 'decline-correction':
      return command('/v1/payments/{paymentId}/correction/declining', {
        ...asked,
        body: { declinedOn: on, reason, ...('confirmation' in stated && { confirmation: stated.confirmation }) },
      });
    case 'refuse':
      return command('/v1/payments/{paymentId}/refusals', {
        ...asked,
        body: { ...some, refusedBy: entered.refusedBy, refusedOn: on, ...why },
      });
    case 'return':
      return command('/v1/payments/{paymentId}/returns', {
        ...asked,
        body: { by: entered.by, returnedOn: on, ...why, ...returnedPart(payment, entered)?.part },
      });
    case 'reclassify': {
      const amount = typedYuan(entered.amountText);
      return command('/v1/payments/{paymentId}/reclassifications', {
        ...asked,
        body: {
          charge: Number(entered.from),
          to: entered.to ?? '',
          ...(amount !== null && { amount }),
          correctedOn: on,
          ...why,
        },
      });
    }
    case 'reverse':
      return command('/v1/payments/{paymentId}/reversal', {
        ...asked,
        body: { ...some, leftBank: entered.leftBank ?? true, reversedOn: on, ...why },
      });
  }
}
