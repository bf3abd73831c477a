import {
  fenFromDigits,
  fenToDigits,
  inForceOn,
  requirePositive,
  unreachable,
  yearOf,
  monthOf,
  type BasisPoints,
  type BusinessDate,
  type Decider,
  type DomainEvent,
  type Fen,
  type FundsArrivalsKept,
} from '@bofu/kernel';
import { refuse } from './refusals';

/**
 * 部门: whose books they are. It keeps its id for ever; code, name, region and superior are facts with a date, because
 * codes change when a county becomes a district and superiors change when bureaus merge.
 */
export interface AgencyFacts {
  readonly code: string;
  readonly name: string;
  readonly regionCode: string;
  readonly regionName: string;
  readonly parentAgencyId: string | null;
  readonly effectiveOn: BusinessDate;
}

/** Beyond a tenth, people who were not paid would be nobody's alert. */
export const LARGEST_PAID_TOLERANCE: BasisPoints = 1_000;

/** 审批分档: from how much on a payment needs a second approval, summed up over how many days and by what. */
export const TIER_SUMMED_PER = ['payee', 'programme', 'both'] as const;
export interface ApprovalTierTerms {
  /** How many days are summed up, that of the approval among them. */
  readonly windowDays: number;
  readonly summedPer: (typeof TIER_SUMMED_PER)[number];
  readonly effectiveOn: BusinessDate;
}

/** 收款户管理: whether payees must stand in the register, and for how long an account counts as new. */
export interface PayeeRules {
  /** From then on a payment names a payee of the register and a confirmed account of its. */
  readonly registeredOnly: boolean;
  /** A payment to an account that was confirmed fewer days ago needs a second approval; 0 asks for none. */
  readonly newAccountDays: number;
}
/** Until an office sets its own: free text is let by, what was changed within a month is looked at twice. */
export const PAYEE_RULES_AS_SHIPPED: PayeeRules = { registeredOnly: false, newAccountDays: 30 };
export const LONGEST_NEW_ACCOUNT = 366;

/** A sum over more than a year would never come down within one. */
export const LONGEST_TIER_WINDOW = 366;

export interface Backfill {
  readonly openedOn: BusinessDate;
  readonly reason: string;
}

export interface CutOff {
  readonly fiscalYear: number;
  readonly lastSubmissionOn: BusinessDate;
  /** Finance's own, once it is known. */
  readonly financeOn: BusinessDate | null;
}

interface Succession {
  readonly successorAgencyIds: readonly string[];
  readonly effectiveOn: BusinessDate;
}

/** 下达、追加、追减、调剂、收回 come with their document, or need not any more, from a day on. */
export interface AppropriationFilesRequired {
  readonly required: boolean;
  readonly effectiveOn: BusinessDate;
}

/** Whose id it is stands on every event anyway. */
export type AgencyEvent =
  | DomainEvent<'AgencyRegistered', AgencyFacts>
  | DomainEvent<'AgencyChanged', AgencyFacts & { readonly reason: string }>
  | DomainEvent<'AgencySucceeded', Succession & { readonly reason: string }>
  | DomainEvent<
      'ClearingWindowSet',
      { readonly fiscalYear: number; readonly until: BusinessDate | null; readonly reason: string }
    >
  /** 年末关账日: after which day nothing is submitted any more without a reason, and from when finance pays nothing. */
  | DomainEvent<'CutOffSet', CutOff & { readonly reason: string }>
  /** 足额容差: by how much of 应发 a month may be short and still count as paid. */
  | DomainEvent<
      'PaidToleranceSet',
      { readonly share: BasisPoints; readonly effectiveOn: BusinessDate; readonly reason: string }
    >
  /** 大额付款: from how much on a payment that is no month's regular run is asked back; `null` asks about none. */
  | DomainEvent<
      'LargePaymentSet',
      { readonly amountFen: string | null; readonly effectiveOn: BusinessDate; readonly reason: string }
    >
  /** 审批分档; `null` asks for no second approval. */
  | DomainEvent<'ApprovalTierSet', ApprovalTierTerms & { readonly amountFen: string | null; readonly reason: string }>
  | DomainEvent<'PayeeRulesSet', PayeeRules & { readonly effectiveOn: BusinessDate; readonly reason: string }>
  /** 登记资金到位: whether this agency keeps the days on which money of the levels above arrives. */
  | DomainEvent<'FundsArrivalsKept', FundsArrivalsKept & { readonly reason: string }>
  /** 指标变动须附文件: whether what changes an appropriation's authority is recorded only with its document. */
  | DomainEvent<'AppropriationFilesRequired', AppropriationFilesRequired & { readonly reason: string }>
  /** 期初补录: until it is closed, what happened earlier is entered without a reason for each, by this one. */
  | DomainEvent<'BackfillOpened', Backfill>
  | DomainEvent<'BackfillClosed', { readonly closedOn: BusinessDate }>;

