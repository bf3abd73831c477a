import {
  requirePositive,
  fenToDigits,
  unreachable,
  yearOf,
  type BusinessDate,
  type Decider,
  type DomainEvent,
  type Fen,
  type PaymentStandard,
  type Period,
  type StandardOnRecord,
} from '@bofu/kernel';
import type { Source } from './appropriation-terms';
import {
  EARNED_BY,
  nameOfTarget,
  type MeasuredTarget,
  type PerformanceTarget,
  type TargetName,
  type TargetStatement,
} from './performance-target';
import { refuse, type StatementFlaw } from './refusals';

/**
 * Programme 预算项目: what money is for, over the years and whoever finances it. It carries its codes and names by day,
 * the groups of people it serves, what each is owed and by when, what is to be achieved, and its end. Appropriations
 * carry the money and the plan: one programme financed by four levels has four of them each year.
 */

type Own = { readonly programmeId: string };
type Dated = { readonly effectiveOn: BusinessDate };
/** `groupId`: one group's own, or `null` for everybody. */
type OfGroup = { readonly groupId: string | null };

/** The day in Beijing it was recorded on: whether a month was in time is judged by what was known on its due day. */
type OnRecord = { readonly recordedOn: BusinessDate };
/** By when 补差 of earlier periods is to be paid, where the notice says so. */
type ArrearsDue = { readonly arrearsDueOn: BusinessDate | null };

export type ProgrammeEvent =
  | DomainEvent<'ProgrammeRegistered', Own & Dated & { code: string; name: string; sources: readonly Source[] }>
  /** Code and name as they are from a day on: re-coded, renamed. */
  | DomainEvent<'ProgrammeRenamed', Own & Dated & { code: string; name: string; reason: string }>
  | DomainEvent<'ProgrammeGroupDefined', Own & Dated & { groupId: string; name: string }>
  | DomainEvent<
      'PaymentStandardSet',
      Own & Dated & OfGroup & PaymentStandard & OnRecord & ArrearsDue & { sources: readonly Source[] }
    >
  | DomainEvent<
      'PerformanceTargetsSet',
      Own & Dated & { fiscalYear: number; targets: readonly PerformanceTarget[]; sources: readonly Source[] }
    >
  /** Of the targets named; what was declared of others stays. */
  | DomainEvent<
      'PerformanceMeasuresDeclared',
      Own & Dated & { fiscalYear: number; measures: readonly MeasuredTarget[] }
    >
  /** Corrected by another of the same day, which then counts. */
  | DomainEvent<'PerformanceActualRecorded', Own & { fiscalYear: number } & TargetStatement>
  /** 应发: what is owed of a period, stated by a roll or a notice instead of the standard times heads. */
  | DomainEvent<
      'EntitlementStated',
      Own & OfGroup & OnRecord & { period: Period; heads: number; amountFen: string; reason: string }
    >
  /** Nothing is owed from this day on; arrears from before stay owed. */
  | DomainEvent<'ProgrammeEnded', Own & { endsOn: BusinessDate; reason: string }>
  | DomainEvent<'ProgrammeContinued', Own & Dated & { reason: string }>;

export type ProgrammeCommand =
  | { type: 'register-programme'; code: string; name: string; effectiveOn: BusinessDate; sources: readonly Source[] }
  | { type: 'rename-programme'; code: string; name: string; effectiveOn: BusinessDate; reason: string }
  | { type: 'define-programme-group'; groupId: string; name: string; effectiveOn: BusinessDate }
  | ({
      type: 'set-payment-standard';
      groupId: string | null;
      effectiveOn: BusinessDate;
      sources: readonly Source[];
    } & PaymentStandard &
      OnRecord &
      ArrearsDue)
  | {
      type: 'set-performance-targets';
      fiscalYear: number;
      targets: readonly PerformanceTarget[];
      effectiveOn: BusinessDate;
      sources: readonly Source[];
    }
  | {
      type: 'declare-performance-measures';
      fiscalYear: number;
      measures: readonly MeasuredTarget[];
      effectiveOn: BusinessDate;
    }
  | { type: 'record-performance-actuals'; fiscalYear: number; statements: readonly TargetStatement[] }
  | {
      type: 'state-entitlement';
      groupId: string | null;
      period: Period;
      heads: number;
      amountFen: Fen;
      recordedOn: BusinessDate;
      reason: string;
    }
  | { type: 'end-programme'; endsOn: BusinessDate; reason: string }
  | { type: 'continue-programme'; effectiveOn: BusinessDate; reason: string };

