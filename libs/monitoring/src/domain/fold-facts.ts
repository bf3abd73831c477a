import type { MeasuredTarget, PerformanceTarget, TargetStatement } from '@bofu/budget';
import {
  type BasisPoints,
  type BusinessDate,
  type EntitlementOnRecord,
  fen,
  type Fen,
  fenFromDigits,
  fundsArrivalsKeptSince,
  inForceOn,
  invariant,
  SHIPPED_PAID_TOLERANCE,
  type SpendingPlan,
  type StandardOnRecord,
  unreachable,
} from '@bofu/kernel';
import type {
  AppropriationFact,
  ChargedAmount,
  ChargeStep,
  Corrected,
  Fact,
  MoneyTaken,
  OpenedLine,
  PaymentFact,
  ProgrammeFact,
  Refused,
  Reissued,
  SubmittedPaymentFact,
  TermsOfIssue,
} from './facts';

/** What is kept of the facts so that everything can be shown as of any day. Lists are in the order of recording. */

type Versions<Value> = (Value & { readonly effectiveOn: BusinessDate })[];

export interface AppropriationRecord extends TermsOfIssue {
  readonly appropriationId: string;
  readonly issuedOn: BusinessDate;
  /** One entry a business date, in no order. */
  readonly days: Map<BusinessDate, MoneyOfDay>;
  readonly plans: Versions<{ readonly checkpoints: SpendingPlan }>;
  readonly refusedAttempts: (Refused & { readonly on: BusinessDate; readonly order: number })[];
  readonly taken: { readonly on: BusinessDate; readonly taken: MoneyTaken; readonly order: number }[];
  readonly charges: ChargeRecord[];
  readonly opened: { readonly on: BusinessDate; readonly lines: readonly OpenedLine[] }[];
  /** 到位, by arrival. */
  readonly arrivals: Map<string, { readonly arrivedOn: BusinessDate; readonly amountFen: Fen }>;
}

export interface MoneyOfDay {
  budgetFen: Fen;
  committedFen: Fen;
  settledFen: Fen;
  frozenFen: Fen;
}

export interface ProgrammeRecord {
  readonly groups: Map<string, string>;
  readonly standards: StandardOnRecord[];
  readonly entitlements: (EntitlementOnRecord & { readonly reason: string })[];
  readonly targets: Versions<{ readonly fiscalYear: number; readonly targets: readonly PerformanceTarget[] }>;
  readonly measures: Versions<{ readonly fiscalYear: number; readonly measured: MeasuredTarget }>;
  readonly statements: Versions<{ readonly fiscalYear: number; readonly statement: Omit<TargetStatement, 'asOf'> }>;
  endsOn: BusinessDate | null;
}

/** What happened to one charge, where it is borne. */
export interface ChargeRecord {
  readonly charge: number;
  readonly payment: PaymentRecord;
  readonly steps: (Omit<ChargeStep, 'paymentId' | 'charge'> & { readonly on: BusinessDate; readonly order: number })[];
}

export interface PaymentRecord {
  readonly paymentId: string;
  /** `null` until its own event is known, and where a charge stands alone: an amount is all there is to say. */
  form: (SubmittedPaymentFact & { readonly on: BusinessDate }) | null;
  readonly charges: Map<number, ChargeRecord>;
  readonly corrections: Corrected[];
  readonly headsReturned: {
    readonly on: BusinessDate;
    readonly returnId: string;
    readonly line: number;
    readonly count: number;
  }[];
  readonly moneyReturned: (ChargedAmount & {
    readonly on: BusinessDate;
    readonly returnId: string;
    readonly by: 'bank' | 'payee';
    readonly order: number;
  })[];
  /** The return of another payment that this one pays anew. */
  reissueOf: Reissued['returned'] | null;
  /** Returns that are paid to nobody, and since when. */
  readonly waived: { readonly on: BusinessDate; readonly returnId: string }[];
  /** What pays the returns of this one anew. */
  readonly reissues: {
    readonly on: BusinessDate;
    readonly returnId: string;
    readonly charges: Reissued['charges'];
    readonly by: PaymentRecord;
  }[];
  readonly undone: { readonly on: BusinessDate; readonly charges: readonly number[] }[];
  readonly leftBank: { readonly on: BusinessDate; readonly charges: readonly number[]; readonly receipt: boolean }[];
  approvedAgainOn: BusinessDate | null;
}