export type AgencyCommand =
  | ({ readonly type: 'register-agency' } & AgencyFacts)
  | ({ readonly type: 'change-agency'; readonly reason: string } & AgencyFacts)
  | ({ readonly type: 'succeed-agency'; readonly reason: string } & Succession)
  | {
      readonly type: 'set-clearing-window';
      readonly fiscalYear: number;
      readonly until: BusinessDate | null;
      readonly reason: string;
    }
  | ({ readonly type: 'set-cut-off'; readonly reason: string } & CutOff)
  | {
      readonly type: 'set-paid-tolerance';
      readonly share: BasisPoints;
      readonly effectiveOn: BusinessDate;
      readonly reason: string;
    }
  | {
      readonly type: 'set-large-payment';
      readonly amountFen: Fen | null;
      readonly effectiveOn: BusinessDate;
      readonly reason: string;
    }
  | ({
      readonly type: 'set-approval-tier';
      readonly amountFen: Fen | null;
      readonly reason: string;
    } & ApprovalTierTerms)
  | ({
      readonly type: 'set-payee-rules';
      readonly effectiveOn: BusinessDate;
      readonly reason: string;
    } & PayeeRules)
  | ({ readonly type: 'keep-funds-arrivals'; readonly reason: string } & FundsArrivalsKept)
  | ({ readonly type: 'require-appropriation-files'; readonly reason: string } & AppropriationFilesRequired)
  | ({ readonly type: 'open-backfill' } & Backfill)
  | { readonly type: 'close-backfill'; readonly closedOn: BusinessDate };

export interface RegisteredAgency {
  readonly situation: 'registered';
  /** In the order they were recorded. */
  readonly versions: readonly [AgencyFacts, ...AgencyFacts[]];
  readonly succession: Succession | null;
  /** 清算期: by fiscal year, the last day on which its payments may still be settled. None by default. */
  readonly clearingUntil: ReadonlyMap<number, BusinessDate>;
  /** 年末关账日, by fiscal year; the last set counts. */
  readonly cutOffs: ReadonlyMap<number, CutOff>;
  /** 足额容差, in the order they were set. */
  readonly paidTolerances: readonly { readonly share: BasisPoints; readonly effectiveOn: BusinessDate }[];
  /** 大额付款, in the order they were set. */
  readonly largePayments: readonly { readonly amountFen: Fen | null; readonly effectiveOn: BusinessDate }[];
  /** 审批分档, in the order they were set. */
  readonly approvalTiers: readonly (ApprovalTierTerms & { readonly amountFen: Fen | null })[];
  /** 收款户管理, in the order it was set. */
  readonly payeeRules: readonly (PayeeRules & { readonly effectiveOn: BusinessDate })[];
  /** 登记资金到位, in the order it was said. */
  readonly fundsArrivals: readonly FundsArrivalsKept[];
  /** 指标变动须附文件, in the order it was said. */
  readonly appropriationFiles: readonly AppropriationFilesRequired[];
  /** 期初补录, while one is open. */
  readonly backfill: Backfill | null;
}

export type Agency = { readonly situation: 'unregistered' } | RegisteredAgency;

export const agencyDecider = (agencyId: string): Decider<Agency, AgencyCommand, AgencyEvent> => ({
  initial: { situation: 'unregistered' },
  decide: (agency, command) => decide(agencyId, agency, command),
  evolve,
});