export interface RegisteredProgramme {
  readonly situation: 'registered';
  readonly programmeId: string;
  /** As last recorded; which were in force on a day is a question for the read side. */
  readonly code: string;
  readonly name: string;
  readonly groups: ReadonlyMap<string, string>;
  /** In the order of recording. */
  readonly standards: readonly StandardOnRecord[];
  /** As last set, by fiscal year. */
  readonly targets: ReadonlyMap<number, readonly PerformanceTarget[]>;
  /** By fiscal year and name of the target. */
  readonly measures: ReadonlyMap<string, MeasuredTarget>;
  readonly endsOn: BusinessDate | null;
}

export type Programme = { readonly situation: 'not-registered'; readonly programmeId: string } | RegisteredProgramme;

function requireGroup({ programmeId, groups }: RegisteredProgramme, groupId: string | null): void {
  if (groupId !== null && !groups.has(groupId)) refuse('group-not-found', { programmeId, groupId });
}

const keyOf = (fiscalYear: number, target: TargetName): string => `${fiscalYear}/${nameOfTarget(target)}`;

const hasTarget = ({ targets }: RegisteredProgramme, fiscalYear: number, named: TargetName): boolean =>
  (targets.get(fiscalYear) ?? []).some((target) => nameOfTarget(target) === nameOfTarget(named));

function requireTarget(state: RegisteredProgramme, fiscalYear: number, named: TargetName): void {
  if (!hasTarget(state, fiscalYear, named))
    refuse('performance-target-not-found', {
      ...{ programmeId: state.programmeId, fiscalYear, target: nameOfTarget(named) },
    });
}

/** Why a statement cannot stand, `null` where it can. Payments prove a target or a person does, never both. */
function flawOf(state: RegisteredProgramme, fiscalYear: number, statement: TargetStatement): StatementFlaw | null {
  if (!hasTarget(state, fiscalYear, statement)) return { flaw: 'not-found' };
  const { finding } = statement;
  const isProved = (state.measures.get(keyOf(fiscalYear, statement))?.measure ?? 'evidence') !== 'evidence';
  if (isProved) return finding === null ? null : { flaw: 'proved-by-payments' };
  if (finding === null) return { flaw: 'needs-a-finding' };
  const { verdict, completion } = finding;
  const { least, most } = EARNED_BY[verdict];
  return completion >= least && completion <= most
    ? null
    : { flaw: 'completion-against-verdict', verdict, completion, least, most };
}

/** All of them or none; whoever filled in ten at once is told of each that cannot stand. */
function requireStatable(state: RegisteredProgramme, fiscalYear: number, statements: readonly TargetStatement[]): void {
  for (const { asOf } of statements)
    if (yearOf(asOf) !== fiscalYear) refuse('outside-fiscal-year', { date: asOf, fiscalYear });
  const names = statements.map(nameOfTarget);
  const refused = statements.flatMap((statement, at) => {
    const target = nameOfTarget(statement);
    const flaw = names.indexOf(target) < at ? ({ flaw: 'twice' } as const) : flawOf(state, fiscalYear, statement);
    return flaw === null ? [] : [{ target, ...flaw }];
  });
  if (refused.length > 0) refuse('target-statements-refused', { refused });
}