/** The facts of whatever appropriations, programmes and payments these are handed in of. */
export class FoldedFacts {
  readonly #appropriations = new Map<string, AppropriationRecord>();
  /** By agency and fiscal year, in the order of issue. */
  readonly #years = new Map<string, AppropriationRecord[]>();
  readonly #programmes = new Map<string, ProgrammeRecord>();
  readonly #payments = new Map<string, PaymentRecord>();
  readonly #tolerances = new Map<string, Versions<{ readonly share: BasisPoints }>>();
  readonly #arrivalsKept = new Map<string, Versions<{ readonly kept: boolean }>>();
  /** How many facts so far: the order in which they came to be known. */
  #taken = 0;

  take(fact: Fact): void {
    this.#taken += 1;
    switch (fact.fact) {
      case 'issued':
      case 'moved':
      case 'opened':
      case 'planned':
      case 'refused':
      case 'arrived':
        return this.#takeAppropriation(fact);
      case 'grouped':
      case 'set':
      case 'entitled':
      case 'targeted':
      case 'measured':
      case 'achieved':
      case 'ended':
        return this.#takeProgramme(fact);
      case 'submitted':
      case 'corrected':
      case 'came-back':
      case 'reissued':
      case 'undone':
      case 'left-bank':
      case 'approved-again':
      case 'reissue-waived':
        return this.#takePayment(fact);
      case 'tolerated': {
        const versions = this.#tolerances.get(fact.agencyId) ?? [];
        this.#tolerances.set(fact.agencyId, [...versions, { effectiveOn: fact.on, share: fact.share }]);
        return;
      }
      case 'arrivals-kept': {
        const versions = this.#arrivalsKept.get(fact.agencyId) ?? [];
        this.#arrivalsKept.set(fact.agencyId, [...versions, { effectiveOn: fact.on, kept: fact.kept }]);
        return;
      }
      default:
        return unreachable(fact);
    }
  }