function decide(agencyId: string, agency: Agency, command: AgencyCommand): readonly AgencyEvent[] {
  if (command.type === 'register-agency') {
    const facts = factsIn(command);
    if (agency.situation === 'unregistered') return [{ type: 'AgencyRegistered', data: facts }];
    return sameFacts(agency.versions[0], facts) ? [] : refuse('agency-registered', { agencyId });
  }
  if (agency.situation === 'unregistered') return refuse('agency-not-found', { agencyId });
  switch (command.type) {
    case 'change-agency':
      return change(agencyId, agency, command);
    case 'succeed-agency': {
      const { successorAgencyIds, effectiveOn, reason } = command;
      requireNotSucceeded(agencyId, agency);
      if (successorAgencyIds.includes(agencyId))
        return refuse('agency-successor-unknown', { successorAgencyId: agencyId });
      return [{ type: 'AgencySucceeded', data: { successorAgencyIds, effectiveOn, reason } }];
    }
    case 'set-clearing-window': {
      const { fiscalYear, until, reason } = command;
      if (until !== null && (yearOf(until) !== fiscalYear + 1 || monthOf(until) !== 1))
        return refuse('clearing-window-outside-january', { fiscalYear, until });
      if ((agency.clearingUntil.get(fiscalYear) ?? null) === until) return [];
      return [{ type: 'ClearingWindowSet', data: { fiscalYear, until, reason } }];
    }
    case 'set-cut-off': {
      const { fiscalYear, lastSubmissionOn, financeOn, reason } = command;
      if (yearOf(lastSubmissionOn) !== fiscalYear || (financeOn !== null && yearOf(financeOn) !== fiscalYear))
        return refuse('cut-off-outside-year', { fiscalYear });
      if (financeOn !== null && financeOn < lastSubmissionOn)
        return refuse('cut-off-after-finance', { lastSubmissionOn, financeOn });
      return [{ type: 'CutOffSet', data: { fiscalYear, lastSubmissionOn, financeOn, reason } }];
    }
    case 'set-paid-tolerance': {
      const { share, effectiveOn, reason } = command;
      if (share < 0 || share > LARGEST_PAID_TOLERANCE)
        return refuse('paid-tolerance-too-large', { share, largest: LARGEST_PAID_TOLERANCE });
      return [{ type: 'PaidToleranceSet', data: { share, effectiveOn, reason } }];
    }
    case 'keep-funds-arrivals': {
      const { kept, effectiveOn, reason } = command;
      const known = inForceOn(agency.fundsArrivals, effectiveOn)?.kept ?? false;
      return known === kept ? [] : [{ type: 'FundsArrivalsKept', data: { kept, effectiveOn, reason } }];
    }
    case 'require-appropriation-files': {
      const { required, effectiveOn, reason } = command;
      const known = inForceOn(agency.appropriationFiles, effectiveOn)?.required ?? false;
      return known === required
        ? []
        : [{ type: 'AppropriationFilesRequired', data: { required, effectiveOn, reason } }];
    }
    case 'set-large-payment': {
      const { effectiveOn, reason } = command;
      if (command.amountFen !== null) requirePositive(command.amountFen);
      const amountFen = command.amountFen === null ? null : fenToDigits(command.amountFen);
      return [{ type: 'LargePaymentSet', data: { amountFen, effectiveOn, reason } }];
    }
    case 'set-approval-tier': {
      const { windowDays, summedPer, effectiveOn, reason } = command;
      if (command.amountFen !== null) requirePositive(command.amountFen);
      if (!Number.isSafeInteger(windowDays) || windowDays < 1 || windowDays > LONGEST_TIER_WINDOW)
        return refuse('tier-window-out-of-range', { windowDays, longest: LONGEST_TIER_WINDOW });
      const amountFen = command.amountFen === null ? null : fenToDigits(command.amountFen);
      return [{ type: 'ApprovalTierSet', data: { amountFen, windowDays, summedPer, effectiveOn, reason } }];
    }
    case 'set-payee-rules': {
      const { registeredOnly, newAccountDays, effectiveOn, reason } = command;
      if (!Number.isSafeInteger(newAccountDays) || newAccountDays < 0 || newAccountDays > LONGEST_NEW_ACCOUNT)
        return refuse('new-account-days-out-of-range', { newAccountDays, longest: LONGEST_NEW_ACCOUNT });
      return [{ type: 'PayeeRulesSet', data: { registeredOnly, newAccountDays, effectiveOn, reason } }];
    }
    case 'open-backfill': {
      const { openedOn, reason } = command;
      if (agency.backfill !== null) return refuse('backfill-open', { openedOn: agency.backfill.openedOn });
      return [{ type: 'BackfillOpened', data: { openedOn, reason } }];
    }
    case 'close-backfill': {
      const { closedOn } = command;
      return agency.backfill === null
        ? refuse('backfill-not-open', {})
        : [{ type: 'BackfillClosed', data: { closedOn } }];
    }
    default:
      return unreachable(command);
  }
}

function change(
  agencyId: string,
  agency: RegisteredAgency,
  command: AgencyCommand & { type: 'change-agency' },
): readonly AgencyEvent[] {
  const facts = factsIn(command);
  requireNotSucceeded(agencyId, agency);
  const { effectiveOn } = facts;
  const inForce = inForceOn(agency.versions, effectiveOn);
  if (inForce === null)
    return refuse('agency-change-too-early', { effectiveOn, registeredOn: agency.versions[0].effectiveOn });
  if (facts.parentAgencyId === agencyId)
    return refuse('agency-parent-circular', { agencyId, parentAgencyId: facts.parentAgencyId });
  if (sameFacts(inForce, { ...facts, effectiveOn: inForce.effectiveOn })) return [];
  return [{ type: 'AgencyChanged', data: { ...facts, reason: command.reason } }];
}

