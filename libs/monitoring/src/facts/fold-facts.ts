import { movementOf, type AppropriationEvent, type RefusedAttemptEvent } from '@bofu/budget';
import type { RecordedEvent } from '@bofu/event-store';
import { invariant, type BusinessDate } from '@bofu/kernel';
import type { PaymentEvent } from '@bofu/payment';
import type {
  ChargeStep,
  MoneyOfDay,
  PaymentForm,
  PaymentRecord,
  ProgrammeFacts,
  ProgrammeRecord,
} from './fact-records';

/** The streams the facts are made of. */
export const FACT_STREAMS = ['appropriation-', 'payment-', 'attempt-'] as const;

type FactEvent = AppropriationEvent | PaymentEvent | RefusedAttemptEvent;
const domainEvent = (recorded: RecordedEvent): FactEvent => recorded as unknown as FactEvent;
const idOf = ({ stream }: RecordedEvent): string => stream.slice(stream.indexOf('-') + 1);

/** Which records an event touches: what has to be at hand before it is folded. */
export interface Touched {
  readonly appropriationIds: readonly string[];
  readonly paymentId: string | null;
}

export function touchedBy(recorded: RecordedEvent): Touched {
  const event = domainEvent(recorded);
  switch (event.type) {
    case 'DisbursementSubmitted':
    case 'PayoutRunSubmitted':
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee':
      return { appropriationIds: chargedTo(event.data.charges), paymentId: idOf(recorded) };
    case 'PaymentReclassified':
      return { appropriationIds: [event.data.from, event.data.to], paymentId: idOf(recorded) };
    case 'PaymentPaid':
    case 'PaymentSentBack':
    case 'PaymentReversed':
      // What these do to an appropriation stands in that appropriation's own stream.
      return { appropriationIds: [], paymentId: null };
    case 'AttemptRefused':
      return { appropriationIds: chargedTo(event.data.shortfalls), paymentId: null };
    default:
      return {
        appropriationIds: [idOf(recorded)],
        paymentId: 'paymentId' in event.data ? event.data.paymentId : null,
      };
  }
}

const chargedTo = (charges: readonly { appropriationId: string }[]): string[] =>
  charges.map(({ appropriationId }) => appropriationId);

const keyOf = (appropriationId: string, paymentId: string): string => `${appropriationId}\u001f${paymentId}`;

/** Records at hand, written on by the fold of one batch. */
export class FactsBook {
  readonly programmes = new Map<string, ProgrammeRecord>();
  readonly payments = new Map<string, PaymentRecord>();
  /** Payments not at hand before, in the order in which an appropriation began to bear them. */
  readonly begun: PaymentRecord[] = [];
  private readonly days = new Map<string, MoneyOfDay>();

  constructor(programmes: Iterable<ProgrammeRecord> = [], payments: Iterable<PaymentRecord> = []) {
    for (const programme of programmes) {
      this.programmes.set(programme.appropriationId, programme);
      for (const day of programme.days) this.days.set(keyOf(programme.appropriationId, day.on), day);
    }
    for (const payment of payments) this.payments.set(keyOf(payment.appropriationId, payment.paymentId), payment);
  }

  take(recorded: RecordedEvent): void {
    const event = domainEvent(recorded);
    switch (event.type) {
      case 'DisbursementSubmitted':
      case 'PayoutRunSubmitted': {
        const { data } = event;
        for (const { appropriationId, rateFen } of data.charges)
          this.payment(appropriationId, data.paymentId, {
            kind: event.type === 'PayoutRunSubmitted' ? 'payout-run' : 'disbursement',
            run: event.type === 'PayoutRunSubmitted' ? event.data.run : null,
            headcount: event.type === 'PayoutRunSubmitted' ? event.data.headcount : null,
            period: data.period,
            rateFen,
            submittedOn: data.submittedOn,
            paidElsewhereOn: null,
          });
        return;
      }
      case 'PaymentReclassified':
        return this.inherit(idOf(recorded), event.data.from, event.data.to, event.data.correctedOn);
      case 'PaymentReturnedByBank':
      case 'PaymentReturnedByPayee': {
        const { headcount, returnedOn, charges } = event.data;
        if (headcount === null) return;
        for (const { appropriationId } of charges)
          this.known(appropriationId, idOf(recorded)).returnedPersons.push({ on: returnedOn, headcount });
        return;
      }
      case 'PaymentPaid':
      case 'PaymentSentBack':
      case 'PaymentReversed':
        return;
      case 'AttemptRefused': {
        const { attemptedOn, period, shortfalls } = event.data;
        for (const { appropriationId, requiredFen, availableFen, shortFen } of shortfalls)
          this.programme(appropriationId).refusedAttempts.push({
            attemptId: idOf(recorded),
            on: attemptedOn,
            period,
            requiredFen,
            availableFen,
            shortFen,
          });
        return;
      }
      default:
        return this.takeAppropriation(idOf(recorded), event);
    }
  }

  facts(): ProgrammeFacts[] {
    const borne = new Map<string, PaymentRecord[]>();
    for (const payment of this.payments.values()) {
      const others = borne.get(payment.appropriationId);
      if (others === undefined) borne.set(payment.appropriationId, [payment]);
      else others.push(payment);
    }
    return [...this.programmes.values()].map((programme) => ({
      programme,
      payments: borne.get(programme.appropriationId) ?? [],
    }));
  }