  paidToleranceOf(agencyId: string, on: BusinessDate): BasisPoints {
    return inForceOn(this.#tolerances.get(agencyId) ?? [], on)?.share ?? SHIPPED_PAID_TOLERANCE;
  }

  /** 登记资金到位: since when, on a day; `null` while the agency keeps no arrivals. */
  arrivalsKeptSince(agencyId: string, on: BusinessDate): BusinessDate | null {
    return fundsArrivalsKeptSince(this.#arrivalsKept.get(agencyId) ?? [], on);
  }

  /** What other agencies have is not looked at. */
  appropriationsOf(agencyId: string, fiscalYear: number): readonly AppropriationRecord[] {
    return this.#years.get(`${agencyId}/${fiscalYear}`) ?? [];
  }

  programme(programmeId: string): ProgrammeRecord {
    const known = this.#programmes.get(programmeId);
    if (known !== undefined) return known;
    const programme: ProgrammeRecord = {
      ...{ groups: new Map(), standards: [], entitlements: [] },
      ...{ targets: [], measures: [], statements: [], endsOn: null },
    };
    this.#programmes.set(programmeId, programme);
    return programme;
  }

  #takeAppropriation(fact: AppropriationFact): void {
    if (fact.fact === 'issued') {
      const { fact: _, on: issuedOn, ...terms } = fact;
      const lists = { plans: [], refusedAttempts: [], taken: [], charges: [], opened: [] };
      const issued = { ...terms, issuedOn, days: new Map(), ...lists, arrivals: new Map() };
      const key = `${fact.agencyId}/${fact.fiscalYear}`;
      this.#appropriations.set(fact.appropriationId, issued);
      const year = this.#years.get(key) ?? [];
      this.#years.set(key, year);
      year.push(issued);
      return;
    }
    const appropriation = this.#appropriations.get(fact.appropriationId);
    invariant(appropriation !== undefined, `appropriation ${fact.appropriationId} before it was issued`);
    switch (fact.fact) {
      case 'planned':
        appropriation.plans.push({ effectiveOn: fact.on, checkpoints: fact.checkpoints });
        return;
      case 'arrived': {
        const { arrivalId, arrivedOn, amountFen } = fact;
        appropriation.arrivals.set(arrivalId, { arrivedOn, amountFen: fenFromDigits(amountFen) });
        return;
      }
      case 'refused':
        appropriation.refusedAttempts.push({ ...fact, order: this.#taken });
        return;
      case 'opened':
        appropriation.opened.push({ on: fact.on, lines: fact.lines });
        return;
      case 'moved': {
        const day = appropriation.days.get(fact.on) ?? nothingMoved();
        appropriation.days.set(fact.on, day);
        for (const figure of ['budgetFen', 'committedFen', 'settledFen', 'frozenFen'] as const)
          day[figure] = fen(day[figure] + fenFromDigits(fact[figure]));
        if (fact.taken !== null) appropriation.taken.push({ on: fact.on, taken: fact.taken, order: this.#taken });
        if (fact.step !== null) this.#takeStep(appropriation, fact.on, fact.step);
        return;
      }
      default:
        return unreachable(fact);
    }
  }

  #takeStep(appropriation: AppropriationRecord, on: BusinessDate, { paymentId, charge, ...step }: ChargeStep): void {
    const payment = this.#payment(paymentId);
    let known = payment.charges.get(charge);
    if (known === undefined) {
      known = { charge, payment, steps: [] };
      payment.charges.set(charge, known);
      appropriation.charges.push(known);
    }
    known.steps.push({ on, ...step, order: this.#taken });
  }

  #takeProgramme(fact: ProgrammeFact): void {
    const programme = this.programme(fact.programmeId);
    switch (fact.fact) {
      case 'grouped':
        programme.groups.set(fact.groupId, fact.name);
        return;
      case 'set': {
        const { standard, groupId, on: effectiveOn, recordedOn, arrearsDueOn } = fact;
        programme.standards.push({ ...standard, groupId, effectiveOn, recordedOn, arrearsDueOn, order: this.#taken });
        return;
      }
      case 'entitled': {
        const { groupId, period, heads, reason, recordedOn } = fact;
        const amountFen = fenFromDigits(fact.amountFen);
        programme.entitlements.push({ groupId, period, heads, amountFen, reason, recordedOn, order: this.#taken });
        return;
      }
      case 'targeted': {
        const { on: effectiveOn, fiscalYear, targets } = fact;
        programme.targets.push({ effectiveOn, fiscalYear, targets });
        return;
      }
      case 'measured': {
        const { on: effectiveOn, fiscalYear } = fact;
        for (const measured of fact.measures) programme.measures.push({ effectiveOn, fiscalYear, measured });
        return;
      }
      case 'achieved': {
        const { on: effectiveOn, fiscalYear, statement } = fact;
        programme.statements.push({ effectiveOn, fiscalYear, statement });
        return;
      }
      case 'ended':
        programme.endsOn = fact.endsOn;
        return;
      default:
        return unreachable(fact);
    }
  }

  #takePayment(fact: PaymentFact): void {
    const payment = this.#payment(fact.paymentId);
    switch (fact.fact) {
      case 'submitted':
        payment.form = fact;
        return;
      case 'corrected':
        payment.corrections.push(fact);
        return;
      case 'came-back': {
        const { on, returnId, by } = fact;
        for (const returned of fact.lines) payment.headsReturned.push({ on, returnId, ...returned });
        for (const returned of fact.charges)
          payment.moneyReturned.push({ on, returnId, by, order: this.#taken, ...returned });
        return;
      }
      case 'reissued': {
        const { on, charges, returned } = fact;
        payment.reissueOf = returned;
        this.#payment(returned.paymentId).reissues.push({ on, returnId: returned.returnId, charges, by: payment });
        return;
      }
      case 'undone':
        payment.undone.push({ on: fact.on, charges: fact.charges });
        return;
      case 'left-bank':
        payment.leftBank.push({ on: fact.on, charges: fact.charges, receipt: fact.receipt });
        return;
      case 'approved-again':
        payment.approvedAgainOn = fact.on;
        return;
      case 'reissue-waived':
        payment.waived.push({ on: fact.on, returnId: fact.returnId });
        return;
      default:
        return unreachable(fact);
    }
  }

  #payment(paymentId: string): PaymentRecord {
    const known = this.#payments.get(paymentId);
    if (known !== undefined) return known;
    const payment: PaymentRecord = {
      paymentId,
      form: null,
      charges: new Map(),
      corrections: [],
      headsReturned: [],
      moneyReturned: [],
      reissueOf: null,
      reissues: [],
      waived: [],
      undone: [],
      leftBank: [],
      approvedAgainOn: null,
    };
    this.#payments.set(paymentId, payment);
    return payment;
  }
}

const nothingMoved = (): MoneyOfDay => ({
  budgetFen: fen(0n),
  committedFen: fen(0n),
  settledFen: fen(0n),
  frozenFen: fen(0n),
});
