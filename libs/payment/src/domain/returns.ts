import {
  fen,
  fenToDigits,
  invariant,
  NO_MONEY,
  requirePositive,
  sumFen,
  type BusinessDate,
  type Fen,
} from '@bofu/kernel';
import { originOf, paidCharges, type Charge, type SubmittedPayment } from './charges';
import { statedIn, type PaymentCommand, type ReturnedPart } from './payment-commands';
import type { PaymentEvent, Restores } from './payment-events';
import { refuse } from './refusals';
import { costOf, requireHeads } from './submission';

/** 退票 by the bank and 主动退回 by the payee: which charges get how much back, and where it goes. */
export function recordReturn(
  state: SubmittedPayment,
  command: Extract<PaymentCommand, { type: 'record-payment-return' }>,
): readonly PaymentEvent[] {
  const { party, returnId, returned, lapsed, returnedOn } = command;
  const { paymentId, route, reissueOf } = state;
  if (state.returns.some((one) => one.returnId === returnId)) refuse('return-recorded-already', { returnId });
  const { lines, amounts } = returnedAmounts(state, returned);
  for (const { charge, amountFen } of amounts) {
    requireStillThere(state, charge, returnedOn);
    const { netFen } = paidCharges(state, [charge], returnedOn).charges[0] ?? { netFen: NO_MONEY };
    if (amountFen > netFen) refuse('return-exceeds-net', { paymentId, netFen, returnedFen: amountFen });
  }
  const toFundAccount = (route === 'fund-account' && party === 'bank') || reissueOf?.drawsOn === 'fund-account';
  const restores = (charge: number): Restores =>
    toFundAccount ? 'fund-account' : lapsed.includes(charge) ? 'treasury' : 'authority';
  const data = {
    paymentId,
    returnId,
    lines,
    charges: amounts.map(({ charge, amountFen }) => ({
      charge,
      amountFen: fenToDigits(amountFen),
      restores: restores(charge),
    })),
    totalFen: fenToDigits(sumFen(amounts.map(({ amountFen }) => amountFen))),
    returnedOn,
    ...statedIn(command),
  };
  return [{ type: party === 'bank' ? 'PaymentReturnedByBank' : 'PaymentReturnedByPayee', data }];
}

/** 不再重发: the return a bank made is paid to nobody, with the reason. What a payee gave back nobody waits for. */
export function waiveReissue(
  { paymentId, returns }: SubmittedPayment,
  command: Extract<PaymentCommand, { type: 'waive-reissue' }>,
): readonly PaymentEvent[] {
  const { returnId, waivedOn } = command;
  const returned = returns.find((one) => one.returnId === returnId);
  if (returned === undefined) return refuse('reissued-return-not-found', { paymentId, returnId });
  if (returned.party === 'payee' || returned.waived) refuse('reissue-not-waited-for', { returnId });
  const totalFen = fenToDigits(sumFen(returned.charges.map(({ amountFen }) => amountFen)));
  return [{ type: 'PaymentReissueWaived', data: { paymentId, returnId, totalFen, waivedOn, ...statedIn(command) } }];
}

/**
 * A correction takes along what had come back before it and is entered after it. Such a return belongs to the charge that
 * bears the money now, from the day it does: whoever enters it elsewhere, or as of an earlier day, is told where. So no
 * appropriation gets back what it does not bear, on no day.
 */
function requireStillThere({ paymentId, charges }: SubmittedPayment, number: number, returnedOn: BusinessDate): void {
  const named = charges.find(({ charge }) => charge === number);
  if (named === undefined) return;
  const from = named.situation === 'moved' ? number : named.movedFrom;
  if (from === null || (from !== number && returnedOn >= (named.paidOn ?? returnedOn))) return;
  const bearers = from === number ? heirsOf(charges, number) : [named];
  const days = bearers.map(({ paidOn }) => paidOn ?? returnedOn).sort();
  const movedTo = bearers.map(({ charge }) => charge);
  refuse('return-after-move', { paymentId, charge: from, movedTo, movedOn: days.at(-1) ?? returnedOn });
}

const heirsOf = (charges: readonly Charge[], moved: number): readonly Charge[] =>
  charges
    .filter(({ movedFrom }) => movedFrom === moved)
    .flatMap((heir) => (heir.situation === 'moved' ? heirsOf(charges, heir.charge) : [heir]));

type Returned = {
  readonly lines: readonly { readonly line: number; readonly count: number }[];
  readonly amounts: readonly { readonly charge: number; readonly amountFen: Fen }[];
};

/** What comes back to each charge: the persons' rates line by line, or the amounts as stated. */
function returnedAmounts(state: SubmittedPayment, returned: ReturnedPart): Returned {
  const { paymentId, lines, charges } = state;
  const amounts = new Map<number, Fen>();
  const add = (charge: number, amountFen: Fen) => amounts.set(charge, fen((amounts.get(charge) ?? 0n) + amountFen));
  const summed = () => [...amounts].map(([charge, amountFen]) => ({ charge, amountFen }));

  if ('charges' in returned) {
    if (returned.charges.length === 0) refuse('return-needs-amount', { paymentId });
    for (const { charge, amountFen } of returned.charges) {
      requirePositive(amountFen);
      add(charge, amountFen);
    }
    return { lines: [], amounts: summed() };
  }
  if ('amountFen' in returned) {
    requirePositive(returned.amountFen);
    const [only, ...others] = charges.filter(({ situation, netFen }) => situation === 'paid' && netFen > 0n);
    if (others.length > 0) refuse('return-needs-split', { paymentId });
    add(only?.charge ?? charges[0]?.charge ?? 1, returned.amountFen);
    return { lines: [], amounts: summed() };
  }
  const counted = lines.filter(({ heads, rateFen, entry }) => heads && rateFen !== null && entry !== 'deduction');
  if (counted.length === 0) refuse('return-needs-amount', { paymentId });
  if ('headcount' in returned && new Set(counted.map(({ groupId, period }) => `${groupId}/${period}`)).size > 1)
    refuse('return-needs-lines', { paymentId });
  const counts = new Map<number, number>();
  if ('lines' in returned)
    for (const { line, count } of returned.lines) counts.set(line, (counts.get(line) ?? 0) + count);
  else for (const { line } of counted) counts.set(line, returned.headcount);
  if (counts.size === 0) refuse('return-needs-lines', { paymentId });
  for (const [number, count] of counts) {
    requireHeads(count);
    const line =
      counted.find((known) => known.line === number) ?? refuse('line-not-found', { paymentId, line: number });
    invariant(line.rateFen !== null, 'a counted line has its rate');
    const { outstanding, rateFen, times } = line;
    if (count > outstanding) refuse('return-exceeds-headcount', { paymentId, outstanding, returned: count });
    add(bearerOf(state, line.charge), costOf({ rateFen, times }, count));
  }
  return { lines: [...counts].map(([line, count]) => ({ line, count })), amounts: summed() };
}

/** The charge that bears a line now: its own, or the one it was corrected to. Borne by several, the split must be said. */
function bearerOf({ paymentId, charges }: SubmittedPayment, origin: number): number {
  const bearers = charges.filter(({ charge, netFen }) => netFen > 0n && originOf(charges, charge) === origin);
  if (bearers.length > 1) refuse('return-needs-split', { paymentId });
  return bearers[0]?.charge ?? origin;
}
