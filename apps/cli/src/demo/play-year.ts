import { alertIdOf, HandleAlert } from '@bofu/alerts';
import {
  arrivalIdOf,
  CorrectFundsArrival,
  EndProgramme,
  FreezeAppropriation,
  RecordFundsArrival,
  DeclarePerformanceMeasures,
  RecordPerformanceActuals,
  RenameProgramme,
  SetPaymentStandard,
  SupplementAppropriation,
  TransferVirement,
  UnfreezeAppropriation,
  type TargetName,
} from '@bofu/budget';
import { KeepFundsArrivals, SetCutOff } from '@bofu/access';
import { DisposeOfBalance } from '@bofu/closing';
import { derivedId } from '@bofu/event-store';
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
  ApprovePayment,
  DefinePayoutScheme,
  digestOfSubmission,
  HandOverPayment,
  paymentAggregate,
  PayPayment,
  paymentIdOf,
  ReclassifyPayment,
  RecordPaymentReturn,
  ReversePayment,
  ReviewPayment,
  RevisePayoutScheme,
  SendBackPayment,
  SubmitPayment,
  VoidPaymentsInTransit,
} from '@bofu/payment';
import type { DemoAct } from './demo-act';
import { commandIdOf, type DemoBureau } from './demo-bureau';

/** An act that had to be refused, and was: part of the story the demo tells. */
export interface ExpectedRefusal {
  readonly on: BusinessDate;
  readonly refusal: Refusal;
}

/** The bureau's books of a year once its programmes are imported. */
export interface DemoBooks {
  readonly bureau: DemoBureau;
  /** The year's appropriation of the programme that carries this number in the imported file. */
  readonly appropriationOf: (programme: number) => string;
  readonly programmeOf: (programme: number) => { readonly programmeId: string; readonly code: string };
  /** The name of the target that carries this number among the programme's, from 1. */
  readonly targetOf: (programme: number, target: number) => TargetName;
  /** Those of the year before, where the demo begins with it. */
  readonly before?: Omit<DemoBooks, 'bureau' | 'before'>;
}

/**
 * Plays the acts through the same commands a clerk uses. Ids derive from the acts, so a year broken off half way
 * goes on where it stopped, and one that was played before is only read through.
 */
