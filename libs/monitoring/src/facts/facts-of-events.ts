import { agencyCodec, type AgencyEvent } from '@bofu/access';
import {
  appropriationCodec,
  movementOf,
  programmeCodec,
  refusedAttemptCodec,
  type AppropriationEvent,
  type ProgrammeEvent,
  type RefusedAttemptEvent,
} from '@bofu/budget';
import type { RecordedEvent } from '@bofu/event-store';
import { fenToDigits, unreachable, type Stamped } from '@bofu/kernel';
import { paymentCodec, type PaymentEvent, type SubmittedContent } from '@bofu/payment';
import {
  MONEY_TAKEN,
  type AgencyFact,
  type AppropriationFact,
  type ChargeStep,
  type Fact,
  type PaymentFact,
  type ProgrammeFact,
} from '../domain/facts';
import { FoldedFacts } from '../domain/fold-facts';

/** The streams the facts are made of. */
export const FACT_STREAMS = ['appropriation-', 'programme-', 'payment-', 'attempt-', 'agency-'] as const;

/** What an event says to whoever watches; nothing for events of other streams. */
export function factsOf(recorded: RecordedEvent): readonly Fact[] {
  if (appropriationCodec.knows(recorded)) return ofAppropriation(appropriationCodec.decode(recorded));
  if (programmeCodec.knows(recorded)) return ofProgramme(programmeCodec.decode(recorded));
  if (paymentCodec.knows(recorded)) return ofPayment(paymentCodec.decode(recorded));
  if (agencyCodec.knows(recorded)) return ofAgency(agencyCodec.decode(recorded));
  return refusedAttemptCodec.knows(recorded) ? ofAttempt(refusedAttemptCodec.decode(recorded)) : [];
}

/** The facts of these events alone, in memory. */
export function foldFacts(events: Iterable<RecordedEvent>): FoldedFacts {
  const folded = new FoldedFacts();
  for (const event of events) for (const fact of factsOf(event)) folded.take(fact);
  return folded;
}

function ofAppropriation(event: Stamped<AppropriationEvent>): AppropriationFact[] {
  const { type, data } = event;
  const { appropriationId } = data;
  const facts: AppropriationFact[] = [];
  if (type === 'AppropriationIssued') {
    const { agencyId, programmeId, fiscalYear, formedIn, programmeCode, programmeName, unitCode } = data;
    const { fundingLevel, budgetType, documentNumber, amountFen: initialFen, effectiveOn: on } = data;
    const terms = {
      agencyId,
      programmeId,
      fiscalYear,
      formedIn,
      programmeCode,
      programmeName,
      unitCode,
      fundingLevel,
      budgetType,
    };
    const documentDigest = data.sources.find(({ field }) => field === 'amount')?.documentDigest ?? null;
    facts.push({ fact: 'issued', appropriationId, on, ...terms, documentNumber, documentDigest, initialFen });
  }
  if (type === 'SpendingPlanAdopted' || type === 'SpendingPlanRevised')
    facts.push({ fact: 'planned', appropriationId, on: data.effectiveOn, checkpoints: data.checkpoints });
  if (type === 'OpeningBalanceEntered')
    facts.push({ fact: 'opened', appropriationId, on: data.effectiveOn, lines: data.lines });
  if (type === 'FundsArrived' || type === 'FundsArrivalCorrected') {
    const { arrivalId, arrivedOn, amountFen } = data;
    facts.push({ fact: 'arrived', appropriationId, on: null, arrivalId, arrivedOn, amountFen });
  }
  const movement = movementOf(event);
  if (movement !== null)
    facts.push({
      fact: 'moved',
      appropriationId,
      on: movement.on,
      budgetFen: fenToDigits(movement.budgetFen),
      committedFen: fenToDigits(movement.committedFen),
      settledFen: fenToDigits(movement.settledFen),
      frozenFen: fenToDigits(movement.frozenFen),
      step: stepOf(event),
      taken: MONEY_TAKEN.find((taken) => taken === type) ?? null,
    });
  return facts;
}

function stepOf({ type, data }: AppropriationEvent): ChargeStep | null {
  switch (type) {
    case 'FundsCommitted':
      return { ...chargeOf(data), step: 'submitted' };
    case 'CommitmentSettled':
      return { ...chargeOf(data), step: 'paid' };
    case 'CommitmentReleased':
      return { ...chargeOf(data), step: 'released' };
    case 'SettlementReversed':
      return { ...chargeOf(data), step: 'reversed' };
    case 'SettlementReclassifiedOut':
      return { ...chargeOf(data), step: 'moved-out' };
    case 'SettlementReclassifiedIn':
      return { ...chargeOf(data), step: 'moved-in' };
    case 'FundsReturnedByBank':
    case 'FundsReturnedByPayee':
      return { ...chargeOf(data), step: 'returned' };
    default:
      return null;
  }
}

const chargeOf = ({ paymentId, charge, amountFen }: Omit<ChargeStep, 'step'>) => ({ paymentId, charge, amountFen });