function evolve(agency: Agency, event: AgencyEvent): Agency {
  if (event.type === 'AgencyRegistered')
    return {
      situation: 'registered',
      versions: [factsIn(event.data)],
      succession: null,
      clearingUntil: new Map(),
      cutOffs: new Map(),
      paidTolerances: [],
      largePayments: [],
      approvalTiers: [],
      payeeRules: [],
      fundsArrivals: [],
      appropriationFiles: [],
      backfill: null,
    };
  if (agency.situation === 'unregistered') return agency;
  switch (event.type) {
    case 'AgencyChanged':
      return { ...agency, versions: [...agency.versions, factsIn(event.data)] };
    case 'AgencySucceeded': {
      const { successorAgencyIds, effectiveOn } = event.data;
      return { ...agency, succession: { successorAgencyIds, effectiveOn } };
    }
    case 'ClearingWindowSet': {
      const clearingUntil = new Map(agency.clearingUntil);
      const { fiscalYear, until } = event.data;
      if (until === null) clearingUntil.delete(fiscalYear);
      else clearingUntil.set(fiscalYear, until);
      return { ...agency, clearingUntil };
    }
    case 'CutOffSet': {
      const { fiscalYear, lastSubmissionOn, financeOn } = event.data;
      const cutOffs = new Map(agency.cutOffs).set(fiscalYear, { fiscalYear, lastSubmissionOn, financeOn });
      return { ...agency, cutOffs };
    }
    case 'PaidToleranceSet': {
      const { share, effectiveOn } = event.data;
      return { ...agency, paidTolerances: [...agency.paidTolerances, { share, effectiveOn }] };
    }
    case 'LargePaymentSet': {
      const { amountFen: digits, effectiveOn } = event.data;
      const amountFen = digits === null ? null : fenFromDigits(digits);
      return { ...agency, largePayments: [...agency.largePayments, { amountFen, effectiveOn }] };
    }
    case 'ApprovalTierSet': {
      const { amountFen: digits, windowDays, summedPer, effectiveOn } = event.data;
      const amountFen = digits === null ? null : fenFromDigits(digits);
      return {
        ...agency,
        approvalTiers: [...agency.approvalTiers, { amountFen, windowDays, summedPer, effectiveOn }],
      };
    }
    case 'PayeeRulesSet': {
      const { registeredOnly, newAccountDays, effectiveOn } = event.data;
      return { ...agency, payeeRules: [...agency.payeeRules, { registeredOnly, newAccountDays, effectiveOn }] };
    }
    case 'FundsArrivalsKept': {
      const { kept, effectiveOn } = event.data;
      return { ...agency, fundsArrivals: [...agency.fundsArrivals, { kept, effectiveOn }] };
    }
    case 'AppropriationFilesRequired': {
      const { required, effectiveOn } = event.data;
      return { ...agency, appropriationFiles: [...agency.appropriationFiles, { required, effectiveOn }] };
    }
    case 'BackfillOpened': {
      const { openedOn, reason } = event.data;
      return { ...agency, backfill: { openedOn, reason } };
    }
    case 'BackfillClosed':
      return { ...agency, backfill: null };
    default:
      return unreachable(event);
  }
}

/** 收款户管理 in force on a day, as it ships where none was set. */
export const payeeRulesOn = (agency: Agency, day: BusinessDate): PayeeRules =>
  (agency.situation === 'registered' ? inForceOn(agency.payeeRules, day) : null) ?? PAYEE_RULES_AS_SHIPPED;

function requireNotSucceeded(agencyId: string, { succession }: RegisteredAgency): void {
  if (succession !== null) refuse('agency-succeeded', { agencyId, succeededOn: succession.effectiveOn });
}

const factsIn = ({ code, name, regionCode, regionName, parentAgencyId, effectiveOn }: AgencyFacts): AgencyFacts => ({
  code,
  name,
  regionCode,
  regionName,
  parentAgencyId,
  effectiveOn,
});

const sameFacts = (a: AgencyFacts, b: AgencyFacts): boolean =>
  a.code === b.code &&
  a.name === b.name &&
  a.regionCode === b.regionCode &&
  a.regionName === b.regionName &&
  a.parentAgencyId === b.parentAgencyId &&
  a.effectiveOn === b.effectiveOn;
