import { derivedId, type CommandContext } from '@bofu/event-store';
import { ChangeAppropriation, TransferVirement } from '@bofu/budget';
import type { Office } from '@bofu/api';
import {
  addDays,
  dateOf,
  invariant,
  parseDocumentNumber,
  Refusal,
  unreachable,
  yearOf,
  type BusinessDate,
} from '@bofu/kernel';
import { MovePaymentOn, SetPayoutScheme, SubmitDisbursement, SubmitPayoutRun } from '@bofu/payment';
import type { DemoAct } from './demo-act';

/** An act that had to be refused, and was: part of the story the demo tells. */
export interface ExpectedRefusal {
  readonly on: BusinessDate;
  readonly refusal: Refusal;
}

const paymentIdOf = (payment: string): string => derivedId('demo', 'payment', payment);

const contextOf = ({ key, actor, recordedOn }: DemoAct): CommandContext => ({
  commandId: derivedId('demo', 'act', key),
  actor,
  // The demo plays on its own clock: each act was recorded on its own morning of that year.
  recordedAt: `${recordedOn}T10:00:00.000+08:00`,
});

/**
 * Plays the acts through the same commands a clerk uses. Ids derive from the acts, so a year broken off half way
 * goes on where it stopped, and one that was played before is only read through.
 */
export async function playYear(
  { commands }: Pick<Office, 'commands'>,
  acts: readonly DemoAct[],
  appropriationOf: (programme: number) => string,
  onProgress: (done: number, total: number) => void,
  /** Every morning of the year from the second day on, before anything is entered on it, up to the last morning. */
  onMorning: (date: BusinessDate) => Promise<void> = () => Promise.resolve(),
  /** The day after the year ends unless told. */
  lastMorning?: BusinessDate,
): Promise<readonly ExpectedRefusal[]> {
  const refusals: ExpectedRefusal[] = [];
  const morningsUpTo = morningsFrom(acts, onMorning);
  let replaying = false;
  for (const [at, act] of acts.entries()) {
    await morningsUpTo(act.recordedOn);
    try {
      ({ repeated: replaying } = await commands.execute(commandOf(act, appropriationOf)));
      invariant(act.expects === undefined, `${act.key} went through, and should have been refused`);
    } catch (error) {
      if (!(error instanceof Refusal) || act.expects === undefined) throw error;
      // A refusal is about its moment: in a year that is played already, later acts may have changed the reason.
      if (error.code === act.expects) refusals.push({ on: act.on, refusal: error });
      else if (!replaying) throw error;
    }
    onProgress(at + 1, acts.length);
  }
  const last = acts.at(-1);
  if (last !== undefined) await morningsUpTo(lastMorning ?? dateOf(yearOf(last.on) + 1, 1, 1));
  return refusals;
}

/** Calls each morning once, in order, up to the day named. */
function morningsFrom(acts: readonly DemoAct[], onMorning: (date: BusinessDate) => Promise<void>) {
  let next = acts[0] === undefined ? null : dateOf(yearOf(acts[0].on), 1, 2);
  return async (date: BusinessDate): Promise<void> => {
    for (; next !== null && next <= date; next = addDays(next, 1)) await onMorning(next);
  };
}

function commandOf(act: DemoAct, appropriationOf: (programme: number) => string) {
  const context = contextOf(act);
  const { on } = act;
  switch (act.act) {
    case 'define-scheme': {
      const { name, lines, headcount, payee } = act;
      return new SetPayoutScheme(context, 'define-payout-scheme', derivedId('demo', 'scheme', act.key), {
        name,
        lines: lines.map(({ programme, rateFen }) => ({ appropriationId: appropriationOf(programme), rateFen })),
        headcount,
        payee,
        effectiveOn: on,
      });
    }
    case 'submit-payout-run': {
      const { lines, headcount, run, period, payee, purpose } = act;
      return new SubmitPayoutRun(context, paymentIdOf(act.key), {
        lines: lines.map(({ programme, rateFen }) => ({ appropriationId: appropriationOf(programme), rateFen })),
        headcount,
        run,
        period,
        payee,
        purpose,
        submittedOn: on,
      });
    }
    case 'submit-disbursement': {
      const { programme, amountFen, period, payee, purpose } = act;
      return new SubmitDisbursement(context, paymentIdOf(act.key), {
        appropriationId: appropriationOf(programme),
        amountFen,
        period,
        payee,
        purpose,
        submittedOn: on,
      });
    }
    case 'pay':
      return new MovePaymentOn(context, paymentIdOf(act.payment), {
        type: 'pay-payment',
        paidOn: on,
        voucherNumber: act.voucherNumber,
      });
    case 'send-back':
      return new MovePaymentOn(context, paymentIdOf(act.payment), {
        type: 'send-back-payment',
        sentBackOn: on,
        reason: act.reason,
      });
    case 'reverse':
      return new MovePaymentOn(context, paymentIdOf(act.payment), {
        type: 'reverse-payment',
        reversedOn: on,
        reason: act.reason,
      });
    case 'return':
      return new MovePaymentOn(context, paymentIdOf(act.payment), {
        type: 'record-payment-return',
        by: act.by,
        returnId: derivedId('demo', 'return', act.key),
        returned: act.returned,
        returnedOn: on,
        reason: act.reason,
      });
    case 'reclassify':
      return new MovePaymentOn(context, paymentIdOf(act.payment), {
        type: 'reclassify-payment',
        correctionId: derivedId('demo', 'correction', act.key),
        from: appropriationOf(act.from),
        to: appropriationOf(act.to),
        correctedOn: on,
        reason: act.reason,
      });
    case 'supplement':
      return new ChangeAppropriation(context, appropriationOf(act.programme), {
        type: 'supplement-appropriation',
        amountFen: act.amountFen,
        effectiveOn: on,
        documentNumber: act.documentNumber === null ? null : parseDocumentNumber(act.documentNumber),
        reason: act.reason,
      });
    case 'virement':
      return new TransferVirement(context, {
        from: appropriationOf(act.from),
        to: appropriationOf(act.to),
        amountFen: act.amountFen,
        effectiveOn: on,
        documentNumber: act.documentNumber === null ? null : parseDocumentNumber(act.documentNumber),
        reason: act.reason,
      });
    case 'freeze':
    case 'unfreeze':
      return new ChangeAppropriation(context, appropriationOf(act.programme), {
        type: act.act === 'freeze' ? 'freeze-appropriation' : 'unfreeze-appropriation',
        amountFen: act.amountFen,
        effectiveOn: on,
        reason: act.reason,
      });
    default:
      return unreachable(act);
  }
}