function ofProgramme({ type, data }: Stamped<ProgrammeEvent>): ProgrammeFact[] {
  const { programmeId } = data;
  switch (type) {
    case 'ProgrammeGroupDefined':
      return [{ fact: 'grouped', programmeId, on: data.effectiveOn, groupId: data.groupId, name: data.name }];
    case 'PaymentStandardSet': {
      const { groupId, effectiveOn: on, rates, headcount, cashFlow, deadline, recordedOn, arrearsDueOn } = data;
      const standard = { rates, headcount, cashFlow, deadline };
      return [{ fact: 'set', programmeId, on, groupId, standard, recordedOn, arrearsDueOn }];
    }
    case 'EntitlementStated': {
      const { groupId, period, heads, amountFen, reason, recordedOn } = data;
      return [{ fact: 'entitled', programmeId, on: null, groupId, period, heads, amountFen, reason, recordedOn }];
    }
    case 'ProgrammeEnded':
      return [{ fact: 'ended', programmeId, on: null, endsOn: data.endsOn }];
    case 'ProgrammeContinued':
      return [{ fact: 'ended', programmeId, on: null, endsOn: null }];
    case 'ProgrammeRegistered':
    case 'ProgrammeRenamed':
      return [];
    case 'PerformanceTargetsSet': {
      const { effectiveOn: on, fiscalYear, targets } = data;
      return [{ fact: 'targeted', programmeId, on, fiscalYear, targets }];
    }
    case 'PerformanceMeasuresDeclared': {
      const { effectiveOn: on, fiscalYear, measures } = data;
      return [{ fact: 'measured', programmeId, on, fiscalYear, measures }];
    }
    case 'PerformanceActualRecorded': {
      const { asOf: on, fiscalYear, level1, level2, level3, finding, reason, outlook, remedy } = data;
      const statement = { level1, level2, level3, finding, reason, outlook, remedy };
      return [{ fact: 'achieved', programmeId, on, fiscalYear, statement }];
    }
    default:
      return unreachable(type);
  }
}

function ofPayment({ type, data }: Stamped<PaymentEvent>): PaymentFact[] {
  const { paymentId } = data;
  switch (type) {
    case 'PaymentSubmitted': {
      const { kind, submittedOn: on, lines, charges, reissueOf, totalFen, payeeAccount, confirmation } = data;
      const reissued: PaymentFact[] = reissueOf === null ? [] : [reissuedBy(data, reissueOf)];
      // No appropriation bears it: that is the payment's whose return it pays anew.
      if (reissueOf?.drawsOn === 'fund-account') return reissued;
      return [
        ...reissued,
        {
          fact: 'submitted',
          paymentId,
          on,
          kind,
          ...{ totalFen, payeeAccountId: payeeAccount?.accountId ?? null, confirmation },
          lines: lines.map(
            ({ line, programmeId, appropriationId, groupId, period, entry, heads, rate, amountFen }) => ({
              line,
              programmeId,
              appropriationId,
              groupId,
              period,
              entry,
              heads: heads?.count ?? null,
              rateFen: rate?.amountFen ?? null,
              amountFen,
            }),
          ),
          charges: charges.map(({ charge, programmeId, appropriationId }) => ({
            charge,
            programmeId,
            appropriationId,
          })),
        },
      ];
    }
    case 'PaymentReclassified': {
      const { charge, movedFrom, programmeId, to: appropriationId, correctedOn: on } = data;
      return [{ fact: 'corrected', paymentId, on, charge, movedFrom, programmeId, appropriationId }];
    }
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee': {
      const { returnId, lines, charges, returnedOn: on } = data;
      const by = type === 'PaymentReturnedByBank' ? 'bank' : 'payee';
      return [{ fact: 'came-back', paymentId, on, returnId, by, lines, charges }];
    }
    case 'PaymentReissueWaived':
      return [{ fact: 'reissue-waived', paymentId, on: data.waivedOn, returnId: data.returnId }];
    case 'PaymentSentBack':
    case 'PaymentWithdrawn':
    case 'PaymentVoided':
    case 'PaymentRefused':
      return [{ fact: 'undone', paymentId, on: data.releasedOn, charges: data.charges }];
    case 'PaymentReversed':
      return [{ fact: 'undone', paymentId, on: data.countsFrom, charges: data.charges }];
    case 'PaymentPaid': {
      const { charges, paidOn: on, voucherNumber } = data;
      return [{ fact: 'left-bank', paymentId, on, charges, receipt: voucherNumber !== null }];
    }
    case 'PaymentSecondApproved':
      return [{ fact: 'approved-again', paymentId, on: data.approvedOn }];
    case 'PaymentReviewed':
    case 'PaymentApproved':
    case 'PaymentHandedOver':
    case 'PaymentWithdrawalRequested':
    case 'PaymentWithdrawalDeclined':
    case 'PaymentReversalRequested':
    case 'PaymentReclassificationRequested':
    case 'PaymentCorrectionDeclined':
    case 'AdvanceRepaid':
      // What these do to an appropriation stands in that appropriation's own stream.
      return [];
    default:
      return unreachable(type);
  }
}

const reissuedBy = (
  { paymentId, submittedOn: on, charges }: SubmittedContent,
  { paymentId: of, returnId }: NonNullable<SubmittedContent['reissueOf']>,
): PaymentFact => ({
  fact: 'reissued',
  paymentId,
  on,
  returned: { paymentId: of, returnId },
  charges: charges.map(({ charge, amountFen }) => ({ charge, amountFen })),
});

function ofAgency({ type, data }: Stamped<AgencyEvent>): AgencyFact[] {
  const { agencyId } = data;
  if (type === 'PaidToleranceSet') return [{ fact: 'tolerated', agencyId, on: data.effectiveOn, share: data.share }];
  if (type === 'FundsArrivalsKept') return [{ fact: 'arrivals-kept', agencyId, on: data.effectiveOn, kept: data.kept }];
  return [];
}

const ofAttempt = ({ data }: Stamped<RefusedAttemptEvent>): AppropriationFact[] =>
  data.shortfalls.map(({ appropriationId, requiredFen, availableFen, shortFen }) => ({
    fact: 'refused',
    appropriationId,
    on: data.attemptedOn,
    attemptId: data.attemptId,
    attempted: data.attempted,
    period: data.period,
    requiredFen,
    availableFen,
    shortFen,
  }));