export async function playYear(
  { commands, store }: Pick<Office, 'commands' | 'store'>,
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
  const carryOut = carryingOut({ commands, store }, books);
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

/** Payments and schemes are named by the acts that made them: their ids follow from these, in whichever year it was. */
function carryingOut({ commands, store }: Pick<Office, 'commands' | 'store'>, { bureau, before, ...books }: DemoBooks) {
  const { appropriationOf, programmeOf } = books;
  return async (act: DemoAct): Promise<{ readonly repeated: boolean }> => {
    const { on } = act;
    // The demo plays on its own clock: each act was recorded on its own morning of that year.
    const context = bureau.acting(act.actor, `${act.recordedOn}T10:00:00.000+08:00`, 'act', act.key);
    switch (act.act) {
      case 'define-scheme':
      case 'revise-scheme': {
        const { name, headcount, payee } = act;
        const lines = act.lines.map(({ programme, rateFen, per }) => ({
          appropriationId: appropriationOf(programme),
          groupId: null,
          rateFen,
          per,
          headcount: null,
        }));
        const scheme = { name, lines, headcount, payee, effectiveOn: on };
        return act.act === 'define-scheme'
          ? commands.execute(new DefinePayoutScheme(context, scheme))
          : commands.execute(new RevisePayoutScheme(context, schemeOf(act.scheme), scheme));
      }
      case 'submit-payout-run': {
        const { headcount, backPay, period, scheme, reissues } = act;
        const lines = act.lines.map(({ programme, rateFen, per }) => ({
          ...ordinaryLine(appropriationOf(programme)),
          period,
          ...(backPay !== null && { entry: 'back-pay' as const, reason: backPay }),
          pays: { heads: { of: 'persons', count: headcount } as const, rateFen, per, times: 1 },
        }));
        return commands.execute(
          new SubmitPayment(context, {
            ...submission(act),
            kind: 'payout-run',
            lines,
            schemeId: scheme === undefined ? null : schemeOf(scheme),
            reissueOf: reissues
              ? { paymentId: paymentOf(reissues.payment), returnId: returnIdOf(reissues.returned) }
              : null,
          }),
        );
      }
      case 'submit-disbursement': {
        const { programme, amountFen, period, replaces } = act;
        return commands.execute(
          new SubmitPayment(context, {
            ...submission(act),
            kind: 'disbursement',
            lines: [{ ...ordinaryLine(appropriationOf(programme)), period, pays: { amountFen } }],
            replaces: replaces === undefined ? null : paymentOf(replaces),
          }),
        );
      }
      case 'pay': {
        const { voucherNumber, charges = 'all' } = act;
        return commands.execute(
          new PayPayment(context, paymentOf(act.payment), { charges, paidOn: on, voucherNumber }),
        );
      }
      case 'review':
      case 'approve': {
        const paymentId = paymentOf(act.payment);
        const digest = await digestShown(store, paymentId);
        return act.act === 'review'
          ? commands.execute(new ReviewPayment(context, paymentId, { reviewedOn: on, digest }))
          : commands.execute(new ApprovePayment(context, paymentId, { approvedOn: on, digest }));
      }
      case 'hand-over':
        return commands.execute(new HandOverPayment(context, paymentOf(act.payment), { handedOverOn: on }));
      case 'send-back':
        return commands.execute(
          new SendBackPayment(context, paymentOf(act.payment), { sentBackOn: on, reason: act.reason }),
        );
      case 'reverse': {
        const slip = { charges: 'all', leftBank: false, reversedOn: on, reason: act.reason } as const;
        return commands.execute(new ReversePayment(context, paymentOf(act.payment), slip));
      }
      case 'void-in-transit': {
        const { fiscalYear, reason } = act;
        const { paymentIds } = await commands.execute(new VoidPaymentsInTransit(context, fiscalYear, on, { reason }));
        return { repeated: paymentIds.length === 0 };
      }
      case 'return': {
        const { by: party, returned, reason } = act;
        return commands.execute(
          new RecordPaymentReturn(context, paymentOf(act.payment), { party, returned, returnedOn: on, reason }),
        );
      }
      case 'reclassify':
        return commands.execute(
          new ReclassifyPayment(context, paymentOf(act.payment), {
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
      case 'rename-programme': {
        const { programmeId, code } = programmeOf(act.programme);
        const { name, reason } = act;
        return commands.execute(new RenameProgramme(context, programmeId, { code, name, effectiveOn: on, reason }));
      }
      case 'declare-measures': {
        const { programme } = act;
        const measures = act.measures.map(({ target, ...measure }) => ({
          ...books.targetOf(programme, target),
          ...measure,
        }));
        const declaration = { fiscalYear: yearOf(on), effectiveOn: on, measures };
        return commands.execute(
          new DeclarePerformanceMeasures(context, programmeOf(programme).programmeId, declaration),
        );
      }
      case 'record-actuals': {
        const { programme, fiscalYear } = act;
        const of = fiscalYear === yearOf(on) ? books : before;
        invariant(of !== undefined, 'what is said is of this year or of the one before');
        const statements = act.statements.map(({ target, ...said }) => ({
          ...of.targetOf(programme, target),
          ...said,
        }));
        return commands.execute(
          new RecordPerformanceActuals(context, of.programmeOf(programme).programmeId, { fiscalYear, statements }),
        );
      }
      case 'set-standard': {
        const standard = { groupId: null, ...act.standard, effectiveOn: on, sources: [] };
        return commands.execute(new SetPaymentStandard(context, programmeOf(act.programme).programmeId, standard));
      }
      case 'set-cut-off': {
        const { fiscalYear, lastSubmissionOn, financeOn, reason } = act;
        const cutOff = { fiscalYear, lastSubmissionOn, financeOn, reason };
        return commands.execute(new SetCutOff(context, bureau.agencyId, cutOff));
      }
      case 'dispose-balance': {
        invariant(before !== undefined, 'a balance is of the year before');
        const { programme, amountFen, disposal, documentNumber, reason } = act;
        return commands.execute(
          new DisposeOfBalance(context, yearOf(on) - 1, {
            ...{ appropriationId: before.appropriationOf(programme), amountFen, disposal, reason, documentDate: null },
            carriedTo: disposal === 'carried-over' ? appropriationOf(programme) : null,
            documentNumber: documentNumber === null ? null : parseDocumentNumber(documentNumber),
          }),
        );
      }
      case 'keep-arrivals': {
        const said = { kept: true, effectiveOn: on, reason: act.reason };
        return commands.execute(new KeepFundsArrivals(context, bureau.agencyId, said));
      }
      case 'funds-arrive':
        return commands.execute(
          new RecordFundsArrival(context, appropriationOf(act.programme), { ...arrivalOf(act), arrivedOn: on }),
        );
      case 'correct-arrival': {
        const { programme, arrivedOn, amountFen: arrivedFen, reason } = act;
        const { amountFen: _, ...arrival } = arrivalOf(act);
        const arrivalId = arrivalIdOf(commandIdOf('act', act.arrival));
        return commands.execute(
          new CorrectFundsArrival(context, appropriationOf(programme), {
            ...{ ...arrival, arrivalId, arrivedOn, arrivedFen, reason },
          }),
        );
      }
      case 'end-programme': {
        const { programmeId } = programmeOf(act.programme);
        return commands.execute(new EndProgramme(context, programmeId, { endsOn: on, reason: act.reason }));
      }
      case 'close-alert': {
        const { fiscalYear, cause, reason } = act;
        const { programmeId: subject } = programmeOf(act.programme);
        const alertId = alertIdOf(bureau.agencyId, { cause, fiscalYear, subject });
        const closing = { type: 'close-alert', actedOn: on, reason, alone: true } as const;
        return commands.execute(new HandleAlert(context, alertId, closing));
      }
      default:
        return unreachable(act);
    }
  };
}

const paymentOf = (key: string): string => paymentIdOf({ commandId: commandIdOf('act', key) });

const schemeOf = (key: string): string => derivedId('payoutScheme', commandIdOf('act', key));

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

const arrivalOf = ({
  amountFen,
  account,
  reference,
  documentNumber,
}: Extract<DemoAct, { act: 'funds-arrive' | 'correct-arrival' }>) => ({
  ...{ amountFen, account, reference },
  documentNumber: documentNumber === null ? null : parseDocumentNumber(documentNumber),
});

/** What a signer is shown, by its digest. */
async function digestShown(store: Office['store'], paymentId: string): Promise<string> {
  const { stream, codec } = paymentAggregate(paymentId);
  const [submitted] = (await store.readStream(stream, { limit: 1 })).events.map((event) => codec.decode(event));
  invariant(submitted?.type === 'PaymentSubmitted', `${paymentId} begins with its submission`);
  return digestOfSubmission(submitted.data);
}
