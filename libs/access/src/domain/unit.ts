import { inForceOn, unreachable, type BusinessDate, type Decider, type DomainEvent } from '@bofu/kernel';
import { refuse } from './refusals';

/** 单位: an attribute of what is booked. Its code, name and kind are facts with a date, in the words of the budget. */
export interface UnitFacts {
  readonly code: string;
  readonly name: string;
  /** 单位性质, as printed: 行政, 财政补助事业, … */
  readonly nature: string;
  /** 经费保障形式, as printed: 财政拨款, 财政性资金基本保证, … */
  readonly fundingForm: string;
}

interface DatedUnitFacts extends UnitFacts {
  readonly effectiveOn: BusinessDate;
}

export type UnitEvent =
  | DomainEvent<'UnitRegistered', { readonly unitId: string; readonly openedOn: BusinessDate } & UnitFacts>
  | DomainEvent<'UnitChanged', { readonly unitId: string; readonly reason: string } & DatedUnitFacts>
  | DomainEvent<'UnitClosed', { readonly unitId: string; readonly closedOn: BusinessDate; readonly reason: string }>;

export type UnitCommand =
  | ({ readonly type: 'register-unit'; readonly openedOn: BusinessDate } & UnitFacts)
  | ({ readonly type: 'change-unit'; readonly reason: string } & DatedUnitFacts)
  | { readonly type: 'close-unit'; readonly closedOn: BusinessDate; readonly reason: string };

export interface RegisteredUnit {
  readonly situation: 'registered';
  /** In the order they were recorded; the first is effective from the day the unit opened. */
  readonly versions: readonly [DatedUnitFacts, ...DatedUnitFacts[]];
  /** 撤销: the first day on which it is no more; `null` while it stands. */
  readonly closedOn: BusinessDate | null;
}

export type Unit = { readonly situation: 'unregistered' } | RegisteredUnit;

export const unitDecider = (unitId: string): Decider<Unit, UnitCommand, UnitEvent> => ({
  initial: { situation: 'unregistered' },
  decide: (unit, command) => decide(unitId, unit, command),
  evolve,
});

function decide(unitId: string, unit: Unit, command: UnitCommand): readonly UnitEvent[] {
  if (command.type === 'register-unit') {
    const { openedOn } = command;
    const facts = factsIn(command);
    if (unit.situation === 'unregistered') return [{ type: 'UnitRegistered', data: { unitId, ...facts, openedOn } }];
    const [first] = unit.versions;
    return sameFacts(first, facts) && first.effectiveOn === openedOn ? [] : refuse('unit-registered', { unitId });
  }
  if (unit.situation === 'unregistered') return refuse('unit-not-found', { unitId });
  const openedOn = unit.versions[0].effectiveOn;
  switch (command.type) {
    case 'change-unit': {
      const { effectiveOn, reason } = command;
      const facts = factsIn(command);
      if (unit.closedOn !== null) return refuse('unit-closed', { unitId, closedOn: unit.closedOn });
      const inForce = inForceOn(unit.versions, effectiveOn);
      if (inForce === null) return refuse('unit-change-too-early', { effectiveOn, openedOn });
      return sameFacts(inForce, facts)
        ? []
        : [{ type: 'UnitChanged', data: { unitId, ...facts, effectiveOn, reason } }];
    }
    case 'close-unit': {
      const { closedOn, reason } = command;
      if (unit.closedOn === closedOn) return [];
      if (unit.closedOn !== null) return refuse('unit-closed', { unitId, closedOn: unit.closedOn });
      if (closedOn < openedOn) return refuse('unit-change-too-early', { effectiveOn: closedOn, openedOn });
      return [{ type: 'UnitClosed', data: { unitId, closedOn, reason } }];
    }
    default:
      return unreachable(command);
  }
}

function evolve(unit: Unit, event: UnitEvent): Unit {
  if (event.type === 'UnitRegistered')
    return {
      situation: 'registered',
      versions: [{ ...factsIn(event.data), effectiveOn: event.data.openedOn }],
      closedOn: null,
    };
  if (unit.situation === 'unregistered') return unit;
  switch (event.type) {
    case 'UnitChanged': {
      const { effectiveOn } = event.data;
      return { ...unit, versions: [...unit.versions, { ...factsIn(event.data), effectiveOn }] };
    }
    case 'UnitClosed':
      return { ...unit, closedOn: event.data.closedOn };
    default:
      return unreachable(event);
  }
}

const factsIn = ({ code, name, nature, fundingForm }: UnitFacts): UnitFacts => ({ code, name, nature, fundingForm });

const sameFacts = (a: UnitFacts, b: UnitFacts): boolean =>
  a.code === b.code && a.name === b.name && a.nature === b.nature && a.fundingForm === b.fundingForm;