  private takeAppropriation(appropriationId: string, event: AppropriationEvent): void {
    if (event.type === 'AppropriationIssued') {
      const { appropriationId: _, amountFen, effectiveOn: _on, source: _source, ...terms } = event.data;
      this.programmes.set(appropriationId, {
        appropriationId,
        terms,
        initialFen: amountFen,
        days: [],
        plans: [],
        standards: [],
        refusedAttempts: [],
      });
    }
    const programme = this.programme(appropriationId);
    if (event.type === 'SpendingPlanAdopted' || event.type === 'SpendingPlanRevised') {
      const { effectiveOn, checkpoints } = event.data;
      programme.plans.push({ effectiveOn, checkpoints });
    }
    if (event.type === 'PaymentStandardSet') {
      const { effectiveOn, ...standard } = event.data;
      programme.standards.push({ effectiveOn, standard });
    }
    this.takeMoney(programme, event);
    this.takeCharge(appropriationId, event);
  }

  private takeMoney({ appropriationId, days }: ProgrammeRecord, event: AppropriationEvent): void {
    const movement = movementOf(event);
    if (movement === null) return;
    const { on } = movement;
    let day = this.days.get(keyOf(appropriationId, on));
    if (day === undefined) {
      day = { on, budgetFen: '0', committedFen: '0', settledFen: '0', frozenFen: '0' };
      this.days.set(keyOf(appropriationId, on), day);
      days.push(day);
    }
    for (const figure of ['budgetFen', 'committedFen', 'settledFen', 'frozenFen'] as const)
      day[figure] = String(BigInt(day[figure]) + movement[figure]);
  }

  private takeCharge(appropriationId: string, event: AppropriationEvent): void {
    const charge = chargeOf(event);
    if (charge === null || !('paymentId' in event.data)) return;
    const { paymentId } = event.data;
    const known = this.payments.get(keyOf(appropriationId, paymentId));
    const period = 'period' in event.data ? event.data.period : null;
    const payment =
      known ??
      // Before the payment's own event is known, or where a charge stands alone, an amount is all there is to say.
      this.payment(appropriationId, paymentId, {
        kind: 'disbursement',
        run: null,
        period,
        headcount: null,
        rateFen: null,
        submittedOn: charge.on,
        paidElsewhereOn: null,
      });
    payment.steps.push(charge);
  }

  private inherit(paymentId: string, from: string, to: string, correctedOn: BusinessDate): void {
    const source = this.known(from, paymentId);
    const paidOn = source.steps.find(({ step }) => step === 'paid')?.on ?? source.form.paidElsewhereOn ?? correctedOn;
    const target = this.payment(to, paymentId, { ...source.form, paidElsewhereOn: paidOn });
    if (target.returnedPersons.length === 0) target.returnedPersons.push(...source.returnedPersons);
  }

  private payment(appropriationId: string, paymentId: string, form: PaymentForm): PaymentRecord {
    const key = keyOf(appropriationId, paymentId);
    const known = this.payments.get(key);
    if (known !== undefined) {
      known.form = form;
      return known;
    }
    const payment = { appropriationId, paymentId, form, steps: [], returnedPersons: [] };
    this.payments.set(key, payment);
    this.begun.push(payment);
    return payment;
  }

  private known(appropriationId: string, paymentId: string): PaymentRecord {
    const payment = this.payments.get(keyOf(appropriationId, paymentId));
    invariant(payment !== undefined, `payment ${paymentId} is not charged to ${appropriationId}`);
    return payment;
  }

  private programme(appropriationId: string): ProgrammeRecord {
    const programme = this.programmes.get(appropriationId);
    invariant(programme !== undefined, `appropriation ${appropriationId} before it was issued`);
    return programme;
  }
}

function chargeOf({ type, data }: AppropriationEvent): ChargeStep | null {
  switch (type) {
    case 'FundsCommitted':
      return { on: data.submittedOn, step: 'submitted', amountFen: data.amountFen };
    case 'CommitmentSettled':
      return { on: data.paidOn, step: 'paid', amountFen: data.amountFen };
    case 'CommitmentReleased':
      return { on: data.releasedOn, step: 'sent-back', amountFen: data.amountFen };
    case 'SettlementReversed':
      return { on: data.reversedOn, step: 'reversed', amountFen: data.amountFen };
    case 'SettlementReclassifiedOut':
      return { on: data.correctedOn, step: 'moved-out', amountFen: data.amountFen };
    case 'SettlementReclassifiedIn':
      return { on: data.correctedOn, step: 'moved-in', amountFen: data.amountFen };
    case 'FundsReturnedByBank':
    case 'FundsReturnedByPayee':
      return { on: data.returnedOn, step: 'returned', amountFen: data.amountFen };
    default:
      return null;
  }
}

/** The facts of these events alone, in memory. */
export function foldFacts(events: Iterable<RecordedEvent>): ProgrammeFacts[] {
  const book = new FactsBook();
  for (const event of events) if (FACT_STREAMS.some((prefix) => event.stream.startsWith(prefix))) book.take(event);
  return book.facts();
}

/** Facts with one event more; what was handed in stays as it was. */
export function factsAfter(facts: readonly ProgrammeFacts[], event: RecordedEvent): ProgrammeFacts[] {
  const copy = structuredClone(facts);
  const book = new FactsBook(
    copy.map(({ programme }) => programme),
    copy.flatMap(({ payments }) => payments),
  );
  if (FACT_STREAMS.some((prefix) => event.stream.startsWith(prefix))) book.take(event);
  return book.facts();
}