function decide(state: Programme, command: ProgrammeCommand): readonly ProgrammeEvent[] {
  const { programmeId } = state;
  if (command.type === 'register-programme') {
    const { type: _, ...data } = command;
    if (state.situation === 'registered') return refuse('programme-exists', { programmeId, code: state.code });
    return [{ type: 'ProgrammeRegistered', data: { programmeId, ...data } }];
  }
  if (state.situation === 'not-registered') return refuse('programme-not-found', { programmeId });

  switch (command.type) {
    case 'rename-programme': {
      const { code, name, effectiveOn, reason } = command;
      return [{ type: 'ProgrammeRenamed', data: { programmeId, code, name, effectiveOn, reason } }];
    }
    case 'define-programme-group': {
      const { groupId, name, effectiveOn } = command;
      const namesake = [...state.groups].find(([id, other]) => id === groupId || other === name);
      if (namesake) refuse('group-exists', { programmeId, groupId: namesake[0], name: namesake[1] });
      return [{ type: 'ProgrammeGroupDefined', data: { programmeId, groupId, name, effectiveOn } }];
    }
    case 'set-payment-standard': {
      const { type: _, ...data } = command;
      requireGroup(state, data.groupId);
      return [{ type: 'PaymentStandardSet', data: { programmeId, ...data } }];
    }
    case 'set-performance-targets': {
      const { type: _, ...data } = command;
      return [{ type: 'PerformanceTargetsSet', data: { programmeId, ...data } }];
    }
    case 'declare-performance-measures': {
      const { type: _, ...data } = command;
      for (const [at, measured] of data.measures.entries()) {
        requireTarget(state, data.fiscalYear, measured);
        const target = nameOfTarget(measured);
        if (data.measures.findIndex((one) => nameOfTarget(one) === target) !== at)
          refuse('performance-target-twice', { target });
      }
      return [{ type: 'PerformanceMeasuresDeclared', data: { programmeId, ...data } }];
    }
    case 'record-performance-actuals': {
      const { fiscalYear, statements } = command;
      requireStatable(state, fiscalYear, statements);
      return statements.map((statement) => ({
        type: 'PerformanceActualRecorded',
        data: { programmeId, fiscalYear, ...statement },
      }));
    }
    case 'state-entitlement': {
      const { type: _, ...stated } = command;
      requireGroup(state, stated.groupId);
      requirePositive(stated.amountFen);
      const data = { programmeId, ...stated, amountFen: fenToDigits(stated.amountFen) };
      return [{ type: 'EntitlementStated', data }];
    }
    case 'end-programme': {
      const { endsOn, reason } = command;
      if (state.endsOn !== null) refuse('programme-ended-already', { programmeId, endsOn: state.endsOn });
      return [{ type: 'ProgrammeEnded', data: { programmeId, endsOn, reason } }];
    }
    case 'continue-programme': {
      const { effectiveOn, reason } = command;
      if (state.endsOn === null) refuse('programme-not-ended', { programmeId });
      return [{ type: 'ProgrammeContinued', data: { programmeId, effectiveOn, reason } }];
    }
    default:
      return unreachable(command);
  }
}

function evolve(state: Programme, { type, data }: ProgrammeEvent): Programme {
  if (type === 'ProgrammeRegistered') {
    const { programmeId, code, name } = data;
    return {
      ...{ situation: 'registered', programmeId, code, name },
      ...{ groups: new Map(), standards: [], targets: new Map(), measures: new Map(), endsOn: null },
    };
  }
  if (state.situation === 'not-registered') return state;
  switch (type) {
    case 'ProgrammeRenamed':
      return { ...state, code: data.code, name: data.name };
    case 'ProgrammeGroupDefined':
      return { ...state, groups: new Map(state.groups).set(data.groupId, data.name) };
    case 'ProgrammeEnded':
      return { ...state, endsOn: data.endsOn };
    case 'ProgrammeContinued':
      return { ...state, endsOn: null };
    case 'PaymentStandardSet': {
      const { programmeId: _, sources: __, ...standard } = data;
      return { ...state, standards: [...state.standards, { ...standard, order: state.standards.length }] };
    }
    case 'PerformanceTargetsSet':
      return { ...state, targets: new Map(state.targets).set(data.fiscalYear, data.targets) };
    case 'PerformanceMeasuresDeclared': {
      const declared = data.measures.map((measured) => [keyOf(data.fiscalYear, measured), measured] as const);
      return { ...state, measures: new Map([...state.measures, ...declared]) };
    }
    case 'PerformanceActualRecorded':
    case 'EntitlementStated':
      return state;
    default:
      return unreachable(type);
  }
}

export const programmeDecider = (programmeId: string): Decider<Programme, ProgrammeCommand, ProgrammeEvent> => ({
  initial: { situation: 'not-registered', programmeId },
  decide,
  evolve,
});
