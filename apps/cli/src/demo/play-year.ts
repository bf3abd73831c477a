import { derivedId } from '@bofu/event-store';
import { FreezeAppropriation, SupplementAppropriation, TransferVirement, UnfreezeAppropriation } from '@bofu/budget';
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
import {
  DefinePayoutScheme,
  PayPayment,
  ReclassifyPayment,
  RecordPaymentReturn,
  ReversePayment,
  SendBackPayment,
  SubmitPayment,
} from '@bofu/payment';
import type { DemoAct } from './demo-act';
import { commandIdOf, type DemoBureau } from './demo-bureau';

/** An act that had to be refused, and was: part of the story the demo tells. */
export interface ExpectedRefusal {
  readonly on: BusinessDate;
  readonly refusal: Refusal;
}

/** The bureau's books once its programmes are imported. */
export interface DemoBooks {
  readonly bureau: DemoBureau;
  /** The appropriation of the programme that carries this number in the imported file. */
  readonly appropriationOf: (programme: number) => string;
}

/**
 * Plays the acts through the same commands a clerk uses. Ids derive from the acts, so a year broken off half way
 * goes on where it stopped, and one that was played before is only read through.
 */
export async function playYear(
  { commands }: Pick<Office, 'commands'>,
  acts: readonly DemoAct[],
  books: DemoBooks,
  onProgress: (done: number, total: number) => void,
  /** Every morning of the year from the second day on, before anything is entered on it, up to the last morning. */
  onMorning: (date: BusinessDate) => Promise<void> = () => Promise.resolve(),
  /** The day after the year ends unless told. */
  lastMorning?: BusinessDate,
): Promise<readonly ExpectedRefusal[]> {
  const refusals: ExpectedRefusal[] = [];
  const morningsUpTo = morningsFrom(acts, onMorning);
  const carryOut = carryingOut(commands, books);
  let replaying = false;
  for (const [at, act] of acts.entries()) {
    await morningsUpTo(act.recordedOn);
    try {
      ({ repeated: replaying } = await carryOut(act));
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

/** Payments and schemes are named by the acts that made them, and known by the ids they were given. */
function carryingOut(commands: Office['commands'], { bureau, appropriationOf }: DemoBooks) {
  const ids = new Map<string, string>();
  const made = (key: string): string => {
    const id = ids.get(key);
    invariant(id !== undefined, `nothing was made by the act ${key}`);
    return id;
  };

  return async (act: DemoAct): Promise<{ readonly repeated: boolean }> => {
    const { on } = act;
    // The demo plays on its own clock: each act was recorded on its own morning of that year.
    const context = bureau.acting(act.actor, `${act.recordedOn}T10:00:00.000+08:00`, 'act', act.key);
    switch (act.act) {
      case 'define-scheme': {
        const { name, headcount, payee } = act;
        const lines = act.lines.map(({ programme, rateFen, per }) => ({
          appropriationId: appropriationOf(programme),
          groupId: null,
          rateFen,
          per,
          headcount: null,
        }));
        const scheme = { name, lines, headcount, payee, effectiveOn: on };
        const result = await commands.execute(new DefinePayoutScheme(context, scheme));
        ids.set(act.key, result.schemeId);
        return result;
      }
      case 'submit-payout-run': {
        const { headcount, backPay, period, scheme, reissues } = act;
        const lines = act.lines.map(({ programme, rateFen, per }) => ({
          ...ordinaryLine(appropriationOf(programme)),
          period,
          ...(backPay !== null && { entry: 'back-pay' as const, reason: backPay }),
          pays: { heads: { of: 'persons', count: headcount } as const, rateFen, per, times: 1 },
        }));
        const result = await commands.execute(
          new SubmitPayment(context, {
            ...submission(act),
            kind: 'payout-run',
            lines,
            schemeId: scheme === undefined ? null : made(scheme),
            reissueOf: reissues ? { paymentId: made(reissues.payment), returnId: returnIdOf(reissues.returned) } : null,
          }),
        );
        ids.set(act.key, result.paymentId);
        return result;
      }
      case 'submit-disbursement': {
        const { programme, amountFen, period, replaces } = act;
        const result = await commands.execute(
          new SubmitPayment(context, {
            ...submission(act),
            kind: 'disbursement',
            lines: [{ ...ordinaryLine(appropriationOf(programme)), period, pays: { amountFen } }],
            replaces: replaces === undefined ? null : made(replaces),
          }),
        );
        ids.set(act.key, result.paymentId);
        return result;
      }
      case 'pay': {
        const { voucherNumber } = act;
        return commands.execute(
          new PayPayment(context, made(act.payment), { charges: 'all', paidOn: on, voucherNumber }),
        );
      }
      case 'send-back':
        return commands.execute(
          new SendBackPayment(context, made(act.payment), { sentBackOn: on, reason: act.reason }),
        );
      case 'reverse': {
        const slip = { charges: 'all', leftBank: false, reversedOn: on, reason: act.reason } as const;
        return commands.execute(new ReversePayment(context, made(act.payment), slip));
      }
      case 'return': {
        const { by: party, returned, reason } = act;
        return commands.execute(
          new RecordPaymentReturn(context, made(act.payment), { party, returned, returnedOn: on, reason }),
        );
      }
      case 'reclassify':
        return commands.execute(
          new ReclassifyPayment(context, made(act.payment), {
            from: { appropriationId: appropriationOf(act.from) },
            to: appropriationOf(act.to),
            amountFen: null,
            correctedOn: on,
            reason: act.reason,
          }),
        );
      case 'supplement':
        return commands.execute(
          new SupplementAppropriation(context, appropriationOf(act.programme), {
            amountFen: act.amountFen,
            effectiveOn: on,
            ...paperOf(act),
            sources: [],
          }),
        );
      case 'virement':
        return commands.execute(
          new TransferVirement(context, {
            from: appropriationOf(act.from),
            to: appropriationOf(act.to),
            amountFen: act.amountFen,
            effectiveOn: on,
            ...paperOf(act),
          }),
        );
      case 'freeze':
      case 'unfreeze': {
        const { amountFen, reason } = act;
        const Act = act.act === 'freeze' ? FreezeAppropriation : UnfreezeAppropriation;
        return commands.execute(
          new Act(context, appropriationOf(act.programme), { amountFen, effectiveOn: on, reason }),
        );
      }
      default:
        return unreachable(act);
    }
  };
}

const ordinaryLine = (appropriationId: string) =>
  ({ appropriationId, groupId: null, entry: 'regular', reason: null, borneFor: null }) as const;

const submission = ({ payee, purpose, on }: Extract<DemoAct, { act: `submit-${string}` }>) =>
  ({ route: 'treasury', payee, purpose, submittedOn: on, schemeId: null, replaces: null, reissueOf: null }) as const;

const returnIdOf = (returned: string): string => derivedId('return', commandIdOf('act', returned));

const paperOf = ({ documentNumber, reason }: Extract<DemoAct, { act: 'supplement' | 'virement' }>) => ({
  documentNumber: documentNumber === null ? null : parseDocumentNumber(documentNumber),
  documentDate: null,
  reason,
});
